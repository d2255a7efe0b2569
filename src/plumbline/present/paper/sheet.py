"""What the printed plan says: plain words and pictures, in the order they stand on paper.

Everything here is text that is shown as it is. Nothing of it is ever read as code by the
typesetter, whatever somebody typed as a name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Paper = Literal["a4", "us-letter"]
PAPERS: tuple[Paper, ...] = ("a4", "us-letter")
"""Kinds of paper by the name that a person gives."""
BODY_POINTS, LARGE_POINTS = 11.0, 14.0
"""Size of the body text in points: the usual one, and one for tired eyes."""


@dataclass(frozen=True, slots=True)
class Form:
    """The paper, and how large its words are (points)."""

    paper: Paper = "a4"
    points: float = BODY_POINTS


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the week table: "Fri" and "20"."""

    weekday: str
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the week table with its seven days.

    In `days` None is a day without it, and a text stands beside the box to tick.
    """

    number: int | None
    name: str
    dose: str
    days: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A session, or moving about: a heading and its lines."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One still moment of a movement, and its description for who cannot see it."""

    svg: str
    alt: str
    tall: bool
    """Higher than wide."""


@dataclass(frozen=True, slots=True)
class Card:
    """How one exercise is done."""

    number: int | None
    name: str
    dose: str
    sessions: str
    """In which sessions; empty where there is one only."""
    moments: tuple[Moment, ...]
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    error: str
    warnings: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One of the three answers to pain: go on, ease, stop."""

    kind: Literal["go_on", "ease", "stop"]
    title: str
    when: tuple[str, ...]
    do: str


@dataclass(frozen=True, slots=True)
class Number:
    """Whom to call; `number` is empty where there is only a name."""

    number: str
    name: str
    hours: str


@dataclass(frozen=True, slots=True)
class Calls:
    """Numbers for one kind of need."""

    title: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading, a sentence before, and lines."""

    title: str
    intro: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of the sheet."""

    product: str
    name: str
    week: str
    tick: str
    pain: str
    pain_each_day: str
    how: str
    calls: str
    think: str
    wrong: str
    care: str
    why: str
    notes: str
    page: str
    """With `{n}` and `{all}` for the page and the number of pages."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole plan on paper."""

    language: str
    on: date
    """The first day of the week; the document is dated so."""
    title: str
    name: str
    """For whom; empty leaves a line to write on."""
    dates: str
    intro: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    resting: tuple[str, ...]
    """What is in the plan and waits today, and why."""
    cards: tuple[Card, ...]
    discomfort: str
    """What is said about pain while moving."""
    guides: tuple[Guide, ...]
    calls: tuple[Calls, ...]
    signs: Titled
    made: str
    labels: Labels
