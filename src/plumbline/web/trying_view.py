"""Trying things on yourself, for a page: what may be tried, today's way, and what the days say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plumbline.care.cautions import Objection
from plumbline.care.n_of_1 import Arm, Power, method_of
from plumbline.care.n_of_1.may_try import SELF_TRIAL
from plumbline.journal.own_trials import OwnTrial
from plumbline.journal.trial_choice import Choice
from plumbline.journal.trying import SAFETY
from plumbline.knowledge.schema import Basis, Finding, Source, Trial
from plumbline.knowledge.schema.trials import Method
from plumbline.present import left_words, trial_words
from plumbline.present.trial_words import Answer
from plumbline.present.words import _
from plumbline.web import trying_days
from plumbline.web.case import Case
from plumbline.web.progress_view import NOTHING, Drawn
from plumbline.web.spoken import cited
from plumbline.web.trying_days import Row, trying

KIND = "trials/"
ACUTE = f"treatments/{SELF_TRIAL}/acute_stage"


@dataclass(frozen=True)
class Listed:
    """A trial in the list. `against` bars it, or does so until its questions are answered."""

    choice: Choice
    name: str
    """What its address calls it: nothing of somebody's health stands in an address."""
    against: tuple[Objection, ...]
    cautions: tuple[Objection, ...]

    @property
    def trial(self) -> Trial:
        return self.choice.trial


@dataclass(frozen=True)
class Offer:
    """One trial before it begins."""

    listed: Listed
    method: Method
    sources: tuple[Source, ...]
    by: int | None
    """Which of its outcomes was chosen; None before that."""
    chance: Power | None
    longer: Power | None
    asked_longer: bool


@dataclass(frozen=True)
class Now:
    """A trial as it stands. `arm` is today's way; None before its first and after its last day, and
    while it waits."""

    own: OwnTrial
    trial: Trial
    name: str
    method: Method
    outcome: str
    arm: Arm | None
    day: int
    days: int
    counts: bool
    waits: Listed | None
    asks_score: Finding | None
    """What is asked on this page; None where it was told, or is told at the check-in."""
    check_in: bool
    """The score comes from the check-in, and was not told today."""
    asks_safe: tuple[Finding, ...]
    """What is asked about safety beside pain that is told here."""
    asks_kept: tuple[date, ...]
    answer: Answer | None
    because: str
    """Why it ended, where its days did not decide that."""
    says: tuple[str, ...]
    difference: str
    counted: tuple[str, ...]
    points: Drawn
    span: Drawn
    rows: tuple[Row, ...]

    @property
    def asks(self) -> bool:
        return bool(self.asks_kept or self.asks_score)


@dataclass(frozen=True)
class Card:
    """What today's page says: of a trial that goes on, else that there is something to try."""

    now: Now | None


def today(case: Case) -> Card | None:
    """The card of today's page; None where nothing could be tried."""
    own = trying(case).look(case.today)
    if own is not None and (own.ended is None or own.ended.on == case.today):
        return Card(now(case, own, drawn=False))
    may = (one for one in trying(case).choices(case.today) if not one.may.safety_first)
    return Card(None) if any(not one.settled and not one.needs_plan for one in may) else None


def look(case: Case) -> tuple[Listed, ...]:
    """Every trial, those first that may be tried today, then those with open questions."""
    found = [listed(case, one) for one in trying(case).choices(case.today)]
    return tuple(sorted(found, key=lambda one: (not one.choice.allowed, one.choice.settled)))


def listed(case: Case, choice: Choice) -> Listed:
    """One trial with what speaks against it: what is known first."""
    against = [one for one in choice.may.objections if one.blocks]
    known = [one for one in against if one.known]
    return Listed(
        choice=choice,
        name=name_of(case, choice.trial),
        against=tuple(known or against),
        cautions=tuple(one for one in choice.may.objections if not one.blocks),
    )


