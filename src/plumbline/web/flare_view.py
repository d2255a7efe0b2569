"""The plan for a flare-up: what may be chosen for it today, and what of it suits on a bad day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from starlette.datastructures import FormData

from plumbline.care.advice import occasion
from plumbline.care.cautions import Objection, treatment_objections
from plumbline.care.intake import askable
from plumbline.care.programme import Programme
from plumbline.care.programme.fit import LOADS
from plumbline.care.today import barring, may_follow
from plumbline.errors import BadInput
from plumbline.journal.flare_plan import LONGEST_CALL, LONGEST_HELPED, FlarePlan, FlarePlans, Warmth
from plumbline.journal.values import checked_text
from plumbline.knowledge.schema import Exercise, Finding, Step
from plumbline.present import wording
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.forms import text, texts

POSITIONS = ("side_lying", "back_lying")
"""Drawings of the advice for the night that show a way to lie."""
KEEPS = {
    "walk": N_("short walks, a few each day"),
    "home": N_("small things at home"),
    "work": N_("work, as far as it goes"),
    "people": N_("seeing or calling people"),
    "morning": N_("getting up at my usual time"),
}
TREATMENTS = ("heat", "cold")
COMPARED = "heat_or_cold"
WARMTH_SAYS: dict[Warmth, str] = {
    "heat": N_("Heat"),
    "cold": N_("Cold"),
    "either": N_("Whichever feels better then"),
    "none": N_("Neither, or I do not know yet"),
}


@dataclass(frozen=True)
class Treatment:
    """Heat or cold as it stands today: what bars it, what must be asked first, what to mind."""

    id: str
    title: str
    against: Objection | None
    """What bars it and is known, or cannot be ruled out though it was asked."""
    asks: tuple[Finding, ...]
    """The questions that come first; empty where something bars it anyway."""
    warnings: tuple[Objection, ...]
    how: tuple[str, ...]
    """How it is done, as in the trial of it."""

    @property
    def possible(self) -> bool:
        return self.against is None and not self.asks


@dataclass(frozen=True)
class Movement:
    """A movement of a flare-up: at its gentlest, and what bars it today."""

    exercise: Exercise
    says_dose: str
    blocked: Objection | None


@dataclass(frozen=True)
class Choices:
    """What may be chosen today."""

    movements: tuple[Movement, ...]
    positions: tuple[Step, ...]
    treatments: tuple[Treatment, ...]
    most: int


@dataclass(frozen=True)
class Own:
    """Somebody's own plan as it may be followed today."""

    plan: FlarePlan
    movements: tuple[Movement, ...]
    waits: bool
    """Exercise has to wait, so no movement is shown."""
    positions: tuple[Step, ...]
    treatments: tuple[Treatment, ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True)
class Filled:
    """The form as it was filled in."""

    plan: FlarePlan
    problems: dict[str, str]


def plans(case: Case) -> FlarePlans:
    """The plans for a flare-up of the open profile."""
    return FlarePlans(case.book)


def missing(case: Case) -> bool:
    """Whether it is time to make one."""
    return plans(case).missing(case.today)


def choices(case: Case) -> Choices:
    """What suits today: movements of the plan, those for comfort first; ways to lie; heat and
    cold."""
    programme, known = case.book.programme(), case.book.standing(case.today).known
    found = _movements(case, _in_order(case, programme)) if programme and _follows(case) else ()
    return Choices(
        movements=tuple(one for one in found if one.blocked is None),
        positions=_positions(case, POSITIONS),
        treatments=tuple(_treatment(case, name, known.dont_know) for name in TREATMENTS),
        most=case.knowledge.rhythm.flare_plan.most_movements,
    )


def own(case: Case) -> Own | None:
    """The plan that somebody made, with today's cautions weighed again; None without one."""
    plan = plans(case).last()
    if plan is None:
        return None
    there = [name for name in plan.movements if name in case.knowledge.exercises]
    wanted = TREATMENTS if plan.warmth == "either" else (plan.warmth,)
    unsure = case.book.standing(case.today).known.dont_know
    follows = _follows(case)
    return Own(
        plan=plan,
        movements=_movements(case, there) if follows else (),
        waits=bool(there) and not follows,
        positions=_positions(case, plan.positions),
        treatments=tuple(_treatment(case, name, unsure) for name in wanted if name in TREATMENTS),
        keeps=tuple(_(KEEPS[name]) for name in plan.keeps if name in KEEPS),
    )


