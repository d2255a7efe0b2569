"""From a person to the problem of their week: who can do what, what it is for, and what limits it.

Length: one decision, read from top to bottom in the order in which a clinician would take it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plumbline.care.cautions import Objection
from plumbline.care.impairments import Priority
from plumbline.care.impairments.directions import preferred
from plumbline.care.programme.aerobic import Aerobic, aerobic
from plumbline.care.programme.fit import FLOOR, fit
from plumbline.care.programme.model import Left, Template
from plumbline.care.programme.practice import Practice, Wishes
from plumbline.care.programme.problem import (
    Bound,
    Candidate,
    Costs,
    Limits,
    Need,
    Option,
    Problem,
    Slot,
    Walk,
)
from plumbline.care.record import Facts
from plumbline.errors import NotReady
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Dose, Exercise, FirstWeek, Number, Side
from plumbline.logic.rulebook import Rulebook

STRENGTH = frozenset({"control", "strength"})
"""What is done on alternate days only."""


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
    knowledge = rulebook.knowledge
    rules = knowledge.programme
    minutes = told(known, "minutes_per_day", rules.minutes_default)
    wanted = told(known, "days_per_week", rules.days_default)
    week = stage(rulebook, known)
    able = fit(rulebook, known, week, lambda one: _level(knowledge, week, practice, one))
    moving = aerobic(rulebook, known, week, practice)
    person = _Person(rulebook, known, week, tuple(first), practice, wishes)
    possible = [pair for pair in able.possible if person.unwanted(pair[0]) is None]
    unwanted = [left for one, _ in able.possible if (left := person.unwanted(one))]
    sessions = _sessions(person, wanted)
    alone = wanted - sessions if moving.minutes else 0
    problem = Problem(
        candidates=tuple(person.candidate(*pair) for pair in sorted(possible, key=gentle)),
        needs=tuple(_needs(person)),
        bounds=tuple(_bounds(knowledge)),
        slots=_slots(week, sessions),
        walk=Walk(int(rules.walk_shortest_minutes.value), moving.minutes, alone, _walks(person)),
        limits=_limits(person, minutes),
        costs=_costs(knowledge),
    )
    return Asked(
        problem=problem,
        week=week,
        minutes=minutes,
        active_days=wanted,
        aerobic=moving,
        warnings={one.id: tuple(o.rule for o in against) for one, against in possible},
        more_on={one.id: side for one, _ in possible if (side := person.more_on(one))},
        because={one.id: person.because(one) for one, _ in possible},
        left_out=(*able.left_out, *unwanted),
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


def gentle(pair: tuple[Exercise, tuple[Objection, ...]]) -> tuple[int, bool, str, str]:
    """The order that breaks ties: easy before hard, what trains a chain before what does not,
    light before heavy, then the name. No side of the body is in it."""
    exercise = pair[0]
    return exercise.level, not exercise.chains, exercise.load.spine, exercise.id


def minutes_of(dose: Dose, side: Side | None) -> float:
    """Minutes of one dose, with one set more on one side."""
    return dose.minutes + (dose.minutes / (2 * dose.sets) if side else 0.0)


def station(exercise: Exercise, known: Facts) -> str:
    """Where one has to be for an exercise; whoever cannot get to the floor lies on the bed."""
    if exercise.position in FLOOR:
        return "floor" if known.values.get("can_get_to_floor") is True else "bed"
    return "chair" if exercise.position == "sitting" else "feet"


def _level(knowledge: Knowledge, week: FirstWeek, practice: Practice, exercise: Exercise) -> int:
    """In the first week, and while pain is new or strong, the level of the stage; later at most
    one above what has been shown."""
    if practice.earlier is None or not set(week.exercises.purposes) & STRENGTH:
        return week.max_level
    shown = practice.shown_level(knowledge, exercise.chains[0] if exercise.chains else None)
    held = exercise.level if exercise.id in practice.doses else 0
    return max(week.max_level, shown + 1 if practice.earned else 0, held)


@dataclass(frozen=True)
class _Person:
    rulebook: Rulebook
    known: Facts
    week: FirstWeek
    first: tuple[Priority, ...]
    practice: Practice
    wishes: Wishes

    @property
    def knowledge(self) -> Knowledge:
        return self.rulebook.knowledge

    @cached_property
    def points(self) -> dict[str, float]:
        """Points of every need: the stage and pattern first, then tests, direction and goals."""
        value = self.knowledge.value
        points = dict(value.stages[self.week.id].needs)
        for chain in self.knowledge.chains:
            points[f"chain/{chain}"] = value.chain.value
        for priority, more in zip(self.first, value.priorities, strict=False):
            points[f"chain/{priority.chain}"] += more.value
        for goal in self.goals():
            points[f"goal/{goal}"] = value.goal.value
        way = preferred(self.known)
        if way is not None:
            points[f"direction/{way}"] = value.direction.value
        for shift in value.shifts:
            if self.known.outcomes[f"value/{shift.id}"] is True:
                for name, more in shift.needs.items():
                    points[name] = points.get(name, 0.0) + more
        return points

    def unwanted(self, exercise: Exercise) -> Left | None:
        here = f"exercises/{exercise.id}"
        if exercise.id in self.wishes.of("ban"):
            return Left(exercise.id, here, "banned")
        return Left(exercise.id, here, "hurt") if exercise.id in self.practice.hurt else None

    def candidate(self, exercise: Exercise, against: tuple[Objection, ...]) -> Candidate:
        value = self.knowledge.value
        held = self.practice.doses.get(exercise.id)
        points = value.variety.value - value.warned.value * len(against)
        points += value.kept.value if held is not None else 0.0
        points += value.liked.value if exercise.id in self.wishes.of("like") else 0.0
        points += self.points.get(f"exercise/{exercise.id}", 0.0)
        if set(exercise.purpose[:1]) & STRENGTH:
            points += value.challenge.value * (exercise.level - 1)
        return Candidate(
            exercise=exercise.id,
            options=tuple(self._options(exercise)),
            serves=self._serves(exercise),
            groups=tuple(_groups(exercise)),
            family=_family(self.knowledge, exercise),
            station=station(exercise, self.known),
            load=int(value.load_units[exercise.load.spine]),
            new=held is None or exercise.id in self.practice.fresh,
            points=round(points, 6),
            pinned=exercise.id in self.wishes.of("pin") | self.wishes.of("dose"),
        )

    def _options(self, exercise: Exercise) -> Iterator[Option]:
        """From the gentlest dose to the one held now, and the next one where a step is earned;
        nothing rises by itself. Whoever fixed a dose gets that one, and the next step up at most.
        """
        held = self.practice.doses.get(exercise.id, 0)
        wish = self.wishes.on(exercise.id)
        further = self.practice.earned and exercise.id in self.practice.doses
        doses = range(min(held + further, len(exercise.doses) - 1) + 1)
        wished = wish is not None and wish.kind == "dose" and wish.dose is not None
        if wish is not None and wish.dose is not None and wished:
            highest = held + 1 if self.practice.may_grow else held
            dose = max(0, min(wish.dose, highest, len(exercise.doses) - 1))
            doses = range(dose, dose + 1)
        for dose in doses:
            told = exercise.doses[dose]
            minutes = minutes_of(told, self.more_on(exercise))
            yield Option(dose, minutes, told.sets, raised=dose > held and not wished)

    def _serves(self, exercise: Exercise) -> dict[str, float]:
        value = self.knowledge.value
        main = value.mastered.value if self._mastered(exercise) else 1.0
        second = main * value.second_purpose.value
        serves = {
            name: second if place else main
            for names in (
                [f"purpose/{purpose}" for purpose in exercise.purpose],
                [f"chain/{chain}" for chain in exercise.chains],
            )
            for place, name in enumerate(names)
        }
        serves |= {f"goal/{goal}": 1.0 for goal in self.goals() if exercise.id in self.aids(goal)}
        return serves | {f"direction/{exercise.direction}": 1.0}

    def _mastered(self, exercise: Exercise) -> bool:
        """What has become easy: a harder form was shown, or this one at its fullest dose."""
        if self.practice.earlier is None or not exercise.chains:
            return False
        shown = self.practice.shown_level(self.knowledge, exercise.chains[0])
        fullest = self.practice.doses.get(exercise.id) == len(exercise.doses) - 1
        return exercise.level < shown or (exercise.level == shown and fullest)

    def goals(self) -> Iterator[str]:
        for goal in self.knowledge.value.goals:
            if self.known.values.get(goal.finding) is True:
                yield goal.finding

    def aids(self, finding: str) -> tuple[str, ...]:
        return next(g.exercises for g in self.knowledge.value.goals if g.finding == finding)

    def priority(self, exercise: Exercise) -> Priority | None:
        most = len(self.knowledge.value.priorities)
        main = exercise.chains[:1]
        return next((p for p in self.first[:most] if (p.chain,) == main), None)

    def more_on(self, exercise: Exercise) -> Side | None:
        """The weaker side gets one set more of what is mainly for it."""
        priority = self.priority(exercise)
        return priority.side if priority and exercise.doses[0].each_side else None

    def because(self, exercise: Exercise) -> str:
        """What speaks for it most: a wish, a test, a direction, a goal, the stage."""
        wish, priority = self.wishes.on(exercise.id), self.priority(exercise)
        if wish and wish.kind in ("pin", "dose"):
            return f"wishes/{wish.by}"
        if priority:
            return priority.rule
        way = preferred(self.known)
        if way is not None and exercise.direction == way:
            return f"tests/repeated_{way}"
        goal = next((g for g in self.goals() if exercise.id in self.aids(g)), None)
        return f"findings/{goal}" if goal else f"first_weeks/{self.week.id}"


def _groups(exercise: Exercise) -> Iterator[str]:
    """What its sets and minutes are counted for: the chain it is mainly for, or its stretch."""
    if exercise.chains:
        yield f"sets/{exercise.chains[0]}"
    if exercise.purpose[0] == "stretch":
        yield f"stretch/{(exercise.chains or (exercise.id,))[0]}"


def _family(knowledge: Knowledge, exercise: Exercise) -> str:
    """The gentlest form it comes from while the chain of muscles stays the same."""
    now, seen = exercise, {exercise.id}
    while now.regression and now.regression not in seen:
        easier = knowledge.exercises[now.regression]
        if easier.chains[:1] != now.chains[:1] or not easier.chains:
            break
        seen.add(easier.id)
        now = easier
    return now.id


def _needs(person: _Person) -> Iterator[Need]:
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


def _bounds(knowledge: Knowledge) -> Iterator[Bound]:
    value = knowledge.value
    for chain in knowledge.chains:
        yield Bound(f"sets/{chain}", "sets", value.most_sets.value)
    stretches = {
        group
        for exercise in knowledge.exercises.values()
        for group in _groups(exercise)
        if group.startswith("stretch/")
    }
    for group in sorted(stretches):
        yield Bound(group, "minutes", value.most_stretch_minutes.value)


def _sessions(person: _Person, wanted: int) -> int:
    """Sessions a week: those of the stage, more after the first weeks, never more than the days
    somebody gave, and never more than before while nothing may grow."""
    value, practice = person.knowledge.value, person.practice
    sessions, before = person.week.session_days, practice.earlier
    trains = set(person.week.exercises.purposes) & STRENGTH
    late = practice.week >= value.more_sessions_from_week.value
    if trains and late and practice.earned:
        sessions = max(sessions, int(value.more_sessions.value))
    elif before is not None and before.stage == person.week.id:
        held = sum(day.session for day in before.days)
        sessions = max(sessions, held) if practice.may_grow else min(sessions, held)
    return max(1, min(sessions, wanted))


def _slots(week: FirstWeek, sessions: int) -> tuple[Slot, ...]:
    """One session to learn while pain is new; else two in turn."""
    names: tuple[Template, ...] = ("A", "B")
    if not set(week.exercises.purposes) & STRENGTH or sessions == 1:
        return (Slot("A", sessions),)
    return tuple(Slot(name, (sessions + 1 - place) // 2) for place, name in enumerate(names))


def _limits(person: _Person, minutes: int) -> Limits:
    value, practice, goal = person.knowledge.value, person.practice, person.week.exercises
    units = _budget(person)
    if practice.earlier is None:
        return Limits(minutes, goal.at_least, goal.at_most, int(units), _stations(person), 0)
    later = set(goal.purposes) & STRENGTH
    limits = Limits(
        minutes=minutes,
        at_least=goal.at_least,
        at_most=int(value.most_exercises.value) if later else goal.at_most,
        load=int(units),
        stations=_stations(person),
        raises=int(practice.earned),
        new_a_session=int(value.new_a_session.value),
    )
    return limits if practice.may_grow else _no_more(person, limits)


def _budget(person: _Person) -> float:
    """Units of spinal load in one session: those of the stage, less where a rule says so or cannot
    be ruled out."""
    value, decided = person.knowledge.value, person.known.outcomes
    caps = [cap.units.value for cap in value.caps if decided[f"value/{cap.id}"] is not False]
    return min([next(b.units.value for b in value.budgets if b.stage == person.week.id), *caps])


def _stations(person: _Person) -> int:
    return int(person.knowledge.value.most_stations.value)


def _no_more(person: _Person, limits: Limits) -> Limits:
    """After a check-in that backed off nothing may become more than it was."""
    before = person.practice.earlier
    assert before is not None, "asked only where there was a week before"
    exercises, units = person.knowledge.exercises, person.knowledge.value.load_units
    loads = [
        sum(units[exercises[planned.exercise].load.spine] for planned in before.session(name))
        for name in before.templates
    ]
    return Limits(
        minutes=min(limits.minutes, before.session_minutes + _longest_walk(person)),
        at_least=0,
        at_most=min(limits.at_most, len(before.exercises)),
        load=min(limits.load, int(max(loads, default=0))),
        stations=limits.stations,
        raises=0,
        new_a_session=limits.new_a_session,
        week_minutes=sum(
            planned.minutes
            for day in before.days
            if day.session
            for planned in before.session(day.template)
        ),
    )


def _longest_walk(person: _Person) -> int:
    before = person.practice.earlier
    return max((day.walk_minutes for day in before.days), default=0) if before else 0


def _walks(person: _Person) -> int | None:
    """Minutes of walking in a week, while nothing may become more."""
    before = person.practice.earlier
    if before is None or person.practice.may_grow:
        return None
    return sum(day.walk_minutes for day in before.days)


def _costs(knowledge: Knowledge) -> Costs:
    value = knowledge.value
    return Costs(value.station.value, value.load.value, value.missing.value)
