"""What no week of a person may break: time, sessions, load, and how much may be new."""

from collections.abc import Iterator

from plumbline.care.programme.model import Programme, Template
from plumbline.care.programme.person import STRENGTH, Person, groups
from plumbline.care.programme.problem import Bound, Costs, Limits, Slot
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import FirstWeek


def bounds(knowledge: Knowledge) -> Iterator[Bound]:
    """Sets of each chain and minutes of each stretch in a week."""
    value = knowledge.value
    for chain in knowledge.chains:
        yield Bound(f"sets/{chain}", "sets", value.most_sets.value)
    stretches = {
        group
        for exercise in knowledge.exercises.values()
        for group in groups(exercise)
        if group.startswith("stretch/")
    }
    for group in sorted(stretches):
        yield Bound(group, "minutes", value.most_stretch_minutes.value)


def sessions(person: Person, wanted: int) -> int:
    """Sessions a week: those of the stage, more after the first weeks, never more than the days
    somebody gave, and never more than before while nothing may grow."""
    value, practice = person.knowledge.value, person.practice
    sessions, before = person.week.session_days, practice.earlier
    trains = set(person.week.exercises.purposes) & STRENGTH
    late = practice.week >= value.more_sessions_from_week.value
    if trains and late and practice.earned:
        sessions = max(sessions, int(value.more_sessions.value))
    elif before is not None:
        held = sum(day.session for day in before.days)
        if not practice.may_grow:
            sessions = min(sessions, held)
        elif before.stage == person.week.id:
            sessions = max(sessions, held)
    return max(1, min(sessions, wanted))


def slots(week: FirstWeek, sessions: int) -> tuple[Slot, ...]:
    """One session to learn while pain is new; else two in turn."""
    names: tuple[Template, ...] = ("A", "B")
    if not set(week.exercises.purposes) & STRENGTH or sessions == 1:
        return (Slot("A", sessions),)
    return tuple(Slot(name, (sessions + 1 - place) // 2) for place, name in enumerate(names))


def limits(person: Person, minutes: int) -> Limits:
    """What no week of somebody may break, in the `minutes` a day they gave."""
    value, practice, goal = person.knowledge.value, person.practice, person.week.exercises
    units = _budget(person)
    if practice.earlier is None:
        return Limits(minutes, goal.at_least, goal.at_most, int(units), _stations(person), 0)
    later = set(goal.purposes) & STRENGTH
    later_week = Limits(
        minutes=minutes,
        at_least=goal.at_least,
        at_most=int(value.most_exercises.value) if later else goal.at_most,
        load=int(units),
        stations=_stations(person),
        raises=int(practice.earned),
        new_a_session=int(value.new_a_session.value),
    )
    return _no_more(person, later_week) if keeps_to_before(person, minutes) else later_week


def _budget(person: Person) -> float:
    """Units of spinal load in one session: those of the stage, less where a rule says so or cannot
    be ruled out."""
    value, decided = person.knowledge.value, person.known.outcomes
    caps = [cap.units.value for cap in value.caps if decided[f"value/{cap.id}"] is not False]
    return min([next(b.units.value for b in value.budgets if b.stage == person.week.id), *caps])


def _stations(person: Person) -> int:
    return int(person.knowledge.value.most_stations.value)


def keeps_to_before(person: Person, minutes: int) -> bool:
    """Whether the week may ask for no more than the one before: after a check-in that backed off
    always, and else while no step is earned, unless somebody gave more time or the stage changed.
    """
    practice, before = person.practice, person.practice.earlier
    if before is None or practice.earned:
        return False
    given = minutes > before.minutes_a_day or _wanted(person) > _active(before)
    return not practice.may_grow or (before.stage == person.week.id and not given)


def _wanted(person: Person) -> int:
    days = person.known.values.get("days_per_week")
    return days if isinstance(days, int) else 0


def _active(programme: Programme) -> int:
    return sum(day.session or day.walk_minutes > 0 for day in programme.days)


def _no_more(person: Person, usual: Limits) -> Limits:
    """Nothing becomes more than it was."""
    before = person.practice.earlier
    assert before is not None, "asked only where there was a week before"
    exercises, units = person.knowledge.exercises, person.knowledge.value.load_units
    loads = [
        sum(units[exercises[planned.exercise].load.spine] for planned in before.session(name))
        for name in before.templates
    ]
    return Limits(
        minutes=min(usual.minutes, before.session_minutes + _longest_walk(person)),
        at_least=0,
        at_most=min(usual.at_most, len(before.exercises)),
        load=min(usual.load, int(max(loads, default=0))),
        stations=usual.stations,
        raises=0,
        new_a_session=usual.new_a_session,
        week_minutes=sum(
            planned.minutes
            for day in before.days
            if day.session
            for planned in before.session(day.template)
        ),
    )


def _longest_walk(person: Person) -> int:
    before = person.practice.earlier
    return max((day.walk_minutes for day in before.days), default=0) if before else 0


def walks(person: Person, minutes: int) -> int | None:
    """Minutes of walking in a week, while nothing may become more."""
    before = person.practice.earlier
    if before is None or not keeps_to_before(person, minutes):
        return None
    return sum(day.walk_minutes for day in before.days)


def costs(knowledge: Knowledge) -> Costs:
    """What a week loses points by."""
    value = knowledge.value
    return Costs(value.station.value, value.load.value, value.missing.value)
