"""How sure a share is: Wilson intervals, and the limits of a funnel plot."""

from math import ceil, floor, sqrt
from statistics import NormalDist

import numpy as np

Z_95 = NormalDist().inv_cdf(0.975)
REACH = 10
"""Spreads around the middle; what lies beyond is less than what a float can tell."""


def wilson(counted: int, among: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of a share (0 to 1); with nobody to count, all of 0 to 1.

    Raises ValueError unless 0 <= counted <= among.
    """
    if not 0 <= counted <= among:
        raise ValueError(f"{counted} of {among}")
    if among == 0:
        return 0.0, 1.0
    share, square = counted / among, z * z
    middle = (share + square / (2 * among)) / (1 + square / among)
    half = (
        z / (1 + square / among) * sqrt(share * (1 - share) / among + square / (4 * among * among))
    )
    return max(0.0, middle - half), min(1.0, middle + half)


def funnel_limits(share: float, among: int, chance: float) -> tuple[float, float]:
    """Between which shares a provider with `among` episodes lies, but for a `chance` (0.05, 0.002)
    that is split over both ends, if it is like all others.

    Quantiles of the binomial distribution, drawn out between whole numbers so that the limits make
    a smooth line (Spiegelhalter 2005, doi 10.1002/sim.1970).
    """
    if among < 1 or share in (0, 1):
        return share, share
    first, cumulated = _binomial(share, among)
    low, high = (_quantile(first, cumulated, end) for end in (chance / 2, 1 - chance / 2))
    return max(0.0, low / among), min(1.0, high / among)


def _binomial(share: float, among: int) -> tuple[int, np.ndarray]:
    """The chance of so many or fewer, for every count that can well come up, from the first one."""
    middle, spread = among * share, sqrt(among * share * (1 - share))
    first = max(0, floor(middle - REACH * spread) - REACH)
    last = min(among, ceil(middle + REACH * spread) + REACH)
    counts = np.arange(first, last + 1)
    # From one count to the next by a ratio, in logarithms: factorials would be too large.
    steps = np.log((among - counts[:-1]) / (counts[:-1] + 1) * (share / (1 - share)))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    weights = np.exp(logs - logs.max())
    return first, np.cumsum(weights / weights.sum())


def _quantile(first: int, cumulated: np.ndarray, chance: float) -> float:
    place = int(np.searchsorted(cumulated, chance, side="right"))
    below = cumulated[place - 1] if place else 0.0
    beyond = (cumulated[place] - chance) / (cumulated[place] - below)
    return first + place - float(beyond)
