"""What we know about one person: answers, clearances, and what of it can be used on a day.

Three states are kept apart: *not asked* (or too old to be true still), *don't know* (asked, and
the person could not say), and an answer. Nothing unknown is ever taken as "no"; and a finding
that would make things less alarming ("a doctor has already looked at it") never does so before
it has been asked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from plumbline.knowledge.schema import Finding
from plumbline.logic.relevance import Undecided
from plumbline.logic.rulebook import FindingStep, Rulebook
from plumbline.logic.schema import Value

Origin = Literal["person", "clinician", "import", "journal"]
ASK_TWICE = 2
"""A "don't know" is asked once more in other words before it stands."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `value` None is "I don't know", said `times` times.

    `order` rises with every entry of the journal: what came first is told by it, not by the
    clock.
    """

    value: Value
    on: date
    origin: Origin = "person"
    times: int = 1
    order: int = 0

    @property
    def settled(self) -> bool:
        return self.value is not None or self.times >= ASK_TWICE


@dataclass(frozen=True, slots=True)
class Clearance:
    """Somebody qualified has seen the person about a red flag."""

    red_flag: str
    seen_by: str
    on: date
    result: Literal["cleared", "not_cleared"]
    note: str = ""
    order: int = 0


@dataclass(frozen=True)
class Record:
    """A person's answers by finding, and the clearances they were given.

    `readings` keeps every result of a physical test, oldest first: what is measured again gets
    surer, and two days are needed before a side is named.
    """

    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    clearances: tuple[Clearance, ...] = ()
    readings: Mapping[str, tuple[Answer, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def tell(self, finding: str, value: Value, on: date, **more: object) -> "Record":
        """The record with one more answer; a repeated "don't know" is counted."""
        return self.tell_all({finding: value}, on, **more)

    def tell_all(self, values: Mapping[str, Value], on: date, **more: object) -> "Record":
        """The record with several answers."""
        said = dict(self.answers)
        for finding, value in values.items():
            answer = Answer(value, on, **more)  # type: ignore[arg-type]
            earlier = said.get(finding)
            if value is None and "times" not in more and earlier and not earlier.settled:
                answer = replace(answer, times=earlier.times + 1)
            said[finding] = answer
        return replace(self, answers=MappingProxyType(said))

    def measure(self, values: Mapping[str, Value], on: date, **more: object) -> "Record":
        """The record with results of physical tests; earlier ones are kept beside them. None
        takes back what was told of that result on that day: the number was wrong."""
        record = self.tell_all(values, on, **more)
        readings = dict(self.readings)
        for name, value in values.items():
            before = readings.get(name, ())
            if value is None:
                readings[name] = tuple(answer for answer in before if answer.on != on)
            else:
                readings[name] = (*before, record.answers[name])
        return replace(record, readings=MappingProxyType(readings))

    def forget(self, findings: Iterable[str]) -> "Record":
        """The record without these answers, as if they had never been asked."""
        gone = set(findings)
        kept = {name: answer for name, answer in self.answers.items() if name not in gone}
        return replace(self, answers=MappingProxyType(kept))

    def renew(self, findings: Iterable[str], on: date) -> "Record":
        """The record with these answers said again, unchanged, on a later day."""
        said = {
            name: replace(self.answers[name], on=on)
            for name in findings
            if name in self.answers and self.answers[name].value is not None
        }
        return replace(self, answers=MappingProxyType({**self.answers, **said}))

    def clear(self, clearance: Clearance) -> "Record":
        """The record with one more clearance."""
        return replace(self, clearances=(*self.clearances, clearance))


class State(StrEnum):
    """How far one finding is known on a day."""

    ANSWERED = "answered"
    NOT_ASKED = "not_asked"
    EXPIRED = "expired"
    """Answered once, too long ago to be true still."""
    UNSURE = "unsure"
    """"I don't know", said once: to be asked in other words."""
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    """The question makes no sense for this person; an answer to it is kept, but not used."""


@dataclass(frozen=True)
class Facts:
    """What a record says on one day.

    `values` holds every finding and derived value (None: unknown), `states` how far each finding
    is known, `decide` how rules are decided, `calming` the findings that could only make things
    less alarming.
    """

    as_of: date
    values: Mapping[str, Value]
    states: Mapping[str, State]
    decide: Callable[[Mapping[str, Value]], Mapping[str, bool | None]]
    calming: frozenset[str]
    hanging: frozenset[str] = frozenset()
    """Answered findings of which nobody has yet said whether they apply."""

    @cached_property
    def outcomes(self) -> Mapping[str, bool | None]:
        """Every rule by name, decided on the values."""
        return self.decide(self.values)

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """Findings still to be asked, for the first time, afresh, or in other words."""
        return self._in(State.NOT_ASKED, State.EXPIRED, State.UNSURE)

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """Findings whose value may still change by what is asked."""
        return self.unanswered | self.hanging

    @cached_property
    def not_asked(self) -> frozenset[str]:
        """Of those, the ones nobody has answered in any way."""
        return self._in(State.NOT_ASKED, State.EXPIRED)

    @cached_property
    def expired(self) -> frozenset[str]:
        return self._in(State.EXPIRED)

    @cached_property
    def dont_know(self) -> frozenset[str]:
        return self._in(State.DONT_KNOW)

    @cached_property
    def not_applicable(self) -> frozenset[str]:
        return self._in(State.NOT_APPLICABLE)

    @cached_property
    def mitigators(self) -> frozenset[str]:
        """Calming findings that nobody has answered yet."""
        return self.unanswered & self.calming

    @cached_property
    def cautious(self) -> Mapping[str, Value]:
        """The values, with every mitigator nobody has asked about taken as absent."""
        return {**self.values, **dict.fromkeys(self.mitigators, False)}

    def undecided(self, rulebook: Rulebook, *prefixes: str) -> Mapping[str, Undecided]:
        """Each rule under `prefixes` that could still change (worked out once)."""
        if prefixes not in self._undecided:
            relevance = rulebook.relevance(*prefixes)
            self._undecided[prefixes] = relevance.undecided(self.values, self.unsettled)
        return self._undecided[prefixes]

    @cached_property
    def _undecided(self) -> dict[tuple[str, ...], Mapping[str, Undecided]]:
        return {}

    def _in(self, *states: State) -> frozenset[str]:
        return frozenset(name for name, state in self.states.items() if state in states)


def facts(rulebook: Rulebook, record: Record, as_of: date) -> Facts:
    """What of a record can be used on the day `as_of`."""
    values: dict[str, Value] = {}
    states: dict[str, State] = {}
    doubtful: set[str] = set()
    for step in rulebook.steps:
        if not isinstance(step, FindingStep):
            values[step.name] = step.compute(values, as_of)
            continue
        name, applies = step.finding.id, step.applies(values) if step.applies else True
        if applies is False:
            values[name], states[name] = step.finding.otherwise, State.NOT_APPLICABLE
            continue
        answer = record.answers.get(name)
        states[name] = _state(step, answer, record, as_of)
        usable = answer if states[name] is State.ANSWERED else None
        values[name] = _value_on(step.finding, usable, as_of)
        if usable is not None and applies is None:
            doubtful.add(name)
    known = Facts(
        as_of=as_of,
        values=MappingProxyType(values),
        states=MappingProxyType(states),
        decide=rulebook.decide,
        calming=rulebook.calming,
    )
    return replace(known, hanging=_hanging(rulebook, known, doubtful)) if doubtful else known


def _hanging(rulebook: Rulebook, known: Facts, doubtful: set[str]) -> frozenset[str]:
    """Of the doubtful, those for which somebody can still be asked whether they apply."""
    open_gates = rulebook.gate_relevance.residual(known.values, known.unanswered)
    return frozenset(doubtful & open_gates.keys())


def _state(step: FindingStep, answer: Answer | None, record: Record, as_of: date) -> State:
    if answer is None:
        return State.NOT_ASKED
    if too_old(step.finding, answer, as_of) or _overtaken(step, answer, record):
        return State.EXPIRED
    if answer.value is not None:
        return State.ANSWERED
    return State.DONT_KNOW if answer.settled else State.UNSURE


def latest(entries: Iterable[Clearance], red_flag: str) -> Clearance | None:
    """The last clearance of a red flag."""
    found = [entry for entry in entries if entry.red_flag == red_flag]
    return max(found, key=lambda entry: entry.order) if found else None


def too_old(finding: Finding, answer: Answer, as_of: date) -> bool:
    """Whether an answer has outlived the time its finding gives it."""
    if finding.valid_days is None:
        return False
    return answer.on + timedelta(days=finding.valid_days) < as_of


def _overtaken(step: FindingStep, answer: Answer, record: Record) -> bool:
    """Whether something calming was said before a sign it is about had been told.

    "A doctor has looked at it" cannot speak of a numbness that came later, nor can an old "no
    bleeding" of a pregnancy told today.
    """
    danger = step.finding.danger
    if danger != "no" and not (danger == "yes" and answer.value is False):
        return False
    signs = (record.answers.get(name) for name in step.gate)
    return any(
        sign is not None and sign.value is not False and sign.order > answer.order for sign in signs
    )


def _value_on(finding: Finding, answer: Answer | None, as_of: date) -> Value:
    if answer is None:
        return None
    grows = finding.grows_with == "year" and isinstance(answer.value, int)
    if grows and as_of > answer.on:
        before = (as_of.month, as_of.day) < (answer.on.month, answer.on.day)
        return answer.value + as_of.year - answer.on.year - before  # type: ignore[operator]
    return answer.value
