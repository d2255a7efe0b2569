"""Simulated people whose true levels are known, and what they would tell.

Not as the model says: scatter goes together from day to day, levels fall and then stay, some rise
at once. Scores are whole numbers from 0 to 10.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Array = NDArray[np.float64]
BEGAN = date(2026, 1, 5)


@dataclass(frozen=True)
class Way:
    """How simulated people fare: in points, days, and shares of one."""

    days: int = 150
    scatter: float = 1.2
    scatter_differs: float = 0.0
    """SD of the logarithm of scatter between people."""
    alike: float = 0.5
    """Autocorrelation of scatter from one day to the next."""
    wander: float = 0.05
    """SD of a day's step of the level."""
    missing: float = 0.3
    weekly: bool = False
    course: Literal["stable", "recovering", "mixed"] = "stable"
    jump: float = 0.0
    jump_on: int = 60

    def but(self, **changes: object) -> "Way":
        return replace(self, **changes)  # type: ignore[arg-type]


def draw(rng: Generator, people: int, way: Way) -> tuple[Array, Array]:
    """True levels and scores (people x days); NaN is a day without a score."""
    day = np.arange(way.days)
    levels = _courses(rng, people, way) + np.cumsum(
        rng.normal(0, way.wander, (people, way.days)), axis=1
    )
    levels = levels + way.jump * (day >= way.jump_on)
    scatter = way.scatter * np.exp(rng.normal(0, way.scatter_differs, (people, 1)))
    told = np.clip(np.rint(levels + scatter * _alike(rng, people, way)), 0, 10)
    left_out = rng.random((people, way.days)) < way.missing
    if way.weekly:
        left_out = np.broadcast_to(day % 7 != 0, left_out.shape)
    return levels, np.where(left_out, np.nan, told)


def as_days(scores: Array) -> list[float | None]:
    """One person's scores as a list, with None for days without."""
    return [None if value != value else value for value in scores.tolist()]


def as_dates(scores: Array) -> dict[date, float]:
    """One person's scores by date."""
    days = enumerate(as_days(scores))
    return {BEGAN + timedelta(days=n): value for n, value in days if value is not None}


def _courses(rng: Generator, people: int, way: Way) -> Array:
    day = np.arange(way.days)
    if way.course == "stable":
        return rng.uniform(2, 6, (people, 1)) + 0 * day
    if way.course == "recovering":
        return rng.uniform(5, 8, (people, 1)) * (0.3 + 0.7 * np.exp(-day / 30))
    start = np.clip(rng.normal(5.5, 1.4, (people, 1)), 3, 9)
    share = rng.uniform(-0.1, 1.0, (people, 1))
    time = np.exp(rng.normal(np.log(21), 0.6, (people, 1)))
    return start * (1 - share * (1 - np.exp(-day / time)))


def _alike(rng: Generator, people: int, way: Way) -> Array:
    """Scatter with SD 1 (people x days), the same share of which lasts from day to day."""
    fresh = rng.normal(0, 1, (people, way.days))
    found = fresh.copy()
    for day in range(1, way.days):
        found[:, day] = way.alike * found[:, day - 1] + (1 - way.alike**2) ** 0.5 * fresh[:, day]
    return found
