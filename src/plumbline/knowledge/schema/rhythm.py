"""What is asked how often while somebody is followed."""

from typing import Literal

from pydantic import Field, model_validator

from plumbline.knowledge.schema.base import Basis, Id, Model, Number, Prose, Thing


class EachTime(Model):
    """What every check-in asks, as far as it applies."""

    questions: tuple[Id, ...] = Field(min_length=1)
    basis: Basis


class DirectQuestion(Model):
    """The safety question that follows a derived finding which is true, always and at once."""

    question: Id
    after: Id
    basis: Basis


class Often(Model):
    """How often, counted from the day the plan began.

    A round begins every `every_days`; what was told less than `apart_days` ago waits a little.
    """

    every_days: int = Field(ge=1)
    apart_days: int = Field(ge=1)

    @model_validator(mode="after")
    def _fits(self) -> "Often":
        if self.apart_days > self.every_days:
            raise ValueError("apart_days is longer than every_days")
        return self


class Round(Often):
    """Questions that come round, or an instrument whose wording has been loaded.

    `instead` stands in for the instrument while its wording is not there; `if_chosen` are asked
    of those who answered them once: they chose to.
    """

    id: Id
    why: Prose
    questions: tuple[Id, ...] = ()
    if_chosen: tuple[Id, ...] = ()
    instrument: Id | None = None
    instead: tuple[Id, ...] = ()
    basis: Basis

    @model_validator(mode="after")
    def _asks_one_way(self) -> "Round":
        if bool(self.questions) == bool(self.instrument):
            raise ValueError("a round asks questions, or an instrument")
        if self.instead and not self.instrument:
            raise ValueError("instead needs an instrument")
        if not set(self.if_chosen) <= set(self.questions):
            raise ValueError("if_chosen names questions of the round")
        return self


class Retests(Often):
    """When the tests at home are done again."""

    battery: Literal["home"]
    why: Prose
    basis: Basis


class Silence(Model):
    """What happens after days on which nothing was told, days off not counted."""

    smaller_after_days: int = Field(ge=1)
    """A smaller plan is offered."""
    lighter_after_days: int = Field(ge=1)
    """The plan steps back once, when the person comes back."""
    smaller_share: float = Field(gt=0, lt=1)
    """How much of each session a smaller plan keeps, about."""
    smaller_keeps: int = Field(ge=1)
    """Exercises that stay in it at least."""
    basis: Basis

    @model_validator(mode="after")
    def _offers_first(self) -> "Silence":
        if self.lighter_after_days <= self.smaller_after_days:
            raise ValueError("lighter_after_days comes after smaller_after_days")
        return self


class FlarePlanning(Model):
    """When somebody is asked to make a plan for a flare-up, and how many movements it holds."""

    offered_after_days: int = Field(ge=0)
    most_movements: int = Field(ge=1)
    basis: Basis


class Suggesting(Model):
    """How often something short to read is suggested."""

    again_after_days: int = Field(ge=1)
    basis: Basis


class Rhythm(Thing):
    """What a check-in asks beyond its own rules, and how often."""

    plain: Prose
    each_check_in: EachTime
    direct_question: DirectQuestion
    most_extra: Number
    """Questions beyond those of each check-in that one check-in asks at most."""
    rounds: tuple[Round, ...] = Field(min_length=1)
    """The most important first."""
    retests: Retests
    silence: Silence
    flare_plan: FlarePlanning
    modules: Suggesting
    basis: Basis
