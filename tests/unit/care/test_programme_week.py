"""From a solved week to days, and what wishes and practice may do: cases that random ones miss."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.care.impairments import Priority
from plumbline.care.programme import Practice, Programme, Wish, Wishes, first_week
from plumbline.care.record import Facts, facts
from plumbline.logic import Value
from tests.generative.plan_checker import session_minutes
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

NEXT = TODAY + timedelta(days=7)


def calm(**answers: Value) -> Facts:
    usual: dict[str, Value] = {"onset_date": TODAY - timedelta(days=200), "minutes_per_day": 30}
    return facts(rulebook(), calm_record(**{**usual, **answers}), TODAY)


def begun(**answers: Value) -> Programme:
    return first_week(rulebook(), calm(**answers), TODAY)


def again(practice: Practice, *wishes: Wish, first: tuple[Priority, ...] = ()) -> Programme:
    return first_week(rulebook(), calm(), NEXT, first, practice, Wishes(wishes))


def doses(week: Programme) -> dict[str, int]:
    return {planned.exercise: planned.dose for planned in week.exercises}


@pytest.mark.hazard("load_raised_without_consent")
def test_nothing_rises_by_itself() -> None:
    before = begun()
    after = again(Practice(week=2, before=before))
    assert all(dose <= doses(before).get(name, 0) for name, dose in doses(after).items())


@pytest.mark.hazard("load_raised_without_consent")
def test_an_earned_step_is_one_dose_and_no_more() -> None:
    before = begun()
    after = again(Practice(week=2, before=before, earned=True))
    rises = [dose - doses(before).get(name, 0) for name, dose in doses(after).items()]
    assert [rise for rise in rises if rise > 0] == [1]


@pytest.mark.hazard("load_raised_without_consent")
def test_doses_that_somebody_fixed_let_no_other_dose_rise() -> None:
    before = begun()
    fixed = [Wish("dose", planned.exercise, "person", 0) for planned in before.exercises[:3]]
    after = again(Practice(week=3, before=before, earned=True), *fixed)
    rises = [dose - doses(before).get(name, 0) for name, dose in doses(after).items()]
    assert sum(rises) <= 1


@pytest.mark.hazard("load_raised_after_worse")
def test_a_session_that_is_left_empty_is_not_filled_with_the_other() -> None:
    """After backing off one exercise is left; its set more on one side fits only half as often."""
    week = begun()
    able = knowledge().exercises
    planned = next(p for p in week.exercises if able[p.exercise].doses[0].each_side)
    before = replace(week, exercises=(planned,))
    chain, test = able[planned.exercise].chains[0], next(iter(knowledge().tests))
    weaker = Priority(chain, "left", "side", 0.9, test)
    after = again(Practice(week=3, before=before, may_grow=False), first=(weaker,))
    assert session_minutes(after) <= session_minutes(before)


def test_a_fixed_dose_that_does_not_exist_is_the_fullest_there_is() -> None:
    week = begun()
    one = week.exercises[0]
    most = len(knowledge().exercises[one.exercise].doses) - 1
    before = replace(week, exercises=(replace(one, dose=most), *week.exercises[1:]))
    after = again(Practice(week=3, before=before), Wish("dose", one.exercise, "person", most + 1))
    assert doses(after)[one.exercise] == most


def test_a_week_with_no_exercise_has_no_session() -> None:
    exercises = knowledge().exercises
    nothing = Wishes(tuple(Wish("ban", name) for name in exercises))
    week = first_week(rulebook(), calm(), TODAY, wishes=nothing)
    assert week.exercises == ()
    assert not any(day.session for day in week.days)


def test_a_wish_for_a_dose_goes_one_step_at_a_time() -> None:
    before = begun()
    name = before.exercises[0].exercise
    most = len(knowledge().exercises[name].doses) - 1
    assert most > 1, "there are steps to skip"
    asked = Wish("dose", name, "clinician", most)
    after = again(Practice(week=3, before=before, granted=name), asked)
    assert doses(after)[name] == 1
    # The wish stands, and gives nothing more with the next solve.
    assert doses(again(Practice(week=3, before=after), asked))[name] == 1
    assert doses(again(Practice(week=3, before=before), asked))[name] == 0
    planned = next(p for p in after.exercises if p.exercise == name)
    assert planned.because == "wishes/clinician"


@pytest.mark.hazard("load_raised_after_worse")
def test_after_backing_off_even_a_fixed_dose_stays() -> None:
    before = begun()
    name = before.exercises[0].exercise
    practice = Practice(week=3, before=before, may_grow=False)
    after = again(practice, Wish("dose", name, "clinician", 2))
    assert doses(after)[name] == 0


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("kind", ["pin", "dose", "like"])
def test_no_wish_brings_in_what_speaks_against_somebody(kind: str) -> None:
    """Whoever asks: superman is in no plan, and a slipped bone keeps arching away."""
    known = calm(spondylolisthesis_known=True)
    barred = {
        left.exercise
        for left in first_week(rulebook(), known, TODAY).left_out
        if left.kind in ("contraindicated", "why_not", "cannot_rule_out")
    }
    assert barred
    wishes = Wishes(tuple(Wish(kind, name, "clinician", 0) for name in sorted(barred)))  # type: ignore[arg-type]
    week = first_week(rulebook(), known, TODAY, wishes=wishes)
    assert barred.isdisjoint(doses(week))
    told = {left.exercise: left.kind for left in week.left_out}
    assert all(told[name] in ("contraindicated", "why_not", "cannot_rule_out") for name in barred)


def test_what_hurt_stays_out_even_when_asked_for() -> None:
    before = begun()
    name = before.exercises[0].exercise
    after = again(Practice(week=2, before=before, hurt=frozenset({name})), Wish("pin", name))
    assert name not in doses(after)
    assert {left.exercise: left.kind for left in after.left_out}[name] == "hurt"


def test_wishes_that_cannot_all_be_kept_are_named() -> None:
    """In five minutes a day six more exercises do not fit; those that do are there."""
    known = calm(minutes_per_day=5)
    enough = [
        x.exercise for x in first_week(rulebook(), known, TODAY).left_out if x.kind == "enough"
    ]
    asked = enough[:9]
    week = first_week(rulebook(), known, TODAY, wishes=Wishes(tuple(Wish("pin", n) for n in asked)))
    told = {left.exercise: left.kind for left in week.left_out}
    dropped = [name for name in asked if told.get(name) == "wish"]
    assert dropped
    assert set(asked) == set(dropped) | (set(asked) & doses(week).keys())
    assert set(asked) & doses(week).keys()


@pytest.mark.parametrize("ago", [0, 1, 2, 5])
def test_strength_rests_a_day_after_the_last_session(ago: int) -> None:
    practice = Practice(week=2, before=begun(), last_session=NEXT - timedelta(days=ago))
    week = again(practice)
    first = next(day.on for day in week.days if day.session)
    assert (first - NEXT).days == max(0, 2 - ago)


@pytest.mark.parametrize(("number", "sessions"), [(2, 2), (3, 2), (4, 3), (8, 3)])
def test_sessions_become_more_only_after_the_first_weeks_and_with_a_step(
    number: int, sessions: int
) -> None:
    before = begun()
    with_step = again(Practice(week=number, before=before, earned=True))
    assert sum(day.session for day in with_step.days) == sessions
    without = again(Practice(week=number, before=before))
    assert sum(day.session for day in without.days) == 2
