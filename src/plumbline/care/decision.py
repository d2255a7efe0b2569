"""Decisions as values that can be stored whole and made again.

A decision keeps its inputs (the record and the day), its outcome, and the version of the
knowledge and of the application. Made again with the same versions it is equal byte for byte.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from plumbline.care.monitoring.check_in import Review, review
from plumbline.care.monitoring.outcome import Outcome
from plumbline.care.pathway import NextStep, review_step
from plumbline.care.patterns import PatternState
from plumbline.care.prognosis import Prognosis
from plumbline.care.programme import Practice, Programme, Wish, Wishes, adapt
from plumbline.care.record import Answer, Clearance, Record, facts
from plumbline.care.standing import plan, standing
from plumbline.care.triage import Triage
from plumbline.errors import KnowledgeError
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

Kind = Literal["verdict", "programme", "review", "next_step"]
Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, whole, as plain JSON values."""

    kind: Kind
    as_of: date
    inputs: Json
    outcome: Json | None
    knowledge_version: str

    def to_json(self) -> Json:
        return {
            "kind": self.kind,
            "as_of": self.as_of.isoformat(),
            "inputs": self.inputs,
            "outcome": self.outcome,
            "knowledge_version": self.knowledge_version,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Decision":
        return _adapter(Decision).validate_python(dict(data))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the questions led to."""

    triage: Triage
    patterns: tuple[PatternState, ...]
    prognosis: Prognosis | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a check-in led to, before any offer is accepted."""

    review: Review
    programme: Programme


def decide(
    rulebook: Rulebook,
    kind: Kind,
    record: Record,
    as_of: date,
    programme: Programme | None = None,
    practice: Practice | None = None,
    wishes: Wishes | None = None,
) -> Decision:
    """Make a decision and keep its inputs beside its outcome. A review is about a programme; a
    programme may build on what somebody has done and on what they wish."""
    return Decision(
        kind=kind,
        as_of=as_of,
        inputs={
            "record": record_to_json(record),
            "programme": dump(programme) if programme else None,
            "practice": dump(practice) if practice else None,
            "wishes": dump(wishes) if wishes else None,
        },
        outcome=_outcome(rulebook, kind, record, as_of, programme, practice, wishes),
        knowledge_version=rulebook.knowledge.version,
    )


def replay(rulebook: Rulebook, decision: Decision) -> Decision:
    """The same decision made again. Raises KnowledgeError for another knowledge version."""
    if rulebook.knowledge.version != decision.knowledge_version:
        raise KnowledgeError(
            f"this decision was made with knowledge {decision.knowledge_version}, "
            f"not {rulebook.knowledge.version}"
        )
    made_of = inputs_of(rulebook, decision)
    return decide(
        rulebook,
        decision.kind,
        made_of.record,
        decision.as_of,
        made_of.programme,
        made_of.practice,
        made_of.wishes,
    )


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a decision was made of, besides the knowledge."""

    record: Record
    programme: Programme | None
    practice: Practice | None
    wishes: Wishes | None


def inputs_of(rulebook: Rulebook, decision: Decision) -> Inputs:
    """A decision's inputs as values."""
    held = decision.inputs
    return Inputs(
        record=record_from_json(rulebook.knowledge.findings, held["record"]),
        programme=_held(Programme, held, "programme"),
        practice=_held(Practice, held, "practice"),
        wishes=_held(Wishes, held, "wishes"),
    )


def _held(kind: type[T], inputs: Json, name: str) -> T | None:
    """An input, if the decision had one."""
    data = inputs.get(name)
    return _adapter(kind).validate_python(data) if data else None


def canonical(value: Json | None) -> str:
    """JSON with one spelling only."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def dump(value: object) -> Json:
    """A decision's value as plain JSON values."""
    return _adapter(type(value)).dump_python(value, mode="json")


def read_programme(data: Json) -> Programme:
    """A stored programme."""
    return _adapter(Programme).validate_python(data)


def read_review(data: Json) -> Review:
    """A stored review."""
    return _adapter(Review).validate_python(data)


def read_outcome(data: Json) -> Outcome:
    """A stored choice of the score that is followed."""
    return _adapter(Outcome).validate_python(data)


def read_next_step(data: Json) -> NextStep:
    """A stored answer of a review of the plan."""
    return _adapter(NextStep).validate_python(data)


def read_wish(data: Json) -> Wish:
    """A stored wish."""
    return _adapter(Wish).validate_python(data)


def record_to_json(record: Record) -> Json:
    """A record as plain JSON values, in the order of its findings' names."""
    return {
        "answers": {name: _answer(answer) for name, answer in sorted(record.answers.items())},
        "clearances": [dump(clearance) for clearance in record.clearances],
        "readings": {
            name: [_answer(answer) for answer in answers]
            for name, answers in sorted(record.readings.items())
        },
    }


def record_from_json(findings: Mapping[str, Finding], data: Json) -> Record:
    """The record `record_to_json` wrote."""
    dates = {name for name, finding in findings.items() if finding.type == "date"}
    answers = {
        name: _read_answer(given, is_date=name in dates) for name, given in data["answers"].items()
    }
    clearances = TypeAdapter(tuple[Clearance, ...]).validate_python(data["clearances"])
    readings = {
        name: tuple(_read_answer(given, is_date=False) for given in several)
        for name, several in data["readings"].items()
    }
    return Record(answers, clearances, readings)


def _answer(answer: Answer) -> Json:
    value = answer.value
    return {
        "value": value.isoformat() if isinstance(value, date) else value,
        "on": answer.on.isoformat(),
        "origin": answer.origin,
        "times": answer.times,
        "order": answer.order,
    }


def _read_answer(given: Json, *, is_date: bool) -> Answer:
    value: Value = given["value"]
    if is_date and isinstance(value, str):
        value = date.fromisoformat(value)
    on = date.fromisoformat(given["on"])
    return Answer(value, on, given["origin"], given["times"], given["order"])


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    """Made once for each type: making one costs milliseconds."""
    return TypeAdapter(kind)


def _outcome(
    rulebook: Rulebook,
    kind: Kind,
    record: Record,
    as_of: date,
    programme: Programme | None,
    practice: Practice | None,
    wishes: Wishes | None,
) -> Json | None:
    match kind:
        case "verdict":
            today = standing(rulebook, record, as_of)
            return dump(Verdict(today.triage, today.patterns, today.prognosis))
        case "next_step":
            today = standing(rulebook, record, as_of)
            return dump(review_step(rulebook, today, today.known))
        case "programme":
            made = plan(rulebook, record, standing(rulebook, record, as_of), practice, wishes)
            return dump(made) if made else None
        case "review":
            if programme is None:
                raise KnowledgeError("a review needs the programme it is about")
            known = facts(rulebook, record, as_of)
            answer = review(rulebook, known)
            after = adapt(rulebook.knowledge, programme, answer, yes=False)
            return dump(Answered(answer, after))
