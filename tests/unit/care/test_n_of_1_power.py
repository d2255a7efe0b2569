"""How likely a trial of one person is to give an answer, told before it begins."""

from datetime import date, timedelta

import pytest

from plumbline.care.n_of_1 import (
    long_enough,
    power,
)
from tests.unit.care.people import TODAY, knowledge
from tests.unit.care.trials import HEAT, TAPE


def daily(*scores: float) -> dict[date, float]:
    return {TODAY - timedelta(days=ago): score for ago, score in enumerate(scores, 1)}


CALM_DAYS = daily(*(4 + (i % 5 == 0) for i in range(28)))
WILD_DAYS = daily(*((1, 8, 3, 9, 5, 2, 7)[i % 7] for i in range(28)))


def test_calm_days_show_more_than_wild_ones() -> None:
    calm = power(knowledge(), HEAT, "pain_day_nrs", CALM_DAYS, TODAY, 1)
    wild = power(knowledge(), HEAT, "pain_day_nrs", WILD_DAYS, TODAY, 1)
    assert calm.scatter < 0.8 < 2 < wild.scatter
    assert calm.finds > 0.6
    assert wild.finds < 0.25
    assert (calm.low, wild.low) == (False, True)
    assert calm.says_none > 0.6
    assert calm.rests_on_days == 28


def test_where_few_days_are_known_what_is_usual_fills_in() -> None:
    nothing = power(knowledge(), HEAT, "pain_day_nrs", {}, TODAY, 1)
    one = power(knowledge(), HEAT, "pain_day_nrs", daily(5), TODAY, 1)
    assert nothing.rests_on_days == 0
    assert nothing.scatter == pytest.approx(1.3, abs=0.3)
    assert one.scatter == pytest.approx(nothing.scatter, abs=0.1)


def test_the_chance_is_the_same_each_time() -> None:
    first = power(knowledge(), HEAT, "pain_day_nrs", WILD_DAYS, TODAY, 3)
    assert power(knowledge(), HEAT, "pain_day_nrs", WILD_DAYS, TODAY, 3) == first


def test_old_and_later_scores_do_not_count() -> None:
    far = {TODAY - timedelta(days=300): 9.0, TODAY: 9.0, TODAY + timedelta(days=2): 1.0}
    assert power(knowledge(), HEAT, "pain_day_nrs", far, TODAY, 1).rests_on_days == 0


def test_seldom_told_days_make_it_harder() -> None:
    seldom = dict(list(CALM_DAYS.items())[::3])
    often = power(knowledge(), HEAT, "pain_day_nrs", CALM_DAYS, TODAY, 1)
    assert power(knowledge(), HEAT, "pain_day_nrs", seldom, TODAY, 1).finds < often.finds


def test_a_longer_trial_is_proposed_where_it_is_enough() -> None:
    some = daily(*(4 + (1, -1, 0, 1, -1, 0, 1, -1)[i % 8] for i in range(28)))
    assert power(knowledge(), TAPE, "pain_day_nrs", some, TODAY, 1).low
    longer = long_enough(knowledge(), TAPE, "pain_day_nrs", some, TODAY, 1)
    assert longer is not None
    assert not longer.low
    assert TAPE.blocks < longer.blocks <= TAPE.most_blocks
    shorter = power(knowledge(), TAPE, "pain_day_nrs", some, TODAY, 1, longer.blocks - 1)
    assert shorter.low
    assert long_enough(knowledge(), TAPE, "pain_day_nrs", WILD_DAYS, TODAY, 1) is None
