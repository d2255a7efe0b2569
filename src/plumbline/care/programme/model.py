"""A programme as a value: what to do on which day, how much, and why not the rest."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise at one dose; `dose` is the place in the exercise's doses, gentlest first."""

    exercise: str
    dose: int
    minutes: float
    warnings: tuple[str, ...]
    """Rules of cautions that hold or cannot be ruled out, to be shown beside it."""
    because: str
    """The rule that chose it."""
    more_on: Literal["left", "right"] | None = None
    """One set more on this side; both sides are always trained."""


@dataclass(frozen=True, slots=True)
class Left:
    """An exercise that was left out, and the rule that says so."""

    exercise: str
    rule: str
    kind: Literal[
        "contraindicated",
        "cannot_rule_out",
        "why_not",
        "kit",
        "place",
        "level",
        "purpose",
        "room",
        "enough",
    ]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week; `session` false means walking or rest only."""

    on: date
    session: bool
    walk_minutes: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A week. `version` counts changes; `changed_by` is the rule that made the last one."""

    start: date
    stage: str
    """The first-week rule that was used."""
    exercises: tuple[Planned, ...]
    days: tuple[Day, ...]
    left_out: tuple[Left, ...]
    minutes_a_day: int
    aerobic: str = "walking"
    """The exercise that fills the walking minutes: another one where walking does not suit."""
    version: int = 1
    changed_by: str = ""
    suspended: bool = False
    """No exercise until the safety questions have been answered again."""

    @property
    def session_minutes(self) -> float:
        return sum(planned.minutes for planned in self.exercises)

    def on(self, day: date) -> Day | None:
        """The plan of one day; after its first week the pattern repeats."""
        offset = (day - self.start).days
        return self.days[offset % len(self.days)] if offset >= 0 else None
