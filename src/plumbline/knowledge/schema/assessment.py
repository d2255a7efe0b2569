"""Patterns of back pain, questionnaires, and the course that can be expected."""

from typing import Literal

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Expression, Id, Model, Number, Prose, Thing

Band = Literal["likely", "possible", "unlikely"]


class BandRule(Model):
    band: Band
    when: Expression
    why: Prose
    basis: Basis


class Pattern(Thing):
    """A kind of back pain; the first band whose rule is true holds, else "cannot say".

    `unless` names patterns that take precedence when they are likely.
    """

    plain: Prose
    helps: Prose
    """What usually helps, in one or two sentences."""
    bands: tuple[BandRule, ...] = Field(min_length=1)
    programme: Literal["yes", "information_only"] = "yes"
    evidence: tuple["Evidence", ...] = ()
    basis: Basis


class Evidence(Model):
    """A published accuracy figure shown behind "why?"."""

    sign: Prose
    measure: str
    number: Number


class Cutoff(Model):
    at_least: float
    label: Prose
    basis: Basis


class Change(Model):
    """The smallest change that matters to people."""

    points: float | None = None
    percent: float | None = None
    basis: Basis


class Rule(Model):
    """A questionnaire that is positive by a rule over its items rather than a cut-off."""

    id: Id
    when: Expression
    label: Prose
    basis: Basis


class Instrument(Thing):
    """A questionnaire: its items are findings, in order, and its score a sum or a mean."""

    abbreviation: str
    measures: Prose
    items: tuple[Id, ...] = Field(min_length=1)
    score: Literal["sum", "mean", "rule"]
    min: float
    max: float
    needs: int = Field(ge=1)
    """Fewer answered items than this and no score is shown."""
    blank_as_zero: bool = False
    """The authors count a blank as 0 (then the score says how many were blank)."""
    subscale: tuple[Id, ...] = ()
    """Items that are scored apart as well (STarT Back: the psychosocial five)."""
    cutoffs: tuple[Cutoff, ...] = ()
    rules: tuple[Rule, ...] = ()
    change: Change | None = None
    danger: Literal["higher", "lower"] = "higher"
    follow_up_at: float | None = None
    follow_up: Id | None = None
    """At or above `follow_up_at`, this instrument is asked next."""
    wording: Literal["shipped", "loaded_by_user"]
    licence: str
    attribution: str
    window: Prose | None = None
    """The time the items speak of ("over the last two weeks")."""
    basis: Basis


class CoursePoint(Model):
    week: int
    pain_0_100: Number


class Factor(Model):
    """A verified prognostic factor: named, never turned into an invented score."""

    when: Expression
    say: Prose
    basis: Basis


class Course(Thing):
    """The course that people like this had on average, with a band only where one was read."""

    when: Expression
    plain: Prose
    weeks_from: Literal["onset", "study_entry"]
    """Where the weeks of the study were counted from."""
    points: tuple[CoursePoint, ...]
    band_note: Prose | None = None
    factors: tuple[Factor, ...] = ()
    facts: tuple[Prose, ...] = ()
    basis: Basis
