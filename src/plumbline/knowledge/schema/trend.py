"""How scores are followed over the days: the sizes of the trend and of what it is asked."""

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Model, Number, Prose, Thing


class TrendSizes(Model):
    """What a trend is made of, as standard deviations in points of a scale from 0 to 10; other
    scales are stretched to it."""

    damping: Number
    """Share of a slope that is left a day later."""
    level_drift: Number
    """How far the level wanders in a day."""
    slope_drift: Number
    noise: Number
    """How far a score lies from the level, day by day."""
    first_level: Number
    """How far a first level may lie from the middle of the scale."""
    first_slope: Number
    interval: Number
    """Share of levels that a shown band is to hold."""


class WorseningRule(Model):
    """When scores are so much worse that the safety questions are asked again."""

    say: Prose
    why: Prose
    least_entries: Number
    """Fewer scores than this say nothing."""
    window_days: Number
    """The last days are held against what was foreseen before them."""
    window_least: Number
    """Scores that must lie within these days."""
    window_above: Number
    """How far above the forecast their mean must lie, in standard deviations."""
    usual_share: Number
    """How much a single score moves what counts as usual for the person (CUSUM)."""
    usual_days: Number
    """Nor is more than the level so long ago usual, where the person recovers."""
    slack: Number
    """What a score may lie above the usual without counting, in standard deviations."""
    sum_above: Number
    """What the sum of all that counted must come to."""
    scatter_weight: Number
    """As many scores as this the shipped scatter counts for, beside the person's own."""
    scatter_most: Number
    """The most that a single score may add to the person's scatter (a variance ratio)."""
    basis: Basis


class ImprovementRule(Model):
    """When somebody counts as clearly better, or as not better, at a review."""

    weeks: tuple[int, ...] = Field(min_length=1)
    """After so many whole weeks of a plan it is asked."""
    not_improving_below: Number
    improving_above: Number
    goal_days: Number
    """A goal that was held for so long counts as better too."""
    least_entries: Number
    """Fewer scores than this cannot tell."""
    recent_days: Number
    """Nor can scores of which none is as fresh as this."""
    basis: Basis


class TrendModel(Thing):
    """The sizes that scores over days are followed with."""

    plain: Prose
    sizes: TrendSizes
    worsening: WorseningRule
    improvement: ImprovementRule
    function_below: Number
    """With less usual pain than this before the plan, what somebody can do is followed."""
    forecast_days: Number
    """How far the drawn line goes beyond today."""
    basis: Basis
