"""Sudden worsening: what is seen, since when, and when it stays silent."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from plumbline.care.monitoring.local_trend import Scale
from plumbline.care.monitoring.trend import Better, sizes_for
from plumbline.care.monitoring.worsening import Seen, signals, worsening
from tests.generative.trend_people import BEGAN
from tests.unit.care.people import knowledge

MODEL, PAIN = knowledge().trend, Scale()
LEAST = int(MODEL.worsening.least_entries.value)
# Ordinary scatter around 3, the same for each test: 28 days.
USUAL = [3, 4, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 2, 4, 3, 3, 2, 3, 4, 3, 3, 2, 3, 4, 3, 3, 2, 3]


def seen(
    scores: Iterable[float | None],
    *,
    better: Better = "lower",
    answered: date | None = None,
    until: int | None = None,
) -> tuple[Seen, ...]:
    days = {BEGAN + timedelta(days=n): each for n, each in enumerate(scores) if each is not None}
    last = max(days) if until is None else BEGAN + timedelta(days=until)
    return worsening(MODEL, PAIN, better, days, last, answered)


def on(day: int) -> date:
    return BEGAN + timedelta(days=day)


def test_usual_days_are_calm() -> None:
    assert seen(USUAL * 4) == ()


def test_a_large_jump_is_seen_within_days() -> None:
    found = seen([*USUAL, *[8] * 7])
    assert {each.detector for each in found} == {"last_days", "lasting"}
    first = found[0]
    assert on(len(USUAL)) < first.on <= on(len(USUAL) + 6)
    assert first.since <= first.on


def test_what_lasts_is_seen_since_it_began() -> None:
    found = {each.detector: each for each in seen([*USUAL, *[5] * 28])}
    assert abs((found["lasting"].since - on(len(USUAL))).days) <= 1


def test_one_bad_day_is_none() -> None:
    assert seen([*USUAL, 8, *USUAL]) == ()


def test_getting_better_is_no_alarm() -> None:
    assert seen([*[9] * 28, *[2] * 28]) == ()


def test_a_fall_back_while_recovering_is_seen() -> None:
    """The mean of all days is higher than these; the days before are not."""
    falling = [round(8 * 0.95**day) for day in range(60)]
    assert seen(falling) == ()
    assert "lasting" in {each.detector for each in seen([*falling, *[2] * 28])}


def test_scores_of_which_higher_is_better_are_turned() -> None:
    scores = [*USUAL, *[8] * 7]
    turned = [10 - score for score in scores]
    assert seen(turned, better="higher") == seen(scores)
    assert seen(scores, better="higher") == ()


def test_the_same_scores_the_other_way_round_are_calm() -> None:
    scores = [*USUAL, *[8] * 7]
    assert seen(scores) != ()
    assert seen(scores[::-1]) == ()


@pytest.mark.parametrize(("count", "signs"), [(1, 0), (LEAST - 1, 0), (LEAST, 1), (LEAST + 2, 3)])
def test_few_scores_say_nothing(count: int, signs: int) -> None:
    scores = [0.0, *[10.0] * (count - 1)]
    found = list(signals(MODEL.worsening, PAIN, sizes_for(MODEL, PAIN), scores))
    assert len(found) == signs
    assert seen(scores) == () or signs


def test_no_scores_say_nothing() -> None:
    assert worsening(MODEL, PAIN, "lower", {}, BEGAN) == ()


def test_what_comes_later_is_not_looked_at() -> None:
    scores = [*USUAL, *[9] * 14]
    assert seen(scores, until=len(USUAL) - 1) == ()
    assert seen(scores) != ()


def test_an_answered_alarm_is_not_raised_again() -> None:
    scores = [*USUAL, *[8] * 14, *[7, 8, 9, 8] * 7]
    first = seen(scores)[0]
    assert seen(scores, answered=first.on) == ()


def test_after_an_answer_a_new_rise_is_seen() -> None:
    scores = [*USUAL, *[5] * 30, *[9] * 14]
    first = seen(scores[:58])[0]
    again = seen(scores, answered=first.on)
    assert again
    assert all(each.on >= on(58) for each in again)


def test_an_alarm_stands_until_it_is_answered() -> None:
    """It was seen, though the days after are as usual again."""
    scores = [*USUAL, *[9] * 10]
    first = seen(scores)[0]
    assert first in seen([*scores, *USUAL])


def test_people_whose_scores_vary_much_need_more_to_stand_out() -> None:
    """The same rise of the mean, under much scatter and under little."""
    rise = [0.0] * 40 + [2.5] * 10
    calm, wild = (
        [3 + up + swing * (-1) ** day for day, up in enumerate(rise)] for swing in (0.5, 3.0)
    )
    of_calm, of_wild = (
        [*signals(MODEL.worsening, PAIN, sizes_for(MODEL, PAIN), scores)] for scores in (calm, wild)
    )
    assert max(s.lasting for s in of_calm) > 1.5 * max(s.lasting for s in of_wild)
    assert max(s.last_days for s in of_calm) > 1.5 * max(s.last_days for s in of_wild)


def test_a_slow_drift_becomes_usual() -> None:
    """Two points in a year are no sudden worsening."""
    drift = [score + day / 180 for day, score in enumerate(USUAL * 13)]
    assert drift[-1] - drift[0] > 1
    assert seen(drift) == ()
