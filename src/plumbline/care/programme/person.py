"""What each exercise is to one person: its doses, what it serves, and what speaks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plumbline.care.cautions import Objection
from plumbline.care.impairments import Priority
from plumbline.care.impairments.directions import preferred
from plumbline.care.programme.fit import FLOOR
from plumbline.care.programme.model import Left
from plumbline.care.programme.practice import Practice, Wishes
from plumbline.care.programme.problem import Candidate, Option
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Dose, Exercise, FirstWeek, Side
from plumbline.logic.rulebook import Rulebook

STRENGTH = frozenset({"control", "strength"})
"""What is done on alternate days only."""


@dataclass(frozen=True)
class Person:
    """Somebody for whom a week is put together."""

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
            groups=tuple(groups(exercise)),
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
            granted = exercise.id == self.practice.granted and self.practice.may_grow
            highest = held + granted
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


def level_for(knowledge: Knowledge, week: FirstWeek, practice: Practice, exercise: Exercise) -> int:
    """In the first week, and while pain is new or strong, the level of the stage; later at most
    one above what has been shown."""
    if practice.earlier is None or not set(week.exercises.purposes) & STRENGTH:
        return week.max_level
    shown = practice.shown_level(knowledge, exercise.chains[0] if exercise.chains else None)
    held = exercise.level if exercise.id in practice.doses else 0
    return max(week.max_level, shown + 1 if practice.earned else 0, held)


def groups(exercise: Exercise) -> Iterator[str]:
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
