"""Days in words, in the language in use: the one place that chooses how dates are written."""

from collections.abc import Iterable
from datetime import date, time

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from plumbline.present.words import ENGLISH, PSEUDO, _, language

_BRITISH = Locale.parse("en_GB")
"""English dates are written day before month."""


def locale() -> Locale:
    """How the language in use writes dates; British where nobody knows how it does."""
    spoken = language()
    if spoken in (ENGLISH, PSEUDO):
        return _BRITISH
    try:
        return Locale.parse(spoken)
    except (UnknownLocaleError, ValueError):
        return _BRITISH


def written_out(on: date) -> str:
    """A whole date: 31 January 2026."""
    return _whole("long", on)


def day_name(on: date) -> str:
    """A day with its weekday: Tuesday 3 March."""
    return _parts("MMMMEEEEd", on)


def short_day(on: date) -> str:
    """The same in short: Tue 3 Mar."""
    return _parts("MMMEd", on)


def short_date(on: date) -> str:
    """A day without its year: 3 Mar."""
    return _parts("MMMd", on)


def days_list(days: Iterable[date]) -> str:
    """Several days in short: Thu 5 Mar, Sat 7 Mar."""
    return ", ".join(short_day(day) for day in days)


def month_name(on: date) -> str:
    """A month with its year: March 2026."""
    return _parts("yMMMM", on)


def weekday_name(on: date) -> str:
    """Tuesday."""
    # A weekday alone is no skeleton that calendars know in full: it would come out as Tue.
    return _whole("EEEE", on)


def weekday_short(on: date) -> str:
    """Tue."""
    return _parts("E", on)


def clock(at: time) -> str:
    """A time of day as a form takes it: 18:00."""
    return at.isoformat("minutes")


def _parts(skeleton: str, on: date) -> str:
    """Some parts of a date, in the order of the language."""
    return _("{date}").format(date=format_skeleton(skeleton, on, locale=locale()))


def _whole(pattern: str, on: date) -> str:
    return _("{date}").format(date=format_date(on, pattern, locale=locale()))
