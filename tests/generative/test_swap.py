"""What must hold of every exercise that is offered instead of a planned one."""

import random
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.cautions import objections
from plumbline.care.programme.fit import LOADS, fit
from plumbline.care.programme.swap import REASONS, instead
from plumbline.care.record import Facts, facts
from plumbline.care.standing import plan, standing
from plumbline.knowledge.schema import Exercise
from plumbline.logic import evaluate
from plumbline.motion.load_order import lighter
from plumbline.present.load_words import Ratios
from tests.generative.test_care_programme_properties import caution_rules, programme_person
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

SEEDS = st.integers(0, 2**32 - 1)
EXERCISES = sorted(name for name, one in knowledge().exercises.items() if not one.why_not)
WEEKS = sorted(knowledge().first_weeks)


def offers(known: Facts, week: str, name: str, reason: str, minutes: float = 5, taken=()):
    exercise = knowledge().exercises[name]
    stage = knowledge().first_weeks[week]
    found = instead(rulebook(), known, stage, exercise, reason, minutes=minutes, taken=taken)
    return exercise, [(planned, knowledge().exercises[planned.exercise]) for planned in found]


def load(exercise: Exercise) -> int:
    return LOADS.index(exercise.load.spine)


def calm() -> Facts:
    return facts(rulebook(), calm_record(kit_band=True), TODAY)


@pytest.mark.hazard("contraindicated_offered")
@given(SEEDS, st.sampled_from(WEEKS), st.sampled_from(EXERCISES), st.sampled_from(REASONS))
def test_nothing_contraindicated_is_offered(seed: int, week: str, name: str, reason: str) -> None:
    known = facts(rulebook(), programme_person(random.Random(seed)), TODAY)
    for planned, other in offers(known, week, name, reason)[1]:
        for rule, level in caution_rules(other).items():
            holds = evaluate(rulebook().rules[rule], known.values)
            if level == "caution":
                assert (holds is False) is (rule not in planned.warnings), f"{rule} not shown"
            else:
                assert holds is False, f"{other.id}: {rule} is {holds}"
        assert not other.why_not


@pytest.mark.hazard("load_raised_after_worse")
@given(SEEDS, st.sampled_from(WEEKS), st.sampled_from(EXERCISES))
def test_after_pain_nothing_harder_is_offered(seed: int, week: str, name: str) -> None:
    known = facts(rulebook(), programme_person(random.Random(seed)), TODAY)
    exercise, found = offers(known, week, name, "hurts")
    for _planned, other in found:
        assert other.level <= exercise.level
        assert load(other) <= load(exercise)
        assert exercise.id not in easier_than(other)


def easier_than(exercise: Exercise) -> list[str]:
    """The exercises that lead up to one, nearest first."""
    before: list[str] = []
    name = exercise.regression
    while name and name not in before:
        before.append(name)
        name = knowledge().exercises[name].regression
    return before


@pytest.mark.hazard("load_raised_without_consent")
@given(
    SEEDS,
    st.sampled_from(WEEKS),
    st.sampled_from(EXERCISES),
    st.sampled_from(REASONS),
    st.floats(0.5, 6),
)
def test_no_swap_asks_for_more_than_was_planned(
    seed: int, week: str, name: str, reason: str, minutes: float
) -> None:
    known = facts(rulebook(), programme_person(random.Random(seed)), TODAY)
    exercise, found = offers(known, week, name, reason, minutes)
    # Whoever was given an exercise of a level may have others of it.
    able = fit(rulebook(), known, knowledge().first_weeks[week], lambda _: exercise.level)
    possible = {one.id for one, _ in able.possible}
    for planned, other in found:
        assert other.id in possible
        assert other.level <= exercise.level
        assert load(other) <= load(exercise)
        assert planned.dose == 0
        assert planned.more_on is None
        assert planned.minutes == other.doses[0].minutes <= minutes
        assert {exercise.purpose[0], other.purpose[0]} & set(exercise.purpose) & set(other.purpose)


@given(SEEDS, st.sampled_from(REASONS))
def test_what_the_session_holds_is_not_offered_again(seed: int, reason: str) -> None:
    record = programme_person(random.Random(seed))
    today = standing(rulebook(), record, TODAY)
    programme = plan(rulebook(), record, today)
    if programme is None:
        return
    held = {planned.exercise for planned in programme.exercises}
    for planned in programme.exercises:
        found = offers(today.known, programme.stage, planned.exercise, reason, taken=held)[1]
        assert held.isdisjoint(other.id for _planned, other in found)


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize("reason", REASONS)
def test_what_is_missing_is_not_needed_again(week: str, reason: str) -> None:
    for name in EXERCISES:
        exercise, found = offers(calm(), week, name, reason)
        shared = [other.id for _planned, other in found if set(other.kit) & set(exercise.kit)]
        if reason == "no_kit":
            assert shared == []


