"""Load never rises after worse pain, nor without a yes: on random programmes and check-ins."""

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.monitoring.check_in import Action, Review, review
from plumbline.care.programme import (
    Day,
    Planned,
    Programme,
    adapt,
    next_step,
    resume,
    step_back,
    suspend,
)
from plumbline.care.record import Facts, facts
from plumbline.care.standing import check_in
from plumbline.knowledge.schema import Basis
from plumbline.logic import Value
from tests.unit.care.people import (
    TODAY,
    calm_record,
    knowledge,
    rulebook,
)

SEEDS = st.integers(0, 2**32 - 1)
ACTIONS: tuple[Action, ...] = ("stop_and_check", "step_back", "hold", "quota", "may_progress")
"""From the most careful to the one that may add."""


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
    for was, now in zip(before.days, after.days, strict=True):
        if grown or now != was:
            exercises = sum(planned.minutes for planned in after.exercises_on(now.on))
            assert exercises + now.walk_minutes <= after.minutes_a_day


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
    "pain_day_nrs": (0, 2, 3, 4, 5, 6, 7, 10, None),
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
        now, before = values["pain_day_nrs"], values["pain_usual_before_nrs"]
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
        2: CHECK_IN["pain_day_nrs"][:-1],
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
    good: dict[str, Value] = {"session_felt": "easy", "next_morning": "better", "pain_day_nrs": 2}
    record = calm_record(**good, **unsafe)
    if rng.random() < 0.3:
        record = calm_record(**good).forget(["saddle_numbness"])
    answered, after = check_in(rulebook(), record, programme, TODAY, yes=yes)
    assert answered.action == "may_progress"
    assert_no_more(programme, after)
