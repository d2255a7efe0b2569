"""What must hold of every programme and of every answer to a check-in."""

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.monitoring import Action, Review, review
from plumbline.care.pathway import check_in, plan, standing
from plumbline.care.programme import (
    Day,
    Planned,
    Programme,
    adapt,
    first_week,
    next_step,
    resume,
    step_back,
    suspend,
)
from plumbline.care.record import Clearance, Facts, Record, facts
from plumbline.knowledge.schema import Basis, Exercise
from plumbline.logic import Value, evaluate
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
    for day in week.days:
        assert day.walk_minutes + (week.session_minutes if day.session else 0) <= minutes
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
    today = standing(rulebook(), record_of(values), TODAY)
    held = [
        rule
        for rule, level in against
        if level != "caution" and evaluate(rulebook().rules[rule], today.known.values) is not False
    ]
    assert not (held and today.may_plan)
    assert (plan(rulebook(), today) is not None) is today.may_plan


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
    assert plan(rulebook(), today) is None
    assert standing(rulebook(), calm_record(age_years=18), TODAY).may_plan


def test_mainly_neck_pain_gets_information_and_no_programme() -> None:
    today = standing(rulebook(), calm_record(pain_main_place="neck", pain_neck=True), TODAY)
    assert today.information_only == ("neck_dominant",)
    assert plan(rulebook(), today) is None


@pytest.mark.parametrize("name", ["minutes_per_day", "days_per_week"])
def test_not_knowing_ones_time_does_not_lead_into_a_dead_end(name: str) -> None:
    """Where nothing is left to ask and a plan may be made, there is one."""
    today = standing(rulebook(), calm_record(**{name: None}), TODAY)
    assert today.next_page is not None or not today.may_plan or plan(rulebook(), today) is not None


# Load


def random_programme(rng: random.Random) -> Programme:
    """Any programme the knowledge allows, at any dose."""
    exercises = rng.sample(sorted(knowledge().exercises), rng.randint(0, 6))
    planned: list[Planned] = []
    for name in exercises:
        doses = knowledge().exercises[name].doses
        dose = rng.randrange(len(doses))
        planned.append(Planned(name, dose, doses[dose].minutes, (), "first_weeks/later"))
    walk = rng.choice([0, rng.randint(2, 40)])
    days = tuple(
        Day(TODAY + timedelta(days=i), rng.random() < 0.4, walk * (rng.random() < 0.7))
        for i in range(7)
    )
    return Programme(
        start=TODAY,
        stage="later",
        exercises=tuple(planned),
        days=days,
        left_out=(),
        minutes_a_day=rng.randint(5, 90),
        suspended=rng.random() < 0.2,
    )


def answer(action: Action) -> Review:
    return Review(action, "monitoring/test", "say", "why", (), Basis(status="expert"))


def assert_no_more(before: Programme, after: Programme) -> None:
    """Nothing is heavier, longer, new, or on more days."""
    held = {planned.exercise: planned for planned in before.exercises}
    for planned in after.exercises:
        assert planned.exercise in held
        assert planned.dose <= held[planned.exercise].dose
        assert planned.minutes <= held[planned.exercise].minutes
    assert after.session_minutes <= before.session_minutes
    for day, earlier in zip(after.days, before.days, strict=True):
        assert day.walk_minutes <= earlier.walk_minutes
        assert day.session <= earlier.session


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.hazard("load_raised_without_consent")
@given(SEEDS, st.sampled_from(ACTIONS), st.booleans())
def test_load_rises_only_with_a_good_review_and_a_yes(seed: int, action: Action, yes: bool) -> None:
    """Without a yes, or after any other answer, nothing grows; with both, one step and no more."""
    before = random_programme(random.Random(seed))
    after = adapt(knowledge(), before, answer(action), yes=yes)
    if action != "may_progress" or not yes or before.suspended:
        assert_no_more(before, after)
        return
    grown = [
        (old, new) for old, new in zip(before.exercises, after.exercises, strict=True) if new != old
    ]
    walks = [(o.walk_minutes, n.walk_minutes) for o, n in zip(before.days, after.days, strict=True)]
    longer = {pair for pair in walks if pair[0] != pair[1]}
    assert len(grown) <= 1
    assert not (grown and longer), "one step, not two"
    for old, new in grown:
        assert (new.exercise, new.dose) == (old.exercise, old.dose + 1)
    for was, now in longer:
        assert was > 0
        assert now - was <= max(1, was * 0.1)
    if grown or longer:
        assert after.session_minutes + max(n for _, n in walks) <= after.minutes_a_day


@pytest.mark.hazard("load_raised_after_worse")
@given(SEEDS)
def test_a_stepped_back_programme_is_lighter_until_nothing_is_left(seed: int) -> None:
    """Backing off again and again takes something away each time and comes to an end."""
    programme = random_programme(random.Random(seed))
    for _ in range(60):
        lighter = step_back(knowledge(), programme, "monitoring/test")
        assert_no_more(programme, lighter)
        assert lighter.version == programme.version + 1
        if not lighter.exercises and not any(day.walk_minutes for day in lighter.days):
            return
        assert (lighter.exercises, lighter.days) != (programme.exercises, programme.days)
        programme = lighter
    raise AssertionError("never comes to an end")


@pytest.mark.hazard("load_raised_after_worse")
@given(SEEDS, st.lists(st.tuples(st.sampled_from(ACTIONS), st.booleans()), max_size=8))
def test_after_a_stop_nothing_progresses_until_it_is_taken_up_again(
    seed: int, later: list[tuple[Action, bool]]
) -> None:
    """Stop and check suspends; no yes and no good review lifts that."""
    programme = random_programme(random.Random(seed))
    programme = adapt(knowledge(), programme, answer("stop_and_check"), yes=True)
    assert programme.suspended
    for action, yes in later:
        after = adapt(knowledge(), programme, answer(action), yes=yes)
        assert after.suspended
        assert_no_more(programme, after)
        programme = after
    again = resume(programme)
    assert not again.suspended
    assert_no_more(programme, again)


