"""How much better one arm is: a small Bayesian model of a person's days, exact on a small grid.

    score = level + slope x time + effect x arm + noise,   noise AR(1)

The level is unknown altogether, the slope takes natural recovery away, and slope and effect have
weak priors. For each pair of scatter and autocorrelation of the noise all else is Gaussian and
has a closed form; the pairs are weighed by how well they explain the days. Days that are not
counted are gaps that the noise runs on through. Everything is done for many trials at once
(P trials x T days), so that what is simulated is what is used.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.knowledge.schema.trials import Method

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
SCATTERS = np.linspace(-2.4, 2.4, 7)
"""Points of the grid, in SD of the logarithm of the scatter."""
CORRELATIONS = np.linspace(0.0, 0.75, 6)
MONTH = 28.0
"""Days over which the slope is counted."""
_TABLE_AT = np.linspace(-8.0, 8.0, 8001)
_TABLE = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in _TABLE_AT])


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held possible before anything was seen. SD in points."""

    effect: float
    trend: float
    scatters: Array
    scatter_weights: Array
    correlation_weights: Array


@dataclass(frozen=True, slots=True)
class Series:
    """Scores (P x T; more is better), the arm of each day (+0.5 for a, -0.5 for b), and which
    days count."""

    score: Array
    arm: Array
    counted: Mask

    def first(self, days: int) -> "Series":
        return Series(self.score[:, :days], self.arm[:, :days], self.counted[:, :days])

    def only(self, rows: Mask) -> "Series":
        return Series(self.score[rows], self.arm[rows], self.counted[rows])


@dataclass(frozen=True, slots=True)
class Posterior:
    """Mean and variance of the effect (a over b) for each correlation and scatter, and their
    weights: F x S x P."""

    mean: Array
    variance: Array
    weight: Array

    def moments(self) -> tuple[Array, Array]:
        """Mean and SD of the effect (P)."""
        mean = (self.weight * self.mean).sum((0, 1))
        second = (self.weight * (self.variance + (self.mean - mean) ** 2)).sum((0, 1))
        return mean, np.sqrt(second)


def prior_of(method: Method) -> Prior:
    """The prior that a method's sizes describe."""
    at = (CORRELATIONS - method.autocorrelation.value) / method.autocorrelation_spread.value
    return Prior(
        effect=method.effect_spread.value,
        trend=method.trend_spread.value,
        scatters=method.scatter.value * np.exp(method.scatter_spread.value * SCATTERS),
        scatter_weights=_shares(np.exp(-0.5 * SCATTERS**2)),
        correlation_weights=_shares(np.exp(-0.5 * at**2)),
    )


def believe(prior: Prior, series: Series) -> Posterior:
    """What is believed of the effect after the days that count."""
    around, log_size, days = _around_the_level(series)
    scatter = prior.scatters[:, None, None] ** 2  # (F, S, P) from here on
    time = around[:, None, :, 0, 0] / scatter[None, :, :, 0] + 1 / prior.trend**2
    both = around[:, None, :, 0, 1] / scatter[None, :, :, 0]
    arm = around[:, None, :, 1, 1] / scatter[None, :, :, 0] + 1 / prior.effect**2
    by_time = around[:, None, :, 0, 2] / scatter[None, :, :, 0]
    by_arm = around[:, None, :, 1, 2] / scatter[None, :, :, 0]
    size = time * arm - both**2
    explained = (arm * by_time**2 - 2 * both * by_time * by_arm + time * by_arm**2) / size
    left = around[:, None, :, 2, 2] / scatter[None, :, :, 0]
    logs = (
        -0.5 * (left - explained)
        - 0.5 * np.log(size)
        - 0.5 * log_size[:, None, :]
        - np.maximum(days - 1, 0) * np.log(prior.scatters)[:, None]
        + np.log(prior.scatter_weights)[:, None]
        + np.log(prior.correlation_weights)[:, None, None]
    )
    weight = np.exp(logs - logs.max((0, 1)))
    return Posterior(
        mean=(time * by_arm - both * by_time) / size,
        variance=time / size,
        weight=weight / weight.sum((0, 1)),
    )


def chances(posterior: Posterior, matters: float) -> Array:
    """Chances that a is better by at least `matters`, that b is, and that neither is (3 x P)."""
    spread = np.sqrt(posterior.variance)
    a = (posterior.weight * below((posterior.mean - matters) / spread)).sum((0, 1))
    b = (posterior.weight * below((-matters - posterior.mean) / spread)).sum((0, 1))
    return np.stack([a, b, 1 - a - b])


def below(z: Array) -> Array:
    """The share of a standard normal below each `z` (from a table, right to six places)."""
    return np.interp(z, _TABLE_AT, _TABLE)


def _shares(weights: Array) -> Array:
    return weights / weights.sum()


def _around_the_level(series: Series) -> tuple[Array, Array, NDArray[np.intp]]:
    """Sums of squares and products of time, arm and score once the level is taken out
    (F x P x 3 x 3), the log size of what was divided by (F x P), and the counted days (P)."""
    whitened, log_innovation = _whitened(series)
    sums = np.swapaxes(whitened, -1, -2) @ whitened
    level = np.maximum(sums[..., 0, 0], 1e-12)  # no day at all: nothing is learned
    cross = sums[..., 1:, :1] * sums[..., :1, 1:] / level[..., None, None]
    log_size = log_innovation + np.log(level)
    return sums[..., 1:, 1:] - cross, log_size, series.counted.sum(1)


def _whitened(series: Series) -> tuple[Array, Array]:
    """One, time, arm and score of each counted day, less what the counted day before foretells,
    for each correlation (F x P x T x 4); and the log variance of what is new (F x P)."""
    people, days = len(series.score), int(series.score.shape[1])
    day = np.arange(days)
    at = np.where(series.counted, day, -1)
    last = np.maximum.accumulate(at, axis=1)
    before = np.concatenate([np.full((people, 1), -1), last[:, :-1]], axis=1)
    time = np.broadcast_to((day - days / 2) / MONTH, (people, days))
    score = np.where(series.counted, series.score, 0.0)
    rows = np.stack([np.ones((people, days)), time, series.arm, score], axis=-1)
    former = np.take_along_axis(rows, np.maximum(before, 0)[..., None], axis=1)
    gap = day - before
    carried = np.where(before < 0, 0.0, CORRELATIONS[:, None, None] ** gap)
    fresh = 1 - carried**2
    scale = series.counted / np.sqrt(fresh)
    whitened = (rows - carried[..., None] * former) * scale[..., None]
    return whitened, (np.log(fresh) * series.counted).sum(-1)
