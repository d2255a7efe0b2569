"""What we know about one person: answers, clearances, and what of it can be used on a day.

Three states are kept apart: *not asked* (or too old to be true still), *don't know* (asked, and
the person could not say), and an answer. Nothing unknown is ever taken as "no"; and a finding
that would make things less alarming ("a doctor has already looked at it") never does so before
it has been asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from plumbline.knowledge.schema import Finding
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
    """A person's answers by finding, and the clearances they were given."""

    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    clearances: tuple[Clearance, ...] = ()

    def tell(self, finding: str, value: Value, on: date, **more: object) -> "Record":
        """The record with one more answer; a repeated "don't know" is counted."""
        answer = Answer(value, on, **more)  # type: ignore[arg-type]
        earlier = self.answers.get(finding)
        if value is None and "times" not in more and earlier and not earlier.settled:
            answer = replace(answer, times=earlier.times + 1)
        return replace(self, answers=MappingProxyType({**self.answers, finding: answer}))

    def tell_all(self, values: Mapping[str, Value], on: date, **more: object) -> "Record":
        """The record with several answers."""
        record = self
        for finding, value in values.items():
            record = record.tell(finding, value, on, **more)
        return record

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


@dataclass(frozen=True)
class Facts:
    """What a record says on one day.

    `values` holds every finding and derived value (None: unknown); `unanswered` the findings
    still to be asked; `not_applicable` those whose question makes no sense for this person
    (an answer to one is kept, but not used); `expired` those whose answer has become too old.
    """

    as_of: date
    values: Mapping[str, Value]
    unanswered: frozenset[str]
    not_asked: frozenset[str]
    """Of the unanswered, those never asked; the others were answered "I don't know" once."""
    dont_know: frozenset[str]
    not_applicable: frozenset[str]
    expired: frozenset[str]
    mitigators: frozenset[str]
    """Unanswered findings that could only make things less alarming."""

    @cached_property
    def cautious(self) -> Mapping[str, Value]:
        """The values, with every mitigator nobody has asked about taken as absent."""
        return {**self.values, **dict.fromkeys(self.mitigators, False)}


def facts(rulebook: Rulebook, record: Record, as_of: date) -> Facts:
    """What of a record can be used on the day `as_of`."""
    values: dict[str, Value] = {}
    unanswered: set[str] = set()
    not_asked: set[str] = set()
    dont_know: set[str] = set()
    not_applicable: set[str] = set()
    expired: set[str] = set()
    mitigators: set[str] = set()
    for step in rulebook.steps:
        if not isinstance(step, FindingStep):
            values[step.name] = step.compute(values, as_of)
            continue
        finding = step.finding
        if step.applies is not None and step.applies(values) is False:
            values[finding.id] = finding.otherwise
            not_applicable.add(finding.id)
            continue
        answer = record.answers.get(finding.id)
        if answer is not None and (
            too_old(finding, answer, as_of) or _overtaken(step, answer, record)
        ):
            expired.add(finding.id)
            answer = None
        values[finding.id] = _value_on(finding, answer, as_of)
        if answer is None:
            not_asked.add(finding.id)
        if answer is None or not answer.settled:
            unanswered.add(finding.id)
            if finding.type == "boolean" and finding.danger == "no":
                mitigators.add(finding.id)
        elif answer.value is None:
            dont_know.add(finding.id)
    return Facts(
        as_of,
        MappingProxyType(values),
        frozenset(unanswered),
        frozenset(not_asked),
        frozenset(dont_know),
        frozenset(not_applicable),
        frozenset(expired),
        frozenset(mitigators),
    )


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
