"""Treatments: what each is, what it does against what, what speaks against it, and who says so."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from plumbline.knowledge.schema.base import Basis, Id, Model, Number, Prose, Statement, Thing
from plumbline.knowledge.schema.movement import Caution

Family = Literal[
    "self_care",
    "lifestyle",
    "movement",
    "hands_on",
    "needle_current",
    "mind",
    "medicine",
    "injection",
    "operation",
    "support",
    "care",
]
Stage = Literal["fresh", "settling", "lasting"]
"""Under 6 weeks, 6 to 12 weeks, and 12 weeks or more (the bands of `pain_stage`)."""
Comparator = Literal["sham", "nothing", "active"]
"""Placebo or sham; nothing, waiting or usual care; another active treatment. Only numbers against
the same of these may be put side by side."""
TimeBand = Literal["to_6_weeks", "to_3_months", "to_12_months", "over_12_months"]
Outcome = Literal[
    "pain", "leg_pain", "disability", "recurrence", "improvement", "mood", "work", "harm"
]
Scale = Literal["points_100", "rmdq_24", "relief_5", "smd", "ratio", "days"]
"""0-100 points; Roland-Morris 0-24; relief 0-5; standard deviations; a ratio (risk, odds or hazard,
the note says which); days."""
Certainty = Literal["high", "moderate", "low", "very_low", "not_rated"]
Verdict = Literal["helps", "helps_a_little", "uncertain", "no_effect", "no_evidence"]
"""What the evidence says of one use. `no_effect` is evidence of no effect that matters;
`no_evidence` is that nobody has looked well enough. They are never shown alike."""
Harm = Literal["none_known", "mild", "serious_rarely", "serious"]
Effort = Literal["none", "little", "some", "much"]
Cost = Literal["free", "low", "medium", "high"]
Row = Annotated[str, StringConstraints(pattern=r"^[TP]\d{2,3}$")]
"""A use in the evidence tables, such as `T70`; P where it is not in them."""


class Effect(Model):
    """One difference against one named comparator; minus is better with the treatment, except in
    a ratio, where under 1 is fewer."""

    outcome: Outcome
    against: Prose
    """What it was compared with, in words a person knows: "a dummy pill"."""
    comparator: Comparator
    time: Prose
    """When: "after 3 weeks"."""
    band: TimeBand
    scale: Scale
    number: Number
    points: Number | None = None
    """The same on 0-100 points where we converted it; the note gives the formula."""
    certainty: Certainty
    own_rating: bool = False
    """The certainty is our own rating, since the review gave none."""
    not_shown: str = ""
    """Why this number is not shown though it was read, e.g. two tiny trials that mislead."""


class OutOf(Model):
    """How many of 100 people, with it and without it. For `harm`, fewer is better."""

    outcome: Prose
    """What happened to them: "had at least a third less pain"."""
    good: bool = True
    """It is something one wants."""
    against: Prose
    comparator: Comparator
    time: Prose
    with_it: Number
    without: Number
    certainty: Certainty
    own_rating: bool = False


class Position(Model):
    """What a guideline says of it. Disagreement is shown, never averaged."""

    body: Literal["nice", "acp", "who", "jospt"]
    stand: Literal["for", "consider", "against", "no_statement", "outside"]
    say: Prose | None = None
    """Its condition, such as "only beside exercise"."""
    basis: Basis


class Judge(Model):
    """When to look whether it has helped, and how."""

    days: int = Field(ge=0)
    say: Prose
    basis: Basis


class Use(Model):
    """A treatment for one kind of back pain: a row of the evidence tables."""

    row: Row
    title: Prose
    """For what: "for pain that is new"."""
    patterns: tuple[Id, ...] = ()
    """The patterns it is meant for; none means that it suits none of them."""
    stages: tuple[Stage, ...] = ("fresh", "settling", "lasting")
    verdict: Verdict
    say: Prose
    """What the evidence says, in words, without numbers."""
    effects: tuple[Effect, ...] = ()
    out_of: tuple[OutOf, ...] = ()
    positions: tuple[Position, ...] = ()
    course: Statement | None = None
    judge: Judge | None = None
    basis: Basis
    """Of the verdict and of what is said."""


class Medicine(Model):
    """What a medicine is, for people and for whoever prescribes it; never a dose for people."""

    examples: tuple[str, ...]
    """Names of the substances, never of brands."""
    counter: Literal["yes", "some", "no"]
    """Can it be bought without a prescription? Differs between countries."""
    does: Prose
    does_not: Prose
    pharmacist: Prose
    """When to ask a pharmacist."""
    taken: Id | None = None
    """The finding that says that somebody takes it now."""
    prescriber: str = ""
    """Usual dose, for the printed manual only."""


class Treatment(Thing):
    """A treatment, or a class of exercise, with all that speaks against it.

    A file without uses is a group: its contraindications hold for whatever names it in `also`
    or in an exercise's `treatment_groups`.
    """

    plain: Prose
    """What it is."""
    family: Family | None = None
    passive: bool = False
    """Something is done to the person: only ever beside an active plan."""
    also: tuple[Id, ...] = ()
    """Groups whose contraindications hold here too."""
    contraindications: tuple[Caution, ...] = ()
    uses: tuple[Use, ...] = ()
    harm: Harm = "none_known"
    harms: tuple[Statement, ...] = ()
    effort: Effort = "none"
    cost: Cost = "free"
    classes: Basis | None = None
    """What the classes of harm, effort and cost rest on."""
    ask: tuple[Prose, ...] = ()
    """What to ask whoever offers it."""
    fair_trial: Statement | None = None
    """What a fair trial on oneself would look like, or why there is none."""
    self_trial: Id | None = None
    """The trial of one's own that tests it, where that is safe."""
    medicine: Medicine | None = None
