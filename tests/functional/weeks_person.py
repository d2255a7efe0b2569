"""Somebody who has lived some weeks with a plan: sessions, check-ins, answers kept fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from plumbline.journal.casebook import Casebook
from plumbline.logic.schema import Value
from tests import intake
from tests.functional.web_user import ORDINARY, untold

CALM: Mapping[str, Value] = {
    "pain_usual_nrs": 6,
    "session_felt": "right",
    "next_morning": "same",
    "spread_down_limb": False,
    "anything_new_or_worse": False,
}
"""A check-in in which nothing is new."""


def live(
    book: Casebook,
    begin: date,
    days: int,
    pain: Callable[[int], int],
    *,
    every: int = 3,
    sessions: bool = True,
) -> date:
    """Live so many days from `begin`, with a check-in every so many days and each session done.
    Gives the last day; every question of the check is answered on it."""
    for day in range(1, days + 1):
        today = begin + timedelta(days=day)
        programme = book.programme()
        assert programme is not None
        planned = book.agenda.days(today, today) if sessions else ()
        if planned and planned[0].session:
            done = programme.session(planned[0].template)
            book.session_done(today, {one.exercise: "done" for one in done})
        if day % every == 0:
            book.check_in({**CALM, "pain_day_nrs": pain(day)}, today)
    last = begin + timedelta(days=days)
    intake.answer_all(book, last, {"country": "gb", **ORDINARY}, untold)
    return last
