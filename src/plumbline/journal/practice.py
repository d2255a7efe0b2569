"""What the journal says of the weeks until now: what was done, what hurt, what is wished for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from plumbline.care.decision import read_review, read_wish
from plumbline.care.monitoring.check_in import BACKS_OFF
from plumbline.care.programme import BY_DIRECTION, Practice, Programme, Wishes
from plumbline.journal.reading import data_of
from plumbline.journal.values import Event

WEEK = timedelta(days=7)
OF_A_PLAN = ("programme", "session", "review", "flare", "offer_answered", "recheck")
"""The kinds of event that say how a plan went."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one event says of how a plan went, without the rest of what it holds: a stored decision
    is a thousand times larger, and a page asks for all of them."""

    id: int
    kind: str
    data: dict[str, Any]


def trace(event: Event) -> Trace:
    """An event of a plan, made short."""
    data = data_of(event)
    match event.kind:
        case "programme":
            planned: list[dict[str, str]] = data["programme"]["exercises"]
            data = {
                "because": data["because"],
                "start": data["programme"]["start"],
                "exercises": [one["exercise"] for one in planned],
                "directed": [
                    one["exercise"] for one in planned if one["because"].startswith(BY_DIRECTION)
                ],
            }
        case "review":
            review = read_review(data["outcome"]["review"])
            data = {
                "action": review.action,
                "rule": review.rule,
                "as_of": data["as_of"],
                "drops_direction": review.drops_direction,
            }
        case _:
            pass
    return Trace(event.id, event.kind, data)


def practice(
    traces: Iterable[Trace],
    before: Programme | None,
    today: date,
    hurt_days: int,
    *,
    new_week: bool = False,
    granted: str = "",
) -> Practice:
    """What somebody has been doing until a day, with the programme they have now. What was stopped
    by pain counts as hurt for `hurt_days`. A step is earned only for a new week, which needs their
    yes; `granted` is what a clinician raises now."""
    seen = _seen(traces, today)
    over = before is not None and today - seen.week_began >= WEEK
    return Practice(
        week=(today - seen.started) // WEEK + 1,
        before=before,
        done=dict(seen.done),
        hurt=frozenset(n for n, on in seen.hurt.items() if (today - on).days < hurt_days),
        fresh=frozenset(seen.fresh & seen.held),
        last_session=seen.last,
        begun=seen.last is not None or seen.backed_off,
        granted=granted,
        may_grow=seen.may_grow,
        earned=seen.allowed and seen.ready and over and new_week,
    )


@dataclass(slots=True)
class _Seen:
    """The events of a plan taken in one after the other."""

    today: date
    done: Counter[str] = field(default_factory=Counter[str])
    hurt: dict[str, date] = field(default_factory=dict[str, date])
    """The last day on which each exercise hurt."""
    held: set[str] = field(default_factory=set[str])
    directed: tuple[str, ...] = ()
    """What the plan holds because one way of bending drew the pain in."""
    fresh: set[str] = field(default_factory=set[str])
    started: date = date.max
    week_began: date = date.max
    """The first day of the last week that was made or said yes to."""
    backed_off: bool = False
    backed_on: date = date.min
    """The last day on which the plan backed off, or everything was asked again."""
    done_since: bool = False
    """Whether a session was begun since the last step up."""
    stepped: date = date.max
    """The day of the last step up, or of the plan itself."""
    last: date | None = None
    may_grow: bool = True
    allowed: bool = False

    def __post_init__(self) -> None:
        self.started = self.week_began = self.stepped = self.today

    @property
    def ready(self) -> bool:
        """Whether what is done now was tried: a session was begun, or at least a night has passed
        (not everybody tells of sessions, and a check-in asks how they felt)."""
        return self.done_since or self.today > self.stepped

    def take(self, trace: Trace) -> None:
        data = trace.data
        match trace.kind:
            case "programme":
                self._programme(data)
            case "session":
                self._session(data)
            case "review":
                self._review(data)
            case "flare":
                self._back_off(date.fromisoformat(data["on"]))
            case "recheck":
                # Something was new or different: what was allowed before waits for a good check-in.
                self.allowed = self.may_grow = False
                self.backed_on = max(self.backed_on, date.fromisoformat(data["on"]))
            case "offer_answered":
                # The step that was allowed is taken, or was declined.
                self.allowed = False
                if data["yes"]:
                    self._step(date.fromisoformat(data["on"]))
            case _:
                pass

    def _step(self, on: date) -> None:
        self.done_since, self.stepped = False, on

    def _review(self, data: dict[str, Any]) -> None:
        """A check-in that only holds gives nothing back: what backed off waits for a good one."""
        action, on = data["action"], date.fromisoformat(data["as_of"])
        later = on > self.backed_on
        self.allowed = action == "may_progress" and later and self.today - on < WEEK
        if action in BACKS_OFF:
            self._back_off(on)
            self.hurt |= dict.fromkeys(self.directed if data["drops_direction"] else (), on)
        elif action != "hold" and later:
            self.may_grow = True

    def _back_off(self, on: date) -> None:
        """What was shown before has to be shown again; a check-in of that day or of one before it
        takes nothing back."""
        self.backed_on = max(self.backed_on, on)
        self.may_grow = self.allowed = False
        self.backed_off = True
        self.done.clear()

    def _programme(self, data: dict[str, Any]) -> None:
        names, begins = set[str](data["exercises"]), date.fromisoformat(data["start"])
        if data["because"] == "made":
            self.started, self.week_began, self.fresh = begins, begins, set()
            self.backed_off = False
            self._step(begins)
        elif self.today - begins < WEEK:
            self.fresh |= names - self.held
        if data["because"] == "new_week":
            self.week_began = begins
            self._step(begins)
        self.held, self.directed = names, tuple(data["directed"])

    def _session(self, data: dict[str, Any]) -> None:
        on, stopped = date.fromisoformat(data["on"]), _stopped(data)
        if _begun(data):
            self.last = max(self.last or on, on)
            self.done_since = True
        self.done.update(name for name in _to_the_end(data) if name in self.held | _swapped(data))
        for name in stopped:
            self.hurt[name] = max(on, self.hurt.get(name, on))
        self.allowed = self.allowed and not stopped


def _seen(traces: Iterable[Trace], today: date) -> _Seen:
    seen = _Seen(today)
    for one in traces:
        seen.take(one)
    return seen


def step_open(traces: Sequence[Trace], today: date) -> bool:
    """Whether the last check-in allows a step up that nobody has answered yet."""
    last = next((one.kind for one in reversed(traces) if one.kind != "session"), "")
    seen = _seen(traces, today)
    return last == "review" and seen.allowed and seen.ready


def week_began(traces: Iterable[Trace], today: date) -> date:
    """The first day of the week of the plan that was last made or said yes to."""
    return _seen(traces, today).week_began


def hurt_on(traces: Iterable[Trace], today: date) -> Mapping[str, date]:
    """The last day on which each exercise hurt."""
    return _seen(traces, today).hurt


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


def _swapped(data: dict[str, Any]) -> set[str]:
    """What was done in the place of something else."""
    swapped: dict[str, dict[str, str | None]] = data.get("swapped", {})
    return {to for swap in swapped.values() if (to := swap.get("to"))}


def _stopped(data: dict[str, Any]) -> set[str]:
    """What hurt: stopped by pain, or swapped for something else because of it."""
    swapped: dict[str, dict[str, str | None]] = data.get("swapped", {})
    stopped = {name for name, mark in _marks(data).items() if mark == "stopped_pain"}
    return stopped | {name for name, swap in swapped.items() if swap.get("because") == "hurts"}


def _marks(data: dict[str, Any]) -> dict[str, str]:
    return data["done"]
