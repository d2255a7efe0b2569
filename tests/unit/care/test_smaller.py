"""A smaller plan: about half, what matters most stays, nothing is added, no limit is broken."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.care.programme import Programme
from plumbline.care.programme.build import ask
from plumbline.care.programme.check import broken
from plumbline.care.programme.model import Day
from plumbline.care.programme.problem import Choice, Pick, Problem
from plumbline.care.programme.smaller import BREAK, lighter, smaller
from plumbline.care.programme.value import worth
from plumbline.care.programme.week import first_week
from plumbline.care.record import facts
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

PEOPLE: tuple[dict[str, Value], ...] = (
    {},
    {"minutes_per_day": 45, "days_per_week": 6},
    {"minutes_per_day": 8, "days_per_week": 2},
    {"onset_date": TODAY - timedelta(days=200), "kit_band": True, "minutes_per_day": 30},
    {"can_get_to_floor": False, "uses_wheelchair": True},
)


def week_of(told: dict[str, Value]) -> tuple[Problem, Programme]:
    known = facts(rulebook(), calm_record(**told), TODAY)
    return ask(rulebook(), known).problem, first_week(rulebook(), known, TODAY)


def shrunk(told: dict[str, Value]) -> tuple[Problem, Programme, Programme]:
    problem, before = week_of(told)
    return problem, before, smaller(knowledge(), problem, before)


def session_minutes(week: Programme) -> float:
    return sum(one.minutes for one in week.exercises)


def as_choice(problem: Problem, week: Programme) -> Choice:
    walks = {day.template: day.walk_minutes for day in week.days if day.session}
    alone = [day.walk_minutes for day in week.days if not day.session]
    picks = tuple(Pick(one.exercise, one.dose, one.templates) for one in week.exercises)
    with_sessions = tuple(walks.get(slot.template, 0) for slot in problem.slots)
    return Choice(picks, with_sessions, max(alone, default=0))


@pytest.mark.parametrize("told", PEOPLE)
def test_it_is_about_half_and_only_less(told: dict[str, Value]) -> None:
    _, before, after = shrunk(told)
    held = {one.exercise: one for one in before.exercises}
    assert {one.exercise for one in after.exercises} <= held.keys()
    assert all(one.dose <= held[one.exercise].dose for one in after.exercises)
    assert all(one.minutes <= held[one.exercise].minutes for one in after.exercises)
    assert len(after.exercises) >= min(2, len(before.exercises))
    if len(after.exercises) > 2:
        assert session_minutes(after) <= 0.75 * session_minutes(before)
    assert after.version == before.version + 1
    assert after.changed_by == BREAK


@pytest.mark.parametrize("told", PEOPLE)
def test_sessions_stay_and_walks_halve(told: dict[str, Value]) -> None:
    _, before, after = shrunk(told)
    shortest = int(knowledge().programme.walk_shortest_minutes.value)
    for was, now in zip(before.days, after.days, strict=True):
        half = max(shortest, was.walk_minutes // 2) if was.walk_minutes else 0
        assert now == replace(was, walk_minutes=half)
    for template in before.templates:
        assert after.session(template)


@pytest.mark.parametrize("told", PEOPLE)
def test_no_limit_is_broken(told: dict[str, Value]) -> None:
    problem, before, after = shrunk(told)
    were = set(broken(problem, as_choice(problem, before)))
    assert set(broken(problem, as_choice(problem, after))) <= were


def test_what_matters_most_stays() -> None:
    """No other exercise of the plan in the place of one that stayed would be worth more."""
    problem, before, after = shrunk({"minutes_per_day": 45, "days_per_week": 6})
    kept = {one.exercise for one in after.exercises}
    gone = [one for one in before.exercises if one.exercise not in kept]
    assert gone

    def value(week: Programme) -> float:
        choice = as_choice(problem, week)
        return worth(problem, replace(choice, walk_with=tuple(0 for _ in problem.slots)))

    now = value(after)
    for stays in after.exercises:
        for other in gone:
            swapped = [one if one is not stays else other for one in after.exercises]
            if other.templates == stays.templates and other.minutes <= stays.minutes:
                assert value(replace(after, exercises=tuple(swapped))) <= now + 1e-6


def test_what_somebody_asked_for_stays() -> None:
    problem, before = week_of({"minutes_per_day": 45, "days_per_week": 6})
    gone = {one.exercise for one in before.exercises} - {
        one.exercise for one in smaller(knowledge(), problem, before).exercises
    }
    wanted = sorted(gone)[0]
    candidates = tuple(replace(one, pinned=one.exercise == wanted) for one in problem.candidates)
    after = smaller(knowledge(), replace(problem, candidates=candidates), before)
    assert wanted in {one.exercise for one in after.exercises}


def test_what_is_not_possible_any_more_goes_first() -> None:
    problem, before = week_of({"minutes_per_day": 45, "days_per_week": 6})
    stays = smaller(knowledge(), problem, before).exercises[0].exercise
    others = tuple(one for one in problem.candidates if one.exercise != stays)
    after = smaller(knowledge(), replace(problem, candidates=others), before)
    assert stays not in {one.exercise for one in after.exercises}


def test_what_cannot_become_smaller_is_the_same() -> None:
    problem, before = week_of({})
    gentlest = tuple(
        replace(one, dose=0, minutes=knowledge().exercises[one.exercise].doses[0].minutes)
        for one in before.exercises[:2]
    )
    days = tuple(Day(day.on, day.session, 0, day.template) for day in before.days)
    least = replace(before, exercises=gentlest, days=days)
    assert smaller(knowledge(), problem, least) is least


def test_again_and_again_it_comes_to_rest() -> None:
    problem, week = week_of({"minutes_per_day": 45})
    for _ in range(20):
        smallest, week = week, smaller(knowledge(), problem, week)
    assert week is smallest
    assert len(week.exercises) == 2


@pytest.mark.parametrize("told", PEOPLE)
def test_many_breaks_never_empty_the_plan(told: dict[str, Value]) -> None:
    """Each is one step down until everything is at its gentlest; then nothing changes any more."""
    _, week = week_of(told)
    full = replace(week, exercises=tuple(replace(one, dose=2) for one in week.exercises))
    steps = [full]
    for _ in range(12):
        steps.append(lighter(knowledge(), steps[-1]))
    assert [one.exercise for one in steps[-1].exercises] == [one.exercise for one in full.exercises]
    assert all(one.dose == 0 for one in steps[-1].exercises)
    walks = [max(day.walk_minutes for day in step.days) for step in steps]
    assert walks == sorted(walks, reverse=True)
    assert bool(walks[-1]) == bool(walks[0])
    assert steps[-1] == steps[-2]
    assert steps[1].changed_by == BREAK
