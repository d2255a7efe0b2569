"""Treatments in words: classes, verdicts, numbers and where guidelines stand."""

from collections.abc import Mapping

from plumbline.care.treatment_options import Comparison, Fit, State
from plumbline.knowledge.schema import Effect, Number, Position, Use
from plumbline.knowledge.schema.second_opinions import Figure
from plumbline.knowledge.schema.treatments import (
    Certainty,
    Comparator,
    Cost,
    Effort,
    Family,
    Harm,
    Outcome,
    TimeBand,
    Verdict,
)
from plumbline.present.words import N_, _

FAMILIES: Mapping[Family, str] = {
    "movement": N_("Moving and training"),
    "self_care": N_("Comfort at home"),
    "mind": N_("Mind and body"),
    "hands_on": N_("Hands-on"),
    "needle_current": N_("Needles and currents"),
    "lifestyle": N_("Daily life"),
    "support": N_("Belts, tape and aids"),
    "medicine": N_("Medicines"),
    "injection": N_("Injections and procedures"),
    "operation": N_("Operations"),
    "care": N_("Ways of care"),
}
VERDICTS: Mapping[Verdict, str] = {
    "helps": N_("Helps"),
    "helps_a_little": N_("Helps a little"),
    "uncertain": N_("Uncertain"),
    "no_evidence": N_("Nobody has tested it well"),
    "no_effect": N_("Tested: it makes no difference"),
}
FITS: Mapping[Fit, str] = {
    "fits": N_("Meant for pain like yours"),
    "may_fit": N_("May suit pain like yours; we cannot say for sure"),
    "unproven": N_("Tested, and still unclear whether it helps"),
    "no_evidence": N_("Nobody has tested it well"),
    "no_effect": N_("Tested for pain like yours: it makes no difference"),
    "other_kind": N_("Tested for another kind of pain than yours"),
}
STATES: Mapping[State, str] = {
    "open": N_("Nothing speaks against it"),
    "caution": N_("Possible, with care"),
    "ask": N_("A question comes first"),
    "clear_first": N_("Ask a clinician first"),
    "not_for_you": N_("Not for you"),
}
HARMS: Mapping[Harm, str] = {
    "none_known": N_("none known"),
    "mild": N_("mild"),
    "serious_rarely": N_("serious, but rarely"),
    "serious": N_("serious"),
}
EFFORTS: Mapping[Effort, str] = {
    "none": N_("none"),
    "little": N_("little"),
    "some": N_("some"),
    "much": N_("a lot"),
}
COSTS: Mapping[Cost, str] = {
    "free": N_("free"),
    "low": N_("low"),
    "medium": N_("medium"),
    "high": N_("high"),
}
CERTAINTIES: Mapping[Certainty, str] = {
    "high": N_("high"),
    "moderate": N_("fairly high"),
    "low": N_("low"),
    "very_low": N_("very low"),
    "not_rated": N_("not rated"),
}
COMPARATORS: Mapping[Comparator, str] = {
    "sham": N_("a dummy treatment"),
    "nothing": N_("nothing, or care as usual"),
    "active": N_("another real treatment"),
}
BANDS: Mapping[TimeBand, str] = {
    "to_6_weeks": N_("within 6 weeks"),
    "to_3_months": N_("within 3 months"),
    "to_12_months": N_("within a year"),
    "over_12_months": N_("after more than a year"),
}
OUTCOMES: Mapping[Outcome, str] = {
    "pain": N_("pain"),
    "leg_pain": N_("leg pain"),
    "disability": N_("what pain keeps you from"),
    "recurrence": N_("new spells of pain"),
    "improvement": N_("getting better overall"),
    "mood": N_("mood"),
    "work": N_("being at work"),
    "harm": N_("side effects"),
}
BODIES: Mapping[str, str] = {
    "nice": N_("NICE (England, 2016 and 2020)"),
    "acp": N_("American College of Physicians (2017)"),
    "who": N_("World Health Organization (2023)"),
    "jospt": N_("Physical therapists in the United States (2021)"),
}
STANDS: Mapping[str, str] = {
    "for": N_("for it"),
    "consider": N_("may be considered"),
    "against": N_("against it"),
    "no_statement": N_("says nothing on it"),
    "outside": N_("does not cover it"),
}


def comparison(kind: Comparison) -> str:
    """One kind of number, in words."""
    told = {
        "outcome": _(OUTCOMES[kind.outcome]),
        "against": _(COMPARATORS[kind.comparator]),
        "time": _(BANDS[kind.band]),
    }
    return _("%(outcome)s, against %(against)s, %(time)s") % told


def span(number: Number, *, unit: str = "") -> str:
    """A number with its interval, as "3 (1 to 5)"; its sign is dropped with `unit` words."""
    value = _plain(number.value)
    if number.low is None or number.high is None:
        return f"{value}{unit}"
    return _("%(value)s%(unit)s (%(low)s to %(high)s)") % {
        "value": value,
        "unit": unit,
        "low": _plain(number.low),
        "high": _plain(number.high),
    }


def effect(item: Effect) -> str:
    """One effect as a sentence: how much less or more, against what and when."""
    told = {"what": _(OUTCOMES[item.outcome]), "against": _(item.against), "time": _(item.time)}
    if item.scale == "ratio":
        told["ratio"] = span(item.number)
        return _("%(what)s: %(ratio)s times as often as with %(against)s, %(time)s") % told
    number = item.number if item.scale == "points_100" or item.points is None else item.points
    told["size"] = _size(number)
    if item.scale == "points_100" or item.points is not None:
        return _("%(what)s: %(size)s on 0 to 100, against %(against)s, %(time)s") % told
    told["unit"] = _(_UNITS[item.scale])
    return _("%(what)s: %(size)s %(unit)s, against %(against)s, %(time)s") % told


_UNITS: Mapping[str, str] = {
    "rmdq_24": N_("on 0 to 24"),
    "relief_5": N_("on 0 to 5"),
    "smd": N_("in units of how much people differ"),
    "days": N_("days"),
}


def _size(number: Number) -> str:
    """ "7 less (4 to 11 less)", "1 less (from 6 less to 4 more)"."""
    value = _signed(number.value)
    if number.low is None or number.high is None:
        return value
    return _("%(value)s (from %(low)s to %(high)s)") % {
        "value": value,
        "low": _signed(number.low),
        "high": _signed(number.high),
    }


def _signed(value: float) -> str:
    if value == 0:
        return _("no difference")
    return (_("%(n)s less") if value < 0 else _("%(n)s more")) % {"n": _plain(abs(value))}


def _plain(value: float) -> str:
    return f"{value:g}"


def figure(item: Figure) -> str:
    """A number beside a question: how many of 100 people, how many times as often, or points."""
    told = {"says": _(item.says), "number": span(item.number)}
    if item.number.unit == "points":
        return _("%(number)s points: %(says)s") % {**told, "number": _size(item.number)}
    if item.number.unit in ("risk ratio", "odds ratio"):
        return _("%(number)s times: %(says)s") % told
    return _("%(number)s of 100: %(says)s") % told


def position(item: Position) -> str:
    """Where a guideline stands, its condition included; a mark that was not checked says so."""
    if item.basis.status == "unverified":
        return _("not checked yet")
    stand = _(STANDS[item.stand])
    return f"{stand}: {_(item.say)}" if item.say else stand


def disagree(use: Use) -> bool:
    """Whether guidelines that were read point in different ways."""
    stands = {p.stand for p in use.positions if p.basis.status != "unverified"}
    return "against" in stands and bool(stands & {"for", "consider"})
