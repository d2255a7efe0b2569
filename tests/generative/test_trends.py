"""The trend against other forms of itself, and on people whose true levels are known."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

from plumbline.care.monitoring.local_trend import Scale, Sizes, filtered, first_state, smoothed
from plumbline.care.monitoring.local_trends import smoothed_of_many
from plumbline.care.monitoring.trend import chance_improved, drawn, sizes_for, trend
from tests.generative.trend_people import BEGAN, Way, as_dates, draw
from tests.unit.care.people import knowledge

MODEL = knowledge().trend
PAIN, DISABILITY, ACTIVITIES = Scale(), Scale(0, 24), Scale(0, 10, 1 / 3)
SCALES = st.sampled_from([PAIN, DISABILITY, ACTIVITIES])
NINETY = 1.645


@st.composite
def told(draw: st.DrawFn, scale: Scale) -> list[float | None]:
    """Any scores of a scale, in any order, days without one among them."""
    most = round((scale.high - scale.low) / scale.step)
    score = st.integers(0, most).map(lambda n: min(scale.high, scale.low + n * scale.step))
    return draw(st.lists(st.none() | score, min_size=1, max_size=60))


def seen(scale: Scale, scores: list[float | None], *, ordinal: bool = True):
    sizes = sizes_for(MODEL, scale)
    return smoothed(sizes, *filtered(scale, sizes, scores, ordinal=ordinal))


@given(SCALES.flatmap(lambda s: st.tuples(st.just(s), st.lists(told(s), min_size=1, max_size=4))))
@settings(max_examples=60, deadline=None)
def test_many_people_at_once_are_as_one_by_one(
    case: tuple[Scale, list[list[float | None]]],
) -> None:
    scale, people = case
    length = max(map(len, people))
    padded = [[*scores, *[None] * (length - len(scores))] for scores in people]
    scores = np.array([[np.nan if each is None else each for each in one] for one in padded])
    many = smoothed_of_many(scale, sizes_for(MODEL, scale), scores)
    for person, one in enumerate(padded):
        for alone, together in zip(seen(scale, one), many, strict=True):
            np.testing.assert_allclose(together[person], alone, rtol=0, atol=1e-9)


@given(SCALES.flatmap(lambda s: st.tuples(st.just(s), told(s))))
@settings(max_examples=60, deadline=None)
def test_a_plain_filter_is_that_of_statsmodels(case: tuple[Scale, list[float | None]]) -> None:
    """Where scores are taken as level + noise, both are the same Kalman smoother."""
    scale, scores = case
    sizes = sizes_for(MODEL, scale)
    own = smoothed(sizes, *filtered(scale, sizes, scores, ordinal=False))
    other = _statsmodels(scale, sizes, scores)
    np.testing.assert_allclose(own.levels, other.smoothed_state[0], atol=1e-8)
    np.testing.assert_allclose(own.slopes, other.smoothed_state[1], atol=1e-8)
    np.testing.assert_allclose(own.variances, other.smoothed_state_cov[0, 0], atol=1e-8)


def _statsmodels(scale: Scale, sizes: Sizes, scores: list[float | None]):
    known = KalmanSmoother(k_endog=1, k_states=2)
    known.bind(np.array([[np.nan if each is None else each for each in scores]]))
    known["design"] = np.array([[1.0, 0.0]])
    known["transition"] = np.array([[1.0, 1.0], [0.0, sizes.damping]])
    known["selection"] = np.eye(2)
    known["state_cov"] = np.diag([sizes.level_drift, sizes.slope_drift])
    known["obs_cov"] = np.array([[sizes.noise]])
    level, slope, p, c, s = first_state(scale, sizes)
    known.initialize_known(np.array([level, slope]), np.array([[p, c], [c, s]]))
    return known.smooth()


@given(st.lists(st.none() | st.integers(0, 10).map(float), min_size=2, max_size=20))
@settings(max_examples=60, deadline=None)
def test_what_goes_with_the_last_day_is_what_a_wider_state_finds(
    scores: list[float | None],
) -> None:
    """The covariance of the first level with the last, against a joint Gaussian of all levels."""
    sizes = sizes_for(MODEL, PAIN)
    own = smoothed(sizes, *filtered(PAIN, sizes, scores, ordinal=False))
    step = np.array([[1.0, 1.0], [0.0, sizes.damping]])
    drift = np.diag([sizes.level_drift, sizes.slope_drift])
    days, covariance = len(scores), np.zeros((2 * len(scores), 2 * len(scores)))
    covariance[:2, :2] = np.diag([sizes.first_level, sizes.first_slope])
    for day in range(1, days):
        at, before = slice(2 * day, 2 * day + 2), slice(2 * day - 2, 2 * day)
        covariance[at, : 2 * day] = step @ covariance[before, : 2 * day]
        covariance[: 2 * day, at] = covariance[at, : 2 * day].T
        covariance[at, at] = step @ covariance[before, before] @ step.T + drift
    read = [2 * day for day, score in enumerate(scores) if score is not None]
    noisy = covariance[np.ix_(read, read)] + sizes.noise * np.eye(len(read))
    gain = np.linalg.solve(noisy, covariance[read]).T
    after = (covariance - gain @ covariance[read])[::2, ::2]
    np.testing.assert_allclose(own.variances, np.diag(after), atol=1e-8)
    np.testing.assert_allclose(own.with_last, after[:, -1], atol=1e-8)


@given(SCALES.flatmap(lambda s: st.tuples(st.just(s), told(s))))
@settings(max_examples=60, deadline=None)
def test_turned_scores_give_the_turned_trend(case: tuple[Scale, list[float | None]]) -> None:
    scale, scores = case
    turned = [None if each is None else scale.low + scale.high - each for each in scores]
    one, other = seen(scale, scores), seen(scale, turned)
    np.testing.assert_allclose(np.array(one.levels) + other.levels, scale.low + scale.high)
    np.testing.assert_allclose(one.variances, other.variances, atol=1e-9)
    np.testing.assert_allclose(one.slopes, -np.array(other.slopes), atol=1e-9)


@given(told(PAIN), st.data())
@settings(max_examples=60, deadline=None)
def test_a_score_less_is_less_known(scores: list[float | None], data: st.DataObject) -> None:
    """A plain filter: whatever the score, without it the level is less sure on each day."""
    given_ = [day for day, score in enumerate(scores) if score is not None]
    if not given_:
        return
    left_out = data.draw(st.sampled_from(given_))
    fewer = [None if day == left_out else score for day, score in enumerate(scores)]
    whole, less = (seen(PAIN, each, ordinal=False).variances for each in (scores, fewer))
    assert all(a < b + 1e-12 for a, b in zip(whole, less, strict=True))
    assert less[left_out] > whole[left_out] + 1e-6


@given(told(PAIN), st.integers(0, 9), st.integers(0, 59))
@settings(max_examples=60, deadline=None)
def test_a_worse_score_gives_no_better_level(
    scores: list[float | None], score: int, day: int
) -> None:
    """On its own day, after whatever was told before."""
    before, sizes = scores[:day], sizes_for(MODEL, PAIN)
    now, worse = (
        filtered(PAIN, sizes, [*before, float(new)])[0][-1][0] for new in (score, score + 1)
    )
    assert worse > now


def as_the_model_says(rng: np.random.Generator, people: int, days: int) -> tuple[np.ndarray, ...]:
    """Levels and scores (people x days) drawn from the very model, three in ten days missing."""
    sizes = sizes_for(MODEL, PAIN)
    level = 5 + sizes.first_level**0.5 * rng.normal(size=people)
    slope = sizes.first_slope**0.5 * rng.normal(size=people)
    levels = [level]
    for _ in range(days - 1):
        level = level + slope + sizes.level_drift**0.5 * rng.normal(size=people)
        slope = sizes.damping * slope + sizes.slope_drift**0.5 * rng.normal(size=people)
        levels.append(level)
    truth = np.stack(levels, axis=1)
    told = np.clip(np.rint(truth + sizes.noise**0.5 * rng.normal(size=truth.shape)), 0, 10)
    return truth, np.where(rng.random(truth.shape) < 0.3, np.nan, told)


@pytest.mark.parametrize("day", [0, 20, 41])
def test_intervals_hold_what_they_say_under_the_model(day: int) -> None:
    truth, scores = as_the_model_says(np.random.default_rng(3), 6000, 42)
    found = smoothed_of_many(PAIN, sizes_for(MODEL, PAIN), scores)
    off = np.abs(found.levels - truth)[:, day] / np.sqrt(found.variances[:, day])
    assert 0.888 < (off < NINETY).mean() < 0.912


def test_chances_of_improving_come_true_under_the_model() -> None:
    """Of all who are told p, about p have improved: in each fifth of p."""
    truth, scores = as_the_model_says(np.random.default_rng(4), 1500, 42)
    needed = np.maximum(2.0, 0.3 * truth[:, 0])
    better = truth[:, 0] - truth[:, -1] >= needed
    until = BEGAN + timedelta(days=41)
    said = np.array(
        [
            chance_improved(trend(MODEL, PAIN, as_dates(one), BEGAN, until), 2, 30, "lower")
            for one in scores
        ]
    )
    for low in np.arange(0, 1, 0.2):
        within = (said >= low) & (said < low + 0.2)
        p, count = said[within].mean(), within.sum()
        assert count > 40
        assert abs(better[within].mean() - p) < 3 * (p * (1 - p) / count) ** 0.5 + 0.01, low


@pytest.mark.parametrize("level", [1.0, 9.0])
def test_near_the_ends_the_level_is_not_drawn_to_the_middle(level: float) -> None:
    """A plain filter is drawn by about 0.2 points; scores as open-ended by under a third of it."""
    sizes, rng = sizes_for(MODEL, PAIN), np.random.default_rng(5)
    noise = sizes.noise**0.5 * rng.normal(size=(400, 90))
    scores = np.clip(np.rint(level + noise), 0, 10).tolist()
    plain, shipped = (
        np.mean([filtered(PAIN, sizes, one, ordinal=ordinal)[0][-1][0] for one in scores]) - level
        for ordinal in (False, True)
    )
    assert abs(plain) > 0.15
    assert abs(shipped) < abs(plain) / 3


def test_intervals_hold_where_days_are_alike() -> None:
    """Not as the model says: what the larger noise is for. With the scatter itself for noise too
    few intervals would hold."""
    truth, scores = draw(np.random.default_rng(6), 3000, Way(days=43, course="mixed"))
    shipped = sizes_for(MODEL, PAIN)
    held = []
    for noise in (shipped.noise, 1.2**2):
        sizes = Sizes(
            shipped.damping,
            shipped.level_drift,
            shipped.slope_drift,
            noise,
            shipped.first_level,
            shipped.first_slope,
        )
        found = smoothed_of_many(PAIN, sizes, scores)
        inside = np.abs(found.levels - truth) < NINETY * np.sqrt(found.variances)
        held.append(inside[:, -1].mean())
    assert held[0] > 0.885
    assert held[1] < 0.87


@given(st.lists(st.integers(0, 10).map(float), min_size=3, max_size=40), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_the_band_stays_on_the_scale_and_opens_ahead(scores: list[float], ahead: int) -> None:
    told = {BEGAN + timedelta(days=n): score for n, score in enumerate(scores)}
    line = trend(MODEL, PAIN, told, BEGAN, max(told))
    points = drawn(line, 0.9, ahead)
    assert [point.foreseen for point in points].count(True) == ahead
    assert all(0 <= p.low <= p.level <= p.high <= 10 for p in points)
    assert [p.on for p in points] == [BEGAN + timedelta(days=n) for n in range(len(points))]
