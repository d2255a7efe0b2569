"""The week itself: solved, put in order, and laid on days.

The rules stand in `knowledge/programme`; nothing is chosen at random, so that the same findings
give the same week.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from plumbline.care.impairments import Priority
from plumbline.care.programme.build import Asked, ask
from plumbline.care.programme.conflict import within_wishes
from plumbline.care.programme.model import Day, Left, Planned, Programme, Template
from plumbline.care.programme.person import STRENGTH, minutes_of
from plumbline.care.programme.practice import Practice, Wishes
from plumbline.care.programme.problem import Choice, Pick
from plumbline.care.programme.solve import SECONDS, Solved
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Exercise
from plumbline.logic.rulebook import Rulebook

DAYS = 7
PLACES = ("feet", "chair", "bed", "floor")
"""The order of places in a session: down to the floor comes last, and only once."""
TURN = ("mobility", "comfort", "control", "strength", "balance", "aerobic", "stretch")
"""In one place: loosen up, then work, then stretch."""


def first_week(
    rulebook: Rulebook,
    known: Facts,
    start: date,
    first: Sequence[Priority] = (),
    practice: Practice | None = None,
    wishes: Wishes | None = None,
    *,
    seconds: float = SECONDS,
) -> Programme:
    """The week from `start` that is worth most, in the time the person gave.

    `first` is what tests say should be trained first; `practice` and `wishes` come from the
    journal. Raises NotReady where the time was never asked.
    """
    practice = practice or Practice()
    asked = ask(rulebook, known, first, practice, wishes)
    solved, dropped = within_wishes(asked.problem, seconds=seconds)
    return as_programme(rulebook.knowledge, asked, solved, start, practice, dropped)


def as_programme(
    knowledge: Knowledge,
    asked: Asked,
    solved: Solved,
    start: date,
    practice: Practice,
    dropped: Sequence[str] = (),
) -> Programme:
    """A solved week as a programme; `dropped` are wishes that could not all be kept."""
    choice = solved.choice
    chosen = {pick.exercise for pick in choice.picks}
    left = [
        Left(candidate.exercise, f"first_weeks/{asked.week.id}", "enough")
        for candidate in asked.problem.candidates
        if candidate.exercise not in chosen | set(dropped)
    ]
    left += [Left(name, f"exercises/{name}", "wish") for name in dropped]
    return Programme(
        start=start,
        stage=asked.week.id,
        exercises=_in_order(knowledge, asked, choice),
        days=_days(asked, choice, start, practice.last_session),
        left_out=(*asked.left_out, *left),
        minutes_a_day=asked.minutes,
        aerobic=asked.aerobic.exercise,
        version=practice.before.version + 1 if practice.before else 1,
        changed_by=f"first_weeks/{asked.week.id}",
        proof=solved.proof,
    )


def _named(asked: Asked, choice: Choice) -> dict[Template, Template]:
    """What each session that holds something is called: two that hold the same are one."""
    slots = {slot.template for slot in asked.problem.slots}
    names: set[Template] = {template for pick in choice.picks for template in pick.templates}
    same = all(set(pick.templates) == slots for pick in choice.picks)
    first: Template = "A"
    return {name: first if same else name for name in names}


def _in_order(knowledge: Knowledge, asked: Asked, choice: Choice) -> tuple[Planned, ...]:
    stations = {one.exercise: one.station for one in asked.problem.candidates}
    named = _named(asked, choice)

    def turn(pick: Pick) -> tuple[int, int, str, str]:
        exercise = knowledge.exercises[pick.exercise]
        place = PLACES.index(stations[pick.exercise])
        return place, TURN.index(exercise.purpose[0]), exercise.position, exercise.id

    return tuple(
        _planned(asked, knowledge.exercises[pick.exercise], pick, named)
        for pick in sorted(choice.picks, key=turn)
    )


def _planned(
    asked: Asked, exercise: Exercise, pick: Pick, named: Mapping[Template, Template]
) -> Planned:
    more_on = asked.more_on.get(exercise.id)
    templates: list[Template] = sorted({named[template] for template in pick.templates})
    return Planned(
        exercise=exercise.id,
        dose=pick.dose,
        minutes=minutes_of(exercise.doses[pick.dose], more_on),
        warnings=asked.warnings[exercise.id],
        because=asked.because[exercise.id],
        more_on=more_on,
        templates=tuple(templates),
    )


def _days(asked: Asked, choice: Choice, start: date, last: date | None) -> tuple[Day, ...]:
    """Sessions as far apart as they go, A and B in turn; walks on as many days as somebody gave.
    What strengthens rests a day after the last session; nothing is done twice on one day."""
    named = _named(asked, choice)
    turns = list(zip(asked.problem.slots, choice.walk_with, strict=True))
    sessions = sum(slot.times for slot in asked.problem.slots)
    rest = 2 if set(asked.week.exercises.purposes) & STRENGTH else 1
    wait = min(rest, max(0, rest - (start - last).days)) if last else 0
    places = [index * DAYS // sessions + wait for index in range(sessions)]
    places = [place for place in places if place < DAYS]
    order = [*places, *(i for i in range(DAYS) if i not in places)]
    active = set(order[: asked.active_days])
    days: list[Day] = []
    for index in range(DAYS):
        on = start + timedelta(days=index)
        if index in places:
            slot, walk = turns[places.index(index) % len(turns)]
            held = slot.template in named
            days.append(Day(on, held, walk, named[slot.template]) if held else Day(on, False, walk))
        else:
            days.append(Day(on, False, choice.walk_alone if index in active else 0))
    return tuple(days)
