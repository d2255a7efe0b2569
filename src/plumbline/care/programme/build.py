"""From a person to the problem of their week: who can do what, what it is for, what limits it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plumbline.care.impairments import Priority
from plumbline.care.programme.aerobic import Aerobic, aerobic
from plumbline.care.programme.fit import fit
from plumbline.care.programme.limits import bounds, costs, limits, sessions, slots, walks
from plumbline.care.programme.model import Left
from plumbline.care.programme.person import Person, gentle, level_for
from plumbline.care.programme.practice import Practice, Wishes
from plumbline.care.programme.problem import Candidate, Need, Problem, Walk
from plumbline.care.record import Facts
from plumbline.errors import NotReady
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import FirstWeek, Number, Side
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """A person's week as it is asked of the solver, and what the answer is told with."""

    problem: Problem
    week: FirstWeek
    minutes: int
    active_days: int
    aerobic: Aerobic
    warnings: dict[str, tuple[str, ...]]
    more_on: dict[str, Side]
    because: dict[str, str]
    left_out: tuple[Left, ...]


def ask(
    rulebook: Rulebook,
    known: Facts,
    first: Sequence[Priority] = (),
    practice: Practice | None = None,
    wishes: Wishes | None = None,
) -> Asked:
    """The problem of a person's coming week. `first` is what tests say to train first. Raises
    NotReady where the time a person has was never asked."""
    practice, wishes = practice or Practice(), wishes or Wishes()
    knowledge, rules = rulebook.knowledge, rulebook.knowledge.programme
    minutes = told(known, "minutes_per_day", rules.minutes_default)
    wanted = told(known, "days_per_week", rules.days_default)
    week = stage(rulebook, known)
    person = Person(rulebook, known, week, tuple(first), practice, wishes)
    able = fit(rulebook, known, week, lambda one: level_for(knowledge, week, practice, one))
    moving = aerobic(rulebook, known, week, practice)
    possible = [pair for pair in able.possible if person.unwanted(pair[0]) is None]
    unwanted = tuple(left for one, _ in able.possible if (left := person.unwanted(one)))
    candidates = tuple(person.candidate(*pair) for pair in sorted(possible, key=gentle))
    return Asked(
        problem=_problem(person, candidates, moving, minutes, wanted),
        week=week,
        minutes=minutes,
        active_days=wanted,
        aerobic=moving,
        warnings={one.id: tuple(o.rule for o in against) for one, against in possible},
        more_on={one.id: side for one, _ in possible if (side := person.more_on(one))},
        because={one.id: person.because(one) for one, _ in possible},
        left_out=able.left_out + unwanted,
    )


def _problem(
    person: Person,
    candidates: tuple[Candidate, ...],
    moving: Aerobic,
    minutes: int,
    wanted: int,
) -> Problem:
    """The candidates with all that limits a week of `wanted` days of so many minutes."""
    shortest = int(person.knowledge.programme.walk_shortest_minutes.value)
    times = sessions(person, wanted)
    alone = wanted - times if moving.minutes else 0
    return Problem(
        candidates=candidates,
        needs=tuple(_needs(person)),
        bounds=tuple(bounds(person.knowledge)),
        slots=slots(person.week, times),
        walk=Walk(shortest, moving.minutes, alone, walks(person, minutes)),
        limits=limits(person, minutes),
        costs=costs(person.knowledge),
    )


def stage(rulebook: Rulebook, known: Facts) -> FirstWeek:
    """The first rule that holds; where it is not known how long the pain has lasted, the first."""
    decided = known.outcomes
    weeks = list(rulebook.knowledge.first_weeks.values())
    return next((week for week in weeks if decided[f"first_weeks/{week.id}"]), weeks[0])


def told(known: Facts, finding: str, otherwise: Number) -> int:
    """What somebody said of their time, or a gentle guess where they cannot say."""
    if finding in known.unanswered:
        raise NotReady(f"{finding} is needed for a programme")
    value = known.values[finding]
    return value if isinstance(value, int) else int(otherwise.value)


def _needs(person: Person) -> Iterator[Need]:
    for name, points in sorted(person.points.items()):
        if points > 0 and not name.startswith("exercise/"):
            yield Need(name, _steps(person.knowledge, name, points))


def _steps(knowledge: Knowledge, name: str, points: float) -> tuple[tuple[float, float], ...]:
    kind = name.split("/")[0]
    rows = knowledge.value.full
    row = next((r for r in rows if name in r.needs), None)
    row = row or next(r for r in rows if kind in r.needs)
    returns = knowledge.value.returns.steps
    return tuple((row.minutes.value * step.share, points * step.points) for step in returns)
