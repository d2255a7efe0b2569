"""How a programme answers a review: it backs off at once and steps up only with a yes."""

from dataclasses import replace

from plumbline.care.cautions import objections
from plumbline.care.monitoring import Review
from plumbline.care.programme.first_week import LOADS, with_more_on
from plumbline.care.programme.model import Day, Left, Planned, Programme
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook

REFOCUSED = "impairments"


def adapt(knowledge: Knowledge, programme: Programme, review: Review, *, yes: bool) -> Programme:
    """The programme after a review. Only `may_progress` together with `yes` can add load."""
    match review.action:
        case "stop_and_check":
            return suspend(programme, review.rule)
        case "step_back":
            return step_back(knowledge, programme, review.rule)
        case "may_progress" if yes and not programme.suspended:
            offered = next_step(knowledge, programme)
            return _changed(offered, review.rule) if offered else programme
        case _:
            return programme


def next_step(knowledge: Knowledge, programme: Programme) -> Programme | None:
    """The one small step up that could be offered: the gentlest exercise gets its next dose,
    or, when all are at their fullest, the walk grows. None where the minutes are used up."""
    room = programme.minutes_a_day - programme.session_minutes - _longest_walk(programme)
    for place in sorted(
        range(len(programme.exercises)), key=lambda i: _order(knowledge, programme, i)
    ):
        planned = programme.exercises[place]
        doses = knowledge.exercises[planned.exercise].doses
        if planned.dose + 1 >= len(doses):
            continue
        longer = _with_dose(knowledge, programme, place, planned.dose + 1)
        if longer.session_minutes - programme.session_minutes <= room:
            return longer
    walk = _longest_walk(programme)
    longer = walk + max(1, int(walk * knowledge.programme.walk_step_percent.value / 100))
    if walk and longer - walk <= room:
        return replace(programme, days=tuple(_walk(knowledge, d, longer) for d in programme.days))
    return None


def refocus(knowledge: Knowledge, programme: Programme, fresh: Programme) -> Programme:
    """The programme turned to what tests found: a fresh week, in which an exercise that stays
    keeps the dose it had, while there is room, and a new one begins at its gentlest. Walks stay
    as they are."""
    doses = {planned.exercise: planned.dose for planned in programme.exercises}
    room = programme.minutes_a_day - _longest_walk(programme)
    exercises: list[Planned] = []
    for planned in fresh.exercises:
        exercise = knowledge.exercises[planned.exercise]
        kept = replace(planned, dose=doses.get(planned.exercise, 0))
        kept = with_more_on(exercise, kept, planned.more_on)
        able = next((item for item in (kept, planned) if item.minutes <= room), None)
        if able:
            exercises.append(able)
            room -= able.minutes
    turned = replace(programme, exercises=tuple(exercises), left_out=fresh.left_out)
    return _changed(turned, REFOCUSED)


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
    return with_more_on(exercise, lower, None) if lower != planned or planned.more_on else planned


def _with_dose(knowledge: Knowledge, programme: Programme, place: int, dose: int) -> Programme:
    planned = programme.exercises[place]
    exercise = knowledge.exercises[planned.exercise]
    exercises = list(programme.exercises)
    exercises[place] = with_more_on(exercise, replace(planned, dose=dose), planned.more_on)
    return replace(programme, exercises=tuple(exercises))


def _walk(knowledge: Knowledge, day: Day, minutes: int) -> Day:
    if not day.walk_minutes:
        return day
    shortest = knowledge.programme.walk_shortest_minutes.value
    return replace(day, walk_minutes=minutes if minutes >= shortest else 0)


def _longest_walk(programme: Programme) -> int:
    return max((day.walk_minutes for day in programme.days), default=0)


def _order(knowledge: Knowledge, programme: Programme, place: int) -> tuple[int, int, int, str]:
    planned = programme.exercises[place]
    exercise = knowledge.exercises[planned.exercise]
    return planned.dose, LOADS.index(exercise.load.spine), exercise.level, exercise.id


def _changed(programme: Programme, rule: str) -> Programme:
    return replace(programme, version=programme.version + 1, changed_by=rule)
