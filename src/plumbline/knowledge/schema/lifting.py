"""Lifting: the revised lifting equation for workplaces, as its factors and tables."""

from typing import Literal

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Model, Number, Prose, Statement, Thing

Duration = Literal["short", "moderate", "long"]
"""Lifting for up to 1, up to 2 and up to 8 hours; with rests between, as the manual says."""
Grip = Literal["good", "fair", "poor"]


class Linear(Model):
    """A factor of 1 - `slope` x how far a measure is from `best`; 0 beyond `most`."""

    best: Number
    slope: Number
    most: Number


class Reach(Model):
    """A factor of `near` / reach: 1 up to `near`, 0 beyond `most`."""

    near: Number
    most: Number


class Way(Model):
    """A factor of `base` + `over` / way: 1 up to `least`, 0 beyond `most`."""

    base: Number
    over: Number
    least: Number
    most: Number


class FrequencyRow(Model):
    """The factor at a number of lifts a minute, for each duration; 0 is never."""

    lifts: float
    short: float
    moderate: float
    long: float


class Frequency(Model):
    """The table of how often; between two rows the stricter one holds."""

    rows: tuple[FrequencyRow, ...] = Field(min_length=1)
    low_most: dict[Duration, float]
    """With hands lower than `low_hands`, more lifts a minute than this are a factor of 0."""
    basis: Basis


class GripRow(Model):
    grip: Grip
    low: float
    """With hands lower than `low_hands`."""
    high: float


class Grips(Model):
    rows: tuple[GripRow, ...] = Field(min_length=3)
    basis: Basis


class Lifting(Thing):
    """The equation: load constant times six factors is the weight that it recommends at most."""

    plain: Prose
    load: Number
    """The most it ever recommends, kg."""
    low_hands: Number
    """Lower hands than this are low, cm above the floor."""
    reach: Reach
    height: Linear
    way: Way
    turn: Linear
    frequency: Frequency
    grip: Grips
    raised: Number
    """An index (load by limit) above this is a raised risk for some."""
    high: Number
    """An index above this is a raised risk for nearly everybody."""
    not_for: tuple[Statement, ...]
    """What the equation does not speak of."""
    basis: Basis
