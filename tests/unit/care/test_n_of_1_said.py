"""What a trial of one person says: help, harm, no difference, or that it cannot tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from plumbline.care.decision import canonical, dump
from plumbline.care.n_of_1 import (
    Design,
    Entry,
    MayTry,
    TrialState,
    draw,
    follow,
    method_of,
    saying,
)
from tests.unit.care.people import TODAY, knowledge
from tests.unit.care.trials import TAPE, asked, at_end, heat_plan, lived, wobble


def test_a_clear_help_is_said_early() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 3 + wobble(i) if arm == "a" else 6 + wobble(i))
    state = at_end(design, entries)
    assert (state.verdict, state.stop) == ("a_better", "settled")
    assert state.blocks_done < design.blocks
    assert state.effect > 1.5
    assert state.low < state.effect < state.high
    assert state.a_better + state.b_better + state.no_difference == pytest.approx(1, abs=1e-5)


def test_worse_with_it_is_said_as_well() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 6 + wobble(i) if arm == "a" else 3 + wobble(i))
    assert at_end(design, entries).verdict == "b_better"


def test_no_difference_is_said_in_so_many_words() -> None:
    design = heat_plan()
    state = at_end(design, lived(design, lambda i, arm: 4 + (wobble(i) > 0)))
    assert (state.verdict, state.stop) == ("no_difference", "settled")
    assert state.low > -1
    assert state.high < 1


def test_on_a_scale_that_runs_the_other_way_more_is_better() -> None:
    design = heat_plan(outcome="sleep_last_night")
    days = {TODAY + timedelta(days=i) for i in range(design.days + 1)}
    entries = [
        Entry(day, 8 if design.arm_on(day - timedelta(days=1)) == "a" else 4, True)
        for day in sorted(days)
    ]
    state = follow(knowledge(), design, entries, design.last_day + timedelta(days=1))
    assert state.verdict == "a_better"
    assert state.effect > 0
    assert (state.mean_a, state.mean_b) == (8, 4)


def test_a_night_belongs_to_the_day_before() -> None:
    """The last score is told on the morning after the last day; until then a block is missing."""
    design = heat_plan(outcome="sleep_last_night")
    assert follow(knowledge(), design, [], design.last_day).blocks_done == design.blocks - 1
    after = follow(knowledge(), design, [], design.last_day + timedelta(days=1))
    assert after.blocks_done == design.blocks


@pytest.mark.parametrize("days", [0, 1, 7])
def test_nothing_is_said_before_two_whole_blocks(days: int) -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 0 if arm == "a" else 10)
    state = follow(knowledge(), design, entries, TODAY + timedelta(days=days - 1))
    assert (state.verdict, state.stop) == ("too_early", None)


def test_days_after_the_last_whole_block_change_nothing() -> None:
    design = heat_plan()
    upto = TODAY + timedelta(days=4 * 4 - 1)
    entries = lived(design, lambda i, arm: 4 + wobble(3 * i))
    wild = [e if e.on <= upto else replace(e, score=10.0) for e in entries]
    for later in (0, 1, 3):
        day = upto + timedelta(days=later)
        assert follow(knowledge(), design, wild, day) == follow(knowledge(), design, entries, upto)


def test_an_ended_trial_stays_ended() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 2 if arm == "a" else 6)
    ended = follow(knowledge(), design, entries, TODAY + timedelta(days=11))
    assert ended.stop == "settled"
    assert at_end(design, entries) == ended


@pytest.mark.parametrize("kept", [False, None])
def test_days_not_kept_are_left_out(kept: bool | None) -> None:
    design = heat_plan()
    state = at_end(design, lived(design, lambda i, arm: 2 if arm == "a" else 6, kept))
    assert (state.counted_a, state.counted_b, state.not_kept) == (0, 0, design.days)
    assert (state.verdict, state.stop) == ("cannot_tell", "planned_end")


def test_leaving_out_bad_days_of_one_arm_makes_no_winner() -> None:
    """All days as planned do not lean that way, so nothing is called better."""
    design = heat_plan(blocks=14)
    entries = lived(design, lambda i, arm: (3, 6)[i % 2])
    chosen = [replace(e, kept=not (design.arm_on(e.on) == "a" and e.score == 6)) for e in entries]
    last = follow(knowledge(), design, chosen, design.last_day)
    assert last.a_better > 0.9, "what was kept looks like a success"
    assert last.verdict != "a_better"


def test_what_was_left_out_is_counted() -> None:
    design = replace(draw(TAPE, "pain_day_nrs", TODAY, 1), periods=("a", "b", "b", "a") * 2)
    entries = lived(design, lambda i, arm: None if i == 0 else 4 + wobble(i))
    state = at_end(
        design,
        [replace(e, kept=False) if e.on == TODAY + timedelta(days=1) else e for e in entries],
    )
    assert state.not_scored == 1
    assert state.not_kept == 1
    assert state.after_change == 4
    assert state.counted_a + state.counted_b == 16 - 6


def test_without_any_day_there_is_only_what_was_believed_before() -> None:
    state = follow(knowledge(), heat_plan(), [], TODAY - timedelta(days=1))
    assert state.effect == pytest.approx(0)
    assert state.a_better == pytest.approx(state.b_better)
    assert (state.mean_a, state.mean_b) == (None, None)


def test_a_hopeless_trial_is_given_up_and_says_that_it_cannot_tell() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: (0, 9, 4, 10, 1, 8, 2)[i % 7])
    state = at_end(design, entries)
    assert (state.verdict, state.stop) == ("cannot_tell", "hopeless")
    assert 2 <= state.blocks_done < design.blocks


def test_each_ending_has_its_own_words() -> None:
    method = method_of(knowledge(), TAPE)
    design = heat_plan()
    scores: dict[str, Callable[[int, str], float]] = {
        "better": lambda i, arm: 6 if arm == "a" else 2,
        "no_difference": lambda i, arm: 4 + (wobble(i) > 0),
        "hopeless": lambda i, arm: (0, 9, 4, 10, 1, 8, 2)[i % 7],
    }
    for name, score in scores.items():
        told = saying(method, at_end(design, lived(design, score)))
        assert told == getattr(method.sayings, name)
    silent = at_end(design, lived(design, lambda i, arm: None))
    assert saying(method, silent) == method.sayings.cannot_tell
    soon = follow(knowledge(), design, [], TODAY)
    assert saying(method, soon) == method.sayings.too_early


def test_what_is_kept_can_be_read_again() -> None:
    design = heat_plan()
    state = at_end(design, lived(design, lambda i, arm: 4 + wobble(i)))
    assert TypeAdapter(Design).validate_json(canonical(dump(design))) == design
    assert TypeAdapter(TrialState).validate_json(canonical(dump(state))) == state
    found = asked("heat", multiple_sclerosis=True)
    assert TypeAdapter(MayTry).validate_json(canonical(dump(found))) == found
