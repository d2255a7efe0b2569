"""What may come next at a review: carry on, change the plan, or step up to a clinician."""

from typing import Literal

from pydantic import Field, model_validator

from plumbline.knowledge.schema.base import Basis, Expression, Id, Model, Prose, Thing

StepLevel = Literal[
    "carry_on",
    "cannot_tell",
    "change_plan",
    "supervised_physiotherapy",
    "gp_review",
    "specialist_review",
    "look_first",
]
STEP_LEVELS: tuple[StepLevel, ...] = (
    "carry_on",
    "cannot_tell",
    "change_plan",
    "supervised_physiotherapy",
    "gp_review",
    "specialist_review",
    "look_first",
)
"""From the calmest to where safety comes before everything else."""
STEPS_UP: frozenset[StepLevel] = frozenset(
    {"supervised_physiotherapy", "gp_review", "specialist_review"}
)
"""Levels at which somebody else is asked, with a letter."""


class Position(Model):
    """What one body or study says about a step; they are shown side by side, never averaged."""

    body: Prose
    says: Prose
    basis: Basis


class NextStep(Thing):
    """One thing a review may lead to, and when.

    The file with the lowest `order` whose rule holds decides. A file that names `patterns` is only
    for somebody whom one of them fits, as `likely` or also as `possible` (`fits`). A rule that is
    unknown counts as holding where `when_unknown` says so.
    """

    level: StepLevel
    order: int
    patterns: tuple[Id, ...] = ()
    fits: Literal["likely", "possible"] = "possible"
    when: Expression
    when_unknown: Literal["holds", "passes"] = "passes"
    say: Prose
    why: Prose
    do: tuple[Prose, ...] = Field(min_length=1)
    question: Prose | None = None
    """What the letter asks the clinician, in the person's own voice."""
    positions: tuple[Position, ...] = ()
    basis: Basis

    @model_validator(mode="after")
    def _is_whole(self) -> "NextStep":
        if (self.question is not None) != (self.level in STEPS_UP):
            raise ValueError("a step up to somebody else asks a question, and no other step does")
        if self.level == "carry_on" and self.when_unknown != "passes":
            raise ValueError("what is unknown never calms: carry_on must be known to hold")
        return self
