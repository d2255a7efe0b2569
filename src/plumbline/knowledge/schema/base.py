"""What every knowledge file shares: frozen models, prose that is translated, and a basis."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
"""A name in lower-case words joined by underscores; stable for ever once shipped."""

Prose = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    Field(json_schema_extra={"prose": True}),
]
"""Words a person reads; the message extractor finds them by this type."""

Expression = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A rule in the language of `plumbline.logic` (a small subset of SQL)."""

Status = Literal["verified", "secondary", "derived", "measured", "expert", "unverified"]
Urgency = Literal["emergency_now", "same_day", "within_days", "routine", "self_care"]


class Model(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Basis(Model):
    """What a rule or number rests on, and how far that was checked.

    `verified`: read in the source; `secondary`: read where others quote it; `derived`: computed,
    the note gives the formula; `measured`: measured here; `expert`: usual practice, said so on
    screen; `unverified`: waiting, never shown and never used.
    """

    status: Status
    sources: tuple[Id, ...] = ()
    note: str = ""


class Number(Model):
    """One published number with its interval, unit and basis."""

    value: float
    low: float | None = None
    high: float | None = None
    unit: str = ""
    basis: Basis


class Statement(Model):
    """One thing that is said to a person, and what it rests on."""

    say: Prose
    basis: Basis


class Thing(Model):
    """A knowledge file: one thing a clinician reviews on one screen."""

    id: Id
    title: Prose
