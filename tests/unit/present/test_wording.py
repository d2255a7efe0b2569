"""Decisions in plain words."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from plumbline.care.patterns import Band
from plumbline.knowledge.schema import Dose, Status, Urgency
from plumbline.logic.schema import Value
from plumbline.present import wording
from plumbline.present.words import use
from tests.unit.care.people import knowledge

KNOWLEDGE = knowledge()


@pytest.mark.parametrize(
    ("hours", "urgency", "words"),
    [
        (0, "emergency_now", "now"),
        (24, "same_day", "today"),
        (12, "same_day", "today"),
        (24, "within_days", "within 24 hours"),
        (72, "within_days", "within 3 days"),
        (48, "within_days", "within 2 days"),
        (168, "within_days", "within a week"),
        (336, "within_days", "within 2 weeks"),
        (None, "routine", "at your next ordinary appointment"),
        (None, "self_care", ""),
        (None, None, ""),
    ],
)
def test_how_soon(hours: int | None, urgency: Urgency | None, words: str) -> None:
    assert wording.see_within(hours, urgency) == words


def test_never_later_than_the_rule_says() -> None:
    for flag in KNOWLEDGE.red_flags.values():
        for level in flag.levels:
            words = wording.see_within(level.see_within_hours, level.urgency)
            assert words or level.urgency == "self_care", flag.id


def test_every_name_has_its_own_words() -> None:
    for names, say in (
        (get_args(Urgency), wording.urgency),
        (get_args(Status), wording.status),
        (get_args(Band), wording.band),
    ):
        assert len({say(name) for name in names}) == len(names)
    assert wording.urgency(None) not in {wording.urgency(name) for name in get_args(Urgency)}


@pytest.mark.parametrize(
    ("finding", "value", "words"),
    [
        ("saddle_numbness", True, "yes"),
        ("saddle_numbness", False, "no"),
        ("saddle_numbness", None, "I don't know"),
        ("pain_now_nrs", 3, "3 out of 10"),
        ("age_years", 46, "46 years"),
        ("age_years", 1, "1 year"),
        ("minutes_per_day", 30, "30 minutes"),
        ("sex_at_birth", "female", "Female"),
        ("onset_date", date(2026, 1, 31), "31 January 2026"),
    ],
)
def test_answers(finding: str, value: Value, words: str) -> None:
    assert wording.value(KNOWLEDGE.findings[finding], value) == words


def test_short_statements_say_what_was_said() -> None:
    said = wording.said(KNOWLEDGE, "saddle_numbness", True)
    assert said.startswith("You said: ")
    assert said.endswith(": yes")
    assert wording.said(KNOWLEDGE, "saddle_numbness", None).startswith("Not known: ")
    assert wording.said(KNOWLEDGE, "episode_days", 14).endswith(": 14")
    assert wording.said(KNOWLEDGE, "leg_nerve_sign", False).startswith("Not so: ")


def test_every_choice_is_said_by_its_label() -> None:
    for finding in KNOWLEDGE.findings.values():
        for choice in finding.choices:
            assert wording.value(finding, choice.id) == choice.label


def test_a_date_in_the_pseudo_language_is_marked() -> None:
    with use("xx"):
        assert wording.day(date(2026, 1, 31)) == "⟦31 January 2026⟧"


def test_doses() -> None:
    whole = Dose(sets=2, repetitions=10, hold_seconds=5, minutes=4, each_side=True)
    assert wording.dose(whole) == "2 sets, 10 times, hold 5 seconds, each side"
    assert wording.dose(Dose(minutes=1)) == "1 minute"
    assert wording.minutes(1.5) == "1.5 minutes"
