"""The first week by stated rules: a stage, a handful of gentle exercises, and walking.

The rules stand in `knowledge/programme`; a solver will replace the choosing behind the same
interface. Nothing here is chosen at random, so the same findings give the same week.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from plumbline.care.cautions import Objection
from plumbline.care.impairments import Priority
from plumbline.care.impairments.directions import because, preferred
from plumbline.care.programme.fit import Fit, fit, suits
from plumbline.care.programme.model import Day, Left, Planned, Programme
from plumbline.care.record import Facts
from plumbline.errors import NotReady
from plumbline.knowledge.schema import Exercise, FirstWeek, Number, Side
from plumbline.knowledge.schema.movement import Direction
from plumbline.logic.rulebook import Rulebook

DAYS = 7
LOADS = "ABCDE"
MOST_PRIORITIES = 3
"""What tests found may claim this many exercises; the rest of the week serves everybody's needs."""


def first_week(
    rulebook: Rulebook, known: Facts, start: date, first: Sequence[Priority] = ()
) -> Programme:
    """The first week from `start`, in the time the person gave (a short one if they cannot say).

    `first` is what tests say should be trained first. Raises NotReady where the time was never
    asked.
    """
    rules = rulebook.knowledge.programme
    minutes = _told(known, "minutes_per_day", rules.minutes_default)
    wanted_days = _told(known, "days_per_week", rules.days_default)
    week = stage(rulebook, known)
    able = fit(rulebook, known, week)
    aerobic, walk = _aerobic(rulebook, known, week, minutes)
    room = minutes - (walk if _same_day(minutes, walk) else 0)
    planned, no_room = _choose(able, week, room, first, preferred(known))
    return Programme(
        start=start,
        stage=week.id,
        exercises=planned,
        days=_spread(start, min(week.session_days, wanted_days), wanted_days, walk),
        left_out=(*able.left_out, *no_room),
        minutes_a_day=minutes,
        aerobic=aerobic,
        changed_by=f"first_weeks/{week.id}",
    )


def _told(known: Facts, finding: str, otherwise: Number) -> int:
    if finding in known.unanswered:
        raise NotReady(f"{finding} is needed for a programme")
    value = known.values[finding]
    return value if isinstance(value, int) else int(otherwise.value)


def stage(rulebook: Rulebook, known: Facts) -> FirstWeek:
    """The first rule that holds; where it is not known how long the pain has lasted, the first."""
    decided = known.outcomes
    weeks = list(rulebook.knowledge.first_weeks.values())
    return next((week for week in weeks if decided[f"first_weeks/{week.id}"]), weeks[0])


def _choose(
    able: Fit,
    week: FirstWeek,
    minutes: float,
    first: Sequence[Priority],
    direction: Direction | None,
) -> tuple[tuple[Planned, ...], tuple[Left, ...]]:
    """First one exercise for each thing to train first; then one for each preferred purpose in
    turn while there is room: those in the direction that draws pain in, then the gentlest."""
    waiting = sorted(
        able.possible,
        key=lambda pair: (direction is None or pair[0].direction != direction, _gentle(pair[0])),
    )
    chosen = _for_priorities(waiting, week, minutes, first)
    taken = {planned.exercise for planned in chosen}
    waiting = [pair for pair in waiting if pair[0].id not in taken]
    left: list[Left] = []
    turn = 0
    while waiting and len(chosen) < week.exercises.at_most:
        purpose = week.prefer[turn % len(week.prefer)]
        turn += 1
        pair = next((p for p in waiting if purpose in p[0].purpose), None)
        if pair is None:
            if turn >= len(week.prefer) and not _any_purpose(waiting, week):
                break
            continue
        waiting.remove(pair)
        exercise, against = pair
        if sum(item.minutes for item in chosen) + exercise.doses[0].minutes > minutes:
            left.append(Left(exercise.id, f"first_weeks/{week.id}", "room"))
            continue
        planned = _planned(exercise, against, week)
        if direction is not None and exercise.direction == direction:
            planned = replace(planned, because=because(direction))
        chosen.append(planned)
    left.extend(Left(pair[0].id, f"first_weeks/{week.id}", "enough") for pair in waiting)
    return tuple(chosen), tuple(left)


