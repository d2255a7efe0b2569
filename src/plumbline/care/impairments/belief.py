"""What is believed of every chain: a Gaussian, and how one reading changes it.

Exact where it can be (a sum of chains, placed exactly, or between two points: a probit has exact
moments). Where the weakest chain decides, the moments come from fixed quasi-random points
(assumed-density filtering), so the same readings always give the same answer.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
POINTS = 2048
_ROOT_TWO = math.sqrt(2)
_FAINTEST = 1e-300


@dataclass(frozen=True, slots=True)
class Belief:
    """Mean (n) and covariance (n x n) of every state, in SD units."""

    mean: Array
    covariance: Array


@dataclass(frozen=True, slots=True)
class Term:
    """One reading as the belief takes it: what it loads, and where it lies.

    `sum`: weights @ states. `weakest`: the least of the states in `weights`, on the scale on
    which everybody together has mean 0 and SD 1 (`centre`, `scale`). To either, the states in
    `shift` are added: how far the norm may be off.
    """

    combine: Literal["sum", "weakest"]
    weights: Mapping[int, float]
    shift: int
    low: float
    high: float
    noise: float
    centre: float = 0.0
    scale: float = 1.0


def update(belief: Belief, term: Term) -> Belief:
    """The belief after one reading."""
    if _is_sum(term):
        return _update_sum(belief, term)
    return _update_weakest(belief, term)


def moments_between(
    mean: float, variance: float, low: float, high: float, noise: float
) -> tuple[float, float]:
    """Mean and variance of s ~ N(mean, variance) when s + error lies between `low` and `high`."""
    if low == high:
        gain = variance / (variance + noise**2)
        return mean + gain * (low - mean), variance * (1 - gain)
    total = math.sqrt(variance + noise**2)
    a, b = (low - mean) / total, (high - mean) / total
    if a > 0:  # the tail that loses no digits
        flipped, narrowed = moments_between(-mean, variance, -high, -low, noise)
        return -flipped, narrowed
    mass = _below(b) - _below(a)
    if mass < _FAINTEST:
        return moments_between(mean, variance, high, high, noise)
    first = (_density(a) - _density(b)) / mass
    second = (_times(a, _density(a)) - _times(b, _density(b))) / mass
    slope = variance / total
    return mean + slope * first, variance + slope**2 * (second - first**2)


def loading(belief: Belief, terms: Sequence[Term]) -> tuple[Array, Array]:
    """Mean (m) and covariance (m x m) of what several terms load, before their error."""
    if all(_is_sum(term) for term in terms):
        directions = np.array([_direction(belief, term) for term in terms])
        return directions @ belief.mean, directions @ belief.covariance @ directions.T
    at = sorted({index for term in terms for index in (*term.weights, term.shift)})
    points = _points_of(belief, at)
    values = np.array(
        [_value(term, points[:, [at.index(i) for i in _states(term)]]) for term in terms]
    )
    return values.mean(axis=1), np.cov(values).reshape(len(terms), len(terms))


def weakest_scale(covariance: Array) -> tuple[float, float]:
    """Mean and SD of the least of several states (m x m) in everybody together."""
    least = (quasi_normal(len(covariance)) @ np.linalg.cholesky(covariance).T).min(axis=1)
    return float(least.mean()), float(least.std())


def _update_sum(belief: Belief, term: Term) -> Belief:
    direction = _direction(belief, term)
    along = belief.covariance @ direction
    mean, variance = float(direction @ belief.mean), float(direction @ along)
    after, narrowed = moments_between(mean, variance, term.low, term.high, term.noise)
    gain = along / variance
    covariance = belief.covariance - np.outer(gain, gain) * (variance - narrowed)
    return Belief(belief.mean + gain * (after - mean), covariance)


def _direction(belief: Belief, term: Term) -> Array:
    direction = np.zeros_like(belief.mean)
    for index, weight in term.weights.items():
        direction[index] = weight
    direction[term.shift] += 1.0
    return direction


def _update_weakest(belief: Belief, term: Term) -> Belief:
    at = _states(term)
    points = _points_of(belief, at)
    weights = _likelihood(_value(term, points), term)
    total = weights.sum()
    if total < _FAINTEST:  # a result nobody expected: no point comes near it
        return _update_sum(belief, term)
    weights /= total
    after = weights @ points
    spread = points - after
    narrowed = (spread * weights[:, None]).T @ spread
    before = belief.covariance[np.ix_(at, at)]
    gain = np.linalg.solve(before, belief.covariance[at])
    mean = belief.mean + gain.T @ (after - belief.mean[at])
    return Belief(mean, belief.covariance - gain.T @ (before - narrowed) @ gain)


def _is_sum(term: Term) -> bool:
    return term.combine == "sum" or len(term.weights) == 1


def _states(term: Term) -> list[int]:
    return [*term.weights, term.shift]


def _points_of(belief: Belief, at: list[int]) -> Array:
    """Points (POINTS x m) of some states, as they are believed to be."""
    root = np.linalg.cholesky(belief.covariance[np.ix_(at, at)])
    return belief.mean[at] + quasi_normal(len(at)) @ root.T


def _value(term: Term, points: Array) -> Array:
    """What a term reads (POINTS) at points (POINTS x m) of its states."""
    if _is_sum(term):
        return points[:, :-1] @ np.array(list(term.weights.values())) + points[:, -1]
    return (points[:, :-1].min(axis=1) - term.centre) / term.scale + points[:, -1]


def _likelihood(values: Array, term: Term) -> Array:
    if term.low == term.high:
        apart = (values - term.low) / term.noise
        return np.exp(-0.5 * (apart**2 - (apart**2).min()))
    return _cumulative((term.high - values) / term.noise) - _cumulative(
        (term.low - values) / term.noise
    )


def _cumulative(z: Array) -> Array:
    return np.array([_below(value) for value in z.tolist()])


@cache
def quasi_normal(dimensions: int, count: int = POINTS) -> Array:
    """Standard normal points (count x dimensions), spread evenly: an additive recurrence, each
    point with its opposite."""
    root = 2.0
    for _ in range(40):  # the generalised golden ratio: root ** (d + 1) = root + 1
        root = (1 + root) ** (1 / (dimensions + 1))
    steps = np.arange(1, count // 2 + 1)[:, None]
    uniform = (0.5 + steps * root ** -np.arange(1, dimensions + 1)) % 1
    inverse = NormalDist().inv_cdf
    half = np.array([[inverse(value) for value in row] for row in uniform.tolist()])
    whole = np.concatenate([half, -half])
    # Exactly the second moments of a standard normal, so that knowing nothing changes nothing.
    root_of = np.linalg.cholesky(whole.T @ whole / len(whole))
    return np.linalg.solve(root_of, whole.T).T.astype(np.float64)


def _below(z: float) -> float:
    return 0.5 * math.erfc(-z / _ROOT_TWO)


def _density(z: float) -> float:
    return math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi) if math.isfinite(z) else 0.0


def _times(z: float, density: float) -> float:
    return z * density if math.isfinite(z) else 0.0
