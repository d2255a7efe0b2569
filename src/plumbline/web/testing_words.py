"""The tests in words: amounts with their units, sides, and what is wrong with a number."""

from collections.abc import Mapping
from math import ceil, floor

from plumbline.knowledge.schema import Finding, PhysicalTest, Side
from plumbline.logic.schema import Value
from plumbline.present import wording
from plumbline.present.assessment import is_capped, result
from plumbline.present.words import N_, _

UNITS: Mapping[str, str] = {
    "s": N_("seconds"),
    "cm": N_("centimetres"),
    "deg": N_("degrees"),
    "reps": N_("times"),
}
"""What stands beside a field."""
_SIDES: Mapping[Side, str] = {"left": N_("Left side"), "right": N_("Right side")}


_SHORT: Mapping[str, str] = {"s": N_("s"), "cm": N_("cm"), "deg": N_("°")}


def short_unit(finding: Finding) -> str:
    """A unit as a table has it: s, cm, °."""
    short = _SHORT.get(finding.unit or "")
    return _(short) if short else unit(finding)


def unit(finding: Finding) -> str:
    """A unit written out: seconds."""
    return _(UNITS.get(finding.unit or "", finding.unit or ""))


def amount(test: PhysicalTest, finding: Finding, value: Value) -> str:
    """A result as a person says it: 23 s, reached, it was the same."""
    if isinstance(value, int | float):
        return result(test, value, is_capped(test, value))
    return wording.value(finding, value)


def plain(test: PhysicalTest, how_many: float) -> str:
    """A number in a test's unit, as it stands: 45 s."""
    return result(test, how_many, capped=False)


def side(which: Side | None) -> str:
    """Left side, right side; empty where a test has none."""
    return _(_SIDES[which]) if which else ""


def minutes(how_many: float) -> str:
    """A time, rounded up to whole minutes: a promise that is rather too long than too short."""
    return wording.minutes(ceil(how_many))


def whole(how_many: float) -> str:
    """The same without its unit."""
    return str(ceil(how_many))


def short(how_many: float) -> str:
    """The minutes of one test, as people say them."""
    if how_many < 1:
        return _("under a minute")
    return _("about %(minutes)s") % {"minutes": wording.minutes(floor(how_many + 0.5))}


def wrong_number(finding: Finding, most: float | None) -> str:
    """What would have been right, as a sentence. `most` is the test's cap, where it ends."""
    told = {
        "least": f"{finding.min:g}",
        "most": f"{finding.max if most is None else most:g}",
        "unit": unit(finding),
    }
    line = _("Please give a number from %(least)s to %(most)s (%(unit)s).") % told
    if most is None:
        return line
    ends = _("This test ends at %(most)s %(unit)s; if you came that far, write %(most)s.") % told
    return f"{line} {ends}"
