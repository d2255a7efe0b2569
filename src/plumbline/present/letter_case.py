"""What a letter for a clinician is written from, and the parts it is made of."""

from dataclasses import dataclass
from datetime import date

from plumbline.care.pathway import NextStep
from plumbline.care.standing import Standing
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Followed:
    """One score over time: an instrument's or a finding's id, and (day, value), oldest first."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What the journal shows of the plan."""

    weeks: int
    sessions_done: int
    sessions_planned: int
    exercises: tuple[str, ...] = ()
    """Ids of those that were done, most often done first."""
    changes: int = 0
    flares: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """All that a letter is written from. Name, medicines and wishes may be left empty."""

    rulebook: Rulebook
    standing: Standing
    step: NextStep
    on: date
    scores: tuple[Followed, ...] = ()
    reviews: tuple[date, ...] = ()
    """Days of the reviews until now."""
    tried: Tried | None = None
    found: tuple[str, ...] = ()
    """Results of the home tests, in words."""
    name: str = ""
    medicines: str = ""
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A score: its name, its scale, and a value for each date."""

    name: str
    scale: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Scores over time, with a date for each column."""

    title: str
    head: str
    dates: tuple[str, ...]
    rows: tuple[Row, ...]
