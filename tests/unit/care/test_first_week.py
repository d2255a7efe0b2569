"""The first week: which stage, how many days and minutes, how much walking."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.care.monitoring.check_in import Action, Review
from plumbline.care.programme import Programme, adapt, first_week, next_step, step_back
from plumbline.care.record import facts
from plumbline.knowledge.schema import Basis
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook


def answer(action: Action) -> Review:
    return Review(action, "monitoring/test", "say", "why", (), Basis(status="expert"))


def week(**answers: Value) -> Programme:
    return first_week(rulebook(), facts(rulebook(), calm_record(**answers), TODAY), TODAY)


@pytest.mark.parametrize(
    ("days", "worse", "stage"),
    [
        (0, False, "acute"),
        (41, False, "acute"),
        (42, False, "later"),
        (400, False, "later"),
        (400, True, "flare"),
        (10, True, "flare"),
        (400, None, "acute"),
        (None, False, "acute"),
        (None, None, "acute"),
    ],
)
def test_the_stage_and_that_unknown_takes_the_gentler_one(
    days: int | None, worse: bool | None, stage: str
) -> None:
    onset = None if days is None else TODAY - timedelta(days=days)
    assert week(onset_date=onset, pain_getting_worse=worse).stage == stage


@pytest.mark.parametrize("days_per_week", range(1, 8))
def test_sessions_are_spread_and_fit_the_days_given(days_per_week: int) -> None:
    plan = week(days_per_week=days_per_week)
    stage = knowledge().first_weeks[plan.stage]
    sessions = [place for place, day in enumerate(plan.days) if day.session]
    assert len(sessions) == min(stage.session_days, days_per_week)
    assert sum(d.walk_minutes > 0 for d in plan.days) == days_per_week
    gaps = [b - a for a, b in zip(sessions, [*sessions[1:], sessions[0] + 7], strict=True)]
    assert max(gaps) - min(gaps) <= 1, "as even as a week allows"


@pytest.mark.parametrize(
    ("comfortable", "minutes", "walk"),
    [(20, 60, 16), (10, 60, 8), (3, 60, 2), (2, 60, 0), (0, 60, 0), (None, 60, 4)],
)
def test_a_walk_begins_below_what_is_comfortable(
    comfortable: int | None, minutes: int, walk: int
) -> None:
    """Four fifths of what is comfortable, where there is time for it."""
    plan = week(walk_minutes_comfortable=comfortable, minutes_per_day=minutes)
    assert max(day.walk_minutes for day in plan.days) == walk


@pytest.mark.parametrize(("pain", "walk"), [(0, 16), (4, 16), (5, 14), (10, 14), (None, 14)])
def test_with_strong_or_unknown_pain_a_walk_begins_by_a_smaller_quota(
    pain: int | None, walk: int
) -> None:
    """Of 20 comfortable minutes: 70 %, as graded activity begins, instead of 80 %."""
    plan = week(pain_usual_nrs=pain, minutes_per_day=60)
    assert max(day.walk_minutes for day in plan.days) == walk


def test_walk_and_session_share_the_minutes_of_a_day() -> None:
    plan = week(minutes_per_day=20)
    assert any(day.walk_minutes for day in plan.days if day.session)
    for day in plan.days:
        session = sum(planned.minutes for planned in plan.exercises_on(day.on))
        assert session + day.walk_minutes <= 20


def test_the_week_repeats_and_does_not_reach_back() -> None:
    plan = week()
    assert plan.on(TODAY) == plan.days[0]
    assert plan.on(TODAY + timedelta(days=9)) == plan.days[2]
    assert plan.on(TODAY - timedelta(days=1)) is None


def test_the_same_answers_give_the_same_week() -> None:
    assert week() == week()


@pytest.mark.parametrize("name", ["minutes_per_day", "days_per_week"])
def test_time_that_is_not_known_is_a_short_one(name: str) -> None:
    """Nobody is left without a week because they cannot say how much time there is."""
    rules = knowledge().programme
    short = {"minutes_per_day": rules.minutes_default, "days_per_week": rules.days_default}
    told = week(**{name: int(short[name].value)})
    assert week(**{name: None}) == told
    assert short[name].value <= 0.5 * (knowledge().findings[name].max or 0)


def test_the_least_time_still_gives_something_to_do() -> None:
    plan = week(minutes_per_day=5, days_per_week=1)
    assert plan.exercises or any(day.walk_minutes for day in plan.days)


def test_most_first_weeks_hold_several_exercises() -> None:
    plan = week(onset_date=TODAY - timedelta(days=100))
    goal = knowledge().first_weeks[plan.stage].exercises
    assert goal.at_least <= len(plan.exercises) <= goal.at_most


@pytest.mark.hazard("load_raised_after_worse")
def test_a_step_up_is_the_gentlest_exercise_then_the_walk() -> None:
    plan = replace(week(minutes_per_day=20), minutes_a_day=200)
    steps = 0
    while (offered := next_step(knowledge(), plan)) and steps < 400:
        heavier = [
            (o.exercise, n.dose - o.dose)
            for o, n in zip(plan.exercises, offered.exercises, strict=True)
            if n != o
        ]
        if heavier:
            assert heavier[0][1] == 1
            doses = [p.dose for p in plan.exercises]
            lowest = min(
                p.dose
                for p in plan.exercises
                if p.dose + 1 < len(knowledge().exercises[p.exercise].doses)
            )
            place = [p.exercise for p in plan.exercises].index(heavier[0][0])
            assert doses[place] == lowest
        plan, steps = offered, steps + 1
    assert 3 < steps < 400, "grows, and comes to an end"
    assert plan.session_minutes + max(d.walk_minutes for d in plan.days) <= 200


@pytest.mark.hazard("load_raised_after_worse")
def test_a_step_back_takes_one_dose_off_each_and_halves_the_walk() -> None:
    plan = week(minutes_per_day=60)
    up = next_step(knowledge(), plan)
    assert up is not None
    back = step_back(knowledge(), up, "monitoring/pain_up")
    assert [p.dose for p in back.exercises] == [0] * len(plan.exercises)
    walks = zip(up.days, back.days, strict=True)
    assert all(new.walk_minutes == old.walk_minutes // 2 for old, new in walks)
    assert (back.version, back.changed_by) == (up.version + 1, "monitoring/pain_up")
    rested = step_back(knowledge(), back, "monitoring/pain_up")
    assert len(rested.exercises) == len(back.exercises) - 1


def test_each_answer_leaves_its_trace() -> None:
    plan = week()
    assert adapt(knowledge(), plan, answer("hold"), yes=True) == plan
    assert adapt(knowledge(), plan, answer("quota"), yes=True) == plan
    stopped = adapt(knowledge(), plan, answer("stop_and_check"), yes=False)
    assert (stopped.suspended, stopped.changed_by) == (True, "monitoring/test")
    assert stopped.version == plan.version + 1
