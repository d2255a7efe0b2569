"""Figures of movements by name, drawn once: a moving one, and one moment of it for print and for
people who want no motion."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plumbline.knowledge import Knowledge
from plumbline.motion import Movement, farthest, read_movement
from plumbline.present.figure import figure
from plumbline.present.words import language

_Key = tuple[str, str, str | None, str, bool, str]
_DRAWN: dict[_Key, str] = {}
"""What was drawn in this process: the same knowledge always gives the same picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A movement as SVG text, moving and still."""

    moving: str
    still: str


@dataclass(frozen=True)
class Pictures:
    """The figures of a knowledge's movements. Drawing one takes a tenth of a second."""

    knowledge: Knowledge
    _movements: dict[str, Movement] = field(default_factory=dict[str, Movement])

    def __contains__(self, name: str | None) -> bool:
        return name in self.knowledge.movements

    def movement(self, name: str) -> Movement:
        """A movement by name. Raises KeyError for one that is not there."""
        if name not in self._movements:
            self._movements[name] = read_movement(self.knowledge.movements[name].authored, name)
        return self._movements[name]

    def picture(self, name: str, title: str, side: str | None = None) -> Picture:
        """Both forms of a movement, working `side` where it has one."""
        return Picture(self.moving(name, title, side), self.still(name, title, side))

    def moving(self, name: str, title: str, side: str | None = None) -> str:
        return self._draw(name, title, side, still=False)

    def still(self, name: str, title: str, side: str | None = None) -> str:
        """The moment farthest from the start."""
        return self._draw(name, title, side, still=True)

    def _draw(self, name: str, title: str, side: str | None, *, still: bool) -> str:
        key = (self.knowledge.version, name, side, title, still, language())
        if key not in _DRAWN:
            movement = self.movement(name)
            begin = "-".join(("still" if still else "moving", name, side or "both"))
            moment = farthest(movement).at if still else None
            _DRAWN[key] = figure(movement, side=side, title=title, name=begin, still=moment)
        return _DRAWN[key]


def drawn_titles(knowledge: Knowledge) -> Mapping[str, str]:
    """The title of each movement: that of its exercise, else of the first test that shows it."""
    titles = {test.movement: test.title for test in knowledge.tests.values() if test.movement}
    return {**titles, **{name: e.title for name, e in knowledge.exercises.items()}}
