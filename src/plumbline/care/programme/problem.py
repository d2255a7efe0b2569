"""One week to be put together, as plain numbers: what the solver, the greedy baseline, the checker
and the tests all read. Nothing of the knowledge is in it but names.

Minutes and sets are of one session; needs and bounds count a whole week.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plumbline.care.programme.model import Template

AEROBIC = "purpose/aerobic"
"""The need that walking serves."""


@dataclass(frozen=True, slots=True)
class Option:
    """One dose of an exercise; `raised` when it asks for more than the person does now."""

    dose: int
    minutes: float
    sets: int
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that is possible for this person."""

    exercise: str
    options: tuple[Option, ...]
    serves: Mapping[str, float]
    """Needs, and the share of each minute that counts for them."""
    groups: tuple[str, ...]
    """The bounds it counts towards."""
    family: str
    """Harder and easier forms of one exercise: a week holds one of them."""
    station: str
    """Where one has to be for it: on the feet, on a chair, on the floor."""
    load: int
    """Units of spinal load in one session."""
    new: bool
    """Not part of the person's week until now."""
    points: float
    """What is gained by having it at all, whatever the dose; below 0 where something speaks
    against it."""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """Something the week should serve: steps of (minutes a week, points), each minute of a later
    step worth less than one of the step before."""

    name: str
    steps: tuple[tuple[float, float], ...]

    @property
    def points(self) -> float:
        """Points when it is served in full."""
        return sum(points for _, points in self.steps)

    def worth(self, minutes: float) -> float:
        """Points for so many minutes a week."""
        total = 0.0
        for width, points in self.steps:
            part = min(minutes, width)
            total += points * part / width
            minutes -= part
        return total


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a group of exercises may come to in a week."""

    group: str
    counts: Literal["sets", "minutes"]
    most: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A session that is done `times` a week."""

    template: Template
    times: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Walking: `least` to `most` minutes a day, or none. `alone` counts the days that hold
    nothing else; `week` is the most in all (None: no such limit)."""

    least: int
    most: int
    alone: int
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What no week may break. None: no such limit."""

    minutes: float
    """A day."""
    at_least: int
    """Exercises a week; where they cannot be had, each that is missing costs points."""
    at_most: int
    load: int
    """Units of spinal load in one session."""
    stations: int
    """Different places in one session."""
    raises: int
    """Exercises whose dose may rise."""
    new_a_session: int | None = None
    new_a_week: int | None = None
    week_minutes: float | None = None
    """Minutes of exercises in all sessions of the week together, walks not counted."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Points that a week loses."""

    station: float
    """For each further place in a session."""
    load: float
    """For each unit of spinal load in a week's sessions."""
    missing: float
    """For each exercise below the least."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A week to be chosen. The candidates stand in the order that breaks ties: the first wins."""

    candidates: tuple[Candidate, ...]
    needs: tuple[Need, ...]
    bounds: tuple[Bound, ...]
    slots: tuple[Slot, ...]
    walk: Walk
    limits: Limits
    costs: Costs


@dataclass(frozen=True, slots=True)
class Pick:
    """One exercise of a week: its dose, and the sessions that hold it."""

    exercise: str
    dose: int
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A week that was chosen. `walk_with` is the walk on days with each session, in the order of
    the slots; `walk_alone` that of the other days."""

    picks: tuple[Pick, ...]
    walk_with: tuple[int, ...]
    walk_alone: int
