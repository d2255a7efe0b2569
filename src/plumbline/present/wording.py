"""Decisions and values in plain words, the same for the web and the command line.

Every function speaks the language in use (`plumbline.present.words`).
"""

from collections.abc import Mapping
from datetime import date

from plumbline.care.instruments import Score
from plumbline.care.patterns import Band
from plumbline.care.record import Facts
from plumbline.care.triage import FlagState
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Dose, Finding, Instrument, RedFlag, Side, Status, Urgency
from plumbline.logic.schema import Value
from plumbline.present.days import written_out
from plumbline.present.words import N_, _, ngettext

_URGENCY: Mapping[Urgency, str] = {
    "emergency_now": N_("Get emergency help now"),
    "same_day": N_("Speak to a health professional today"),
    "within_days": N_("See a health professional soon"),
    "routine": N_("Mention this at an ordinary appointment"),
    "self_care": N_("Nothing in your answers needs urgent care"),
}
_STATUS: Mapping[Status, str] = {
    "verified": N_("Read in the source itself"),
    "secondary": N_("Read where others quote the source"),
    "derived": N_("Worked out by a formula that is given"),
    "measured": N_("Measured by this project"),
    "expert": N_("Usual practice, not proved by a study"),
    "unverified": N_("Not checked yet, so not used"),
}
_BAND: Mapping[Band, str] = {
    "likely": N_("likely"),
    "possible": N_("possible"),
    "unlikely": N_("unlikely"),
    "cannot_say": N_("cannot say"),
}
_MORE_ON: Mapping[Side, str] = {
    "left": N_("one set more on your left"),
    "right": N_("one set more on your right"),
}
_DAY_HOURS, _WEEK_HOURS = 24, 168


def urgency(verdict: Urgency | None) -> str:
    """What a verdict asks for; None is "not finished asking"."""
    return _(_URGENCY[verdict]) if verdict else _("More questions are needed before we can say")


def see_within(hours: int | None, verdict: Urgency | None = None) -> str:
    """How soon to be seen: "now", "today", "within 3 days"; empty where nobody need be seen."""
    if hours is None:
        return _("at your next ordinary appointment") if verdict == "routine" else ""
    if hours == 0:
        return _("now")
    if verdict == "same_day" or hours < _DAY_HOURS:
        return _("today")
    if hours == _DAY_HOURS:
        return _("within 24 hours")
    if hours % _WEEK_HOURS == 0:
        weeks = hours // _WEEK_HOURS
        return ngettext("within a week", "within %(n)s weeks", weeks) % {"n": weeks}
    days = hours // _DAY_HOURS
    return ngettext("within %(n)s day", "within %(n)s days", days) % {"n": days}


def band(name: Band) -> str:
    """How well a pattern fits."""
    return _(_BAND[name])


def status(name: Status) -> str:
    """How far a rule or number was checked."""
    return _(_STATUS[name])


def day(on: date) -> str:
    """A date, written out: 31 January 2026."""
    return written_out(on)


def value(finding: Finding, given: Value) -> str:
    """An answer as the person would say it."""
    if given is None:
        return _("I don't know")
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, date):
        return day(given)
    if isinstance(given, str):
        return _(next((c.label for c in finding.choices if c.id == given), given))
    if finding.input == "scale" and finding.max is not None:
        return _("%(n)s out of %(most)s") % {"n": f"{given:g}", "most": f"{finding.max:g}"}
    return _amount(given, finding.unit)


def said(knowledge: Knowledge, name: str, given: Value) -> str:
    """One thing a decision rests on, as a short statement: a finding's answer or what follows."""
    finding = knowledge.findings.get(name)
    if finding is None:
        return _follows(knowledge, name, given)
    told = value(finding, given)
    if given is None:
        return _("Not known: %(question)s") % {"question": fact(finding)}
    return _("You said: %(question)s %(answer)s") % {"question": _asked(finding), "answer": told}


def fact(finding: Finding) -> str:
    """The shortest text of a finding: its line on a tick list, else its question."""
    return _(finding.item) if finding.item else _(finding.question)


def because(knowledge: Knowledge, known: Facts, names: tuple[str, ...]) -> tuple[str, ...]:
    """The findings a decision rests on, in words."""
    return tuple(said(knowledge, name, known.values.get(name)) for name in names)


def flag_says(flag: RedFlag, state: FlagState) -> str:
    """Why a red flag asks for something: its level's reason, or what not knowing means."""
    if state.level is not None and state.urgency == flag.levels[state.level].urgency:
        return _(flag.levels[state.level].why)
    return _(flag.unknown_means) if state.counted_as_unknown else _(flag.plain)


def extra_set(side: Side) -> str:
    """The set more that a weaker side gets."""
    return _(_MORE_ON[side])


def dose(how_much: Dose, more_on: Side | None = None) -> str:
    """Sets, repetitions, holds and minutes: "2 sets, 10 times, hold 5 seconds, each side"; then
    the side that gets one set more."""
    parts: list[str] = []
    if how_much.sets > 1:
        parts.append(ngettext("%(n)s set", "%(n)s sets", how_much.sets) % {"n": how_much.sets})
    if how_much.repetitions:
        count = how_much.repetitions
        parts.append(ngettext("%(n)s time", "%(n)s times", count) % {"n": count})
    if how_much.hold_seconds:
        held = how_much.hold_seconds
        parts.append(ngettext("hold %(n)s second", "hold %(n)s seconds", held) % {"n": held})
    if how_much.each_side:
        parts.append(_("each side"))
    if more_on:
        parts.append(extra_set(more_on))
    return ", ".join(parts) or minutes(how_much.minutes)


def minutes(how_many: float) -> str:
    """A time in minutes."""
    return _amount(how_many, "min")


def _amount(given: float, unit: str | None) -> str:
    n = f"{given:g}"
    match unit:
        case None:
            return n
        case "years":
            return ngettext("%(n)s year", "%(n)s years", round(given)) % {"n": n}
        case "days":
            return ngettext("%(n)s day", "%(n)s days", round(given)) % {"n": n}
        case "min":
            one = 1 if given == 1 else 2
            return ngettext("%(n)s minute", "%(n)s minutes", one) % {"n": n}
        case _:
            return f"{n} {_(unit)}"


def _asked(finding: Finding) -> str:
    return f"{fact(finding)}:" if finding.item else fact(finding)


def _follows(knowledge: Knowledge, name: str, given: Value) -> str:
    """A derived value in words."""
    meaning = _(knowledge.derived[name].meaning) if name in knowledge.derived else name
    if given is None:
        return _("Not known: %(question)s") % {"question": meaning}
    if isinstance(given, bool):
        return meaning if given else _("Not so: %(fact)s") % {"fact": meaning}
    shown = f"{given:g}" if isinstance(given, int | float) else str(given)
    return f"{meaning}: {shown}"


def score(instrument: Instrument, told: Score) -> str:
    """A questionnaire's score in one line; it says so where it is not complete."""
    words = {
        "name": instrument.abbreviation,
        "total": told.total,
        "most": instrument.max,
        "answered": told.answered,
        "items": told.items,
    }
    if told.total is None:
        return _("%(name)s: no score yet (%(answered)d of %(items)d answered)") % words
    if not told.complete:
        line = _("%(name)s: %(total)g of %(most)g (%(answered)d of %(items)d answered)")
        return line % words
    return _("%(name)s: %(total)g of %(most)g") % words
