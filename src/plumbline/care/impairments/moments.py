"""A Gaussian quantity after readings of it: moments in closed form, or on a fine grid."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
GRID = np.linspace(-1.0, 1.0, 241)
REACH = 8.0
"""SD on either side that a grid covers."""
_ROOT_TWO = math.sqrt(2)
_FAINTEST = 1e-300
_LEAST = 1e-15


@dataclass(frozen=True, slots=True)
class Bounds:
    """A reading: what was read, with its error of SD `noise`, lies between `low` and `high`."""

    low: float
    high: float
    noise: float

    @property
    def exact(self) -> bool:
        return self.low == self.high


def moments_after(mean: float, variance: float, read: Iterable[Bounds]) -> tuple[float, float]:
    """Mean and variance of s ~ N(mean, variance) after readings of s. No approximation: exact
    readings and one pair of bounds have closed forms, several pairs are summed on a grid."""
    bounded: list[Bounds] = []
    for each in read:
        if each.exact:
            gain = variance / (variance + each.noise**2)
            mean, variance = mean + gain * (each.low - mean), variance * (1 - gain)
        else:
            bounded.append(each)
    if len(bounded) > 1:
        return _on_a_grid(mean, variance, bounded)
    for each in bounded:
        mean, variance = _between(mean, variance, each.low, each.high, each.noise)
    return mean, variance


def log_likelihood(values: Array, read: Sequence[Bounds]) -> Array:
    """How well readings agree with values (n), as logarithms (up to a constant)."""
    found = np.zeros_like(values)
    for each in read:
        if each.exact:
            found -= 0.5 * ((values - each.low) / each.noise) ** 2
        else:
            found += _log_mass((each.low - values) / each.noise, (each.high - values) / each.noise)
    return found


def below(z: float) -> float:
    """The share of a standard normal below `z`."""
    return 0.5 * math.erfc(-z / _ROOT_TWO)


def _on_a_grid(mean: float, variance: float, read: list[Bounds]) -> tuple[float, float]:
    middle, reach = mean, REACH * math.sqrt(variance)
    found = mean, variance
    for _ in range(3):  # each grid lies where the last one found the mass
        values = middle + reach * GRID
        logs = log_likelihood(values, read) - 0.5 * (values - mean) ** 2 / variance
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        middle = float(weights @ values)
        spread = float(weights @ (values - middle) ** 2)
        found, reach = (middle, spread), REACH * math.sqrt(max(spread, (reach / 120) ** 2))
    return found


def _between(
    mean: float, variance: float, low: float, high: float, noise: float
) -> tuple[float, float]:
    """Mean and variance of s when s + error lies between `low` and `high`."""
    total = math.sqrt(variance + noise**2)
    a, b = (low - mean) / total, (high - mean) / total
    if a > 0:  # the tail that loses no digits
        flipped, narrowed = _between(-mean, variance, -high, -low, noise)
        return -flipped, narrowed
    mass = below(b) - below(a)
    if mass < _FAINTEST:
        return moments_after(mean, variance, [Bounds(high, high, noise)])
    first = (_density(a) - _density(b)) / mass
    second = (_times(a, _density(a)) - _times(b, _density(b))) / mass
    slope = variance / total
    return mean + slope * first, variance + slope**2 * (second - first**2)


def _log_mass(low: Array, high: Array) -> Array:
    """The log of a standard normal's mass between points, from the tail that loses no digits."""
    flip = low > 0
    low, high = np.where(flip, -high, low), np.where(flip, -low, high)
    upper, lower = _log_below(high), _log_below(low)
    return upper + np.log1p(-np.exp(np.minimum(lower - upper, -_LEAST)))


def _log_below(z: Array) -> Array:
    return np.interp(z, *_table()).astype(np.float64)


@cache
def _table() -> tuple[Array, Array]:
    """Logarithms of a standard normal's share below z: numpy has no error function. Between the
    points the error is under 1e-6; beyond the ends nothing is told apart any more."""
    z = np.linspace(-38.0, 10.0, 9601)
    return z, np.array([math.log(max(below(float(value)), _FAINTEST)) for value in z])


def _density(z: float) -> float:
    return math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi) if math.isfinite(z) else 0.0


def _times(z: float, density: float) -> float:
    return z * density if math.isfinite(z) else 0.0
