"""The trend of many people at once: `local_trend` over arrays, the same to nine digits.

Inside, arrays are days x people, so that each day of everybody lies together in memory.
"""

from collections.abc import Iterator
from functools import cache
from math import erfc, exp, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from plumbline.care.monitoring.local_trend import Scale, Sizes, first_state

Array = NDArray[np.float64]
CHUNK = 5000
"""People at a time: what is worked on stays in the processor's cache."""
REACH = 38
GRID = 256
"""Points for each SD at which a normal is tabulated; in between four terms of its series give
twelve digits."""


class Smoothed(NamedTuple):
    """As `local_trend.Smoothed`, people x days."""

    levels: Array
    variances: Array
    slopes: Array
    with_last: Array


class _Day(NamedTuple):
    """What is known of everybody on a day, and what its scores did (none did nothing)."""

    level: Array
    slope: Array
    p: Array
    c: Array
    s: Array
    pull: Array
    narrows: Array
    left: Array
    passed: Array


def smoothed_of_many(scale: Scale, sizes: Sizes, scores: Array) -> Smoothed:
    """Levels and slopes of many people (people x days); NaN is a day without a score."""
    found = [np.empty(scores.shape[::-1]) for _ in Smoothed._fields]
    for begin in range(0, len(scores), CHUNK):
        part = slice(begin, begin + CHUNK)
        days = list(_filtered(scale, sizes, np.ascontiguousarray(scores[part].T)))
        for day, row in _smoothed(sizes, days):
            for whole, values in zip(found, row, strict=True):
                whole[day, part] = values
    return Smoothed(*(whole.T for whole in found))


def _filtered(scale: Scale, sizes: Sizes, scores: Array) -> Iterator[_Day]:
    fades = sizes.damping
    level, slope, p, c, s = (np.full(scores.shape[1], each) for each in first_state(scale, sizes))
    for day, score in enumerate(scores):
        if day:
            level, slope = level + slope, fades * slope
            p, c, s = (
                p + c + c + s + sizes.level_drift,
                fades * (c + s),
                fades * fades * s + sizes.slope_drift,
            )
        told = ~np.isnan(score)
        pull, narrows = _between(scale, level, p + sizes.noise, np.where(told, score, scale.low))
        pull, narrows = pull * told, narrows * told
        level, slope = level + p * pull, slope + c * pull
        left, passed = 1 - p * narrows, c * narrows
        p, c, s = p * left, c * left, s - c * passed
        yield _Day(level, slope, p, c, s, pull, narrows, left, passed)


def _smoothed(sizes: Sizes, days: list[_Day]) -> Iterator[tuple[int, tuple[Array, ...]]]:
    fades = sizes.damping
    nothing = np.zeros_like(days[-1].level)
    pull_level = pull_slope = pp = pc = cc = last_slope = nothing
    last_level = nothing + 1
    for at in range(len(days) - 1, -1, -1):
        level, slope, p, c, s, pull, narrows, left, passed = days[at]
        yield (
            at,
            (
                level + p * pull_level + c * pull_slope,
                p - p * (p * pp + 2 * c * pc) - c * c * cc,
                slope + c * pull_level + s * pull_slope,
                p * last_level + c * last_slope,
            ),
        )
        pull_level = left * pull_level - passed * pull_slope + pull
        pp, pc = (
            left * (left * pp - 2 * passed * pc) + passed * passed * cc + narrows,
            left * pc - passed * cc,
        )
        last_level = left * last_level - passed * last_slope
        pull_slope = pull_level + fades * pull_slope
        cc = pp + 2 * fades * pc + fades * fades * cc
        pc = pp + fades * pc
        last_slope = last_level + fades * last_slope


def _between(scale: Scale, level: Array, total: Array, score: Array) -> tuple[Array, Array]:
    spread, half = np.sqrt(total), scale.step / 2
    a = np.where(score - half > scale.low, (score - half - level) / spread, -REACH)
    b = np.where(score + half < scale.high, (score + half - level) / spread, REACH)
    turn = a > 0  # the tail that loses no digits
    ends = np.stack([np.where(turn, -b, a), np.where(turn, -a, b)])
    below, at = _normal(ends)
    mass: Array = below[1] - below[0]
    first: Array = (at[0] - at[1]) / mass
    second: Array = (ends[0] * at[0] - ends[1] * at[1]) / mass
    narrows = (first * first - second) / total
    pull: Array = np.where(turn, -first, first) / spread
    return pull, narrows


def _normal(z: Array) -> tuple[Array, Array]:
    """Share of a standard normal below z, and its density there: the series around the nearest
    point of a table, since numpy has no error function."""
    below, density = _table()
    at = np.rint(z * GRID)
    index = at.astype(np.intp) + REACH * GRID
    near = at / GRID
    d = z - near
    square = near * near
    series = d - d * d * (near / 2 - d * ((square - 1) / 6 - d * (near / 24 * (square - 3))))
    at_near: Array = np.take(density, index)
    share: Array = np.take(below, index)
    return share + at_near * series, at_near * np.exp(d * (d * -0.5 - near))


@cache
def _table() -> tuple[Array, Array]:
    z = [index / GRID for index in range(-REACH * GRID, REACH * GRID + 1)]
    below = [0.5 * erfc(-each * sqrt(0.5)) for each in z]
    return np.array(below), np.array([exp(-0.5 * each * each) / sqrt(2 * pi) for each in z])
