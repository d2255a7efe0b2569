"""Measurement error in the test's own unit: is a difference more than noise?

In percent, a difference is a share of the larger result: on the logarithm, where the error of holds
is measured, that is a distance whatever the size of the result.
"""

from plumbline.care.impairments.scale import LEAST_HOLD
from plumbline.knowledge.schema import PhysicalTest


def more_than_noise(test: PhysicalTest, before: float, now: float) -> bool | None:
    """Whether two results differ by more than measurement error; None where nobody has published
    how large that is."""
    noise = test.error.detectable
    if noise is None or noise.basis.status == "unverified":
        return None
    if noise.unit == "%":
        return _share(before, now) > noise.value / 100
    return abs(now - before) > noise.value


def worth_naming(test: PhysicalTest, left: float, right: float) -> bool:
    """Whether the sides differ by more than noise, and by as much as is worth naming."""
    if test.measure == "reached":
        return left != right
    limit = test.side_difference
    if limit is None or more_than_noise(test, left, right) is False:
        return False
    apart = _share(left, right) * 100 if limit.unit == "%" else abs(left - right)
    return apart > limit.value


def _share(one: float, other: float) -> float:
    smaller, larger = sorted((max(one, LEAST_HOLD), max(other, LEAST_HOLD)))
    return 1 - smaller / larger
