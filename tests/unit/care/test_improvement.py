"""Better, not better, or not to be told: the reviews, and the score they look at."""

from datetime import date, timedelta

import pytest

from plumbline.care.monitoring.improvement import Improvement, improvement
from plumbline.care.monitoring.outcome import Outcome, outcome, score
from plumbline.care.monitoring.trend import trend
from plumbline.care.patterns import Band, PatternState
from plumbline.logic.schema import Value
from tests.generative.trend_people import BEGAN
from tests.unit.care.people import knowledge

MODEL = knowledge().trend
PAIN = outcome(knowledge(), (), {})
FUNCTION = outcome(knowledge(), (), {"pain_usual_nrs": 2, "psfs_1": 3.0})
Scores = list[float | None]


def review(
    scores: Scores, chosen: Outcome = PAIN, began: date = BEGAN, goal: float | None = None
) -> Improvement:
    told = {BEGAN + timedelta(days=n): each for n, each in enumerate(scores) if each is not None}
    until = BEGAN + timedelta(days=len(scores) - 1)
    return improvement(MODEL, trend(MODEL, chosen.scale, told, BEGAN, until), chosen, began, goal)


def falling(days: int, first: float = 7, last: float = 2) -> Scores:
    return [round(first + (last - first) * min(1, n / 20)) for n in range(days)]


@pytest.mark.parametrize(
    ("days", "week"), [(14, None), (15, 2), (42, 2), (43, 6), (84, 6), (85, 12), (200, 12)]
)
def test_each_review_begins_with_its_week(days: int, week: int | None) -> None:
    found = review(falling(days))
    assert found.week == week
    assert (found.says == "not_yet") is (week is None)


def test_clearly_better_carries_on() -> None:
    found = review(falling(43))
    assert found.says == "improving"
    assert found.chance is not None
    assert found.chance > 0.95


@pytest.mark.parametrize("last", [7, 8, 10])
def test_the_same_or_worse_is_not_improving(last: int) -> None:
    assert review(falling(43, last=last)).says == "not_improving"


def test_in_between_cannot_be_told() -> None:
    assert review(falling(43, first=6, last=4)).says == "cannot_tell"


def test_the_other_end_is_better_for_what_one_can_do() -> None:
    assert review(falling(43, first=3, last=8), FUNCTION).says == "improving"
    assert review(falling(43, first=8, last=3), FUNCTION).says == "not_improving"


def test_no_scores_accuse_nobody() -> None:
    assert review([None] * 43).says == "cannot_tell"
    assert review([7.0, *[None] * 41, 7.0]).says == "cannot_tell"


def test_old_scores_cannot_tell() -> None:
    stopped: Scores = [*falling(20), *[None] * 23]
    assert review(stopped).says == "cannot_tell"
    assert review([*stopped, 2.0]).says == "improving"


def test_days_before_the_plan_are_not_counted() -> None:
    """Pain fell before the plan began, and has not moved since."""
    began = BEGAN + timedelta(days=30)
    assert review(falling(73), began=began).says == "cannot_tell"
    assert review(falling(73, first=9, last=5), began=began).says == "not_improving"


def test_little_pain_has_no_room_to_fall() -> None:
    found = review([1.0] * 43)
    assert found.no_room
    assert found.says == "cannot_tell"


def test_little_pain_that_grew_has_room() -> None:
    found = review(falling(43, first=1, last=6))
    assert not found.no_room
    assert found.says == "not_improving"


def test_a_goal_held_for_two_weeks_counts_as_better() -> None:
    scores: Scores = [4.0] * 20 + [3.0] * 23
    assert review(scores).says != "improving"
    held = review(scores, goal=4)
    assert held.goal_held
    assert held.says == "improving"


@pytest.mark.parametrize("good", [3, 8])
def test_a_few_good_days_hold_no_goal(good: int) -> None:
    assert not review([7.0] * (43 - good) + [1.0] * good, goal=3).goal_held


def test_a_goal_nobody_told_of_lately_is_not_held() -> None:
    told = [1.0] * 50
    assert review([*told], goal=3).goal_held
    assert not review([*told, *[None] * 7], goal=3).goal_held


def test_a_goal_of_what_one_can_do_lies_above() -> None:
    assert review([8.0] * 43, FUNCTION, goal=7).goal_held
    assert not review([4.0] * 43, FUNCTION, goal=7).goal_held


# ---- which score --------------------------------------------------------------------------------


def fits(band: Band) -> tuple[PatternState, ...]:
    return (PatternState("radicular", band, 0, "", (), None, ()),)


def test_leg_pain_where_it_likely_comes_from_a_nerve() -> None:
    assert outcome(knowledge(), fits("likely"), {}).findings == ("leg_pain_day_nrs",)
    assert outcome(knowledge(), fits("possible"), {}).findings == ("pain_day_nrs",)


@pytest.mark.parametrize(
    ("first", "instrument"),
    [
        ({"pain_usual_before_nrs": 3, "pain_usual_nrs": 6, "psfs_1": 4.0}, "psfs"),
        ({"pain_usual_nrs": 3, "psfs_2": 4.0}, "psfs"),
        ({"pain_usual_nrs": 4, "psfs_1": 4.0}, "nrs"),
        ({"pain_usual_nrs": 3}, "nrs"),
        ({"psfs_1": 4.0}, "nrs"),
        ({"pain_usual_nrs": None, "psfs_1": 4.0}, "nrs"),
    ],
)
def test_what_one_can_do_where_there_is_little_pain(
    first: dict[str, Value], instrument: str
) -> None:
    assert outcome(knowledge(), (), first).instrument == instrument


def test_sizes_come_from_the_instruments() -> None:
    nrs, psfs = (knowledge().instruments[name].change for name in ("nrs", "psfs"))
    assert nrs is not None
    assert psfs is not None
    assert (PAIN.points, PAIN.percent, PAIN.better) == (nrs.points, nrs.percent, "lower")
    assert (FUNCTION.points, FUNCTION.percent, FUNCTION.better) == (psfs.points, 0, "higher")


def test_a_mean_of_three_comes_in_thirds() -> None:
    first: dict[str, Value] = {"pain_usual_nrs": 1, "psfs_1": 3, "psfs_2": 4, "psfs_3": 6}
    chosen = outcome(knowledge(), (), first)
    assert chosen.scale.step == pytest.approx(1 / 3)
    assert score(chosen, first) == pytest.approx(13 / 3)
    assert score(chosen, {**first, "psfs_2": None}) is None
    assert score(chosen, {}) is None
    assert score(PAIN, {"pain_day_nrs": 0}) == 0


@pytest.mark.hazard("danger_undercalled")
def test_a_score_that_climbed_is_said_to_be_worse_and_a_level_one_is_not() -> None:
    assert review(falling(43, first=4, last=8)).worse
    assert not review(falling(43, first=4, last=4)).worse
    assert not review(falling(43, first=6, last=3)).worse
    assert review(falling(43, first=7, last=3), FUNCTION).worse, "less is worse there"