def named(case: Case, name: str) -> Trial | None:
    """The trial that an address of this session means."""
    thing = case.session.opaque.get(name, "")
    return case.knowledge.trials.get(thing.removeprefix(KIND)) if thing.startswith(KIND) else None


def name_of(case: Case, trial: Trial) -> str:
    return case.session.name_for(f"{KIND}{trial.id}")


def offer(case: Case, trial: Trial, by: int | None, *, longer: bool) -> Offer:
    """One trial before it begins. With an outcome its chance is worked out, which takes a second
    (and several more for `longer`): let it run beside the loop."""
    own = trying(case)
    choice = own.choice(trial, case.today)
    chance = further = None
    if by is not None and choice.allowed:
        finding = trial.outcomes[by].finding
        chance = own.chance(trial, finding, case.today)
        further = own.longer(trial, finding, case.today) if longer and chance.low else None
    return Offer(
        listed=listed(case, choice),
        method=method_of(case.knowledge, trial),
        sources=sources_of(case, [one.basis for one in trial.known]),
        by=by,
        chance=chance,
        longer=further,
        asked_longer=longer,
    )


def sources_of(case: Case, bases: Iterable[Basis]) -> tuple[Source, ...]:
    names = [source for basis in bases for source in basis.sources]
    return tuple(cited(case.knowledge, dict.fromkeys(names)))


def first_questions(choice: Choice, findings: dict[str, Finding]) -> tuple[str, ...]:
    """The questions of one page that a trial needs answered first."""
    asked = [findings[name] for name in choice.may.questions]
    if not asked:
        return ()
    together = tuple(one.id for one in asked if one.list and one.list == asked[0].list)
    return together or (asked[0].id,)


def now(case: Case, own: OwnTrial, *, drawn: bool = True) -> Now:
    """A trial of one's own as it stands today; `drawn` with its days and pictures."""
    tried, trial, on = trying(case), trying(case).trial_of(own), case.today
    waits = tried.waits(own, on) if own.ended is None else None
    running = own.ended is None and waits is None
    state = tried.state(own, on)
    method = method_of(case.knowledge, trial)
    looked = state.stop is not None or state.blocks_done >= method.least_blocks.value
    score_due = running and trying_days.score_due(case, own)
    in_check_in = tried.in_check_in(own, on)
    rules = own.ended.rules if own.ended and own.ended.why == "barred" else ()
    points, span = trying_days.pictures(case, own, looked=looked) if drawn else (NOTHING, NOTHING)
    finding = case.knowledge.findings[own.design.outcome]
    return Now(
        own=own,
        trial=trial,
        name=name_of(case, trial),
        method=method,
        outcome=_(trial_words.OUTCOMES[own.design.outcome]),
        arm=own.design.arm_on(on) if running else None,
        day=(on - own.design.first_day).days + 1,
        days=own.design.days,
        counts=own.design.counts(on),
        waits=listed(case, waits) if waits else None,
        asks_score=finding if score_due and not in_check_in else None,
        asks_safe=_asks_safe(case, own) if score_due else (),
        check_in=score_due and in_check_in,
        asks_kept=trying_days.kept_due(own, on) if running else (),
        answer=trial_words.answer(case.knowledge, trial, state) if _decided(own) else None,
        because=_(trial_words.ENDED.get(own.ended.why, "")) if own.ended else "",
        says=tuple(left_words.caution_says(case.knowledge, rule) for rule in rules),
        difference=trial_words.difference(trial, state) if looked else "",
        counted=trial_words.counted(trial, state) if looked else (),
        points=points,
        span=span,
        rows=tuple(trying_days.rows(case, own)) if drawn else (),
    )


def _asks_safe(case: Case, own: OwnTrial) -> tuple[Finding, ...]:
    asks = trying(case).asks_safety(own, case.today)
    return tuple(case.knowledge.findings[name] for name in SAFETY) if asks else ()


def _decided(own: OwnTrial) -> bool:
    """Whether its days are what is talked about."""
    return own.ended is None or own.ended.why not in trial_words.ENDED
