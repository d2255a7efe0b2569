"""What of a programme may be done today: every face of the plan asks here, and nowhere else.

Answers may have changed since the exercises were chosen, so their cautions are weighed again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from plumbline.care.cautions import Objection, objections
from plumbline.care.programme import Day, Programme
from plumbline.care.record import Facts
from plumbline.care.standing import Standing
from plumbline.knowledge.schema import Exercise
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Barred:
    """An exercise of the plan that must not be done today, and what speaks against it."""

    exercise: str
    objection: Objection


@dataclass(frozen=True, slots=True)
class Able:
    """A programme as it may be done today."""

    programme: Programme
    """Without what is barred: days lose a session of which nothing is left, and walks if what
    fills them is barred. Warnings are those of today."""
    barred: tuple[Barred, ...]
    """In the order of the plan; what fills the walks comes last."""
    warnings: Mapping[str, tuple[Objection, ...]]
    """What to take care of in each exercise that may be done, also in what fills the walks. Not
    all of it is known to hold: `Objection.known` tells."""

    @property
    def walks(self) -> bool:
        """Whether what gets the person moving may be done."""
        return self.programme.aerobic in self.warnings

    def against(self, exercise: str) -> Objection | None:
        """What bars an exercise today; None where it may be done."""
        return next((one.objection for one in self.barred if one.exercise == exercise), None)


def may_follow(standing: Standing, programme: Programme | None) -> bool:
    """Whether there is a plan that may be followed today: safe, and not on hold."""
    if programme is None or programme.suspended or not standing.triage.exercise_allowed:
        return False
    return not any(objection.blocks for objection in standing.against_any_plan)


def barring(rulebook: Rulebook, known: Facts, exercise: Exercise) -> Objection | None:
    """What bars an exercise today; None where it may be done."""
    return bar(objections(rulebook, known, exercise))


def bar(against: Iterable[Objection]) -> Objection | None:
    """The one of these objections that bars: what is known first, then what cannot be ruled out.
    None where all of them only warn."""
    blocking = (objection for objection in against if objection.blocks)
    return min(blocking, key=lambda objection: not objection.known, default=None)


def able(rulebook: Rulebook, known: Facts, programme: Programme) -> Able:
    """What of a programme may be done today, and what is barred by which objection. Says nothing
    of whether the plan as a whole may be followed: `may_follow` does."""
    exercises, aerobic = rulebook.knowledge.exercises, programme.aerobic
    used = {planned.exercise: None for planned in programme.exercises}
    against = {
        name: objections(rulebook, known, exercises[name])
        for name in dict.fromkeys([*used, aerobic])
    }
    bars = {name: one for name, found in against.items() if (one := bar(found)) is not None}
    warnings = {name: found for name, found in against.items() if name not in bars}
    if any(day.walk_minutes for day in programme.days):
        used[aerobic] = None
    kept = tuple(
        replace(planned, warnings=tuple(o.rule for o in warnings[planned.exercise]))
        for planned in programme.exercises
        if planned.exercise in warnings
    )
    left = replace(programme, exercises=kept)
    days = tuple(_day(left, day, walks=aerobic in warnings) for day in programme.days)
    barred = tuple(Barred(name, one) for name, one in bars.items() if name in used)
    return Able(replace(left, days=days), barred, warnings)


def _day(left: Programme, day: Day, *, walks: bool) -> Day:
    session = day.session and bool(left.session(day.template))
    return replace(day, session=session, walk_minutes=day.walk_minutes if walks else 0)
