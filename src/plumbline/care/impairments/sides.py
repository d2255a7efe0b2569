"""Left against right, on the results themselves: two days, the same side, beyond what is noise."""

from itertools import groupby

from plumbline.care.impairments.model import Day, Reading, SideSays
from plumbline.knowledge.schema import ImpairmentModel, PhysicalTest, Side

DAYS_NEEDED = 2


def days_of(test: PhysicalTest, found: tuple[Reading, ...]) -> tuple[Day, ...]:
    """The days on which both sides of a test were measured, latest first."""
    own = sorted((r for r in found if r.test == test.id), key=lambda r: r.on, reverse=True)
    days: list[Day] = []
    for on, several in groupby(own, key=lambda reading: reading.on):
        by_side = {reading.side: reading for reading in several}
        if "left" in by_side and "right" in by_side:
            left, right = by_side["left"], by_side["right"]
            days.append(Day(on, left.value, right.value, _beyond(test, left, right)))
    return tuple(days)


def says_side(
    model: ImpairmentModel, days: tuple[Day, ...], probability: float | None
) -> tuple[SideSays, Side | None]:
    """What may be said of the sides, and which is the weaker one."""
    if not days:
        return "not_tested", None
    speak = model.speak_above.value
    sure = probability is None or probability > speak
    weaker = days[0].beyond
    if weaker and [day.beyond for day in days[1:DAYS_NEEDED]] == [weaker]:
        return ("differs" if sure else "not_clear"), weaker
    if weaker:
        return "once", weaker
    alike = probability is not None and probability < 1 - speak
    return ("alike" if alike else "not_clear"), None


def _beyond(test: PhysicalTest, left: Reading, right: Reading) -> Side | None:
    """The weaker side, if the difference is more than measurement error and worth naming."""
    if left.capped and right.capped:
        return None
    apart = abs(left.value - right.value)
    if test.measure == "reached":
        limit = 0.0
    else:
        assert test.side_difference is not None, "only tests that compare sides come here"
        limit = _in_unit(test.side_difference.value, test.side_difference.unit, left, right)
        noise = test.error.detectable
        if noise is not None and noise.unit != "%":
            limit = max(limit, noise.value)
    if apart <= limit or apart == 0:
        return None
    lower_is_left = left.value < right.value
    weak_is_lower = test.better != "lower"
    return "left" if lower_is_left == weak_is_lower else "right"


def _in_unit(limit: float, unit: str, left: Reading, right: Reading) -> float:
    """A limit in percent is a share of the larger result."""
    return limit / 100 * max(left.value, right.value) if unit == "%" else limit
