"""Which chapters there are, what each holds, and who writes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plumbline.knowledge import Knowledge
from plumbline.present.manual import (
    assessment,
    claims,
    exercises,
    following,
    programme,
    questions,
    safety,
    testing,
    treatments,
)
from plumbline.present.manual.blocks import Block
from plumbline.present.manual.parts import Desk
from plumbline.present.words import N_, _

About = Callable[[Desk], Iterable[Block]]
Writer = Callable[[Desk, str], Iterable[Block]]

WRITERS: Mapping[str, Writer] = {
    "red_flags": safety.red_flag,
    "contacts": safety.contact,
    "advice": safety.advice,
    "hazards": safety.hazard,
    "patterns": assessment.pattern,
    "instruments": assessment.instrument,
    "courses": assessment.course,
    "programme": programme.rules,
    "first_weeks": programme.first_week,
    "value": programme.value,
    "monitoring": following.monitoring,
    "next_steps": following.next_step,
    "trend": following.trend,
    "rhythm": following.rhythm,
    "staying_well": following.staying_well,
    "modules": following.module,
    "trials": following.trial,
    "exercises": exercises.exercise,
    "treatments": treatments.treatment,
    "claims": claims.claim,
    "contradictions": claims.contradiction,
    "conditions": claims.condition,
    "tests": testing.test,
    "impairments": testing.model,
    "chains": testing.chain,
    "muscles": testing.muscle,
    "findings": questions.finding,
    "lists": questions.tick_list,
    "derived": questions.derived,
}
"""Who writes a thing of each kind; sources are written with what rests on
them, and what has no writer here as its file has it."""

_PURPOSES = {
    "comfort": N_("Exercises for comfort"),
    "mobility": N_("Exercises for moving freely"),
    "control": N_("Exercises for control"),
    "strength": N_("Exercises for strength"),
    "balance": N_("Exercises for balance"),
    "aerobic": N_("Keeping on the move"),
    "stretch": N_("Stretches"),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """A chapter before it is written."""

    id: str
    title: str
    part: str
    """The heading it stands under in the contents."""
    holds: tuple[tuple[str, str], ...] = ()
    """The things in it, each with the heading it stands under."""
    about: About | None = None


def outlines(knowledge: Knowledge) -> Iterator[Outline]:
    """Every chapter but the sources and the list of what waits, in order."""
    yield from _safety(knowledge)
    yield from _what_it_is(knowledge)
    yield from _what_helps(knowledge)
    yield from _weeks(knowledge)
    yield from _tests(knowledge)
    yield from _questions(knowledge)


def _all(knowledge: Knowledge, kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{kind}/{name}", "") for name in getattr(knowledge, kind))


def _safety(knowledge: Knowledge) -> Iterator[Outline]:
    part = _("Safety first")
    flags = _all(knowledge, "red_flags")
    yield Outline("red-flags", _("Red flags"), part, flags, safety.about_flags)
    yield Outline("contacts", _("Whom to call"), part, _all(knowledge, "contacts"))
    yield Outline("hazards", _("What must never happen"), part, _all(knowledge, "hazards"))


def _what_it_is(knowledge: Knowledge) -> Iterator[Outline]:
    part = _("What it is")
    patterns = _all(knowledge, "patterns")
    yield Outline("patterns", _("Patterns"), part, patterns, assessment.about_patterns)
    ordered = sorted(knowledge.conditions.values(), key=lambda one: (one.section, one.order))
    held = tuple((f"conditions/{c.id}", _(claims.SECTIONS[c.section])) for c in ordered)
    yield Outline("conditions", _("Conditions, work and daily life"), part, held)
    yield Outline("courses", _("Courses"), part, _all(knowledge, "courses"))
    yield Outline("questionnaires", _("Questionnaires"), part, _all(knowledge, "instruments"))
    yield from _claims(knowledge, part)


def _claims(knowledge: Knowledge, part: str) -> Iterator[Outline]:
    told = tuple(
        (f"claims/{claim.id}", _(file.title))
        for file in knowledge.claim_files.values()
        for claim in file.claims
    )
    yield Outline("claims", _("What you may have read"), part, told)
    both = _all(knowledge, "contradictions")
    yield Outline("contradictions", _("Where the articles contradict each other"), part, both)


def _what_helps(knowledge: Knowledge) -> Iterator[Outline]:
    part = _("What helps")
    for family, title in treatments.FAMILIES.items():
        of = [t.id for t in knowledge.treatments.values() if (t.family or "") == family]
        held = tuple((f"treatments/{name}", "") for name in of)
        if held:
            name = f"treatments-{family or 'groups'}".replace("_", "-")
            yield Outline(name, _(title), part, held, treatments.about_treatments)
    for purpose, title in _PURPOSES.items():
        held = tuple(
            (f"exercises/{e.id}", "")
            for e in knowledge.exercises.values()
            if e.purpose[0] == purpose
        )
        if held:
            yield Outline(f"exercises-{purpose}", _(title), part, held)
    yield Outline("advice", _("Advice"), part, _all(knowledge, "advice"))
    sheets = _all(knowledge, "second_opinions")
    yield Outline("second-opinions", _("Before an operation, an injection or a scan"), part, sheets)
    yield Outline("modules", _("Short pages"), part, _all(knowledge, "modules"))
    yield Outline("trials", _("Trials of one's own"), part, _all(knowledge, "trials"))


def _weeks(knowledge: Knowledge) -> Iterator[Outline]:
    part = _("Your weeks")
    rules = ((f"programme/{_one(knowledge, 'programme')}", ""),)
    weeks = (*rules, *_all(knowledge, "first_weeks"))
    yield Outline("first-week", _("The first week"), part, weeks, programme.about_weeks)
    singles = (
        ("value", _("What a week is worth")),
        ("monitoring", _("Check-ins")),
        ("rhythm", _("What is asked how often")),
        ("trend", _("How scores are followed")),
    )
    for kind, title in singles:
        yield Outline(kind, title, part, ((f"{kind}/{_one(knowledge, kind)}", ""),))
    steps = sorted(knowledge.next_steps.values(), key=lambda step: step.order)
    held = tuple((f"next_steps/{step.id}", "") for step in steps)
    yield Outline("next-steps", _("Reviews"), part, held, following.about_steps)
    well = ((f"staying_well/{_one(knowledge, 'staying_well')}", ""),)
    yield Outline("staying-well", _("Staying well"), part, well)


def _one(knowledge: Knowledge, kind: str) -> str:
    return getattr(knowledge, kind).id


def _tests(knowledge: Knowledge) -> Iterator[Outline]:
    part = _("Tests of strength and movement")
    held = tuple(
        (f"tests/{t.id}", _(testing.BATTERIES[t.battery])) for t in knowledge.tests.values()
    )
    yield Outline("tests", _("Physical tests"), part, held, testing.about_tests)
    model = (f"impairments/{_one(knowledge, 'impairments')}", "")
    chains = tuple((path, _("Chains")) for path, _none in _all(knowledge, "chains"))
    muscles = tuple((path, _("Muscle groups")) for path, _none in _all(knowledge, "muscles"))
    yield Outline("model", _("What to train first"), part, (model, *chains, *muscles))
    yield Outline("spinal-load", _("Spinal load"), part)


def _questions(knowledge: Knowledge) -> Iterator[Outline]:
    part = _("Questions and answers")
    held = tuple(
        (path, _(topic.title))
        for topic in knowledge.topics.values()
        for path in (
            *(f"lists/{one.id}" for one in topic.lists),
            *(f"findings/{one.id}" for one in topic.findings),
        )
    )
    yield Outline("questions", _("Questions"), part, held)
    worked_out = _all(knowledge, "derived")
    yield Outline("derived", _("What follows from answers"), part, worked_out)
