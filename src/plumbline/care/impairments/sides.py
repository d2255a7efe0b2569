"""Left against right, on the results themselves: two days, the same side, beyond what is noise."""

from itertools import groupby

from plumbline.care.impairments.error import worth_naming
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


def says_side(model: ImpairmentModel, days: tuple[Day, ...], probability: float | None) -> SideSays:
    """What may be said of the sides."""
    if not days:
        return "not_tested"
    speak = model.speak_above.value
    sure = probability is None or probability > speak
    weaker = days[0].beyond
    if weaker and [day.beyond for day in days[1:DAYS_NEEDED]] == [weaker]:
        return "differs" if sure else "not_clear"
    if weaker:
        return "once"
    return "alike" if probability is not None and probability < 1 - speak else "not_clear"


def _beyond(test: PhysicalTest, left: Reading, right: Reading) -> Side | None:
    """The weaker side, if the difference is more than measurement error and worth naming."""
    if left.capped and right.capped:
        return None
    if not worth_naming(test, left.value, right.value):
        return None
    lower_is_left = left.value < right.value
    weak_is_lower = test.better != "lower"
    return "left" if lower_is_left == weak_is_lower else "right"
