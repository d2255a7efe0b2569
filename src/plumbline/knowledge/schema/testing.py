"""Physical tests with whose norms they carry, and the one model that reads them together."""

from typing import Literal

from pydantic import Field, model_validator

from plumbline.knowledge.schema.base import Basis, Id, Model, Number, Prose, Thing
from plumbline.knowledge.schema.movement import Caution, Direction, Kit, Position

Side = Literal["left", "right"]
Measure = Literal["hold", "time", "distance", "angle", "count", "reached", "response"]
Quality = Literal["strength", "mobility"]


class Result(Model):
    """Where a test's result is kept: one finding, or one for each side.

    `pain` is the finding "I stopped because of pain"; it stands beside the value and means that
    the value says nothing about strength.
    """

    side: Side | None = None
    value: Id
    pain: Id | None = None


class Percentile(Model):
    """So many percent of a sample score `value` or worse."""

    percent: float = Field(gt=0, lt=100)
    value: float


class Norm(Model):
    """What one sample of people scored; it speaks of nobody outside that sample.

    Either `mean` and `sd` (in the test's unit, `per_year` added for each year over `at_age`), or
    `percentiles`. Only a verified or derived mean with its SD places somebody exactly; percentiles
    and secondary numbers place them coarsely, between two published points.
    """

    sample: Prose
    """Whose norm it is: how many, how old, where, how healthy."""
    sex: Literal["female", "male"] | None = None
    age_from: int
    age_to: int
    mean: float | None = None
    sd: float | None = Field(default=None, gt=0)
    per_year: float = 0.0
    at_age: float = 0.0
    percentiles: tuple[Percentile, ...] = ()
    """From the worst to the best result."""
    doubt: Number | None = None
    """How far its mean may lie from the person's own kind, in SD units, where samples that were
    measured the same way disagree; else the model's `norm_doubt`."""
    basis: Basis

    @model_validator(mode="after")
    def _says_something(self) -> "Norm":
        if (self.mean is None) != (self.sd is None):
            raise ValueError("mean and sd go together")
        if self.mean is None and not self.percentiles:
            raise ValueError("a norm needs mean and sd, or percentiles")
        percents = [point.percent for point in self.percentiles]
        if percents != sorted(set(percents)):
            raise ValueError("percentiles rise from the worst to the best")
        if self.age_from > self.age_to:
            raise ValueError("age_from is more than age_to")
        return self


class Band(Model):
    """A published band of results, for words only: from `at_least` up to and with `at_most`."""

    at_least: float | None = None
    at_most: float | None = None
    age_from: int = 0
    age_to: int = 120
    sex: Literal["female", "male"] | None = None
    say: Prose
    basis: Basis


class MeasurementError(Model):
    """How far two readings of the same person differ though nothing changed.

    `sem` is in the test's unit; `log_sem` is for holds, on the natural logarithm. `detectable` is
    the smallest difference between two days that is more than noise, in the unit or in percent of
    the larger result.
    """

    sem: Number | None = None
    log_sem: Number | None = None
    detectable: Number | None = None


class PhysicalTest(Thing):
    """One physical test, whole: how it is done, for whom not, and what its result may say."""

    battery: Literal["home", "clinic"]
    order: int
    plain: Prose
    """What it looks at, in one sentence."""
    prepare: tuple[Prose, ...] = ()
    steps: tuple[Prose, ...] = Field(min_length=1, max_length=6)
    ends: Prose
    """When the test is over: what stops the clock."""
    measure: Measure
    unit: str = ""
    better: Literal["higher", "lower"] | None = None
    scale: Literal["linear", "log"] = "linear"
    cap: float | None = None
    """The test ends here: the result is then "at least" this (or, where lower is better, "at
    best" this)."""
    attempts: int = Field(default=1, ge=1, le=5)
    take: Literal["best", "mean", "last"] = "best"
    minutes: float = Field(gt=0)
    """A person's time for the whole test, both sides and rests."""
    position: Position
    direction: Direction
    kit: tuple[Kit, ...] = ()
    helper: bool = False
    """Needs somebody who watches or holds."""
    results: tuple[Result, ...] = Field(min_length=1, max_length=2)
    stands_in_for: Id | None = None
    """An easier version of another test: it is offered where that one is too hard."""
    norms: tuple[Norm, ...] = ()
    error: MeasurementError = MeasurementError()
    side_difference: Number | None = None
    """A difference between the sides worth naming, if seen on two days: unit, or "%" of the
    better side."""
    bands: tuple[Band, ...] = ()
    retest_days: int = Field(ge=1)
    treatment_groups: tuple[Id, ...]
    cautions: tuple[Caution, ...] = ()
    movement: Id | None = None
    """The movement that is drawn for it."""
    why: Prose
    limits: Prose
    """What the result does not say."""
    basis: Basis

    @property
    def paired(self) -> bool:
        return len(self.results) == 2


class Muscle(Model):
    """A muscle group as people and anatomists call it; drawn on the body map."""

    id: Id
    title: Prose
    anatomical: str
    paired: bool = True


class Chain(Model):
    """Muscles that are tested and trained together; what the tests can tell apart."""

    id: Id
    title: Prose
    anatomical: str
    quality: Quality
    paired: bool
    shown: bool = True
    muscles: tuple[Id, ...]
    low: Prose
    """What is said of a low result, without naming a cause."""
    train: Prose
    """What training it looks like."""


class LoadRow(Model):
    """What one test loads: the weights of its chains, and how they act together.

    `sum`: the result is their weighted sum; `weakest`: the weakest of them decides.
    """

    test: Id
    combine: Literal["sum", "weakest"] = "sum"
    chains: dict[Id, float]
    note: str = ""


class OftenSaid(Model):
    """Something people will have read about imbalance, and what is known of it."""

    id: Id
    say: Prose
    truth: Prose
    basis: Basis


class ImpairmentModel(Thing):
    """The numbers of the inference: one table, easy to change.

    A state is in SD units of the person's age and sex; higher is better.
    """

    plain: Prose
    limits: Prose
    """The sentence that stands beside every result."""
    often_said: tuple[OftenSaid, ...] = ()
    muscles: tuple[Muscle, ...]
    chains: tuple[Chain, ...]
    loads: tuple[LoadRow, ...]
    loads_basis: Basis
    deficit_below: Number
    """A state below this is a meaningful deficit."""
    speak_above: Number
    """Probability from which something is said."""
    calm_below: Number
    """Probability of a deficit below which a chain is called probably not low: well under what it
    is in everybody, or a test could reassure more than it knows."""
    general_share: dict[Quality, Number]
    """Share of the variance that all chains of a quality have in common."""
    left_right: Number
    """Correlation of the two sides of a chain."""
    day_share: Number
    """Share of a reading's error variance that is the day's, the same for all its attempts."""
    coarse_noise: Number
    """Error in SD units of a reading whose measurement error is not known."""
    reached_noise: Number
    """The same for a test that is only reached or not."""
    norm_doubt: Number
    """How far a sample's mean may lie from the person's own kind, in SD units."""
    no_norm_doubt: Number
    """The same where no norm fits: so wide that only the difference of the sides is told."""
    reading_days: Number
    """How long a reading counts."""
    pain_at_most: Number
    """With more pain than this now, there is no battery today."""
    worth_testing: Number
    """The guided battery offers a test while the probability that it changes what is said is
    over this."""


def chain_sides(chain: Chain) -> tuple[Side | None, ...]:
    """The sides a chain has."""
    return ("left", "right") if chain.paired else (None,)
