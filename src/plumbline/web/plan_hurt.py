"""What hurt in the last sessions, said where it comes up again: a plan stands until it is changed,
so the exercise is still there."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from plumbline.journal.reading import data_of
from plumbline.present import wording
from plumbline.present.words import ENGLISH, PSEUDO, _, language
from plumbline.web.case import Case

WEEK = timedelta(days=7)


def says_hurt(case: Case) -> Mapping[str, str]:
    """For each exercise that hurt lately, a sentence with the last day on which it did."""
    return {name: _says(on, case.today) for name, on in _last_days(case).items()}


def _last_days(case: Case) -> Mapping[str, date]:
    """Exercise -> the last day on which it hurt, of those that would stay out of a new plan."""
    hurt, found = case.book.practice(case.today).hurt, dict[str, date]()
    for event in case.book.events():
        if event.kind != "session":
            continue
        data = data_of(event)
        on = date.fromisoformat(data["on"])
        for name in _stopped(data):
            if name in hurt:
                found[name] = max(on, found.get(name, on))
    return found


def _stopped(data: Mapping[str, Any]) -> Iterator[str]:
    """Stopped because of pain, or swapped for something else because of it."""
    marks: Mapping[str, str] = data["done"]
    swapped: Mapping[str, Mapping[str, str | None]] = data.get("swapped", {})
    yield from (name for name, mark in marks.items() if mark == "stopped_pain")
    yield from (name for name, swap in swapped.items() if swap.get("because") == "hurts")


def _says(on: date, today: date) -> str:
    if on >= today:
        return _("It hurt today.")
    if today - on < WEEK:
        return _("It hurt on %(weekday)s.") % {"weekday": _weekday(on)}
    return _("It hurt on %(day)s.") % {"day": wording.day(on)}


def _weekday(on: date) -> str:
    """Tuesday."""
    spoken = language()
    locale = "en_GB" if spoken in (ENGLISH, PSEUDO) else spoken
    return _("{date}").format(date=format_date(on, "EEEE", locale=locale))
