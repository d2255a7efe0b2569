"""What a week of exercise is worth: the sizes the solver weighs, each by name."""

from typing import Literal

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Expression, Id, Model, Number, Prose, Thing

NeedName = str
"""`purpose/<purpose>`, `chain/<chain>`, `goal/<finding>` or `direction/<direction>`; also
`exercise/<id>`, whose points come with the exercise at any dose."""


class StageValue(Model):
    """Points for each need served in full, at one stage of pain."""

    needs: dict[NeedName, float]
    basis: Basis


class Shift(Model):
    """Points that are added (or taken away) where a rule holds."""

    id: Id
    when: Expression
    needs: dict[NeedName, float]
    basis: Basis


class GoalValue(Model):
    """What somebody would like to do again, and the exercises that come closest to it."""

    finding: Id
    exercises: tuple[Id, ...] = Field(min_length=1)


class FullMinutes(Model):
    """Minutes a week at which a need is served in full; a bare kind stands for all of its kind."""

    needs: tuple[NeedName, ...] = Field(min_length=1)
    minutes: Number


class ReturnStep(Model):
    """The part of the full minutes, and the part of the points it brings."""

    share: float = Field(gt=0, le=1)
    points: float = Field(ge=0, le=1)


class Returns(Model):
    """How much each further part of the minutes brings; never more than the part before it."""

    steps: tuple[ReturnStep, ...] = Field(min_length=1)
    basis: Basis


class LoadBudget(Model):
    """Units of spinal load that one session may come to, at one stage."""

    stage: Id
    units: Number


class LoadCap(Model):
    """A lower budget where a rule holds, or cannot be ruled out."""

    id: Id
    when: Expression
    units: Number


class ProgrammeValue(Thing):
    """The sizes a programme is solved with. A point is no unit of health."""

    plain: Prose
    stages: dict[Id, StageValue]
    shifts: tuple[Shift, ...]
    priorities: tuple[Number, ...] = Field(min_length=1)
    """Points for the first, second... thing that tests say to train first."""
    direction: Number
    """Points for moving the way that draws the pain in."""
    goal: Number
    goals: tuple[GoalValue, ...]
    goals_basis: Basis
    chain: Number
    """Points for each chain of muscles that the week trains."""
    full: tuple[FullMinutes, ...]
    returns: Returns
    kept: Number
    """Points for an exercise that stays in the week."""
    challenge: Number
    """Points for each level above the first, of an exercise for control or strength."""
    liked: Number
    variety: Number
    """Points for each exercise."""
    warned: Number
    """Points lost by an exercise that needs care."""
    second_purpose: Number
    """The share of its minutes that counts for what an exercise is not mainly for."""
    mastered: Number
    """The share of its minutes that counts for an exercise that has become easy."""
    station: Number
    load: Number
    missing: Number
    load_units: dict[Literal["A", "B", "C", "D", "E"], float]
    load_units_basis: Basis
    budgets: tuple[LoadBudget, ...]
    caps: tuple[LoadCap, ...]
    most_sets: Number
    """Sets a week for one chain."""
    most_stretch_minutes: Number
    """Minutes a week for one muscle group."""
    most_stations: Number
    most_exercises: Number
    """Exercises of a later week."""
    new_a_session: Number
    """New exercises in one session, after the first week."""
    shown_after: Number
    """Times an exercise was done before its level counts as shown."""
    hurt_days: Number
    """So long an exercise that was stopped by pain stays out of a new plan."""
    graded_activity_from: Number
    """Usual pain from which a walk goes by a set amount and not by how it feels."""
    graded_activity_percent: Number
    """Where such a walk begins, of what is comfortable."""
    more_sessions_from_week: Number
    more_sessions: Number
