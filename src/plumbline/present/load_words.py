"""How much an exercise asks of the lower back, in words: its published class, and lighter or
heavier than another. There are no newtons here: the model behind the order is not good enough."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Exercise
from plumbline.motion import read_movement
from plumbline.motion.load_order import against_standing, lighter
from plumbline.present.words import N_, _

_CLASS: Final[Mapping[str, str]] = {
    "A": N_("Very light on your lower back"),
    "B": N_("Light on your lower back"),
    "C": N_("Medium for your lower back"),
    "D": N_("Heavy for your lower back"),
    "E": N_("Very heavy for your lower back; not in our plans"),
}
_LIGHTER: Final = N_("Lighter on your lower back than “%(other)s”")
_HEAVIER: Final = N_("Heavier for your lower back than “%(other)s”")
_ALIKE: Final = N_("About as heavy for your lower back as “%(other)s”")


_RATIOS: Final[dict[tuple[str, str], float | None]] = {}
"""What was worked out in this process: the same knowledge always gives the same ratio."""


@dataclass(frozen=True)
class Ratios(Mapping[str, float | None]):
    """Each movement's largest load as a multiple of standing, worked out once, when asked for.

    None where the model cannot tell. Raises KnowledgeError for a movement that cannot be played.
    """

    knowledge: Knowledge

    def __getitem__(self, name: str) -> float | None:
        key = (self.knowledge.version, name)
        if key not in _RATIOS:
            movement = read_movement(self.knowledge.movements[name].authored, name)
            _RATIOS[key] = against_standing(movement)
        return _RATIOS[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.knowledge.movements)

    def __len__(self) -> int:
        return len(self.knowledge.movements)


def load_class(exercise: Exercise) -> str:
    """The published class of an exercise's load on the spine."""
    return _(_CLASS[exercise.load.spine])


def load_beside(
    one: Exercise, other: Exercise, ratios: Mapping[str, float | None] | None = None
) -> str:
    """How one exercise compares with another: the published class decides.

    Within one class it is `ratios`, multiples of standing by exercise
    (`plumbline.motion.load_order.against_standing`), and only where they are further apart than
    the model errs. What the model cannot tell counts as alike.
    """
    words = {-1: _LIGHTER, 0: _ALIKE, 1: _HEAVIER}
    return _(words[_sign(one, other, ratios or {})]) % {"other": _(other.title)}


def _sign(one: Exercise, other: Exercise, ratios: Mapping[str, float | None]) -> int:
    """-1: one is lighter than the other; 1: heavier; 0: alike."""
    if one.load.spine != other.load.spine:
        return -1 if one.load.spine < other.load.spine else 1
    mine, its = ratios.get(one.id), ratios.get(other.id)
    return -1 if lighter(mine, its) else 1 if lighter(its, mine) else 0
