"""How a programme answers a review: it backs off at once and steps up only with a yes."""

from collections.abc import Collection
from dataclasses import replace

from plumbline.care.cautions import objections
from plumbline.care.monitoring.check_in import Review
from plumbline.care.programme.fit import LOADS
from plumbline.care.programme.model import Day, Left, Planned, Programme
from plumbline.care.programme.person import minutes_of
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Exercise, Side
from plumbline.logic.rulebook import Rulebook

BY_DIRECTION = "tests/repeated_"
"""How the reason of an exercise begins that a direction put into the programme."""


def adapt(
    knowledge: Knowledge,
    programme: Programme,
    review: Review,
    *,
    yes: bool,
    without: Collection[str] = (),
) -> Programme:
    """The programme after a review. Only `may_progress` together with `yes` can add load, and never
    to an exercise in `without`."""
    match review.action:
        case "stop_and_check":
            return suspend(programme, review.rule)
        case "step_back":
            if review.drops_direction:
                programme = without_direction(programme, review.rule)
            return step_back(knowledge, programme, review.rule)
        case "may_progress" if yes and not programme.suspended:
            offered = next_step(knowledge, programme, without)
            return _changed(offered, review.rule) if offered else programme
        case _:
            return programme


def next_step(
    knowledge: Knowledge, programme: Programme, without: Collection[str] = ()
) -> Programme | None:
    """The one small step up that could be offered: the gentlest exercise gets its next dose,
    or, when all are at their fullest, the walk grows. None where the minutes are used up. What is
    in `without` stays as it is."""
    for place in sorted(
        range(len(programme.exercises)), key=lambda i: _order(knowledge, programme, i)
    ):
        planned = programme.exercises[place]
        doses = knowledge.exercises[planned.exercise].doses
        if planned.dose + 1 >= len(doses) or planned.exercise in without:
            continue
        longer = _with_dose(knowledge, programme, place, planned.dose + 1)
        if _room(longer) >= 0:
            return longer
    if programme.aerobic in without:
        return None
    days = tuple(_longer_walk(knowledge, programme, day) for day in programme.days)
    return replace(programme, days=days) if days != programme.days else None


def leave_out(rulebook: Rulebook, known: Facts, programme: Programme) -> Programme:
    """The programme without what has become contraindicated: taking away needs no yes."""
    barred: list[Left] = []
    for planned in programme.exercises:
        exercise = rulebook.knowledge.exercises[planned.exercise]
        against = [o for o in objections(rulebook, known, exercise) if o.blocks and o.known]
        barred += [Left(exercise.id, o.rule, "contraindicated") for o in against[:1]]
    if not barred:
        return programme
    gone = {left.exercise for left in barred}
    kept = tuple(planned for planned in programme.exercises if planned.exercise not in gone)
    left_out = (*programme.left_out, *barred)
    return _changed(replace(programme, exercises=kept, left_out=left_out), barred[0].rule)


def without_direction(programme: Programme, rule: str) -> Programme:
    """The programme without what one direction put in: it may have stopped being the right one."""
    gone = [one for one in programme.exercises if one.because.startswith(BY_DIRECTION)]
    left = tuple(Left(one.exercise, rule, "hurt") for one in gone)
    kept = tuple(one for one in programme.exercises if one not in gone)
    return replace(programme, exercises=kept, left_out=(*programme.left_out, *left))


def suspend(programme: Programme, rule: str) -> Programme:
    """No exercise until the safety questions have been answered again."""
    return _changed(replace(programme, suspended=True), rule)


def resume(programme: Programme) -> Programme:
    """Take a suspended programme up again, at what it held, once safety is settled."""
    return _changed(replace(programme, suspended=False), "triage")


def step_back(knowledge: Knowledge, programme: Programme, rule: str) -> Programme:
    """Every exercise one dose down; at its gentlest, the most loading one rests. Walks halve."""
    days = tuple(_walk(knowledge, day, day.walk_minutes // 2) for day in programme.days)
    lower = tuple(_lower(knowledge, planned) for planned in programme.exercises)
    if lower == programme.exercises and lower:
        most = max(range(len(lower)), key=lambda i: _order(knowledge, programme, i))
        lower = tuple(planned for place, planned in enumerate(lower) if place != most)
    return _changed(replace(programme, exercises=lower, days=days), rule)


def _lower(knowledge: Knowledge, planned: Planned) -> Planned:
    """One dose down; the set more on one side goes first of all."""
    exercise = knowledge.exercises[planned.exercise]
    lower = replace(planned, dose=max(0, planned.dose - 1))
    return _with_more_on(exercise, lower, None) if lower != planned or planned.more_on else planned


def _with_dose(knowledge: Knowledge, programme: Programme, place: int, dose: int) -> Programme:
    planned = programme.exercises[place]
    exercise = knowledge.exercises[planned.exercise]
    exercises = list(programme.exercises)
    exercises[place] = _with_more_on(exercise, replace(planned, dose=dose), planned.more_on)
    return replace(programme, exercises=tuple(exercises))


def _walk(knowledge: Knowledge, day: Day, minutes: int) -> Day:
    if not day.walk_minutes:
        return day
    shortest = knowledge.programme.walk_shortest_minutes.value
    return replace(day, walk_minutes=minutes if minutes >= shortest else 0)


def _with_more_on(exercise: Exercise, planned: Planned, side: Side | None) -> Planned:
    """The same dose, with one set more on one side (or without)."""
    minutes = minutes_of(exercise.doses[planned.dose], side)
    return replace(planned, more_on=side, minutes=minutes)


def _room(programme: Programme) -> float:
    """Minutes that the fullest day leaves free; below 0 where it takes too long."""
    used = [
        day.walk_minutes + sum(planned.minutes for planned in programme.exercises_on(day.on))
        for day in programme.days
    ]
    return programme.minutes_a_day - max(used, default=0.0)


def _longer_walk(knowledge: Knowledge, programme: Programme, day: Day) -> Day:
    """A day's walk one step on, where the day has room for it."""
    percent = knowledge.programme.walk_step_percent.value
    more = max(1, int(day.walk_minutes * percent / 100))
    session = sum(planned.minutes for planned in programme.exercises_on(day.on))
    room = programme.minutes_a_day - session - day.walk_minutes
    grows = day.walk_minutes and more <= room
    return replace(day, walk_minutes=day.walk_minutes + more) if grows else day


def _order(knowledge: Knowledge, programme: Programme, place: int) -> tuple[int, int, int, str]:
    planned = programme.exercises[place]
    exercise = knowledge.exercises[planned.exercise]
    return planned.dose, LOADS.index(exercise.load.spine), exercise.level, exercise.id


def _changed(programme: Programme, rule: str) -> Programme:
    return replace(programme, version=programme.version + 1, changed_by=rule, proof=None)
