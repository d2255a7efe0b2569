"""How sure a share is: Wilson intervals, and the limits of a funnel plot."""

from math import sqrt
from statistics import NormalDist

Z_95 = NormalDist().inv_cdf(0.975)
Z_998 = NormalDist().inv_cdf(0.999)


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


def funnel_limits(share: float, among: int, z: float) -> tuple[float, float]:
    """Where a provider with `among` episodes would lie by chance alone, if it were like all others
    (the normal approximation of the binomial distribution)."""
    half = z * sqrt(share * (1 - share) / max(1, among))
    return max(0.0, share - half), min(1.0, share + half)
