"""Findings (one named fact about a person each), their lists and what is derived from them."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from plumbline.knowledge.schema.base import Basis, Expression, Id, Model, Prose

FindingType = Literal["boolean", "integer", "number", "choice", "date"]


class Choice(Model):
    """One permitted value of a choice finding."""

    id: Id
    label: Prose


class Finding(Model):
    """One named fact about a person.

    `danger` says which direction means more danger (a choice lists its values from least to
    most in `danger_order`); `mirror` names the finding that means the same on the other side.
    `applies_when` false means that the question makes no sense for this person: it is not
    asked, and an earlier answer is kept but not used (the value is then `otherwise`).
    """

    id: Id
    type: FindingType
    question: Prose
    again: Prose
    """The same question in other words, for a person who answered "I don't know"."""
    help: Prose | None = None
    list: Id | None = None
    item: Prose | None = None
    """Short text on a tick list; only with `list`."""
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    choices: tuple[Choice, ...] = ()
    input: Literal["scale", "ago", "plain"] = "plain"
    valid_days: int | None = Field(default=None, ge=1)
    """How long an answer stays true; afterwards it is unknown again. None: until changed."""
    grows_with: Literal["year"] | None = None
    """An age grows by itself after it was told."""
    danger: Literal["yes", "no", "higher", "lower", "none"] = "none"
    danger_order: tuple[Id, ...] = ()
    mirror: Id | None = None
    mirror_choices: dict[Id, Id] = {}
    asked_of: Literal["person", "clinician", "journal", "test"] = "person"
    """`journal`: nobody is asked, it is carried over from what was told before; `test`: it is the
    result of a physical test."""
    applies_when: Expression | None = None
    otherwise: bool | int | float | str | None = None
    codes: dict[str, str] = {}

    @model_validator(mode="after")
    def _is_whole(self) -> "Finding":
        problem = _finding_problem(self)
        if problem:
            raise ValueError(problem)
        return self


def _finding_problem(f: Finding) -> str | None:
    numeric = f.type in ("integer", "number")
    booleans = ("yes", "no", "none")
    problems = (
        (numeric and (f.min is None or f.max is None), "a number needs min and max"),
        (not numeric and (f.min is not None or f.max is not None), "only numbers have min, max"),
        ((f.type == "choice") != bool(f.choices), "choices belong to type choice, and only there"),
        (f.list is not None and f.type != "boolean", "only boolean findings stand on a list"),
        ((f.list is None) != (f.item is None), "list and item go together"),
        (f.type == "boolean" and f.danger not in booleans, "danger of a boolean is yes/no/none"),
        (numeric and f.danger in ("yes", "no"), "danger of a number is higher/lower/none"),
        (f.type == "date" and f.danger != "none", "a date has no danger direction of its own"),
        (
            bool(f.danger_order) and set(f.danger_order) != {c.id for c in f.choices},
            "danger_order names every choice once",
        ),
        (f.otherwise is not None and f.applies_when is None, "otherwise needs applies_when"),
    )
    return next((text for wrong, text in problems if wrong), None)


class TickList(Model):
    """Questions that go together, shown as one list with "none of these"."""

    id: Id
    question: Prose
    help: Prose | None = None
    none: Prose = "None of these"
    whole: bool = False
    """Asked whole as soon as one of it matters: a drawing with holes is none."""


class _Derived(Model):
    id: Id
    meaning: Prose
    basis: Basis | None = None


class Holds(_Derived):
    """True when the expression is: a named part of several rules."""

    op: Literal["holds"]
    when: Expression


class Sum(_Derived):
    op: Literal["sum"]
    of: tuple[Id, ...]


class Count(_Derived):
    op: Literal["count"]
    of: tuple[Id, ...]


class Point(Model):
    when: Expression
    points: int
    basis: Basis | None = None


class Points(_Derived):
    op: Literal["points"]
    table: tuple[Point, ...]


class Cut(Model):
    """A band begins at `at` (inclusive)."""

    at: float
    band: Id


class Bands(_Derived):
    op: Literal["bands"]
    of: Id
    below: Id
    cuts: tuple[Cut, ...]


class DaysSince(_Derived):
    op: Literal["days_since"]
    of: Id


class WeeksPregnant(_Derived):
    op: Literal["weeks_pregnant"]
    due: Id


class Difference(_Derived):
    op: Literal["difference"]
    now: Id
    before: Id


class PercentChange(_Derived):
    op: Literal["percent_change"]
    now: Id
    before: Id


class BodyMassIndex(_Derived):
    op: Literal["body_mass_index"]
    weight_kg: Id
    height_cm: Id


class Feature(Model):
    """A sign with its likelihood ratios; a missing one counts as 1 (it says nothing)."""

    when: Expression
    present: float | None = Field(default=None, gt=0)
    absent: float | None = Field(default=None, gt=0)
    basis: Basis


class LikelihoodRatio(_Derived):
    op: Literal["likelihood_ratio"]
    features: tuple[Feature, ...]


Derived = Annotated[
    Holds
    | Sum
    | Count
    | Points
    | Bands
    | DaysSince
    | WeeksPregnant
    | Difference
    | PercentChange
    | BodyMassIndex
    | LikelihoodRatio,
    Field(discriminator="op"),
]


class Topic(Model):
    """A findings file: one topic with its lists, findings and what is derived from them."""

    id: Id
    title: Prose
    lists: tuple[TickList, ...] = ()
    findings: tuple[Finding, ...] = ()
    derived: tuple[Derived, ...] = ()
