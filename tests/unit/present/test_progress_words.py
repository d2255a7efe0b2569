"""What is said of how it goes: never more than the scores allow, and never without its chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.care.monitoring.improvement import improvement
from plumbline.care.monitoring.outcome import outcome
from plumbline.care.monitoring.trend import trend
from plumbline.care.pathway import Turn
from plumbline.knowledge.schema.next_steps import STEP_LEVELS
from plumbline.present.progress_words import Course, can_say, of_ten
from plumbline.present.review_words import because, level, turn
from tests.unit.care.people import knowledge

DAY = date(2026, 3, 2)
PSFS = "psfs_1"


def course(scores: Mapping[int, float], until: int, *, function: bool = False) -> Course:
    """Somebody followed from DAY on: scores by the day of the plan."""
    model = knowledge().trend
    first = {"pain_usual_nrs": 2, PSFS: 3} if function else {"pain_usual_nrs": 6}
    chosen = outcome(knowledge(), (), first)
    told = {DAY + timedelta(days=day): score for day, score in scores.items()}
    line = trend(model, chosen.scale, told, DAY, DAY + timedelta(days=until))
    return Course(model, chosen, DAY, line, improvement(model, line, chosen, DAY))


def steady(first: float, last: float, days: int) -> dict[int, float]:
    return {day: round(first + (last - first) * day / days) for day in range(days + 1)}


def test_too_few_entries_say_how_many_are_missing() -> None:
    said = can_say(course({0: 5, 1: 5}, 1))
    assert said.title == "We cannot tell yet."
    assert said.sentences == ("1 more check-in on another day, and we can say more.",)


def test_old_entries_say_how_old_they_are() -> None:
    said = can_say(course(steady(6, 2, 20), 50))
    assert said.title == "We cannot tell yet."
    assert "30 days ago" in said.sentences[0]


def test_a_clear_fall_is_called_that_with_its_chance() -> None:
    said = can_say(course(steady(8, 2, 42), 42))
    assert said.title == "Your pain is clearly lower than when you began."
    assert "9 in 10 sure" in said.sentences[0]
    assert any("at least 2 points, and at least 30 %" in line for line in said.sentences)


def test_a_rise_is_called_that() -> None:
    said = can_say(course(steady(3, 8, 42), 42))
    assert said.title == "Your pain is probably higher than when you began."
    assert any("not your fault" in line for line in said.sentences)


def test_level_days_are_not_called_better() -> None:
    said = can_say(course(dict.fromkeys(range(43), 6.0), 42))
    assert said.title == "Your pain is about as it was when you began."
    assert not any("in 10 sure" in line for line in said.sentences)


def test_before_the_first_review_nothing_is_said_of_what_matters() -> None:
    said = can_say(course(steady(6, 5, 6), 6))
    assert not any("matters" in line for line in said.sentences)
    assert "We look at it together when you have had your plan for 2 weeks." in said.sentences


def test_what_somebody_can_do_is_better_when_it_is_higher() -> None:
    up = can_say(course(steady(3, 9, 42), 42, function=True))
    down = can_say(course(steady(9, 3, 42), 42, function=True))
    assert up.title == "You can clearly do more than when you began."
    assert down.title == "You can probably do less than when you began."


@pytest.mark.parametrize(("chance", "n"), [(0.0, 1), (0.84, 8), (0.999, 9), (1.0, 9)])
def test_nothing_is_ever_said_to_be_sure(chance: float, n: int) -> None:
    assert f"about {n} in 10" in of_ten(chance)


def test_nothing_worked_out_is_told_as_something_that_was_said() -> None:
    values = {
        "plan_weeks": 6,
        "improvement": "not_improving",
        "sessions_of_planned_percent": 80,
        "flares_in_plan": 1,
        "plan_changed_since_review": False,
    }
    lines = because(knowledge(), values, tuple(values))
    assert len(set(lines)) == len(values)
    assert not any("You said" in line for line in lines)
    assert lines[0] == "You have had your plan for 6 weeks."


def test_every_value_that_would_change_it_is_told_in_words() -> None:
    findings = knowledge().findings
    asked = [f for f in findings.values() if f.asked_of == "journal" and f.id in _WORKED_OUT]
    for finding in asked:
        values = [choice.id for choice in finding.choices] or [True, False]
        for value in [3] if finding.type == "integer" else values:
            line = turn(knowledge(), Turn(finding.id, value, "gp_review"))
            assert line.endswith(": talk to your doctor.")
            assert "?" not in line


_WORKED_OUT = (
    "plan_weeks",
    "improvement",
    "sessions_of_planned_percent",
    "flares_in_plan",
    "plan_changed_since_review",
)


def test_every_level_has_words() -> None:
    assert len({level(name) for name in STEP_LEVELS}) == len(STEP_LEVELS)


def test_little_room_is_said_kindly() -> None:
    one = course(dict.fromkeys(range(20), 1.0), 19)
    said = can_say(replace(one, improvement=replace(one.improvement, no_room=True)))
    assert "That is good." in said.sentences[-1]
