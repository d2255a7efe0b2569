"""Which exercises a person can do at all: contraindications first, then place, kit and level."""

from collections.abc import Callable
from dataclasses import dataclass

from plumbline.care.cautions import Objection, objections
from plumbline.care.programme.model import Left
from plumbline.care.record import Facts
from plumbline.knowledge.schema import Exercise, FirstWeek
from plumbline.logic.rulebook import Rulebook

LOADS = "ABCDE"
"""Classes of spinal load, from light to heavy."""
ALWAYS_THERE = frozenset({"chair", "wall", "bed", "doorway", "towel", "strap", "weight"})
"""A weight is a filled bag or two bottles."""
FLOOR = frozenset({"supine", "prone", "side_lying", "quadruped", "kneeling"})
ON_FEET = frozenset({"standing", "walking"})
LYING = frozenset({"supine", "prone", "side_lying"})


@dataclass(frozen=True, slots=True)
class Fit:
    """The exercises that are possible, with the warnings to show, and those left out."""

    possible: tuple[tuple[Exercise, tuple[Objection, ...]], ...]
    left_out: tuple[Left, ...]


def fit(
    rulebook: Rulebook,
    known: Facts,
    week: FirstWeek,
    level: Callable[[Exercise], int] | None = None,
) -> Fit:
    """Sort every exercise into possible or left out, with the reason. `level` is the highest that
    suits somebody now; without it that of the stage."""
    possible: list[tuple[Exercise, tuple[Objection, ...]]] = []
    left: list[Left] = []
    for exercise in rulebook.knowledge.exercises.values():
        against = objections(rulebook, known, exercise)
        reason = _blocked(exercise, against) or _why_not(exercise)
        most = level(exercise) if level else week.max_level
        reason = reason or _unsuitable(exercise, known, week, most)
        if reason:
            left.append(reason)
        else:
            possible.append((exercise, against))
    return Fit(tuple(possible), tuple(left))


def _why_not(exercise: Exercise) -> Left | None:
    """Never planned for anybody, and told about all the same."""
    return Left(exercise.id, f"exercises/{exercise.id}", "why_not") if exercise.why_not else None


def suits(rulebook: Rulebook, known: Facts, exercise: Exercise) -> bool:
    """Whether a person can do an exercise at all, whatever the week is for."""
    blocked = _blocked(exercise, objections(rulebook, known, exercise))
    return not (
        exercise.why_not
        or blocked
        or _place_problem(exercise, known)
        or _lacks_kit(exercise, known)
    )


def _blocked(exercise: Exercise, against: tuple[Objection, ...]) -> Left | None:
    blocking = [objection for objection in against if objection.blocks]
    if not blocking:
        return None
    first = min(blocking, key=lambda objection: not objection.known)
    kind = "contraindicated" if first.known else "cannot_rule_out"
    return Left(exercise.id, first.rule, kind, first.missing)


def _unsuitable(exercise: Exercise, known: Facts, week: FirstWeek, level: int) -> Left | None:
    here = f"exercises/{exercise.id}"
    if exercise.level > level:
        return Left(exercise.id, here, "level")
    if not set(exercise.purpose) & set(week.exercises.purposes):
        return Left(exercise.id, here, "purpose")
    if _place_problem(exercise, known):
        return Left(exercise.id, here, "place")
    return Left(exercise.id, here, "kit") if _lacks_kit(exercise, known) else None


def _lacks_kit(exercise: Exercise, known: Facts) -> bool:
    return any(known.values.get(f"kit_{kit}") is not True for kit in _to_bring(exercise))


def _to_bring(exercise: Exercise) -> set[str]:
    # A mat makes the floor softer; whoever can get down there can do without.
    return {str(kit) for kit in exercise.kit} - ALWAYS_THERE - {"mat"}


def _place_problem(exercise: Exercise, known: Facts) -> bool:
    """Whether the person cannot get into the position; unknown is taken as cannot."""
    value = known.values.get
    off_feet = value("uses_wheelchair") is not False or value("stays_in_bed") is not False
    in_bed = value("stays_in_bed") is not False
    if exercise.position in ON_FEET and off_feet:
        return True
    if in_bed and exercise.position not in LYING:
        return not (exercise.seated_or_bed and "chair" not in exercise.kit)
    on_floor = exercise.position in FLOOR and not exercise.seated_or_bed
    return on_floor and value("can_get_to_floor") is not True
