"""Somebody calm whose case is in a real journal, with a plan made today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_values, rulebook

GOOD = {
    "spread_down_limb": False,
    "anything_new_or_worse": False,
    "pain_day_nrs": 2,
    "next_morning": "better",
    "session_felt": "easy",
}
"""A check-in that allows a step up."""


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


@contextmanager
def planned(home: Path, **told: Value) -> Iterator[Casebook]:
    """The casebook; `told` is what this person says otherwise than the calm one."""
    with Journal.open(home, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as journal:
        case = Casebook(journal, rulebook(), journal.create_profile("Ann").id)
        case.answer({**calm_values(), **told}, TODAY)
        case.make_plan(TODAY)
        yield case
