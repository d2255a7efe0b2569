"""What may be done today, and where nothing may, the kind reason why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from plumbline.care.cautions import Objection, objections
from plumbline.care.programme import Day, Planned, Programme
from plumbline.care.programme.model import Template
from plumbline.care.programme.schedule import Session, week_of
from plumbline.care.standing import Standing
from plumbline.care.today import barring, may_follow
from plumbline.care.triage import BLOCKS_EXERCISE
from plumbline.journal.agenda import Agenda
from plumbline.knowledge.schema import Dose, Exercise, Finding, FirstWeek, Side
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
from plumbline.present.load_words import load_class
from plumbline.web.case import Case
from plumbline.web.plan_hurt import says_hurt
from plumbline.web.plan_left import LeftOut, left_out, questions
from plumbline.web.plan_words import reasons

State = Literal[
    "plan", "ready", "check", "see_someone", "not_for_you", "information", "resume", "recheck"
]
NEXT = timedelta(days=14)
"""How far ahead the next session is looked for."""
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
    hurt: str = ""
    """That it hurt lately, and when; empty where it did not."""

    @property
    def says_minutes(self) -> str:
        return wording.minutes(self.minutes)

    @property
    def says_load(self) -> str:
        return load_class(self.exercise)


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
    """Those of today's session, or of the one that was missed; on a day without one, of the next.
    """
    template: Template | None
    """Which session they are of; None where there is only one."""
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
    agenda, knowledge = case.book.agenda, case.knowledge
    days = _week_of(agenda, programme, case.today) if programme else ()
    day = next((day for day in days if day.on == case.today), None)
    missed = agenda.missed(case.today)
    template = _template(agenda, day, missed, case.today)
    exercises = programme.session(template) if programme and template else ()
    because, hurt = reasons(case, exercises), says_hurt(case)
    walk = _walk(case.rulebook, standing, programme, day)
    return Today(
        state=state_of(standing, programme),
        standing=standing,
        programme=programme,
        week=knowledge.first_weeks.get(programme.stage) if programme else None,
        day=day,
        days=days,
        exercises=tuple(
            _with_hurt(
                shown(case.rulebook, standing, planned, because.get(planned.because, "")), hurt
            )
            for planned in exercises
        ),
        template=template if programme and len(programme.templates) > 1 else None,
        walk=_with_hurt(walk, hurt) if walk else None,
        left=left_out(case.rulebook, programme.left_out if programme else ()),
        against=tuple(o for o in standing.to_settle if o.blocks),
        session_done=case.today in agenda.told,
        missed=missed.on if missed else None,
    )


def state_of(standing: Standing, programme: Programme | None) -> State:
    """Which page of the day it is. Safety comes before everything else."""
    if standing.triage.urgency in BLOCKS_EXERCISE:
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
    return "plan" if may_follow(standing, programme) else "recheck"


def _template(
    agenda: Agenda, day: Day | None, missed: Session | None, today: date
) -> Template | None:
    """The session whose exercises a page shows: today's, the missed one, else the next."""
    if day is not None and day.session:
        return day.template
    if missed is not None:
        return missed.template
    coming = (s for s in agenda.sessions(today + NEXT) if s.on is not None and s.on > today)
    following = min(coming, key=lambda session: session.on or today, default=None)
    programme = agenda.programme
    if following is not None or programme is None:
        return following.template if following else None
    return next(iter(programme.templates), None)


def _week_of(agenda: Agenda, programme: Programme, today: date) -> tuple[Day, ...]:
    """The days of the programme's week that today falls into, as they are."""
    length = len(programme.days)
    weeks = max(0, week_of(programme, today))
    begin = programme.start + timedelta(days=weeks * length)
    return agenda.days(begin, begin + timedelta(days=length - 1))


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


def _with_hurt(one: Shown, hurt: Mapping[str, str]) -> Shown:
    return replace(one, hurt=hurt.get(one.exercise.id, ""))


def _against(
    rulebook: Rulebook,
    standing: Standing,
    exercise: Exercise,
    dose: Dose,
    minutes: float,
    because: str,
) -> Shown:
    against = objections(rulebook, standing.known, exercise)
    blocked = barring(rulebook, standing.known, exercise)
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
