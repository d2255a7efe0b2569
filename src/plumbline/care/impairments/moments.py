"""A Gaussian quantity after readings of it: moments in closed form, or on a fine grid."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

GRID = np.linspace(-1.0, 1.0, 241)
REACH = 8.0
"""SD on either side that a grid covers."""
_ROOT_TWO = math.sqrt(2)
_FAINTEST = 1e-300


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


def log_likelihood(value: float, read: Sequence[Bounds]) -> float:
    """How well readings agree with a value, as a logarithm (up to a constant)."""
    return sum(
        -0.5 * ((value - each.low) / each.noise) ** 2
        if each.exact
        else _log_mass((each.low - value) / each.noise, (each.high - value) / each.noise)
        for each in read
    )


def below(z: float) -> float:
    """The share of a standard normal below `z`."""
    return 0.5 * math.erfc(-z / _ROOT_TWO)


def _on_a_grid(mean: float, variance: float, read: list[Bounds]) -> tuple[float, float]:
    middle, reach = mean, REACH * math.sqrt(variance)
    found = mean, variance
    for _ in range(3):  # each grid lies where the last one found the mass
        values = middle + reach * GRID
        logs = np.array([log_likelihood(value, read) for value in values.tolist()])
        logs -= 0.5 * (values - mean) ** 2 / variance
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


def _log_mass(low: float, high: float) -> float:
    """The log of a standard normal's mass between two points."""
    if low > 0:
        low, high = -high, -low
    mass = below(high) - below(low)
    # Far out in the tail only the nearer point counts.
    return math.log(mass) if mass > _FAINTEST else -0.5 * high * high


def _density(z: float) -> float:
    return math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi) if math.isfinite(z) else 0.0


def _times(z: float, density: float) -> float:
    return z * density if math.isfinite(z) else 0.0
