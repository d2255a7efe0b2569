"""What the pages of the calendar show of each day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from plumbline.care.programme import Programme
from plumbline.care.programme.model import Day, Template
from plumbline.care.programme.schedule import ONE, Off, Session, week_of
from plumbline.care.today import able, may_follow
from plumbline.journal.agenda import Agenda
from plumbline.present.words import _
from plumbline.web.calendar_words import why_not
from plumbline.web.case import Case

Went = Literal["done", "part", "not_done"]
WEEK = timedelta(days=7)
AHEAD = timedelta(days=366)
"""How far the pages go: a plan changes long before."""


@dataclass(frozen=True)
class DayShown:
    """One day of the calendar. Days before the plan began are empty."""

    on: date
    session: bool = False
    template: Template | None = None
    """Which session; None where there is only one."""
    exercises: tuple[str, ...] = ()
    """Their titles: those that were told, else those that are planned and may be done."""
    minutes: int = 0
    """Of the session, rounded up."""
    walk: int = 0
    off: Off | None = None
    went: Went | None = None
    """How a day that has come went; None for a day ahead, or one with nothing to do."""
    moved_from: date | None = None
    moved_to: date | None = None
    """Where the session went that the plan had given to this day."""
    left_out: bool = False
    """The plan had given this day a session that rests that week."""
    may_move: bool = False


@dataclass(frozen=True)
class Target:
    """A day a session may go to, or why it may not."""

    on: date
    why_not: str
    along: tuple[date, ...] = ()
    """Where it cannot go alone: the days of the later sessions of its week, moved on with it."""


@dataclass(frozen=True)
class Calendar:
    """Days of a calendar page, and where the pages before and after begin."""

    days: tuple[DayShown, ...]
    before: date | None
    after: date | None
    waiting: bool
    """No session is shown ahead: the plan waits for an answer or for somebody to look."""

    @property
    def weeks(self) -> tuple[tuple[DayShown, ...], ...]:
        return tuple(self.days[at : at + 7] for at in range(0, len(self.days), 7))


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def clamped(case: Case, day: date) -> date:
    """The day, or the nearest one that the pages go to."""
    return min(max(day, case.today - AHEAD), case.today + AHEAD)


def week(case: Case, on: date) -> Calendar:
    """The seven days from Monday on."""
    first = monday(on)
    return _calendar(case, first, first + WEEK - ONE, first - WEEK, first + WEEK)


def month(case: Case, on: date) -> Calendar:
    """The whole weeks that a month touches."""
    first = on.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    until = monday(following - ONE) + WEEK - ONE
    return _calendar(case, monday(first), until, (first - ONE).replace(day=1), following)


def targets(case: Case, since: date) -> tuple[Target, ...]:
    """The days from today on that a session could go to: its own week and the next."""
    agenda = case.book.agenda
    plan, session = agenda.programme, agenda.session_of(since)
    if plan is None or session is None or session.on in agenda.changes().done:
        return ()
    length = timedelta(days=len(plan.days))
    begins = plan.start + week_of(plan, session.origin) * length
    day, found = max(begins, case.today), list[Target]()
    while day < begins + 2 * length:
        if day != session.on:
            problem = why_not(agenda.problems(since, day, case.today))
            others = agenda.along(since, day, case.today) if problem else ()
            found.append(Target(day, problem, tuple(sorted(one.to for one in others))[1:]))
        day += ONE
    return tuple(found)


def waits(case: Case, programme: Programme | None) -> bool:
    """Whether nothing is planned ahead for the time being."""
    return not may_follow(case.book.standing(case.today), programme)


def _calendar(case: Case, first: date, until: date, before: date, after: date) -> Calendar:
    agenda = case.book.agenda
    waiting = waits(case, agenda.programme)
    days = {day.on: day for day in agenda.days(first, until)}
    looked = _Looked(case, agenda, until, waiting)
    shown_days: list[DayShown] = []
    on = first
    while on <= until:
        shown_days.append(looked.at(days[on]) if on in days else DayShown(on))
        on += ONE
    reach = (clamped(case, before) == before, clamped(case, after) == after)
    return Calendar(
        tuple(shown_days), before if reach[0] else None, after if reach[1] else None, waiting
    )


class _Looked:
    """What every day of a page needs, looked up once."""

    def __init__(self, case: Case, agenda: Agenda, until: date, waiting: bool) -> None:
        self._case, self._agenda, self._waiting = case, agenda, waiting
        placed = agenda.sessions(until)
        self._here = {session.on: session for session in placed}
        self._of = {session.origin: session for session in placed}
        self._off = agenda.changes().off
        self._blocked = frozenset(_blocked(case, agenda.programme))

    def at(self, day: Day) -> DayShown:
        """One day as the page shows it."""
        marks = self._agenda.told.get(day.on)
        ahead = day.on >= self._case.today and marks is None
        if ahead and self._waiting:
            return DayShown(day.on, off=self._off.get(day.on))
        plan = self._agenda.programme_on(day.on)
        planned = plan.session(day.template) if plan and day.session else ()
        may = [one for one in planned if one.exercise not in self._blocked]
        names = self._told(marks) if marks else [one.exercise for one in may]
        own, came = self._of.get(day.on), self._here.get(day.on)
        session = bool(names) or (day.session and not ahead)
        return DayShown(
            on=day.on,
            session=session,
            template=day.template if session and plan and len(plan.templates) > 1 else None,
            exercises=tuple(_(self._case.knowledge.exercises[name].title) for name in names),
            minutes=ceil(sum(one.minutes for one in may)),
            walk=self._walk(day, plan),
            off=self._off.get(day.on),
            went=None if ahead else self._went(marks, day),
            moved_from=came.origin if came and came.origin != day.on else None,
            moved_to=own.on if own and own.on != day.on else None,
            left_out=own is not None and own.on is None,
            may_move=not self._waiting and self._may_move(came),
        )

    def _walk(self, day: Day, plan: Programme | None) -> int:
        """The minutes on the move; from today on only what may be done."""
        coming = day.on >= self._case.today
        barred = plan is not None and plan.aerobic in self._blocked
        return 0 if coming and (self._waiting or barred) else day.walk_minutes

    def _told(self, marks: Mapping[str, str]) -> list[str]:
        moving, known = self._case.knowledge.programme.aerobic, self._case.knowledge.exercises
        return [name for name in marks if name not in moving and name in known]

    def _went(self, marks: Mapping[str, str] | None, day: Day) -> Went | None:
        """How a day went; a day with a walk and no session counts by what was told, if anything."""
        if not marks:
            due = day.session and day.on < self._case.today
            return "not_done" if due else None
        own = [marks[name] for name in self._told(marks)] or list(marks.values())
        if all(mark == "done" for mark in own):
            return "done"
        return "not_done" if all(mark == "skipped" for mark in own) else "part"

    def _may_move(self, session: Session | None) -> bool:
        plan, today = self._agenda.programme, self._case.today
        if session is None or plan is None or session.on in self._agenda.changes().done:
            return False
        return week_of(plan, today) - week_of(plan, session.origin) <= 1


def _blocked(case: Case, programme: Programme | None) -> Iterator[str]:
    """Exercises of the plan, and what fills its walks, that must not be done as things stand."""
    if programme is not None:
        known = case.book.standing(case.today).known
        yield from (one.exercise for one in able(case.rulebook, known, programme).barred)
