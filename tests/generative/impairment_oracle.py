"""The exact posterior of a person's states, by other means than the code under test.

`slice_samples`: elliptical slice sampling (Murray, Adams and MacKay 2010) of many chains at once.
`closed_form`: the Gaussian posterior, where every reading is exact and a sum.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from plumbline.care.impairments.belief import Belief, Term
from tests.generative.impairment_cases import value_of

Array = NDArray[np.float64]
_GRID = np.linspace(-37.0, 37.0, 200_001)
_LOG_BELOW = np.array([math.log(0.5 * math.erfc(-z / math.sqrt(2))) for z in _GRID.tolist()])
_LEAST = math.log(1e-290)


def log_below(z: Array) -> Array:
    """Logarithm of the standard normal distribution, by a fine table."""
    return np.interp(z, _GRID, _LOG_BELOW)


def log_likelihood(terms: Sequence[Term], states: Array) -> Array:
    """Logarithm of how likely the readings are (m) at states (m x n)."""
    whole = np.zeros(len(states))
    for each in terms:
        value = value_of(each, states)
        for read in each.read:
            whole += _log_of(value, read.low, read.high, read.noise)
    return np.maximum(whole, 10 * _LEAST)


def _log_of(value: Array, low_end: float, high_end: float, noise: float) -> Array:
    """Of one reading: it was read as lying between two ends, or exactly where they meet."""
    low, high = (low_end - value) / noise, (high_end - value) / noise
    if low_end == high_end:
        return -0.5 * low**2
    if math.isinf(high_end):
        return log_below(-low)
    if math.isinf(low_end):
        return log_below(high)
    turn = low > 0  # from the side on which no digits are lost
    a, b = np.where(turn, -high, low), np.where(turn, -low, high)
    return np.log(np.maximum(np.exp(log_below(b)) - np.exp(log_below(a)), 1e-290))


def slice_samples(
    covariance: Array, terms: Sequence[Term], rng: Generator, *, chains: int = 400, steps: int = 250
) -> Array:
    """Samples (chains x (steps - burn) x n) of the posterior; the first fifth is thrown away."""
    size = len(covariance)
    root = np.linalg.cholesky(covariance + 1e-12 * np.eye(size))
    states = rng.standard_normal((chains, size)) @ root.T
    now = log_likelihood(terms, states)
    kept: list[Array] = []
    for step in range(steps):
        states, now = _slice(states, now, root, terms, rng)
        if step >= steps // 5:
            kept.append(states)
    return np.stack(kept, axis=1)


def _slice(
    states: Array, now: Array, root: Array, terms: Sequence[Term], rng: Generator
) -> tuple[Array, Array]:
    """One step of every chain: a point on its ellipse above a random height."""
    count = len(states)
    other = rng.standard_normal(states.shape) @ root.T
    height = now + np.log(rng.random(count))
    angle = rng.random(count) * 2 * math.pi
    least, most = angle - 2 * math.pi, angle.copy()
    after, reached = states.copy(), now.copy()
    waiting = np.arange(count)
    while len(waiting):
        turned = angle[waiting, None]
        tried = states[waiting] * np.cos(turned) + other[waiting] * np.sin(turned)
        found = log_likelihood(terms, tried)
        over = found > height[waiting]
        after[waiting[over]], reached[waiting[over]] = tried[over], found[over]
        waiting = waiting[~over]
        below = angle[waiting] < 0
        least[waiting[below]] = angle[waiting[below]]
        most[waiting[~below]] = angle[waiting[~below]]
        angle[waiting] = least[waiting] + rng.random(len(waiting)) * (most - least)[waiting]
    return after, reached


def moments_of(samples: Array) -> tuple[Array, Array, Array]:
    """Means, SDs (n each), and the error of the means, from how far the chains disagree."""
    flat = samples.reshape(-1, samples.shape[-1])
    error = samples.mean(axis=1).std(axis=0, ddof=1) / math.sqrt(len(samples))
    return flat.mean(axis=0), flat.std(axis=0), error


def closed_form(covariance: Array, terms: Sequence[Term]) -> Belief:
    """All exact sums at once, as one linear regression with a Gaussian prior."""
    read = [(each, bounds) for each in terms for bounds in each.read]
    rows = np.zeros((len(read), len(covariance)))
    for row, (each, _) in zip(rows, read, strict=True):
        row[list(each.weights)] = list(each.weights.values())
        row[each.shift] += 1.0
    told = np.array([bounds.low for _, bounds in read])
    among = rows @ covariance @ rows.T + np.diag([bounds.noise**2 for _, bounds in read])
    gain = np.linalg.solve(among, rows @ covariance).T
    return Belief(gain @ told, covariance - gain @ rows @ covariance)
