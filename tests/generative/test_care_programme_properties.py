"""What must hold of every programme that is made."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.monitoring.check_in import Action
from plumbline.care.programme import (
    Planned,
    first_week,
)
from plumbline.care.record import Clearance, Facts, Record, facts
from plumbline.care.standing import plan, standing
from plumbline.knowledge.schema import Exercise
from plumbline.logic import Value, evaluate
from tests.generative.plan_checker import longest_day
from tests.unit.care.people import (
    TODAY,
    calm_record,
    calm_values,
    knowledge,
    random_answer,
    record_of,
    rulebook,
)

SEEDS = st.integers(0, 2**32 - 1)
ACTIONS: tuple[Action, ...] = ("stop_and_check", "step_back", "hold", "quota", "may_progress")
"""From the most careful to the one that may add."""


def programme_person(rng: random.Random) -> Record:
    """Somebody a programme may be made for: calm, but for health, place, kit and time."""
    values: dict[str, Value] = dict(calm_values())
    shaping = {f.id for topic in ("conditions", "plan", "features") for f in topic_findings(topic)}
    for name in sorted(shaping):
        roll, finding = rng.random(), knowledge().findings[name]
        if roll < 0.06:
            values[name] = None
        elif roll < 0.25 and name not in ("minutes_per_day", "days_per_week"):
            values[name] = random_answer(rng, finding, 0.5)
    values["minutes_per_day"] = rng.randint(5, 60)
    values["days_per_week"] = rng.randint(1, 7)
    values["age_years"] = rng.randint(18, 90)
    values["onset_date"] = rng.choice([None, TODAY - timedelta(days=rng.randint(1, 600))])
    values["pain_getting_worse"] = rng.choice([True, False, None])
    values["walk_minutes_comfortable"] = rng.choice([None, rng.randint(0, 120)])
    for name in rng.sample(sorted(values), rng.choice([0, 0, 5])):
        if name not in ("minutes_per_day", "days_per_week"):
            del values[name]
    return record_of(values)


def topic_findings(topic: str):
    return knowledge().topics[topic].findings


def caution_rules(exercise: Exercise) -> dict[str, str]:
    """Every caution of an exercise and of its treatments: rule name -> level."""
    rules = {f"exercises/{exercise.id}/{c.id}": c.level for c in exercise.cautions}
    for group in exercise.treatment_groups:
        for caution in knowledge().treatments[group].contraindications:
            rules[f"treatments/{group}/{caution.id}"] = caution.level
    return rules


def assert_suits(planned: Planned, known: Facts, stage: str) -> None:
    """An exercise is allowed for this person, here, at this stage."""
    exercise = knowledge().exercises[planned.exercise]
    for rule, level in caution_rules(exercise).items():
        holds = evaluate(rulebook().rules[rule], known.values)
        if level != "caution":
            assert holds is False, f"{exercise.id}: {rule} is {holds}"
        else:
            assert (holds is False) is (rule not in planned.warnings), f"{rule} not shown"
    for kit in set(exercise.kit) - {"chair", "wall", "bed", "mat"}:
        assert known.values[f"kit_{kit}"] is True, f"{exercise.id} needs {kit}"
    assert exercise.level <= knowledge().first_weeks[stage].max_level
    if known.values["uses_wheelchair"] is not False or known.values["stays_in_bed"] is not False:
        assert exercise.position not in ("standing", "walking"), exercise.id
    on_floor = exercise.position in ("supine", "prone", "side_lying", "quadruped", "kneeling")
    if on_floor and not exercise.seated_or_bed:
        assert known.values["can_get_to_floor"] is True, exercise.id


@pytest.mark.hazard("contraindicated_offered")
@given(SEEDS)
def test_a_first_week_suits_the_person_and_fits_their_time(seed: int) -> None:
    """No caution that is true or unknown, no kit they lack, no level or minute too many."""
    rng = random.Random(seed)
    known = facts(rulebook(), programme_person(rng), TODAY)
    week = first_week(rulebook(), known, TODAY)
    minutes, days = known.values["minutes_per_day"], known.values["days_per_week"]
    assert isinstance(minutes, int)
    assert isinstance(days, int)
    for planned in week.exercises:
        assert_suits(planned, known, week.stage)
        assert planned.dose == 0, "begins at the gentlest dose"
        assert planned.minutes == knowledge().exercises[planned.exercise].doses[0].minutes
    stage = knowledge().first_weeks[week.stage]
    assert len(week.exercises) <= stage.exercises.at_most
    names = [planned.exercise for planned in week.exercises]
    assert len(set(names)) == len(names)
    assert set(names).isdisjoint(left.exercise for left in week.left_out)
    assert set(names) | {left.exercise for left in week.left_out} == set(knowledge().exercises)
    assert longest_day(week) <= minutes + 1e-9
    assert sum(day.session or day.walk_minutes > 0 for day in week.days) <= days
    assert [day.on for day in week.days] == [TODAY + timedelta(days=i) for i in range(7)]


@pytest.mark.hazard("contraindicated_offered")
@given(SEEDS)
def test_a_plan_is_made_only_where_nothing_speaks_against_every_plan(seed: int) -> None:
    """What speaks against any plan at all stops it, true or unknown."""
    rng = random.Random(seed)
    values = {**calm_values(), "age_years": rng.randint(18, 80)}
    against = [
        (f"treatments/{group}/{caution.id}", caution.level)
        for group in ("any_plan", "exercise_any")
        for caution in knowledge().treatments[group].contraindications
        if caution.scope == "systemic"
    ]
    for name in rng.sample(sorted(values), 3):
        values[name] = random_answer(rng, knowledge().findings[name], 0.7)
    record = record_of(values)
    today = standing(rulebook(), record, TODAY)
    held = [
        rule
        for rule, level in against
        if level != "caution" and evaluate(rulebook().rules[rule], today.known.values) is not False
    ]
    assert not (held and today.may_plan)
    assert (plan(rulebook(), record, today) is not None) is today.may_plan


@pytest.mark.hazard("child_gets_programme")
@pytest.mark.parametrize("age", [*range(18), None])
def test_under_18_or_of_unknown_age_there_is_no_programme_even_when_cleared(
    age: int | None,
) -> None:
    """Whatever has been cleared, a child gets no programme, and neither does an unknown age."""
    record = calm_record(age_years=age)
    for flag in knowledge().red_flags:
        record = record.clear(Clearance(flag, "Dr Shah", TODAY, "cleared", order=9))
    today = standing(rulebook(), record, TODAY)
    assert not today.may_plan
    assert plan(rulebook(), record, today) is None
    assert standing(rulebook(), calm_record(age_years=18), TODAY).may_plan


def test_mainly_neck_pain_gets_information_and_no_programme() -> None:
    record = calm_record(pain_main_place="neck", pain_neck=True)
    today = standing(rulebook(), record, TODAY)
    assert today.information_only == ("neck_dominant",)
    assert plan(rulebook(), record, today) is None


@pytest.mark.parametrize("name", ["minutes_per_day", "days_per_week"])
def test_not_knowing_ones_time_does_not_lead_into_a_dead_end(name: str) -> None:
    """Where nothing is left to ask and a plan may be made, there is one."""
    record = calm_record(**{name: None})
    today = standing(rulebook(), record, TODAY)
    if today.next_page is None and today.may_plan:
        assert plan(rulebook(), record, today) is not None
