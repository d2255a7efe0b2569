"""What tests found may turn a programme, and never make it less safe, longer or one-sided."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plumbline.care.impairments import Priority
from plumbline.care.programme import Practice, Programme, first_week, next_step, step_back
from plumbline.care.record import Facts, facts
from plumbline.knowledge.schema import Side
from tests.generative.impairment_people import (
    OTHER,
    Attempt,
    assessed,
    mirrored,
    random_attempts,
)
from tests.generative.plan_checker import longest_day
from tests.generative.test_care_programme_properties import assert_suits, programme_person
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

SEEDS = st.integers(0, 2**32 - 1)
MOST_PRIORITIES = len(knowledge().value.priorities)
TRAINED = [name for name, chain in knowledge().chains.items() if chain.shown]
BENDS = {
    direction: {e.id for e in knowledge().exercises.values() if e.direction == direction}
    for direction in ("flexion", "extension")
}


def random_priorities(rng: random.Random) -> tuple[Priority, ...]:
    found: list[Priority] = []
    for name in rng.sample(TRAINED, rng.randint(1, 5)):
        paired = knowledge().chains[name].paired
        side = cast(Side | None, rng.choice(["left", "right", None]) if paired else None)
        kind = "side" if side and rng.random() < 0.7 else "low"
        test = next(iter(knowledge().tests))
        found.append(Priority(name, side, kind, rng.uniform(0.8, 1), test))
    return tuple(found)


def somebody(seed: int) -> tuple[random.Random, Facts, tuple[Priority, ...]]:
    rng = random.Random(seed)
    known = facts(rulebook(), programme_person(rng), TODAY)
    return rng, known, random_priorities(rng)


def grown(rng: random.Random, programme: Programme) -> Programme:
    """The programme after some weeks: steps up, and now and then one back."""
    for _ in range(rng.randint(0, 12)):
        if rng.random() < 0.15:
            programme = step_back(knowledge(), programme, "monitoring/test")
        else:
            programme = next_step(knowledge(), programme) or programme
    return programme


@given(SEEDS)
@settings(max_examples=60)
@pytest.mark.hazard("contraindicated_offered")
def test_a_week_turned_to_findings_suits_the_person_and_fits_their_time(seed: int) -> None:
    """Priorities have their reason; nothing contraindicated, nothing too long."""
    _, known, first = somebody(seed)
    week = first_week(rulebook(), known, TODAY, first)
    minutes = known.values["minutes_per_day"]
    assert isinstance(minutes, int)
    assert longest_day(week) <= minutes + 1e-9
    stage = knowledge().first_weeks[week.stage]
    assert len(week.exercises) <= stage.exercises.at_most
    assert len({p.exercise for p in week.exercises}) == len(week.exercises)
    for planned in week.exercises:
        assert_suits(planned, known, week.stage)
        assert planned.dose == 0
        exercise = knowledge().exercises[planned.exercise]
        if planned.more_on:
            # One set more, on top of both sides at the same dose.
            assert exercise.doses[0].each_side
            assert planned.minutes > exercise.doses[0].minutes
    reasons = {p.rule: p for p in first[:MOST_PRIORITIES]}
    for planned in week.exercises:
        if planned.because in reasons:
            priority = reasons[planned.because]
            assert knowledge().exercises[planned.exercise].chains[0] == priority.chain
            assert planned.more_on in (None, priority.side)
        else:
            assert planned.more_on is None


def test_what_tests_found_is_trained_where_it_can_be() -> None:
    """For a calm person with time each of the first findings brings its chain into the week, with
    never fewer minutes of it than without and for some with more."""
    record = calm_record(onset_date=TODAY - timedelta(days=200), minutes_per_day=30)
    known = facts(rulebook(), record, TODAY)
    plain = minutes_of_chains(first_week(rulebook(), known, TODAY))
    possible = set(minutes_of_chains(everything(known)))
    turned = 0
    for chain in sorted(possible & set(TRAINED)):
        first = Priority(chain, None, "low", 0.95, next(iter(knowledge().tests)))
        week = first_week(rulebook(), known, TODAY, (first,))
        minutes = minutes_of_chains(week)
        assert minutes.get(chain, 0) > 0, chain
        assert minutes[chain] >= plain.get(chain, 0), chain
        assert any(p.because == first.rule for p in week.exercises), chain
        turned += minutes[chain] > plain.get(chain, 0)
    assert turned > 1


def everything(known: Facts) -> tuple[str, ...]:
    """What this first week holds, and what it leaves out only because others are worth more."""
    week = first_week(rulebook(), known, TODAY)
    enough = [left.exercise for left in week.left_out if left.kind == "enough"]
    return (*enough, *(planned.exercise for planned in week.exercises))


def minutes_of_chains(of: Programme | tuple[str, ...]) -> dict[str, float]:
    """Minutes a week for the main chain of each exercise; one for each where only named."""
    found: dict[str, float] = {}
    if isinstance(of, Programme):
        held = [p for day in of.days for p in of.exercises_on(day.on)]
        pairs = [(p.exercise, p.minutes) for p in held]
    else:
        pairs = [(name, 1.0) for name in of]
    for name, minutes in pairs:
        for chain in knowledge().exercises[name].chains[:1]:
            found[chain] = found.get(chain, 0.0) + minutes
    return found


@given(SEEDS)
@settings(max_examples=30)
def test_no_findings_change_nothing(seed: int) -> None:
    _, known, _ = somebody(seed)
    assert first_week(rulebook(), known, TODAY, ()) == first_week(rulebook(), known, TODAY)


@given(SEEDS)
@settings(max_examples=40)
def test_mirrored_findings_give_the_mirrored_week(seed: int) -> None:
    """The same exercises; the set more is on the other side."""
    _, known, first = somebody(seed)
    week = first_week(rulebook(), known, TODAY, first)
    twins = [replace(p, side=OTHER[p.side]) for p in first]
    mirror = first_week(rulebook(), known, TODAY, twins)
    assert [(p.exercise, OTHER[p.more_on], p.minutes) for p in week.exercises] == [
        (p.exercise, p.more_on, p.minutes) for p in mirror.exercises
    ]


@given(SEEDS)
@example(820)  # Two sessions of unequal length, the longer with the shorter walk.
@settings(max_examples=100)
@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.hazard("load_raised_without_consent")
def test_turning_a_programme_raises_no_dose_and_keeps_the_minutes(seed: int) -> None:
    """After weeks of steps up and back: what stays keeps its dose, new ones begin gently and come
    one at a time."""
    rng, known, first = somebody(seed)
    before = grown(rng, first_week(rulebook(), known, TODAY, random_priorities(rng)))
    after = first_week(rulebook(), known, TODAY, first, Practice(week=2, before=before))
    doses = {planned.exercise: planned.dose for planned in before.exercises}
    for planned in after.exercises:
        assert planned.dose <= doses.get(planned.exercise, 0)
        assert_suits(planned, known, after.stage)
    for name in after.templates:
        new = [p.exercise for p in after.session(name) if p.exercise not in doses]
        assert len(new) <= knowledge().value.new_a_session.value
    assert longest_day(after) <= before.minutes_a_day + 1e-9
    walks = [max(day.walk_minutes for day in week.days) for week in (before, after)]
    assert walks[1] <= walks[0]
    assert after.version == before.version + 1


@given(SEEDS)
@settings(max_examples=60)
def test_a_step_up_fits_the_minutes_also_with_a_set_more(seed: int) -> None:
    rng, known, first = somebody(seed)
    week = grown(rng, first_week(rulebook(), known, TODAY, first))
    assert longest_day(week) <= week.minutes_a_day + 1e-9
    for planned in week.exercises:
        dose = knowledge().exercises[planned.exercise].doses[planned.dose]
        extra = dose.minutes / (2 * dose.sets) if planned.more_on else 0
        assert planned.minutes == pytest.approx(dose.minutes + extra)


@given(SEEDS)
@settings(max_examples=60)
@pytest.mark.hazard("load_raised_after_worse")
def test_a_step_back_takes_the_set_more_away(seed: int) -> None:
    """Nothing in it gets longer, and no side gets more than the other."""
    rng, known, first = somebody(seed)
    before = grown(rng, first_week(rulebook(), known, TODAY, first))
    after = step_back(knowledge(), before, "monitoring/test")
    assert all(planned.more_on is None for planned in after.exercises)
    minutes = {planned.exercise: planned.minutes for planned in before.exercises}
    assert all(planned.minutes <= minutes[planned.exercise] for planned in after.exercises)
    if any(planned.more_on for planned in before.exercises):
        assert after.session_minutes < before.session_minutes


@given(SEEDS)
@settings(max_examples=30)
@pytest.mark.hazard("side_matters")
def test_the_extra_set_is_on_a_side_that_two_days_named(seed: int) -> None:
    """From results to the plan: no side gets more unless it differed on two days."""
    rng = random.Random(seed)
    attempts = random_attempts(rng, most=6)
    for version in (attempts, mirrored(attempts)):
        record = calm_with(version)
        found = assessed(record)
        named = {(s.chain, s.weaker) for s in found.sides if s.says == "differs"}
        week = first_week(rulebook(), facts(rulebook(), record, TODAY), TODAY, found.priorities)
        for planned in week.exercises:
            if planned.more_on:
                chain = planned.because.split("/")[2]
                assert (chain, planned.more_on) in named


def calm_with(attempts: tuple[Attempt, ...]):
    record = calm_record(onset_date=TODAY - timedelta(days=200))
    for order, attempt in enumerate(attempts, 2):
        record = record.measure(attempt.values, TODAY - timedelta(days=attempt.ago), order=order)
    return record


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("direction", ["flexion", "extension"])
@pytest.mark.parametrize(
    ("response", "banned"),
    [
        ("spread", True),
        ("worse", True),
        ("same", False),
        ("better", False),
        ("centralised", False),
        (None, False),
    ],
)
def test_a_direction_that_spread_or_worsened_is_out_at_once(
    direction: str, response: str | None, banned: bool
) -> None:
    """An answer nobody gave, or "I don't know", bans nothing."""
    assert BENDS[direction], "there are such exercises"
    record = calm_record()
    untested = first_week(rulebook(), facts(rulebook(), record, TODAY), TODAY)
    name = f"repeated_{direction}_response"
    if response is None:
        told = record.tell(name, None, TODAY, times=2, order=9)
    else:
        told = record.measure({name: response}, TODAY, order=9)
    week = first_week(rulebook(), facts(rulebook(), told, TODAY), TODAY)
    out = {x.exercise for x in week.left_out if x.kind == "contraindicated"} & BENDS[direction]
    assert out == (BENDS[direction] if banned else set())
    if not banned and response != "centralised":
        assert [p.exercise for p in week.exercises] == [p.exercise for p in untested.exercises]