def test_most_exercises_have_something_in_their_place() -> None:
    """A swap that never offers anything would hold every rule above."""
    weeks = knowledge().first_weeks
    week = next(name for name in WEEKS if "strength" in weeks[name].exercises.purposes)
    usual = [one for one, _ in fit(rulebook(), calm(), knowledge().first_weeks[week]).possible]
    without = [one.id for one in usual if not offers(calm(), week, one.id, "hurts")[1]]
    assert len(without) < len(usual) / 3, without
    gentle = [one.id for one in usual if not order(one.id, "hurts", Ratios(knowledge()))]
    assert len(gentle) < len(usual) / 3, gentle


def test_after_pain_the_gentler_kind_comes_first() -> None:
    """Nothing warned about, nothing to the end of a movement, while something calmer is there."""
    for name in EXERCISES:
        _exercise, found = offers(calm(), "later", name, "hurts")
        warned = [bool(planned.warnings) for planned, _other in found]
        assert warned == sorted(warned), name


def order(name: str, reason: str, ratios: Mapping[str, float | None] | None) -> list[str]:
    exercise, week = knowledge().exercises[name], knowledge().first_weeks["later"]
    found = instead(rulebook(), calm(), week, exercise, reason, minutes=5, ratios=ratios)
    return [planned.exercise for planned in found]


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.parametrize("name", EXERCISES)
def test_after_pain_nothing_known_as_heavier_is_offered(name: str) -> None:
    ratios = Ratios(knowledge())
    shown = order(name, "hurts", ratios)
    assert not [other for other in shown if lighter(ratios[name], ratios[other])]
    for other in set(order(name, "hurts", None)) - set(shown):
        assert lighter(ratios[name], ratios[other]), other


def test_no_more_are_given_than_are_asked_for() -> None:
    exercise, week = knowledge().exercises["clamshell"], knowledge().first_weeks["later"]
    every = instead(rulebook(), calm(), week, exercise, "hurts", minutes=5, ratios={})
    one = instead(rulebook(), calm(), week, exercise, "hurts", minutes=5, ratios={}, most=1)
    assert one == every[:1] != every


@pytest.mark.parametrize("name", EXERCISES)
def test_the_lighter_of_equals_comes_first_after_pain(name: str) -> None:
    """Turned round, the ratios turn round only what is equal in everything else."""
    plain = order(name, "hurts", None)
    rising = {other: float(place) for place, other in enumerate(plain)}
    assert order(name, "hurts", rising) == plain
    falling = {other: -ratio for other, ratio in rising.items()}
    turned = order(name, "hurts", falling)
    assert sorted(turned) == sorted(plain)
    for before, after in pairwise(turned):
        if plain.index(before) > plain.index(after):
            one, two = knowledge().exercises[before], knowledge().exercises[after]
            assert (one.load.spine, one.level) == (two.load.spine, two.level)
    for reason in ("too_easy", "no_kit"):
        assert order(name, reason, falling) == order(name, reason, None)


def test_equals_are_told_apart_by_their_load() -> None:
    """The rule above would hold if ratios were never looked at."""
    moved = [
        name
        for name in EXERCISES
        if (plain := order(name, "hurts", None))
        and order(name, "hurts", {other: -float(n) for n, other in enumerate(plain)}) != plain
    ]
    assert len(moved) > len(EXERCISES) / 4


def test_what_the_model_cannot_tell_comes_last_of_its_equals() -> None:
    name = next(n for n in EXERCISES if order(n, "hurts", {})[:2])
    plain = order(name, "hurts", None)
    for other in plain:
        known: dict[str, float | None] = dict.fromkeys(plain, 1.0)
        shown = order(name, "hurts", {**known, other: None})
        assert shown.index(other) >= plain.index(other)


def test_an_offer_is_weighed_as_the_plan_weighs_it() -> None:
    known = calm()
    for planned, other in offers(known, "later", "clamshell", "too_easy")[1]:
        against = objections(rulebook(), known, other)
        assert planned.warnings == tuple(objection.rule for objection in against)
        assert planned.because == "exercises/clamshell"


@given(st.sampled_from(WEEKS), st.sampled_from(EXERCISES), st.sampled_from(REASONS), st.data())
def test_what_is_never_to_come_is_no_offer_and_moves_no_other(
    week: str, name: str, reason: str, data: st.DataObject
) -> None:
    exercise, found = offers(calm(), week, name, reason)
    never = data.draw(st.sets(st.sampled_from(EXERCISES)))
    stage = knowledge().first_weeks[week]
    left = instead(rulebook(), calm(), stage, exercise, reason, minutes=5, never=never)
    assert list(left) == [planned for planned, other in found if other.id not in never]