def read_form(case: Case, form: FormData) -> Filled:
    """What was chosen and written; what is not on offer today is passed over."""
    offered = choices(case)
    ids = {case.session.name_for(f"exercises/{one.exercise.id}"): one for one in offered.movements}
    movements = [ids[name].exercise.id for name in texts(form, "movement") if name in ids]
    warmth = text(form, "warmth")
    can = {one.id for one in offered.treatments if one.possible}
    plan = FlarePlan(
        on=case.today,
        movements=tuple(dict.fromkeys(movements)),
        positions=tuple(n for n in POSITIONS if n in texts(form, "position")),
        warmth=_warmth(warmth, can),
        keeps=tuple(name for name in KEEPS if name in texts(form, "keep")),
        call=" ".join(text(form, "call").split()),
        helped=" ".join(text(form, "helped").split()),
    )
    problems: dict[str, str] = {}
    if len(plan.movements) > offered.most:
        line = _("On a bad day fewer are better. Please choose %(n)s at most.")
        problems["movement"] = line % {"n": offered.most}
    for name, said, longest in (
        ("call", plan.call, LONGEST_CALL),
        ("helped", plan.helped, LONGEST_HELPED),
    ):
        if said and not _fits(said, name, longest):
            problems[name] = _("Please write a little less: %(n)s letters at most.") % {
                "n": longest
            }
    return Filled(plan, problems)


def first_question(case: Case, treatment: str) -> tuple[str, ...]:
    """The questions of one page that heat or cold needs answered."""
    known = case.book.standing(case.today).known
    asked = _treatment(case, treatment, known.dont_know).asks
    if not asked:
        return ()
    first = asked[0]
    together = [one.id for one in asked if one.list and one.list == first.list]
    return tuple(together) or (first.id,)


def _warmth(said: str, can: set[str]) -> Warmth:
    match said:
        case "heat" | "cold" if said in can:
            return said
        case "either" if can == set(TREATMENTS):
            return said
        case _:
            return "none"


def _fits(said: str, name: str, longest: int) -> bool:
    try:
        checked_text(said, name, longest=longest)
    except BadInput:
        return False
    return True


def _follows(case: Case) -> bool:
    return may_follow(case.book.standing(case.today), case.book.programme())


def _in_order(case: Case, programme: Programme) -> list[str]:
    """The exercises of a plan, what is for comfort first, then what loads the back least."""
    exercises = case.knowledge.exercises

    def gentle(name: str) -> tuple[bool, int, int]:
        one = exercises[name]
        return "comfort" not in one.purpose, LOADS.index(one.load.spine), one.level

    return sorted((planned.exercise for planned in programme.exercises), key=gentle)


def _movements(case: Case, names: Iterable[str]) -> tuple[Movement, ...]:
    known = case.book.standing(case.today).known
    found = (case.knowledge.exercises[name] for name in names)
    return tuple(
        Movement(one, wording.dose(one.doses[0]), barring(case.rulebook, known, one))
        for one in found
    )


def _positions(case: Case, wanted: Collection[str]) -> tuple[Step, ...]:
    """The ways to lie that suit, each once."""
    known = case.book.standing(case.today).known
    steps = occasion(case.rulebook, known, "tonight").steps
    by_figure = {step.figure: step for step in reversed(steps) if step.figure in wanted}
    return tuple(by_figure[name] for name in POSITIONS if name in by_figure)


def _treatment(case: Case, name: str, unsure: Collection[str]) -> Treatment:
    known = case.book.standing(case.today).known
    against = treatment_objections(case.rulebook, known, name)
    blocks = [one for one in against if one.blocks]
    # What is known counts at once; what was asked and stays unsure counts as much.
    settled = [one for one in blocks if one.known or set(one.missing) <= set(unsure)]
    wanted = {finding for one in blocks for finding in one.missing} & known.unanswered
    ordered = [finding for finding in case.knowledge.findings if finding in wanted]
    asks = () if settled else tuple(askable(case.rulebook, known, ordered))
    if blocks and not settled and not asks:
        settled = blocks
    return Treatment(
        id=name,
        title=case.knowledge.treatments[name].title,
        against=settled[0] if settled else None,
        asks=tuple(case.knowledge.findings[finding] for finding in asks),
        warnings=tuple(one for one in against if not one.blocks),
        how=_how(case, name),
    )


def _how(case: Case, treatment: str) -> tuple[str, ...]:
    """How to use heat or cold, from the trial that compares them."""
    trial = case.knowledge.trials[COMPARED]
    arms = (arm for arm in (trial.a, trial.b) if treatment in arm.treatments)
    return next((tuple(arm.how) for arm in arms), ())
