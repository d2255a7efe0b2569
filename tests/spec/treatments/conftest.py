"""The form of a treatment spec: a person, a treatment, and what Plumbline says of it to them.

    person                     | treatment  | answers            | answer
    Takes a blood thinner      | nsaid_oral | blood_thinner      | ask a clinician first

`answers` lists what differs from somebody with lasting back pain and none of the things that
speak against any treatment; `name?` is a question that was not answered.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest

from plumbline.care.patterns import patterns
from plumbline.care.record import Facts, facts
from plumbline.care.treatment_options import Option, fitting, option
from plumbline.logic.expression import columns
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_values, knowledge, record_of, rulebook

Spec = Callable[[str], None]
STATES = {
    "not_for_you": "not for you",
    "clear_first": "ask a clinician first",
    "ask": "a question first",
    "caution": "with care",
}
FITS = {
    "fits": "fits",
    "may_fit": "may fit",
    "unproven": "still unclear",
    "no_effect": "no difference",
    "no_evidence": "nobody has tested it",
    "other_kind": "for another kind of pain",
}


@pytest.fixture
def spec_treatment() -> Spec:
    """Check a table `person | treatment | answers | answer`."""
    return check


def check(table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == [
        "person",
        "treatment",
        "answers",
        "answer",
    ]
    wrong: list[str] = []
    for line in lines:
        person, treatment, answers, expected = (cell.strip() for cell in line.split("|"))
        said = says(look(treatment, read(answers)))
        if said != expected:
            wrong.append(f"{person!r}, {treatment} ({answers}) should be {expected}, is {said}")
    assert not wrong, "\n" + "\n".join(wrong)


def says(found: Option) -> str:
    """What is said first: what speaks against it, then whether it is meant for this pain."""
    if found.state in STATES and (found.state != "caution" or found.fit in ("fits", "may_fit")):
        return STATES[found.state]
    return FITS[found.fit]


def look(treatment: str, answers: dict[str, Value]) -> Option:
    known = person(answers)
    bands = fitting(patterns(rulebook(), known))
    return option(rulebook(), known, bands, knowledge().treatments[treatment])


def person(answers: dict[str, Value]) -> Facts:
    """Somebody with lasting back pain and nothing that speaks against anything."""
    values: dict[str, Value] = {**dict.fromkeys(asked_of_treatments(), False), **calm_values()}
    values["onset_date"] = TODAY - timedelta(days=200)
    for name, value in answers.items():
        if value is None:
            values.pop(name, None)
        elif name == "days":
            values["onset_date"] = TODAY - timedelta(days=int(str(value)))
        else:
            values[name] = value
    return facts(rulebook(), record_of(values), TODAY)


@cache
def asked_of_treatments() -> tuple[str, ...]:
    """The true-or-false questions that decide about treatments."""
    rules = rulebook().under("treatments/").values()
    read_by = {name for rule in rules for name in rulebook().behind(columns(rule))}
    findings = knowledge().findings
    return tuple(sorted(n for n in read_by if n in findings and findings[n].type == "boolean"))


def read(answers: str) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for part in (each.strip() for each in answers.split(",")):
        name, _, text = (each.strip() for each in part.partition("="))
        if part == "-":
            continue
        if part.endswith("?"):
            given[part[:-1].strip()] = None
        elif not text:
            given[part] = True
        elif text in ("yes", "no"):
            given[name] = text == "yes"
        else:
            given[name] = int(text) if text.isdigit() else text
    return given
