"""Which of two exercises asks less of the lower back, as far as the model can tell."""

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from plumbline.knowledge.schema import Exercise
from plumbline.motion.load import Person, movement_load, spine_load
from plumbline.motion.load_acceptance import MOST_ERROR
from plumbline.motion.movement import Movement
from plumbline.motion.skeleton import forward
from plumbline.motion.timeline import angles_at


@cache
def standing(person: Person = Person()) -> float:  # noqa: B008 - a frozen value
    """Compression in newtons of quiet standing: what every other posture is compared with."""
    quiet = Movement.model_validate(
        {"base": "standing", "anchor": "foot_right", "keys": [{"name": "quiet"}], "period": 1}
    )
    angles = angles_at(quiet, np.zeros(1))
    upright = Person(person.mass, person.height)
    return float(spine_load(forward(angles, np.array([[0.0, 10.0, 0.0]])), upright).compression[0])


def against_standing(movement: Movement) -> float | None:
    """The largest compression of a movement as a multiple of standing; None: it cannot tell."""
    load = movement_load(movement)
    if not load.told.all():
        return None
    return float(load.compression.max()) / standing()


def lighter(one: float | None, other: float | None) -> bool:
    """Whether one load is less than another by more than the model errs; what it cannot tell is
    not. Both are multiples of standing (`against_standing`)."""
    return one is not None and other is not None and one < other * (1 - MOST_ERROR)


def lighter_first(
    exercises: Iterable[Exercise], movements: Mapping[str, Movement]
) -> tuple[Exercise, ...]:
    """By published class; within one class by the model, and last those it cannot tell.

    The class always decides first: the model only orders what is published as equal.
    """

    def weight(exercise: Exercise) -> tuple[str, float, str]:
        movement = movements.get(exercise.id)
        found = against_standing(movement) if movement else None
        return exercise.load.spine, float("inf") if found is None else found, exercise.id

    return tuple(sorted(exercises, key=weight))
