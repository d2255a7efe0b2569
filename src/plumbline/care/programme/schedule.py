"""The days as they really are: the programme's pattern, sessions that moved, and days off.

The rules, in this order. What was done stays where it was done. A session stays on the day its
programme gave it. A session that a person moved goes to that day. A session whose day is off goes
to the nearest free day of its own week (the later one of two), never to a day before the one on
which the day off was told; where no day fits, that week has one session less. No rule puts two
sessions on one day, a session on a day off, more sessions into a week than the programme has, or
strength on more days running than the programme itself does.
"""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from plumbline.care.programme.model import Day, Programme, Template

Off = Literal["rest", "travel"]
"""A rest day has nothing; a travel day has no session, but its walk stays."""
ONE = timedelta(days=1)
WEEKS_ON = 1
"""A session may go as far as the week after its own."""


def _no_dates() -> dict[date, date]:
    return {}


def _no_days_off() -> dict[date, Off]:
    return {}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a person changed about their days, and on which days a session was done."""

    moved: Mapping[date, date] = field(default_factory=_no_dates)
    """The day the programme gave a session -> the day it goes to instead."""
    off: Mapping[date, Off] = field(default_factory=_no_days_off)
    told: Mapping[date, date] = field(default_factory=_no_dates)
    """A day off -> the day on which it was told."""
    done: frozenset[date] = frozenset()
    """Days on which a session was begun: what happened is never moved."""

    def move(self, origin: date, to: date) -> "Changes":
        """The session of the day `origin` in the programme goes to `to`."""
        others = {day: goes for day, goes in self.moved.items() if day != origin}
        return replace(self, moved=others if to == origin else {**others, origin: to})

    def set_off(self, day: date, kind: Off, told: date) -> "Changes":
        """The day is off."""
        return replace(self, off={**self.off, day: kind}, told={**self.told, day: told})

    def clear_off(self, day: date) -> "Changes":
        """The day is as the programme says again."""
        return replace(
            self,
            off={other: kind for other, kind in self.off.items() if other != day},
            told={other: told for other, told in self.told.items() if other != day},
        )


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the programme and the day it really has; None: left out that week."""

    origin: date
    """The day its programme gave it: its name for as long as the programme stands."""
    template: Template
    on: date | None


def sessions(
    programme: Programme,
    changes: Changes,
    until: date,
    *,
    strong: Collection[Template] | None = None,
) -> tuple[Session, ...]:
    """Every session since the start that the programme gave to a day up to `until`, in that order.

    `strong` are the templates with strength in them (None: all). Moves of sessions that this
    programme does not have are passed over, as after a programme was made anew.
    """
    named = [programme.start, until, *changes.moved, *changes.moved.values(), *changes.done]
    # Far enough that nothing beyond it has a say in what is asked for.
    last = ahead_of(programme, max(named))
    grid = Grid(programme, strong)
    waiting = _lay_out(grid, changes, last)
    for origin, template in sorted(waiting):
        to = _nearest(grid, changes, origin, template)
        if to is not None:
            grid.put(to, template, origin)
    places = {origin: day for day, (_template, origin) in grid.by_day.items()}
    return tuple(
        Session(origin, template, places.get(origin))
        for origin, template in _pattern(programme, until)
    )


def schedule(
    programme: Programme,
    changes: Changes,
    first: date,
    until: date,
    *,
    strong: Collection[Template] | None = None,
) -> tuple[Day, ...]:
    """The days from `first` to `until` as they are; none before the programme starts.

    The walk goes with the session: a day that gives its session away changes walks with the day
    that takes it, so that no day holds more minutes than the programme gives to such a day.
    """
    placed = sessions(programme, changes, ahead_of(programme, until), strong=strong)
    here = {session.on: session for session in placed if session.on is not None}
    gone = {session.origin: session.on for session in placed if session.on != session.origin}
    days: list[Day] = []
    day = max(first, programme.start)
    while day <= until:
        session, walk_of = here.get(day), day
        if session is not None:
            walk_of = session.origin
        elif (went := gone.get(day)) is not None and not _on(programme, went).session:
            walk_of = went
        walk = 0 if changes.off.get(day) == "rest" else _on(programme, walk_of).walk_minutes
        template = session.template if session else _on(programme, day).template
        days.append(Day(day, session is not None, walk, template))
        day += ONE
    return tuple(days)


def made_up(
    programme: Programme,
    changes: Changes,
    *,
    strong: Collection[Template] | None = None,
) -> Changes:
    """The changes with every session that was done on a day without one taken for the last one
    missed before it, so that nothing missed can be made up twice."""
    done = sorted(day for day in changes.done if day >= programme.start)
    if not done:
        return changes
    until = ahead_of(programme, done[-1])
    placed = sessions(programme, changes, until, strong=strong)
    for day in done:
        if any(session.on == day for session in placed):
            continue
        missed = [s for s in placed if is_missed(s, changes, day) and reaches(programme, s, day)]
        if missed:
            changes = changes.move(missed[-1].origin, day)
            placed = sessions(programme, changes, until, strong=strong)
    return changes


