"""The example persons: each leads to what `examples/expected.yaml` says, with nothing left open."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plumbline.care.impairments import assess
from plumbline.care.record import ASK_TWICE, Record
from plumbline.care.standing import Standing, plan, standing
from plumbline.cli.answers_file import AnswersFile, read_answers
from plumbline.knowledge.yaml_file import read
from tests.unit.care.people import rulebook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FAR = date(2200, 1, 1)
"""Each file names its own day, so that no other is used."""
EXPECTED = EXAMPLES / "expected.yaml"
NAMES = sorted(file.stem for file in EXAMPLES.glob("*.yaml") if file != EXPECTED)


@cache
def expected() -> dict[str, dict[str, Any]]:
    return read(EXPECTED).value


@cache
def told(name: str) -> AnswersFile:
    return read_answers(EXAMPLES / f"{name}.yaml", rulebook().knowledge.findings, FAR)


def standing_of(given: dict[str, Any], as_of: date) -> Standing:
    record = Record().tell_all(given, as_of, times=ASK_TWICE)
    return standing(rulebook(), record, as_of)


def outcome(file: AnswersFile) -> dict[str, Any]:
    record = file.record()
    today = standing(rulebook(), record, file.as_of)
    programme = plan(rulebook(), record, today)
    found = {
        "urgency": today.triage.urgency,
        "see_within_hours": today.triage.see_within_hours,
        "exercise_allowed": today.triage.exercise_allowed,
        "red_flags": sorted(flag.id for flag in today.triage.open_flags),
        "plan": programme.stage if programme else None,
    }
    if file.days:
        first = assess(rulebook().knowledge, record, today.known).priorities
        found["train_first"] = [priority.rule for priority in first]
    return found


def test_every_example_has_an_expectation() -> None:
    assert len(NAMES) >= 10
    assert sorted(expected()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_example_leads_to_what_it_says(name: str) -> None:
    file = told(name)
    today = standing(rulebook(), file.record(), file.as_of)
    assert today.triage.complete
    open_ = today.next_page.findings if today.next_page else ()
    assert open_ == (), "the file leaves these unanswered though they matter"
    assert outcome(file) == expected()[name]


@pytest.mark.parametrize("name", NAMES)
def test_example_says_who_it_is(name: str) -> None:
    """A comment on top tells the story and what should come out."""
    top = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8").split("\n\n")[0]
    assert all(line.startswith("#") for line in top.splitlines())
    assert "What should come out:" in top


def test_examples_hold_no_answer_that_is_not_asked_for() -> None:
    """Each answer was a question of the intake; only the country is asked for the contacts."""
    for name in NAMES:
        as_of, given = told(name).as_of, told(name).values
        asked: dict[str, Any] = {"country": given["country"]}
        while (page := standing_of(asked, as_of).next_page) is not None:
            asked |= {finding: given.get(finding, False) for finding in page.findings}
        assert set(given) - set(asked) == set(), name


def test_the_examples_show_every_urgency() -> None:
    shown = {entry["urgency"] for entry in expected().values()}
    assert shown == {"emergency_now", "same_day", "within_days", "routine", "self_care"}
