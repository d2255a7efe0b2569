"""What is believed of every chain: a Gaussian, and how the readings of a test change it.

Exact where it can be (a sum of chains, placed exactly, or between two points: a probit has exact
moments). Where the weakest chain decides, the moments come from fixed quasi-random points
(assumed-density filtering), so the same readings always give the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Literal

import numpy as np

from plumbline.care.impairments.moments import Array, Bounds, log_likelihood, moments_after

POINTS = 2048
ENOUGH = 0.1
"""Share of the points that must keep their weight (effective sample size)."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Mean (n) and covariance (n x n) of every state, in SD units."""

    mean: Array
    covariance: Array


@dataclass(frozen=True, slots=True)
class Term:
    """The readings of one test and side as the belief takes them, all at once: what they load,
    and where they lie.

    `sum`: weights @ states. `weakest`: the least of the states in `weights`, on the scale on
    which everybody together has mean 0 and SD 1 (`centre`, `scale`). To either, the states in
    `shift` are added: how far the norm may be off.
    """

    combine: Literal["sum", "weakest"]
    weights: Mapping[int, float]
    shift: int
    read: tuple[Bounds, ...]
    centre: float = 0.0
    scale: float = 1.0
    mirror: tuple[int, ...] = ()
    """Where each of its states (the shift last) stands when left and right change places."""


def update(belief: Belief, term: Term) -> Belief:
    """The belief after the readings of one test and side."""
    if _is_sum(term):
        return _update_sum(belief, term)
    return _update_weakest(belief, term)


def between(one: Belief, other: Belief) -> Belief:
    """Two beliefs of the same things as one: as likely either."""
    apart = (one.mean - other.mean) / 2
    covariance = (one.covariance + other.covariance) / 2 + np.outer(apart, apart)
    return Belief((one.mean + other.mean) / 2, covariance)


def loading(belief: Belief, terms: Sequence[Term]) -> tuple[Array, Array]:
    """Mean (m) and covariance (m x m) of what several terms load, before their error."""
    if all(_is_sum(term) for term in terms):
        directions = np.array([_direction(belief, term) for term in terms])
        return directions @ belief.mean, directions @ belief.covariance @ directions.T
    at = sorted({index for term in terms for index in (*term.weights, term.shift)})
    root = np.linalg.cholesky(belief.covariance[np.ix_(at, at)])
    points = belief.mean[at] + quasi_normal(len(at), POINTS) @ root.T
    values = np.array([_value(t, points[:, [at.index(i) for i in _states(t)]]) for t in terms])
    return values.mean(axis=1), np.cov(values).reshape(len(terms), len(terms))


def weakest_scale(covariance: Array) -> tuple[float, float]:
    """Mean and SD of the least of several states (m x m) in everybody together."""
    return _weakest_scale(covariance.tobytes(), len(covariance))


@cache
def _weakest_scale(content: bytes, size: int) -> tuple[float, float]:
    """The same, worked out once for each table of correlations."""
    root = np.linalg.cholesky(np.frombuffer(content).reshape(size, size))
    least = (quasi_normal(size, POINTS) @ root.T).min(axis=1)
    return float(least.mean()), float(least.std())


def _update_sum(belief: Belief, term: Term) -> Belief:
    direction = _direction(belief, term)
    along = belief.covariance @ direction
    mean, variance = float(direction @ belief.mean), float(direction @ along)
    after, narrowed = moments_after(mean, variance, term.read)
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
    before = belief.covariance[np.ix_(at, at)]
    after, narrowed = _moments_after(belief.mean[at], before, term)
    gain = np.linalg.solve(before, belief.covariance[at])
    mean = belief.mean + gain.T @ (after - belief.mean[at])
    return Belief(mean, belief.covariance - gain.T @ (before - narrowed) @ gain)


def _moments_after(mean: Array, covariance: Array, term: Term) -> tuple[Array, Array]:
    """Mean and covariance of the states a term loads (m), after its reading.

    Points are drawn where the last round found them to belong; the reading is let in by degrees,
    so that even a result nobody expected leaves many points with weight.
    """
    prior, middle, spread, let_in = (mean, covariance), mean, covariance, 0.0
    while let_in < 1:
        points = _spread_points(middle, spread, term)
        surprise = log_likelihood(_value(term, points), term.read)
        bend = _log_density(points, *prior) - _log_density(points, middle, spread)
        let_in = _most_let_in(bend, surprise, let_in)
        weights = _weights_of(bend + let_in * surprise)
        middle = weights @ points
        apart = points - middle
        spread = (apart * weights[:, None]).T @ apart
    return middle, spread


def _most_let_in(bend: Array, surprise: Array, last: float) -> float:
    """How much of a reading can be let in while enough points keep weight; always some more."""
    for share in (1.0, 0.5, 0.25, 0.12, 0.06, 0.03):
        let_in = last + (1 - last) * share
        weights = _weights_of(bend + let_in * surprise)
        if 1 / float(weights @ weights) > ENOUGH * len(weights):
            return let_in
    return last + (1 - last) * 0.03


def _weights_of(logarithms: Array) -> Array:
    weights = np.exp(logarithms - logarithms.max())
    return weights / weights.sum()


def _log_density(points: Array, mean: Array, covariance: Array) -> Array:
    """Up to a constant; the log of a Gaussian's density at points (n x m)."""
    apart = points - mean
    along = np.linalg.solve(covariance, apart.T).T
    return -0.5 * (apart * along).sum(axis=1)


def _is_sum(term: Term) -> bool:
    return term.combine == "sum" or len(term.weights) == 1


def _states(term: Term) -> list[int]:
    return [*term.weights, term.shift]


def _spread_points(mean: Array, covariance: Array, term: Term) -> Array:
    """Points (n x m) of the states a term loads; a mirrored belief gets the mirrored points."""
    turned, lengths = np.linalg.eigh(covariance)[1], np.linalg.eigvalsh(covariance)
    root = (turned * np.sqrt(np.maximum(lengths, 0.0))) @ turned.T
    return mean + _even_points(len(mean), term.mirror) @ root


@cache
def _even_points(dimensions: int, mirror: tuple[int, ...]) -> Array:
    """Quasi-random points and their mirror images, with exactly the second moments of a standard
    normal: so knowing nothing changes nothing, and left counts as much as right."""
    half = quasi_normal(dimensions, POINTS // 2)
    whole = np.concatenate([half, half[:, list(mirror)]])
    lengths, turned = np.linalg.eigh(whole.T @ whole / len(whole))
    return (whole @ (turned / np.sqrt(lengths)) @ turned.T).astype(np.float64)


def _value(term: Term, points: Array) -> Array:
    """What a term reads (POINTS) at points (POINTS x m) of its states."""
    if _is_sum(term):
        return points[:, :-1] @ np.array(list(term.weights.values())) + points[:, -1]
    return (points[:, :-1].min(axis=1) - term.centre) / term.scale + points[:, -1]


@cache
def quasi_normal(dimensions: int, count: int) -> Array:
    """Standard normal points (count x dimensions), spread evenly: an additive recurrence, each
    point with its opposite."""
    root = 2.0
    for _ in range(40):  # the generalised golden ratio: root ** (d + 1) = root + 1
        root = (1 + root) ** (1 / (dimensions + 1))
    steps = np.arange(1, count // 2 + 1)[:, None]
    uniform = (0.5 + steps * root ** -np.arange(1, dimensions + 1)) % 1
    inverse = NormalDist().inv_cdf
    half = np.array([[inverse(value) for value in row] for row in uniform.tolist()])
    return np.concatenate([half, -half])
