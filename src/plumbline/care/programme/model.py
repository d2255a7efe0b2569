"""A programme as a value: what to do on which day, how much, and why not the rest."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Template = Literal["A", "B"]
"""A session somebody learns once and does several times a week."""


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
    templates: tuple[Template, ...] = ("A",)
    """The sessions it is part of."""


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
        "banned",
        "hurt",
        "wish",
    ]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week; `session` false means walking or rest only."""

    on: date
    session: bool
    walk_minutes: int
    template: Template = "A"
    """Which session, on a day that has one."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How good a week is known to be, in the points of `knowledge/programme/value.yaml`.

    `best` is what no week within the same limits can exceed; `proven` says that `value` reaches it.
    """

    value: float
    best: float
    proven: bool
    method: Literal["solved", "best_found", "greedy"]

    @property
    def gap(self) -> float:
        """The share of `best` that may be missing: 0 when proven."""
        return 0.0 if self.proven or self.best <= 0 else max(0.0, 1 - self.value / self.best)


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
    proof: Proof | None = None
    """None in a programme that was not solved, or was changed by a review since."""

    @property
    def templates(self) -> tuple[Template, ...]:
        """The sessions this week has, in their order."""
        return tuple(sorted({template for item in self.exercises for template in item.templates}))

    def session(self, template: Template) -> tuple[Planned, ...]:
        """The exercises of one session, in the order to do them."""
        return tuple(planned for planned in self.exercises if template in planned.templates)

    def exercises_on(self, day: date) -> tuple[Planned, ...]:
        """The exercises of one day's session; none on a day without one."""
        plan = self.on(day)
        return self.session(plan.template) if plan and plan.session else ()

    @property
    def session_minutes(self) -> float:
        """Minutes of the longest session."""
        each = (sum(item.minutes for item in self.session(name)) for name in self.templates)
        return max(each, default=0.0)

    def on(self, day: date) -> Day | None:
        """The plan of one day; after its first week the pattern repeats."""
        offset = (day - self.start).days
        return self.days[offset % len(self.days)] if offset >= 0 else None