def _for_priorities(
    possible: list[tuple[Exercise, tuple[Objection, ...]]],
    week: FirstWeek,
    minutes: float,
    first: Sequence[Priority],
) -> list[Planned]:
    """The gentlest exercise that is mostly for each chain, one set more on a weaker side."""
    chosen: list[Planned] = []
    for priority in first[:MOST_PRIORITIES]:
        used = {planned.exercise for planned in chosen}
        able = (p for p in possible if p[0].chains[:1] == (priority.chain,) and p[0].id not in used)
        pair = next(able, None)
        if pair is None or len(chosen) == week.exercises.at_most:
            continue
        planned = replace(_planned(*pair, week), because=priority.rule)
        more_on = priority.side if pair[0].doses[0].each_side else None
        both = with_more_on(pair[0], planned, more_on)
        room = minutes - sum(item.minutes for item in chosen)
        chosen += [item for item in (both, planned) if item.minutes <= room][:1]
    return chosen


def with_more_on(exercise: Exercise, planned: Planned, side: Side | None) -> Planned:
    """The same dose, with one set more on one side (or without)."""
    dose = exercise.doses[planned.dose]
    one_set = dose.minutes / (2 * dose.sets) if side else 0.0
    return replace(planned, more_on=side, minutes=dose.minutes + one_set)


def _any_purpose(waiting: list[tuple[Exercise, tuple[Objection, ...]]], week: FirstWeek) -> bool:
    return any(set(exercise.purpose) & set(week.prefer) for exercise, _ in waiting)


def _gentle(exercise: Exercise) -> tuple[int, bool, int, str]:
    """Easy before hard, what trains a chain before what does not, light before heavy."""
    load = LOADS.index(exercise.load.spine)
    return exercise.level, not exercise.chains, load, exercise.id


def _planned(exercise: Exercise, against: tuple[Objection, ...], week: FirstWeek) -> Planned:
    return Planned(
        exercise=exercise.id,
        dose=0,
        minutes=exercise.doses[0].minutes,
        warnings=tuple(objection.rule for objection in against),
        because=f"first_weeks/{week.id}",
    )


def _aerobic(rulebook: Rulebook, known: Facts, week: FirstWeek, minutes: int) -> tuple[str, int]:
    """What gets this person moving and for how many minutes a day: walking, or the first other
    thing that suits; 0 minutes where nothing does."""
    rules = rulebook.knowledge.programme
    for name in rules.aerobic if week.walking else ():
        if suits(rulebook, known, rulebook.knowledge.exercises[name]):
            begin = _begin_minutes(rulebook, known, name)
            if begin >= rules.walk_shortest_minutes.value:
                return name, min(begin, int(minutes * rules.minutes_share_walking.value))
    return rules.aerobic[0], 0


def _begin_minutes(rulebook: Rulebook, known: Facts, name: str) -> int:
    """A share of what is comfortable now; of a short time where that is not known."""
    rules = rulebook.knowledge.programme
    now = known.values.get("walk_minutes_comfortable") if name == rules.aerobic[0] else None
    usual = now if isinstance(now, int) else rules.walk_default_minutes.value
    return int(usual * rules.walk_start_percent.value / 100)


def _same_day(minutes: int, walk: int) -> bool:
    """Session and walk share a day's minutes."""
    return 0 < walk < minutes


def _spread(start: date, sessions: int, active: int, walk: int) -> tuple[Day, ...]:
    """Sessions as far apart as they go; walking on as many days as the person gave."""
    session_days = {index * DAYS // sessions for index in range(sessions)}
    order = [*sorted(session_days), *(i for i in range(DAYS) if i not in session_days)]
    walking = set(order[:active])
    return tuple(
        Day(start + timedelta(days=i), i in session_days, walk if i in walking else 0)
        for i in range(DAYS)
    )
