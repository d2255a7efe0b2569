"""The events about days: a session that moved, days off, and days given back."""

from datetime import date, timedelta

from plumbline.care.programme.schedule import Changes
from plumbline.errors import BadInput
from plumbline.journal.reading import data_of
from plumbline.journal.values import Event

MOVED, OFF, ON = "session_moved", "day_off", "day_off_cleared"
CHANGED = (MOVED, OFF, ON)
LONGEST_OFF = 120
"""Days that may be taken off in one go."""


def after(changes: Changes, event: Event) -> Changes:
    """The changes after one more event."""
    data = data_of(event)
    if event.kind == MOVED:
        origin, to = (date.fromisoformat(data[name]) for name in ("session", "to"))
        return changes.move(origin, to)
    told = date.fromisoformat(data["on"])
    for day in _span(date.fromisoformat(data["first"]), date.fromisoformat(data["last"])):
        off = event.kind == OFF
        changes = changes.set_off(day, data["kind"], told) if off else changes.clear_off(day)
    return changes


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def check_span(first: date, last: date) -> None:
    """Raises BadInput where the days are no span, or a longer one than is taken."""
    if not 0 <= (last - first).days < LONGEST_OFF:
        allowed = f"the first day or up to {LONGEST_OFF} days from it"
        raise BadInput("the last day off", "cannot be used", allowed=allowed)