def ahead_of(programme: Programme, day: date) -> date:
    """How far one has to look to see every session that may have come to a day up to `day`."""
    return day + timedelta(days=(WEEKS_ON + 1) * len(programme.days))


def is_missed(session: Session, changes: Changes, today: date) -> bool:
    """Whether a session's day is over, or was taken from it, and it was not done."""
    day = session.on or session.origin
    return day < today and day not in changes.done


def reaches(programme: Programme, session: Session, day: date) -> bool:
    """Whether a session may go as far as this day: its own week or the next."""
    return 0 <= week_of(programme, day) - week_of(programme, session.origin) <= WEEKS_ON


def week_of(programme: Programme, day: date) -> int:
    """The number of the programme's week a day falls into, from 0; negative before the start."""
    return (day - programme.start).days // len(programme.days)


class Grid:
    """Sessions on days while they are being laid out."""

    def __init__(self, programme: Programme, strong: Collection[Template] | None) -> None:
        self.programme, self._strong = programme, strong
        self._most_running = _longest_run(programme, self)
        self._most_a_week = sum(day.session for day in programme.days)
        self.by_day: dict[date, tuple[Template, date]] = {}
        """Day -> the session on it and the day its programme gave it."""
        self._by_week: dict[int, int] = {}

    def put(self, day: date, template: Template, origin: date) -> None:
        self.by_day[day] = (template, origin)
        week = week_of(self.programme, day)
        self._by_week[week] = self._by_week.get(week, 0) + 1

    def is_strong(self, template: Template) -> bool:
        return self._strong is None or template in self._strong

    def has_room(self, day: date) -> bool:
        """Whether that day's week may hold one session more."""
        return self._by_week.get(week_of(self.programme, day), 0) < self._most_a_week

    def runs_on(self, day: date, template: Template) -> date | None:
        """A day beside `day` with which strength would be on too many days running."""
        if not self.is_strong(template):
            return None
        before, after = (sum(1 for _ in self._strong_from(day, step)) for step in (-ONE, ONE))
        if before + 1 + after <= self._most_running:
            return None
        return day - ONE if before else day + ONE

    def _strong_from(self, day: date, step: timedelta) -> Iterator[date]:
        day += step
        while day in self.by_day and self.is_strong(self.by_day[day][0]):
            yield day
            day += step


def _longest_run(programme: Programme, grid: Grid) -> int:
    """The most days running on which the programme itself has strength; one at least."""
    longest = run = 0
    for day in (*programme.days, *programme.days):
        run = run + 1 if day.session and grid.is_strong(day.template) else 0
        longest = max(longest, run)
    # Every day of the week: then no number of days running is too many.
    return sys.maxsize if longest == 2 * len(programme.days) else max(1, longest)


def _lay_out(grid: Grid, changes: Changes, last: date) -> list[tuple[date, Template]]:
    """Put what was done, what stays and what was moved on its days; gives what has no day yet."""
    programme = grid.programme
    waiting: list[tuple[date, Template]] = []
    moving: list[tuple[date, Template]] = []
    staying: list[tuple[date, Template]] = []
    for origin, template in _pattern(programme, last):
        to = changes.moved.get(origin, origin)
        if to in changes.done and to not in grid.by_day:
            grid.put(to, template, origin)
        elif origin in changes.moved:
            moving.append((origin, template))
        else:
            (waiting if origin in changes.off else staying).append((origin, template))
    for origin, template in staying:
        if origin in grid.by_day or grid.runs_on(origin, template) is not None:
            waiting.append((origin, template))  # what was done stands in its way
        else:
            grid.put(origin, template, origin)
    for origin, template in moving:
        to = changes.moved[origin]
        if _may_go(grid, changes, origin, template, to):
            grid.put(to, template, origin)
        else:
            waiting.append((origin, template))
    return waiting


def _may_go(grid: Grid, changes: Changes, origin: date, template: Template, to: date) -> bool:
    programme = grid.programme
    return (
        to >= programme.start
        and reaches(programme, Session(origin, template, None), to)
        and _fits(grid, changes, template, to)
    )


def _fits(grid: Grid, changes: Changes, template: Template, to: date) -> bool:
    return (
        to not in grid.by_day
        and to not in changes.off
        and grid.has_room(to)
        and grid.runs_on(to, template) is None
    )


def _nearest(grid: Grid, changes: Changes, origin: date, template: Template) -> date | None:
    """The nearest day of the session's own week that breaks nothing."""
    programme = grid.programme
    length = len(programme.days)
    begins = programme.start + timedelta(days=week_of(programme, origin) * length)
    earliest = changes.told.get(origin, origin)
    week = (begins + timedelta(days=offset) for offset in range(length))
    able = (day for day in week if day >= earliest and _fits(grid, changes, template, day))
    return min(able, key=lambda day: (abs((day - origin).days), day < origin), default=None)


def _pattern(programme: Programme, until: date) -> Iterator[tuple[date, Template]]:
    """The sessions as the programme gives them to days."""
    day = programme.start
    while day <= until:
        plan = _on(programme, day)
        if plan.session:
            yield day, plan.template
        day += ONE


def _on(programme: Programme, day: date) -> Day:
    plan = programme.on(day)
    assert plan is not None, "only days since the start are asked for"
    return plan
