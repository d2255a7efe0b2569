"""The figures of exercises: which sides of a movement a page shows, and what it says to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plumbline.knowledge.schema import Dose, Exercise, Side
from plumbline.motion.tempo import Tempo, tempo
from plumbline.present.pictures import Picture, Pictures
from plumbline.present.words import N_, _

SIDES: tuple[Side, ...] = ("left", "right")
_SIDE_SAYS: Mapping[Side, str] = {"left": N_("Your left side"), "right": N_("Your right side")}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A movement working one side; `side` is None where it has none."""

    side: Side | None
    picture: Picture


def drawn(pictures: Pictures, exercise: Exercise, dose: Dose) -> tuple[Drawn, ...]:
    """The figures of an exercise, left before right; none while its movement is not authored."""
    if exercise.id not in pictures:
        return ()
    two = sided(pictures, exercise, dose)
    sides: tuple[Side | None, ...] = SIDES if two else (None,)
    title = _(exercise.title)
    return tuple(Drawn(side, pictures.picture(exercise.id, title, side)) for side in sides)


def sided(pictures: Pictures, exercise: Exercise, dose: Dose) -> bool:
    """Whether one side is done after the other; not where every repetition does both in turn."""
    in_turn = exercise.id in pictures and pictures.movement(exercise.id).side == "both"
    return dose.each_side and not in_turn


def tempo_of(pictures: Pictures, exercise: Exercise) -> Tempo | None:
    """How the repetitions of an exercise are counted; None while its movement is not authored."""
    return tempo(pictures.movement(exercise.id)) if exercise.id in pictures else None


def still_of(pictures: Pictures) -> Callable[[Exercise], str]:
    """What draws the still figure of an exercise, for a template; empty where there is none."""

    def still(exercise: Exercise) -> str:
        drawable = exercise.id in pictures
        return pictures.still(exercise.id, _(exercise.title)) if drawable else ""

    return still


def side_says(side: Side) -> str:
    """The side at work, in words."""
    return _(_SIDE_SAYS[side])
