"""Red flags, emergency contacts, hazards and advice."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from plumbline.knowledge.schema.base import Basis, Expression, Model, Prose, Thing, Urgency

URGENCY_ORDER: tuple[Urgency, ...] = (
    "self_care",
    "routine",
    "within_days",
    "same_day",
    "emergency_now",
)


class Level(Model):
    """One way a red flag fires: how urgent, how soon to be seen, when, and why in plain words."""

    urgency: Urgency
    see_within_hours: int | None = Field(ge=0)
    """0 is now, 24 today; None: weeks, at the next ordinary appointment."""
    when: Expression
    why: Prose


class RedFlag(Thing):
    """A sign or cluster of signs that must be seen by someone, and how soon.

    Levels stand from most to least urgent. `when_unknown` is what it means that the person
    still does not know after being asked twice; `self_care` there means it changes nothing.
    """

    plain: Prose
    """What this could be, in plain words, without fear."""
    levels: tuple[Level, ...] = Field(min_length=1)
    when_unknown: Urgency
    unknown_means: Prose
    unknown_see_within_hours: int | None = Field(default=None, ge=0)
    do: tuple[Prose, ...] = Field(min_length=1)
    do_at: dict[Urgency, tuple[Prose, ...]] = {}
    """What comes before that, where it depends on how urgent it is."""
    meanwhile: tuple[Literal["walking", "positions"], ...] = ()
    """What stays allowed while this flag is open; nothing unless named."""
    clearance: Prose
    crisis: bool = False
    """Crisis contacts are shown at once."""
    basis: Basis

    def steps(self, urgency: Urgency | None) -> tuple[str, ...]:
        """What to do, first things first, where this flag asks for `urgency`."""
        return (*(self.do_at.get(urgency, ()) if urgency else ()), *self.do)

    @model_validator(mode="after")
    def _levels_fall(self) -> "RedFlag":
        ranks = [URGENCY_ORDER.index(level.urgency) for level in self.levels]
        if any(later >= earlier for earlier, later in pairwise(ranks)):
            raise ValueError("levels must fall from most to least urgent, one of each")
        return self


class Line(Model):
    """A telephone or text line, with where it was read."""

    name: Prose
    phone: str | None = None
    text: str | None = None
    hours: Prose | None = None
    basis: Basis


class Contact(Thing):
    """Whom to call in one country (id is the ISO 3166 code in lower case, or `unknown`)."""

    emergency: tuple[Line, ...]
    urgent: tuple[Line, ...] = ()
    crisis: tuple[Line, ...] = ()


class Hazard(Thing):
    """Something that must never happen, what holds it back, and where that is tested."""

    harm: str
    causes: tuple[str, ...]
    controls: tuple[str, ...] = Field(min_length=1)
    """Modules or knowledge files (`plumbline.care.triage`) that hold it back."""
    invariant: str = ""


class Step(Model):
    """One piece of advice: what to do and, asked why, the reason."""

    say: Prose
    why: Prose | None = None
    when: Expression | None = None
    """Shown only when this is true (or is absent)."""
    not_when: Expression | None = None
    """Never shown when this is true or unknown."""
    figure: Literal["side_lying", "back_lying", "rolling"] | None = None
    """The drawing that belongs to it."""
    before_exercise: bool = False
    """Said before a session as well."""
    basis: Basis


class Advice(Thing):
    """Advice on one occasion: the safety net, tonight, a flare-up, staying active."""

    intro: Prose
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
