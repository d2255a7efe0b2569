"""May a session go to another day, and which missed one may still be done today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.care.programme.model import Programme, Template
from plumbline.care.programme.schedule import (
    Changes,
    Grid,
    Session,
    ahead_of,
    is_missed,
    reaches,
    sessions,
    week_of,
)
from plumbline.knowledge import Knowledge

Kind = Literal["nothing", "done", "past", "off", "taken", "far", "strength", "full", "crowded"]
"""Why not: there is no session to move; it was done; the day is over; it is a day off; it has a
session; it is further than the next week; strength would be on too many days running; that week
is full; another session would lose its place."""


@dataclass(frozen=True, slots=True)
class Move:
    """A session from the day it has now (or, left out, had in the programme) to another."""

    since: date
    to: date


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a session cannot go to a day; `beside` is the day with the session that is too near."""

    kind: Kind
    beside: date | None = None


def strong_templates(knowledge: Knowledge, programme: Programme) -> frozenset[Template]:
    """The sessions with strength in them."""
    return frozenset(
        template
        for template in programme.templates
        if any(
            "strength" in knowledge.exercises[planned.exercise].purpose
            for planned in programme.session(template)
        )
    )


def session_of(
    programme: Programme,
    changes: Changes,
    day: date,
    *,
    strong: Collection[Template] | None = None,
) -> Session | None:
    """The session a day has; else the one its programme gave it and that was left out."""
    if day < programme.start:
        return None
    placed = sessions(programme, changes, ahead_of(programme, day), strong=strong)
    here = (s for s in placed if s.on == day)
    left_out = (s for s in placed if s.origin == day and s.on is None)
    return next(here, next(left_out, None))


def problems(
    knowledge: Knowledge, programme: Programme, changes: Changes, move: Move, today: date
) -> tuple[Problem, ...]:
    """Everything that speaks against a move; nothing where it may be made."""
    strong = strong_templates(knowledge, programme)
    session = session_of(programme, changes, move.since, strong=strong)
    if session is None:
        return (Problem("nothing"),)
    if session.on in changes.done:
        return (Problem("done"),)
    found = list(_against_the_day(programme, changes, session, move.to, today))
    if not found:
        found = list(_against_the_week(programme, changes, session, move.to, strong))
    return tuple(found)


def along(
    knowledge: Knowledge, programme: Programme, changes: Changes, move: Move, today: date
) -> tuple[Move, ...]:
    """The move together with the same step for every later session of that week, the last first;
    empty where even that breaks something, or where there is nothing to take along."""
    strong = strong_templates(knowledge, programme)
    session = session_of(programme, changes, move.since, strong=strong)
    step = move.to - move.since
    if session is None or session.on != move.since or step <= timedelta(0):
        return ()
    ahead = ahead_of(programme, move.to)
    placed = sessions(programme, changes, ahead, strong=strong)
    week = week_of(programme, session.origin)
    going = {
        one.origin: one.on + step
        for one in placed
        if one.on is not None and one.on >= move.since and week_of(programme, one.origin) == week
    }
    for origin, to in going.items():
        changes = changes.move(origin, to)
    days = [one.on for one in placed if one.on is not None and one.origin in going]
    if len(going) < 2 or not changes.done.isdisjoint({*days, *going.values()}):
        return ()
    after = sessions(programme, changes, ahead, strong=strong)
    went = {one.origin: one.on for one in after}
    lost = _left_out(after) > _left_out(placed)
    if lost or min(going.values()) < today or any(went[one] != to for one, to in going.items()):
        return ()
    return tuple(Move(day, day + step) for day in sorted(days, reverse=True))


def missed(
    knowledge: Knowledge, programme: Programme, changes: Changes, today: date
) -> Session | None:
    """The last session before today that was not done, if doing it today breaks nothing."""
    strong = strong_templates(knowledge, programme)
    placed = sessions(programme, changes, ahead_of(programme, today), strong=strong)
    before = [s for s in placed if s.on is not None and s.on < today]
    if not before:
        return None
    last = max(before, key=lambda session: session.on or session.origin)
    if not is_missed(last, changes, today) or last.on is None:
        return None
    return None if problems(knowledge, programme, changes, Move(last.on, today), today) else last


def _against_the_day(
    programme: Programme, changes: Changes, session: Session, to: date, today: date
) -> tuple[Problem, ...]:
    if to < today or to < programme.start:
        return (Problem("past"),)
    if to in changes.off:
        return (Problem("off"),)
    if not reaches(programme, session, to):
        return (Problem("far"),)
    return (Problem("taken"),) if to in changes.done or to == session.on else ()


def _against_the_week(
    programme: Programme,
    changes: Changes,
    session: Session,
    to: date,
    strong: Collection[Template],
) -> tuple[Problem, ...]:
    ahead = ahead_of(programme, to)
    placed = sessions(programme, changes, ahead, strong=strong)
    grid = Grid(programme, strong)
    for other in placed:
        if other.on is not None and other.origin != session.origin:
            grid.put(other.on, other.template, other.origin)
    if to in grid.by_day:
        return (Problem("taken"),)
    found: list[Problem] = []
    beside = grid.runs_on(to, session.template)
    if beside is not None:
        found.append(Problem("strength", beside))
    if not grid.has_room(to):
        found.append(Problem("full"))
    if not found:
        after = sessions(programme, changes.move(session.origin, to), ahead, strong=strong)
        went = any(one.origin == session.origin and one.on == to for one in after)
        if not went or _left_out(after) > _left_out(placed):
            found.append(Problem("crowded"))
    return tuple(found)


def _left_out(placed: tuple[Session, ...]) -> int:
    return sum(session.on is None for session in placed)
