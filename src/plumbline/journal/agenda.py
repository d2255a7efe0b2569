"""A person's days: what they moved, the days off they took, and the calendar they asked for.

Everything is derived from the events, in their order; nothing stored is ever changed.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import zip_longest
from math import ceil
from typing import Literal

from plumbline.care.decision import read_programme
from plumbline.care.programme.appointment import Appointment, Revision
from plumbline.care.programme.model import Day, Programme
from plumbline.care.programme.moving import (
    Move,
    Problem,
    along,
    missed,
    problems,
    session_of,
    strong_templates,
)
from plumbline.care.programme.schedule import (
    ONE,
    Changes,
    Off,
    Session,
    ahead_of,
    made_up,
    schedule,
    sessions,
)
from plumbline.care.record import Facts
from plumbline.care.today import able
from plumbline.errors import BadInput, NotReady
from plumbline.journal.changed_days import CHANGED, MOVED, OFF, ON, after, check_span
from plumbline.journal.entries import store
from plumbline.journal.journal import Entry, Journal
from plumbline.journal.reading import OF_THE_RECORD, data_of
from plumbline.journal.reminders import TIMES, Reminders
from plumbline.journal.values import Event
from plumbline.logic.rulebook import Rulebook

By = Literal["person", "clinician"]
ROUND_TO = 5
"""Minutes: a calendar shows whole boxes."""


class Agenda:
    """A profile's days seen through its journal. Make a new one after something was stored."""

    def __init__(self, journal: Journal, rulebook: Rulebook, profile_id: str) -> None:
        self._journal = journal
        self._rulebook = rulebook
        self._profile_id = profile_id

    # Reading

    @cached_property
    def programme(self) -> Programme | None:
        """The programme as it stands now."""
        return self._programmes[-1] if self._programmes else None

    @cached_property
    def told(self) -> Mapping[date, Mapping[str, str]]:
        """What was told of each day's session: exercise -> done, part, skipped, stopped_pain."""
        days: dict[date, dict[str, str]] = {}
        for event in self._journal.events(self._profile_id, kinds=("session",)):
            data = data_of(event)
            days.setdefault(date.fromisoformat(data["on"]), {}).update(data["done"])
        return days

    def changes(self) -> Changes:
        """What was changed of the programme as it stands now, and what was done since it began."""
        return self._changes

    def days(self, first: date, until: date) -> tuple[Day, ...]:
        """The days as they are, from `first` to `until`; earlier ones by the programme they had."""
        found: list[Day] = []
        plans = self._programmes
        for plan, following in zip_longest(plans, plans[1:]):
            end = min(until, following.start - ONE) if following else until
            if first <= end:
                strong = strong_templates(self._rulebook.knowledge, plan)
                changes = self._changes_of(plan) if following else self._changes
                found += schedule(plan, changes, first, end, strong=strong)
        return tuple(found)

    def sessions(self, until: date) -> tuple[Session, ...]:
        """The sessions of the programme as it stands, with the days they really have."""
        plan = self.programme
        if plan is None or until < plan.start:
            return ()
        strong = strong_templates(self._rulebook.knowledge, plan)
        return sessions(plan, self.changes(), ahead_of(plan, until), strong=strong)

    def session_of(self, day: date) -> Session | None:
        """The session a day has; else the one it had in the programme and that rests."""
        plan = self.programme
        if plan is None:
            return None
        strong = strong_templates(self._rulebook.knowledge, plan)
        return session_of(plan, self.changes(), day, strong=strong)

    def programme_on(self, day: date) -> Programme | None:
        """The programme a day belongs to."""
        return next((plan for plan in reversed(self._programmes) if plan.start <= day), None)

    def missed(self, today: date) -> Session | None:
        """The last session that was not done, if it may be done today instead."""
        plan = self.programme
        knowledge = self._rulebook.knowledge
        return missed(knowledge, plan, self.changes(), today) if plan else None

    def problems(self, since: date, to: date, today: date) -> tuple[Problem, ...]:
        """What speaks against moving the session of a day to another."""
        plan = self.programme
        if plan is None:
            return (Problem("nothing"),)
        move = Move(since, to)
        return problems(self._rulebook.knowledge, plan, self.changes(), move, today)

    def along(self, since: date, to: date, today: date) -> tuple[Move, ...]:
        """The move with the later sessions of its week taken along; empty where that breaks
        something too."""
        plan = self.programme
        if plan is None:
            return ()
        move = Move(since, to)
        return along(self._rulebook.knowledge, plan, self.changes(), move, today)

    def appointments(
        self, first: date, until: date, known: Facts | None = None
    ) -> tuple[Appointment, ...]:
        """The sessions of these days for another calendar; none while the programme waits. With
        what is `known` of the person, only what may be done today counts."""
        plan = self.programme
        if plan is None or plan.suspended:
            return ()
        now = able(self._rulebook, known, plan) if known is not None else None
        walks = {day.on: day.walk_minutes for day in self.days(first, until)}
        if now is not None and not now.walks:
            walks = {}
        found: list[Appointment] = []
        for session in self.sessions(until):
            exercises = (now.programme if now else plan).session(session.template)
            if session.on is None or not first <= session.on <= until or not exercises:
                continue
            minutes = sum(planned.minutes for planned in exercises) + walks.get(session.on, 0)
            whole = max(ROUND_TO, ceil(minutes / ROUND_TO) * ROUND_TO)
            found.append(Appointment(self._uid(session.origin), session.on, whole))
        return tuple(sorted(found, key=lambda one: one.on))

    def revision(self) -> Revision:
        """Rises with everything that may change what a calendar shows."""
        kinds = (*CHANGED, TIMES, *OF_THE_RECORD, "programme", "session")
        events = self._journal.events(self._profile_id, kinds=kinds)
        return Revision(len(events), events[-1].at if events else None)

    @property
    def reminders(self) -> Reminders:
        """The time of day, the reminder and the feed a person asked for."""
        return Reminders(self._journal, self._rulebook.knowledge, self._profile_id)

    # Adding

    def move_session(
        self,
        since: date,
        to: date,
        today: date,
        *,
        along: bool = False,
        by: By = "person",
        request_id: str | None = None,
    ) -> None:
        """Move the session of a day to another, with `along` the later ones of its week by as many
        days. Raises NotReady where something speaks against it."""
        if self.was_sent(request_id):
            return
        problems = self.problems(since, to, today)
        moves = self.along(since, to, today) if along else () if problems else (Move(since, to),)
        sessions = [self.session_of(move.since) for move in moves]
        entries: list[Entry] = []
        for session, move in zip(sessions, moves, strict=True):
            if session is not None:
                days = {"session": session.origin, "from": move.since, "to": move.to, "on": today}
                told = {name: day.isoformat() for name, day in days.items()}
                entries.append((MOVED, {**told, "by": by}))
        if not entries:
            raise NotReady("this session cannot go to that day")
        self._add(entries, request_id)

    def set_off(
        self,
        day: date,
        kind: Off,
        today: date,
        *,
        last: date | None = None,
        by: By = "person",
        request_id: str | None = None,
    ) -> None:
        """Take a day off, or all days up to `last`. Raises BadInput for a day that is over or on
        which a session was done, and for a span that is no span."""
        if self.was_sent(request_id):
            return
        last = last or day
        check_span(day, last)
        if day < today:
            raise BadInput("the day off", "is over already", allowed="today or a later day")
        if any(day <= done <= last for done in self.changes().done):
            raise BadInput("the day off", "has a session that you did", allowed="another day")
        span = {"first": day.isoformat(), "last": last.isoformat(), "kind": kind}
        self._add([(OFF, {"on": today.isoformat(), **span, "by": by})], request_id)

    def clear_off(
        self,
        day: date,
        today: date,
        *,
        last: date | None = None,
        by: By = "person",
        request_id: str | None = None,
    ) -> None:
        """The day, or all days up to `last`, are as the programme says again. What is over stays
        as it was."""
        if self.was_sent(request_id):
            return
        last = last or day
        check_span(day, last)
        if day < today:
            raise BadInput("the day off", "is over already", allowed="today or a later day")
        span = {"first": day.isoformat(), "last": last.isoformat()}
        self._add([(ON, {"on": today.isoformat(), **span, "by": by})], request_id)

    # Inside

    @cached_property
    def _programmes(self) -> tuple[Programme, ...]:
        """What stood last of each programme, by the day it began; a later one made anew for the
        same or an earlier day takes its place."""
        found: list[Programme] = []
        for event in self._journal.events(self._profile_id, kinds=("programme",)):
            plan = read_programme(data_of(event)["programme"])
            found = [*(other for other in found if other.start < plan.start), plan]
        return tuple(found)

    def planned(self, first: date, until: date) -> tuple[date, ...]:
        """The days that had a session with something left in it."""
        had = ((day, self.programme_on(day.on)) for day in self.days(first, until) if day.session)
        return tuple(day.on for day, plan in had if plan and plan.session(day.template))

    @cached_property
    def begun(self) -> frozenset[date]:
        """Days on which an exercise was begun; a walk alone is no session."""
        moving = self._rulebook.knowledge.programme.aerobic
        return frozenset(
            day
            for day, marks in self.told.items()
            if any(mark != "skipped" for name, mark in marks.items() if name not in moving)
        )

    @cached_property
    def _changes(self) -> Changes:
        return self._changes_of(self.programme) if self.programme else Changes()

    @cached_property
    def _changed(self) -> list[Event]:
        return self._journal.events(self._profile_id, kinds=CHANGED)

    def _changes_of(self, plan: Programme) -> Changes:
        changes = Changes(done=frozenset(day for day in self.begun if day >= plan.start))
        for event in self._changed:
            changes = after(changes, event)
        return made_up(plan, changes, strong=strong_templates(self._rulebook.knowledge, plan))

    def _uid(self, origin: date) -> str:
        """The same for a session wherever it goes, and nothing to learn from."""
        named = f"{self._profile_id} {origin.isoformat()}"
        return sha256(named.encode()).hexdigest()[:32] + "@plumbline"

    def was_sent(self, request_id: str | None) -> bool:
        """Whether a form was sent before."""
        return request_id is not None and bool(
            self._journal.events_of_request(self._profile_id, request_id)
        )

    def _add(self, entries: list[Entry], request_id: str | None) -> None:
        store(self._journal, self._rulebook.knowledge, self._profile_id, entries, request_id)