@pytest.mark.hazard("load_raised_without_consent")
@given(SEEDS)
def test_the_step_on_offer_is_the_step_taken(seed: int) -> None:
    """A yes gives what was offered, to the letter."""
    programme = replace(random_programme(random.Random(seed)), suspended=False)
    offered = next_step(knowledge(), programme)
    taken = adapt(knowledge(), programme, answer("may_progress"), yes=True)
    if offered is None:
        assert taken == programme
    else:
        assert (taken.exercises, taken.days) == (offered.exercises, offered.days)
        assert suspend(taken, "x").exercises == offered.exercises


# Check-ins

CHECK_IN: dict[str, tuple[Value, ...]] = {
    "spread_down_limb": (False, True, None),
    "anything_new_or_worse": (False, True, None),
    "pain_now_nrs": (0, 2, 3, 4, 5, 6, 7, 10, None),
    "pain_usual_before_nrs": (0, 2, 3, 4, 5, 6, 10, None),
    "next_morning": ("better", "same", "not_yet", "worse", None),
    "session_felt": ("easy", "right", "hard", "too_hard", None),
}
Row = tuple[Value, ...]


@cache
def known_calm() -> Facts:
    return facts(rulebook(), calm_record(), TODAY)


@cache
def reviewed() -> dict[Row, Action]:
    """The answer to every check-in there is."""
    base = known_calm()
    found: dict[Row, Action] = {}
    for row in product(*CHECK_IN.values()):
        values = {**base.values, **dict(zip(CHECK_IN, row, strict=True))}
        now, before = values["pain_now_nrs"], values["pain_usual_before_nrs"]
        known = isinstance(now, int) and isinstance(before, int)
        values["pain_rise"] = now - before if known else None
        found[row] = review(rulebook(), replace(base, values=values)).action
    return found


def rise(row: Row) -> int | None:
    now, before = row[2], row[3]
    return now - before if isinstance(now, int) and isinstance(before, int) else None


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.hazard("unknown_as_no")
def test_every_check_in_there_is() -> None:
    """All 16,200 check-ins: what stops, what backs off, and that nothing unknown progresses."""
    for row, action in reviewed().items():
        spread, new, _, before, morning, felt = row
        up = rise(row)
        if spread is not False or new is not False:
            assert action == "stop_and_check", row
        elif up is None or up >= 2 or morning in ("worse", None) or felt in ("too_hard", None):
            assert action == "step_back", row
        elif action == "may_progress":
            assert (morning, felt) in product(("better", "same"), ("easy", "right")), row
            assert up <= 1, row
            assert isinstance(before, int), row
            assert before < 5, row
            assert None not in row
        if morning == "not_yet":
            assert action != "may_progress", row
    assert set(reviewed().values()) == set(ACTIONS), "each answer is given to somebody"


@pytest.mark.hazard("load_raised_after_worse")
def test_a_worse_check_in_is_never_answered_more_boldly() -> None:
    """Each finding made worse, all else alike, never gives a bolder answer."""
    worse: dict[int, tuple[Value, ...]] = {
        0: (False, True),
        1: (False, True),
        2: CHECK_IN["pain_now_nrs"][:-1],
        4: ("better", "same", "not_yet", "worse"),
        5: ("easy", "right", "hard", "too_hard"),
    }
    boldness: dict[Action, int] = {
        "stop_and_check": 0,
        "step_back": 1,
        "hold": 2,
        "quota": 2,
        "may_progress": 3,
    }
    for row, action in reviewed().items():
        for place, scale in worse.items():
            if row[place] in scale[:-1]:
                next_one = scale[scale.index(row[place]) + 1]
                after = reviewed()[(*row[:place], next_one, *row[place + 1 :])]
                assert boldness[after] <= boldness[action], (row, place)


Told = Literal["spread_down_limb", "anything_new_or_worse", "next_morning", "session_felt"]


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("name", [*CHECK_IN])
def test_a_check_in_with_dont_know_is_answered_and_backs_off(name: str) -> None:
    """ "I don't know" is an answer: the check-in is taken, and nothing is added."""
    programme = replace(random_programme(random.Random(7)), suspended=False)
    said_once = calm_record().tell(name, None, TODAY, times=1)
    given_answer, after = check_in(rulebook(), said_once, programme, TODAY, yes=True)
    assert given_answer.action in ("stop_and_check", "step_back")
    assert_no_more(programme, after)


@pytest.mark.hazard("load_raised_after_worse")
@given(SEEDS, st.booleans())
def test_no_step_up_while_triage_holds_exercise_back(seed: int, yes: bool) -> None:
    """A good check-in on a day with a red flag, or an open question, adds nothing."""
    rng = random.Random(seed)
    programme = replace(random_programme(rng), suspended=False)
    unsafe = rng.choice([{"saddle_numbness": True}, {"weight_loss_unexplained": True}])
    good: dict[str, Value] = {"session_felt": "easy", "next_morning": "better", "pain_now_nrs": 2}
    record = calm_record(**good, **unsafe)
    if rng.random() < 0.3:
        record = calm_record(**good).forget(["saddle_numbness"])
    answered, after = check_in(rulebook(), record, programme, TODAY, yes=yes)
    assert answered.action == "may_progress"
    assert_no_more(programme, after)
