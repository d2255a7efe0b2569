"""How a score goes over the days: its level with an interval, its slope, and what is likely of it.

It takes it that days without a score have nothing to do with the score.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist
from typing import Literal

from plumbline.care.monitoring.local_trend import (
    Scale,
    Sizes,
    State,
    ahead,
    filtered,
    smoothed,
)
from plumbline.errors import BadInput, NotReady
from plumbline.knowledge.schema import TrendModel

Better = Literal["lower", "higher"]
USUAL_RANGE = 10.0
"""The sizes stand in points of a scale this long."""
_STANDARD = NormalDist()
_STEPS = [index / 8 for index in range(-48, 49)]
"""Where a first level is looked at, in standard deviations: enough for six digits."""
_WEIGHTS = [_STANDARD.pdf(step) / 8 for step in _STEPS]


@dataclass(frozen=True, slots=True)
class Trend:
    """The line under one person's scores, each day from `began` on seen with all of them.

    Levels may lie a little beyond the scale: "0" may be a calm 0 or only just one.
    """

    scale: Scale
    sizes: Sizes
    began: date
    levels: tuple[float, ...]
    variances: tuple[float, ...]
    slopes: tuple[float, ...]
    """Points a day."""
    with_last: tuple[float, ...]
    """Covariance of each day's level with that of the last day."""
    last: State
    told: tuple[date, ...]
    """The days with a score."""

    @property
    def until(self) -> date:
        return self.began + timedelta(days=len(self.levels) - 1)


@dataclass(frozen=True, slots=True)
class Point:
    """A day as it is drawn: within the scale, with its interval."""

    on: date
    level: float
    low: float
    high: float
    foreseen: bool


def sizes_for(model: TrendModel, scale: Scale) -> Sizes:
    """The shipped sizes, as variances in points of this scale."""
    stretch = (scale.high - scale.low) / USUAL_RANGE
    known = model.sizes

    def variance(sd: float) -> float:
        return (sd * stretch) ** 2

    return Sizes(
        damping=known.damping.value,
        level_drift=variance(known.level_drift.value),
        slope_drift=variance(known.slope_drift.value),
        noise=variance(known.noise.value),
        first_level=variance(known.first_level.value),
        first_slope=variance(known.first_slope.value),
    )


def by_day(
    scale: Scale, scores: Mapping[date, float], began: date, until: date
) -> list[float | None]:
    """The score of each day, both ends included; None on days without. Raises BadInput where one
    lies beyond the scale, and NotReady where there is no day."""
    if until < began:
        raise NotReady("a trend needs at least one day")
    days = [scores.get(began + timedelta(days=n)) for n in range((until - began).days + 1)]
    for score in days:
        if score is not None and not scale.low <= score <= scale.high:
            raise BadInput(
                "score", f"{score} lies beyond the scale", allowed=f"{scale.low} to {scale.high}"
            )
    return days


def trend(
    model: TrendModel, scale: Scale, scores: Mapping[date, float], began: date, until: date
) -> Trend:
    """The line under the scores told from `began` to `until`. Raises as `by_day` does."""
    days = by_day(scale, scores, began, until)
    sizes = sizes_for(model, scale)
    states, readings = filtered(scale, sizes, days)
    seen = smoothed(sizes, states, readings)
    told = tuple(began + timedelta(days=n) for n, score in enumerate(days) if score is not None)
    line = (tuple(values) for values in seen)
    return Trend(scale, sizes, began, *line, last=states[-1], told=told)


def slope(line: Trend, interval: float) -> tuple[float, float, float]:
    """How the level goes now, in points a day, with its interval."""
    reach = _reach(interval) * math.sqrt(line.last[4])
    return line.slopes[-1], line.slopes[-1] - reach, line.slopes[-1] + reach


def drawn(line: Trend, interval: float, days_ahead: int = 0) -> tuple[Point, ...]:
    """Each day's level with its interval, and so many days beyond the last."""
    past = list(zip(line.levels, line.variances, strict=True))
    state, future = line.last, list[tuple[float, float]]()
    for _ in range(days_ahead):
        state = ahead(line.sizes, state)
        future.append((state[0], state[2]))
    reach = _reach(interval)

    def within(value: float) -> float:
        return min(line.scale.high, max(line.scale.low, value))

    return tuple(
        Point(
            on=line.began + timedelta(days=number),
            level=within(level),
            low=within(level - reach * math.sqrt(variance)),
            high=within(level + reach * math.sqrt(variance)),
            foreseen=number >= len(past),
        )
        for number, (level, variance) in enumerate(past + future)
    )


def chance_of_goal(line: Trend, goal: float, better: Better, days_ahead: int = 0) -> float:
    """How likely the level reads as the goal or better, on the last day or so many days later."""
    state = line.last
    for _ in range(days_ahead):
        state = ahead(line.sizes, state)
    return at_goal(line.scale, state[0], state[2], goal, better)


def at_goal(scale: Scale, level: float, variance: float, goal: float, better: Better) -> float:
    """How likely a level of this mean and variance reads as the goal or better: it may lie up to
    half a step beyond, as a score told as the goal does."""
    half = scale.step / 2
    beyond = goal + half - level if better == "lower" else level - goal + half
    return _STANDARD.cdf(beyond / math.sqrt(variance))


def chance_improved(
    line: Trend, points: float, percent: float, better: Better, since: int = 0
) -> float:
    """How likely the level of the last day is better than that of day `since` by `points`, and by
    `percent` of what lay between that level and the best end of the scale."""
    sign, best = (1.0, line.scale.low) if better == "lower" else (-1.0, -line.scale.high)
    first, before = sign * line.levels[since] - best, line.variances[since]
    now, after = sign * line.levels[-1] - best, line.variances[-1]
    follows = line.with_last[since] / before
    spread = math.sqrt(max(after - follows * line.with_last[since], 1e-12))
    sd, total = math.sqrt(before), 0.0
    for step, weight in zip(_STEPS, _WEIGHTS, strict=True):
        was = first + step * sd
        needed = max(points, was * percent / 100)
        total += weight * _below((was - needed - now - follows * step * sd) / spread)
    return total


def _below(z: float) -> float:
    return 0.5 * math.erfc(-z * math.sqrt(0.5))


def _reach(interval: float) -> float:
    """Standard deviations on either side that hold this share of a normal."""
    return _STANDARD.inv_cdf((1 + interval) / 2)
