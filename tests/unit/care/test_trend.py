"""The trend of one person: days, ends, chances, errors."""

import math
from datetime import timedelta

import pytest

from plumbline.care.monitoring.local_trend import Scale, first_state
from plumbline.care.monitoring.trend import (
    by_day,
    chance_improved,
    chance_of_goal,
    drawn,
    sizes_for,
    slope,
    trend,
)
from plumbline.errors import BadInput, NotReady
from tests.generative.trend_people import BEGAN
from tests.unit.care.people import knowledge

MODEL, PAIN = knowledge().trend, Scale()


def line(*scores: float | None, scale: Scale = PAIN):
    told = {BEGAN + timedelta(days=n): each for n, each in enumerate(scores) if each is not None}
    return trend(MODEL, scale, told, BEGAN, BEGAN + timedelta(days=len(scores) - 1))


def test_before_any_score_nothing_is_known_but_the_scale() -> None:
    only = line(None)
    assert only.levels == (5.0,)
    assert only.slopes == (0.0,)
    assert only.variances[0] == MODEL.sizes.first_level.value**2
    assert only.told == ()


def test_one_score_draws_the_level_near_it() -> None:
    assert 5 < line(8.0).levels[0] < 8
    assert 2 < line(2.0).levels[0] < 5


def test_the_lowest_score_is_open_ended() -> None:
    """Many zeros may hide a level well under a half; many ones may not."""
    zeros, ones = line(*[0.0] * 30), line(*[1.0] * 30)
    assert zeros.levels[-1] < 0
    assert ones.levels[-1] == pytest.approx(1, abs=0.1)
    assert zeros.variances[-1] > ones.variances[-1]


def test_a_missing_day_is_less_sure_than_its_neighbours() -> None:
    days = line(*[5.0] * 30, *[None] * 9, *[5.0] * 30)
    assert max(days.variances[10:-10]) == max(days.variances[33:37])
    assert days.variances[34] > 1.2 * days.variances[20]


def test_the_order_of_time_matters() -> None:
    up, down = line(2.0, 3.0, 4.0, 5.0, 6.0), line(6.0, 5.0, 4.0, 3.0, 2.0)
    assert up.levels[-1] > 4 > down.levels[-1]
    assert slope(up, 0.9)[0] > 0 > slope(down, 0.9)[0]
    low, middle, high = slope(up, 0.9)[1], *slope(up, 0.9)[::2]
    assert low < middle < high


def test_a_point_of_another_scale_is_as_large_as_the_scale() -> None:
    """Disability of 24 moves as pain of 10 does, 2.4 times as far."""
    wide = Scale(0, 24, 2.4)
    pain = line(5.0, 4.0, None, 3.0, 3.0)
    wider = line(12.0, 9.6, None, 7.2, 7.2, scale=wide)
    assert wider.levels == pytest.approx([2.4 * level for level in pain.levels])
    assert wider.variances == pytest.approx([2.4**2 * each for each in pain.variances])


def test_finer_steps_tell_more() -> None:
    fine, coarse = (line(*[4.0] * 8, scale=Scale(0, 10, step)) for step in (1 / 3, 2.0))
    assert fine.variances[-1] < coarse.variances[-1]


@pytest.mark.parametrize("score", [-1.0, 11.0, math.inf])
def test_a_score_beyond_the_scale_is_refused(score: float) -> None:
    with pytest.raises(BadInput, match="beyond the scale"):
        line(score)


def test_no_day_is_no_trend() -> None:
    with pytest.raises(NotReady):
        by_day(PAIN, {}, BEGAN, BEGAN - timedelta(days=1))


def test_scores_after_the_day_are_not_looked_at() -> None:
    told = {BEGAN: 4.0, BEGAN + timedelta(days=3): 9.0}
    assert trend(MODEL, PAIN, told, BEGAN, BEGAN + timedelta(days=2)).told == (BEGAN,)


def test_the_goal_is_reached_when_the_level_reads_as_it() -> None:
    """A calm zero counts as zero, though the level is a little above."""
    calm = line(*[0.0] * 30)
    assert chance_of_goal(calm, 0, "lower") > 0.8
    assert chance_of_goal(calm, 0, "lower") < chance_of_goal(calm, 1, "lower")
    assert chance_of_goal(calm, 10, "higher") < 0.01
    assert chance_of_goal(calm, 0, "lower", days_ahead=30) < chance_of_goal(calm, 0, "lower")


def test_improvement_needs_both_points_and_percent() -> None:
    """From 9 to 6.5 are more than 2 points, but less than 30 percent."""
    few = line(*[9.0] * 20, *[6.5] * 40, scale=Scale(0, 10, 0.5))
    points, percent = (chance_improved(few, *size, "lower") for size in ((2, 0), (0, 30)))
    both = chance_improved(few, 2, 30, "lower")
    assert points > percent
    assert both <= min(points, percent) + 1e-6


def test_improvement_since_a_later_day() -> None:
    late = line(*[5.0] * 40, *[9.0] * 40, *[5.0] * 40)
    assert chance_improved(late, 2, 30, "lower", since=60) > 0.8
    assert chance_improved(late, 2, 30, "lower") < 0.1


def test_nothing_has_improved_since_today() -> None:
    today = line(*[5.0] * 20)
    assert chance_improved(today, 2, 30, "lower", since=19) < 1e-6
    assert chance_improved(today, 0, 0, "lower", since=19) == pytest.approx(0.5, abs=1e-3)


def test_turned_scores_improve_alike_upwards() -> None:
    down = line(8.0, 8.0, None, 7.0, 5.0, 4.0, 3.0, 3.0)
    up = line(2.0, 2.0, None, 3.0, 5.0, 6.0, 7.0, 7.0)
    assert chance_improved(down, 2, 30, "lower") == pytest.approx(
        chance_improved(up, 2, 30, "higher")
    )
    assert chance_of_goal(down, 3, "lower") == pytest.approx(chance_of_goal(up, 7, "higher"))


def test_the_band_is_wider_where_more_is_to_be_held() -> None:
    half, most = (drawn(line(*[5.0] * 9), share)[-1] for share in (0.5, 0.95))
    assert most.low < half.low < half.level < half.high < most.high


def test_the_first_state_is_the_middle_of_any_scale() -> None:
    scale = Scale(4, 20)
    assert first_state(scale, sizes_for(MODEL, scale))[:2] == (12, 0)
