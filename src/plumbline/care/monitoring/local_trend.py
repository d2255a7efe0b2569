"""A level and a slope under scores of single days: damped local linear trend, one person.

Each day the level moves by the slope, the slope fades, and both drift a little. A score k tells
that level + noise lay within half a step of k; the lowest and the highest score are open-ended.
The moments after a score are those of a truncated normal, exactly (assumed-density filtering). A
day without a score only widens what is known. Written out in plain numbers: it runs on each page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt
from typing import NamedTuple

FAR = 1e6
"""Stands for no bound: a normal has nothing out there, and 0 times it is still 0."""
_ROOT_HALF = sqrt(0.5)
_DENSITY = 1 / sqrt(2 * pi)


@dataclass(frozen=True, slots=True)
class Scale:
    """The scores there are: from `low` to `high`, `step` apart."""

    low: float = 0.0
    high: float = 10.0
    step: float = 1.0

    def bounds(self, score: float) -> tuple[float, float]:
        """Between what level + noise lies when this score is told."""
        half = self.step / 2
        return (
            score - half if score - half > self.low else -FAR,
            score + half if score + half < self.high else FAR,
        )


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the trend is made of; variances in points squared of the scale, by day."""

    damping: float
    """Share of the slope that is left a day later."""
    level_drift: float
    slope_drift: float
    noise: float
    first_level: float
    """Variance of the level before any score; its mean is the middle of the scale."""
    first_slope: float


State = tuple[float, float, float, float, float]
"""Level and slope (points, points a day), variance of the level, covariance, variance of the
slope. A bare tuple, because one is made for each day."""
Reading = tuple[float, float, float, float]
"""What a score did: pull and narrowing of level + noise, the share of the level's doubt that it
left, and how much of it went to the slope."""


class Smoothed(NamedTuple):
    """Each day with all scores, those before and those after it."""

    levels: list[float]
    variances: list[float]
    slopes: list[float]
    with_last: list[float]
    """Covariance of each day's level with that of the last day."""


def ahead(sizes: Sizes, state: State) -> State:
    """What is known of the next day."""
    level, slope, p, c, s = state
    fades = sizes.damping
    return (
        level + slope,
        fades * slope,
        p + c + c + s + sizes.level_drift,
        fades * (c + s),
        fades * fades * s + sizes.slope_drift,
    )


def first_state(scale: Scale, sizes: Sizes) -> State:
    """What is known before any score."""
    return (scale.low + scale.high) / 2, 0.0, sizes.first_level, 0.0, sizes.first_slope


def filtered(
    scale: Scale, sizes: Sizes, scores: Sequence[float | None], *, ordinal: bool = True
) -> tuple[list[State], list[Reading | None]]:
    """What is known on each day from the scores so far, and what its score did; None is a day
    without one.

    Not `ordinal`: the score is taken to be level + noise itself, a plain Kalman filter.
    """
    fades, level_drift, slope_drift = sizes.damping, sizes.level_drift, sizes.slope_drift
    bounds = {score: scale.bounds(score) for score in {*scores} if score is not None}
    level, slope, p, c, s = first_state(scale, sizes)
    states: list[State] = []
    readings: list[Reading | None] = []
    for score in scores:
        if states:
            level, slope = level + slope, fades * slope
            p, c, s = p + c + c + s + level_drift, fades * (c + s), fades * fades * s + slope_drift
        if score is None:
            readings.append(None)
        else:
            total = p + sizes.noise
            if ordinal:
                low, high = bounds[score]
                pull, narrows = _between(level, total, low, high)
            else:
                pull, narrows = (score - level) / total, 1 / total
            level, slope = level + p * pull, slope + c * pull
            left, passed = 1 - p * narrows, c * narrows
            p, c, s = p * left, c * left, s - c * passed
            readings.append((pull, narrows, left, passed))
        states.append((level, slope, p, c, s))
    return states, readings


def smoothed(sizes: Sizes, states: Sequence[State], readings: Sequence[Reading | None]) -> Smoothed:
    """Each day with all scores: what later scores say of a day is carried backwards (Bryson and
    Frazier's form, which divides by nothing)."""
    fades, twice, squared = sizes.damping, 2 * sizes.damping, sizes.damping**2
    found = Smoothed([], [], [], [])
    pull_level = pull_slope = pp = pc = cc = 0.0
    last_level, last_slope = 1.0, 0.0
    for (level, slope, p, c, s), reading in zip(reversed(states), reversed(readings), strict=True):
        found.levels.append(level + p * pull_level + c * pull_slope)
        found.slopes.append(slope + c * pull_level + s * pull_slope)
        found.variances.append(p - p * (p * pp + 2 * c * pc) - c * c * cc)
        found.with_last.append(p * last_level + c * last_slope)
        if reading is not None:
            pull, narrows, left, passed = reading
            pull_level = left * pull_level - passed * pull_slope + pull
            pp, pc = (
                left * (left * pp - 2 * passed * pc) + passed * passed * cc + narrows,
                left * pc - passed * cc,
            )
            last_level = left * last_level - passed * last_slope
        pull_slope = pull_level + fades * pull_slope
        cc = pp + twice * pc + squared * cc
        pc = pp + fades * pc
        last_slope = last_level + fades * last_slope
    for each in found:
        each.reverse()
    return found


def _between(level: float, total: float, low: float, high: float) -> tuple[float, float]:
    """How a score pulls the means and narrows the variances: `low` < level + noise < `high`."""
    spread = sqrt(total)
    a, b = (low - level) / spread, (high - level) / spread
    if a > 0:  # the tail that loses no digits
        a, b, spread = -b, -a, -spread
    mass = 0.5 * (erfc(-b * _ROOT_HALF) - erfc(-a * _ROOT_HALF))
    at_a, at_b = exp(-0.5 * a * a), exp(-0.5 * b * b)
    share = _DENSITY / mass
    first = (at_a - at_b) * share
    return first / spread, (first * first - (a * at_a - b * at_b) * share) / total
