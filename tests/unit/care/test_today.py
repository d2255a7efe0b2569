"""What of a programme may be done today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plumbline.care.programme import Programme
from plumbline.care.record import Record
from plumbline.care.standing import Standing, standing
from plumbline.care.standing import plan as plan_of
from plumbline.care.today import able, may_follow
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_values, rulebook

BARRED = "clamshell"


def stands(**more: Value) -> Standing:
    record = Record().tell_all({**calm_values(), **more}, TODAY)
    return standing(rulebook(), record, TODAY)


def week() -> Programme:
    """A week that holds one exercise, and walks."""
    record = Record().tell_all(calm_values(), TODAY)
    plan = plan_of(rulebook(), record, stands())
    assert plan is not None
    one = replace(plan.exercises[0], exercise=BARRED, dose=0, more_on=None)
    return replace(plan, exercises=(one,))


def test_where_nothing_speaks_against_it_the_week_stays() -> None:
    now = able(rulebook(), stands().known, week())
    assert now.barred == ()
    assert now.programme.days == week().days
    assert [one.exercise for one in now.programme.exercises] == [BARRED]


@pytest.mark.hazard("contraindicated_offered")
def test_a_session_of_which_nothing_is_left_is_none() -> None:
    now = able(rulebook(), stands(hip_replacement=True).known, week())
    assert [one.exercise for one in now.barred] == [BARRED]
    assert now.barred[0].objection.known
    assert now.programme.exercises == ()
    assert not any(day.session for day in now.programme.days)
    assert [day.walk_minutes for day in now.programme.days] == [
        day.walk_minutes for day in week().days
    ]
    assert now.walks


@pytest.mark.hazard("contraindicated_offered")
def test_walks_go_where_what_fills_them_is_barred() -> None:
    now = able(rulebook(), stands(hip_replacement=True).known, replace(week(), aerobic=BARRED))
    assert not now.walks
    assert not any(day.walk_minutes for day in now.programme.days)


@pytest.mark.hazard("unknown_as_no")
def test_what_cannot_be_ruled_out_is_barred_and_says_so() -> None:
    told = {name: value for name, value in calm_values().items() if name != "hip_replacement"}
    record = Record().tell_all({**told}, TODAY)
    now = able(rulebook(), standing(rulebook(), record, TODAY).known, week())
    assert [one.exercise for one in now.barred] == [BARRED]
    assert not now.barred[0].objection.known
    assert "hip_replacement" in now.barred[0].objection.missing


@pytest.mark.hazard("exercise_with_open_flag")
def test_only_a_safe_plan_that_is_not_on_hold_may_be_followed() -> None:
    assert may_follow(stands(), week())
    assert not may_follow(stands(), None)
    assert not may_follow(stands(), replace(week(), suspended=True))
    assert not may_follow(stands(rash_stays=True), week())


@pytest.mark.hazard("unknown_as_no")
def test_warnings_tell_what_is_known_from_what_is_not() -> None:
    bridge = replace(week().exercises[0], exercise="bridge")
    both = replace(week(), exercises=(bridge, *week().exercises))
    told = {name: value for name, value in calm_values().items() if name != "knee_problem"}
    unsure = able(
        rulebook(), standing(rulebook(), Record().tell_all(told, TODAY), TODAY).known, both
    )
    sure = able(rulebook(), stands(knee_problem=True, hip_replacement=True).known, both)
    rules = {name: [one.rule for one in found] for name, found in unsure.warnings.items()}
    assert rules["bridge"] == list(unsure.programme.exercises[0].warnings)
    assert [one.known for one in unsure.warnings["walking"]] == [False]
    assert [one.known for one in sure.warnings["walking"]] == [True]
    assert BARRED in unsure.warnings
    assert BARRED not in sure.warnings
