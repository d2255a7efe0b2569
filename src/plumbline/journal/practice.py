"""What the journal says of the weeks until now: what was done, what hurt, what is wished for."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from plumbline.care.decision import read_review, read_wish
from plumbline.care.monitoring import BACKS_OFF
from plumbline.care.programme import Practice, Programme, Wishes
from plumbline.journal.reading import data_of
from plumbline.journal.values import Event

WEEK = timedelta(days=7)
HURT_FOR = timedelta(days=14)
"""So long an exercise that was stopped by pain stays out of a new plan."""


def practice(
    events: Iterable[Event], before: Programme | None, today: date, *, new_week: bool = False
) -> Practice:
    """What somebody has been doing until a day, with the programme they have now. A step is earned
    only for a new week, which needs their yes."""
    done: Counter[str] = Counter()
    hurt: set[str] = set()
    started, last, may_grow, allowed = today, None, True, False
    for event in events:
        data = data_of(event)
        match event.kind:
            case "programme" if data["because"] == "made":
                started = date.fromisoformat(data["programme"]["start"])
            case "session":
                on = date.fromisoformat(data["on"])
                last = max(last or on, on) if _begun(data) else last
                done.update(_to_the_end(data))
                hurt |= _stopped(data) if today - on < HURT_FOR else set()
            case "review":
                review = read_review(data["outcome"]["review"])
                may_grow = review.action not in BACKS_OFF
                allowed = review.action == "may_progress"
            case "flare":
                may_grow = allowed = False
            case _:
                pass
    weeks = (today - started) // WEEK + 1
    over = before is not None and today - before.start >= WEEK
    return Practice(
        weeks, before, dict(done), frozenset(hurt), last, may_grow, allowed and over and new_week
    )


def wishes(events: Iterable[Event]) -> Wishes:
    """The wishes that stand after all that was said, the last word for each exercise."""
    standing = Wishes()
    for event in events:
        data = data_of(event)
        if "without" in data:
            standing = standing.without(data["without"])
        else:
            standing = standing.with_(read_wish(data["wish"]))
    return standing


def _begun(data: dict[str, Any]) -> bool:
    return any(mark != "skipped" for mark in _marks(data).values())


def _to_the_end(data: dict[str, Any]) -> list[str]:
    """What was done whole."""
    return [name for name, mark in _marks(data).items() if mark == "done"]


def _stopped(data: dict[str, Any]) -> set[str]:
    """What hurt: stopped by pain, or swapped for something else because of it."""
    swapped: dict[str, dict[str, str | None]] = data.get("swapped", {})
    stopped = {name for name, mark in _marks(data).items() if mark == "stopped_pain"}
    return stopped | {name for name, swap in swapped.items() if swap.get("because") == "hurts"}


def _marks(data: dict[str, Any]) -> dict[str, str]:
    return data["done"]
