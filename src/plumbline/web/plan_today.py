"""What may be done today, and where nothing may, the kind reason why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast

from plumbline.care.cautions import Objection, objections
from plumbline.care.pathway import Standing
from plumbline.care.programme import Day, Planned, Programme
from plumbline.care.triage import BLOCKS_EXERCISE
from plumbline.knowledge.schema import Dose, Exercise, Finding, FirstWeek, Side
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
from plumbline.web.case import Case
from plumbline.web.plan_left import LeftOut, left_out, questions
from plumbline.web.plan_words import reasons

State = Literal[
    "plan", "ready", "check", "see_someone", "not_for_you", "information", "resume", "recheck"
]
DONE = ("done", "part", "skipped", "stopped_pain")


@dataclass(frozen=True)
class Shown:
    """One exercise of today as a page shows it; `blocked` when it must not be done today."""

    exercise: Exercise
    dose: Dose
    says_dose: str
    minutes: float
    because: str
    reason: str
    """Why it comes first, in the person's own test results; empty where tests did not choose."""
    warnings: tuple[Objection, ...]
    blocked: Objection | None
    asks: tuple[Finding, ...]
    """Questions that would settle what blocks it."""
    more_on: Side | None = None
    """The side that gets one set more."""

    @property
    def says_minutes(self) -> str:
        return wording.minutes(self.minutes)


@dataclass(frozen=True)
class Today:
    """Everything the page of the day shows."""

    state: State
    standing: Standing
    programme: Programme | None
    week: FirstWeek | None
    day: Day | None
    days: tuple[Day, ...]
    exercises: tuple[Shown, ...]
    walk: Shown | None
    left: Mapping[str, tuple[LeftOut, ...]]
    against: tuple[Objection, ...]
    session_done: bool
    missed: date | None
    """A day whose session was not done and may be done today instead."""

    @property
    def able(self) -> tuple[Shown, ...]:
        """The exercises that may be done."""
        return tuple(item for item in self.exercises if item.blocked is None)

    @property
    def session_today(self) -> bool:
        planned = self.day is not None and self.day.session
        return bool(self.able) and not self.session_done and (planned or self.missed is not None)

    @property
    def items(self) -> tuple[Shown, ...]:
        """What today's session holds: its exercises, then the walk."""
        exercises = self.able if self.session_today else ()
        walk = (self.walk,) if self.walk and not self.walk.blocked else ()
        return (*exercises, *walk) if not self.session_done else ()


def look(case: Case) -> Today:
    """Today, for the person whose case it is."""
    standing, programme = case.book.standing(case.today), case.book.programme()
    sessions = sessions_told(case)
    day = programme.on(case.today) if programme else None
    knowledge = case.knowledge
    exercises = programme.exercises if programme else ()
    because = reasons(case, exercises)
    return Today(
        state=state_of(standing, programme),
        standing=standing,
        programme=programme,
        week=knowledge.first_weeks.get(programme.stage) if programme else None,
        day=day,
        days=_week_of(programme, case.today) if programme else (),
        exercises=tuple(
            shown(case.rulebook, standing, planned, because.get(planned.because, ""))
            for planned in exercises
        ),
        walk=_walk(case.rulebook, standing, programme, day),
        left=left_out(case.rulebook, programme.left_out if programme else ()),
        against=tuple(o for o in standing.to_settle if o.blocks),
        session_done=case.today in sessions,
        missed=_missed(programme, sessions, case.today) if programme else None,
    )


def state_of(standing: Standing, programme: Programme | None) -> State:
    """Which page of the day it is. Safety comes before everything else."""
    triage = standing.triage
    if triage.urgency in BLOCKS_EXERCISE:
        return "see_someone"
    if any(objection.blocks and objection.known for objection in standing.against_any_plan):
        return "not_for_you"
    if programme is None:
        if standing.next_page is not None:
            return "check"
        if standing.information_only:
            return "information"
        return "ready" if standing.may_plan else "not_for_you"
    if programme.suspended:
        return "resume" if standing.may_plan else "recheck"
    blocked = any(objection.blocks for objection in standing.against_any_plan)
    return "plan" if triage.exercise_allowed and not blocked else "recheck"


def sessions_told(case: Case) -> dict[date, bool]:
    """Days on which a session was told, and whether any exercise but the walk was begun."""
    days: dict[date, bool] = {}
    for event in case.book.events():
        if event.kind == "session":
            told = cast(Mapping[str, Any], event.payload)
            moving = case.knowledge.programme.aerobic
            marks = (mark for name, mark in told["done"].items() if name not in moving)
            begun = any(mark != "skipped" for mark in marks)
            on = date.fromisoformat(told["on"])
            days[on] = begun or days.get(on, False)
    return days


def _missed(programme: Programme, sessions: Mapping[date, bool], today: date) -> date | None:
    """The last planned session before today, if none was done since."""
    planned = [day.on for day in _days_before(programme, today) if day.session]
    if not planned:
        return None
    last = planned[-1]
    return None if any(begun and last <= day <= today for day, begun in sessions.items()) else last


def _days_before(programme: Programme, today: date) -> list[Day]:
    first = max(programme.start.toordinal(), today.toordinal() - len(programme.days))
    days = (date.fromordinal(n) for n in range(first, today.toordinal()))
    return [_dated(programme, day) for day in days]


def _week_of(programme: Programme, today: date) -> tuple[Day, ...]:
    """The seven days of the pattern that today falls into."""
    length = len(programme.days)
    weeks = max(0, (today - programme.start).days) // length
    begin = programme.start.toordinal() + weeks * length
    return tuple(_dated(programme, date.fromordinal(begin + i)) for i in range(length))


def _dated(programme: Programme, day: date) -> Day:
    pattern = programme.on(day)
    assert pattern is not None, "only days since the start are asked for"
    return Day(day, pattern.session, pattern.walk_minutes)


def shown(rulebook: Rulebook, standing: Standing, planned: Planned, reason: str = "") -> Shown:
    """An exercise with what speaks against it today: answers may have changed since it was
    chosen, so its cautions are weighed again."""
    exercise = rulebook.knowledge.exercises[planned.exercise]
    dose = exercise.doses[planned.dose]
    weighed = _against(rulebook, standing, exercise, dose, planned.minutes, planned.because)
    says = wording.dose(dose, planned.more_on)
    return replace(weighed, says_dose=says, reason=reason, more_on=planned.more_on)


def _walk(
    rulebook: Rulebook, standing: Standing, programme: Programme | None, day: Day | None
) -> Shown | None:
    """What gets the person moving today: walking, or what the plan has in its place."""
    if programme is None or day is None or not day.walk_minutes:
        return None
    exercise = rulebook.knowledge.exercises[programme.aerobic]
    dose = Dose(minutes=day.walk_minutes)
    return _against(rulebook, standing, exercise, dose, day.walk_minutes, "programme/rules")


def _against(
    rulebook: Rulebook,
    standing: Standing,
    exercise: Exercise,
    dose: Dose,
    minutes: float,
    because: str,
) -> Shown:
    against = objections(rulebook, standing.known, exercise)
    blocking = sorted((o for o in against if o.blocks), key=lambda o: not o.known)
    blocked = blocking[0] if blocking else None
    return Shown(
        exercise=exercise,
        dose=dose,
        says_dose=wording.dose(dose),
        minutes=minutes,
        because=because,
        reason="",
        warnings=tuple(o for o in against if not o.blocks),
        blocked=blocked,
        asks=questions(rulebook, blocked.missing) if blocked else (),
    )
