"""Single-person trials: two ways, tried in turn, to see which is better for one person."""

from typing import Literal

from pydantic import Field, model_validator

from plumbline.knowledge.schema.base import Basis, Id, Model, Number, Prose, Thing


class Setting(Model):
    """A size that we chose or measured ourselves, with the reason; never a published number."""

    value: float
    unit: str = ""
    basis: Basis

    @model_validator(mode="after")
    def _says_why(self) -> "Setting":
        if not self.basis.note:
            raise ValueError("a setting says in its note why it is this size")
        return self


class Arm(Model):
    """One of the two ways, in plain words."""

    title: Prose
    today: Prose
    """What a day's page says on a day of this arm."""
    how: tuple[Prose, ...] = Field(min_length=1, max_length=5)
    treatments: tuple[Id, ...] = ()
    """Whose contraindications are weighed before anything else; none for "as usual"."""


class Outcome(Model):
    """A score that may be chosen, before the start, to decide the trial."""

    finding: Id
    """A daily 0 to 10 scale."""
    better: Literal["lower", "higher"]
    lag_days: int = Field(default=0, ge=0, le=1)
    """1 where the score told on a day speaks of what was done on the day before."""
    matters: Setting
    """The smallest difference between the arms that is worth having, in points."""


class Saying(Model):
    """What is told at one turn of a trial, and what to do then."""

    say: Prose
    then: Prose


class Sayings(Model):
    """The words of every turn. "No difference" is a good answer, and is told as one."""

    before: Saying
    """What counts: the intention, stated before the first day."""
    low_power: Saying
    too_early: Saying
    better: Saying
    no_difference: Saying
    cannot_tell: Saying
    hopeless: Saying
    basis: Basis


class Method(Model):
    """The sizes of the sums. Points are those of a daily 0 to 10 score."""

    effect_spread: Setting
    """SD of what such a thing does to people, before anything was seen."""
    trend_spread: Setting
    """SD of the slope of time, in points over 28 days."""
    scatter: Number
    """Typical SD of a person's days around their own line."""
    scatter_spread: Setting
    """SD of the logarithm of that SD between people."""
    autocorrelation: Setting
    """Typical correlation of a day with the next."""
    autocorrelation_spread: Setting
    settled: Setting
    """Probability that settles the question on the last day."""
    settled_early: Setting
    """Probability that settles it before the last day."""
    hopeless: Setting
    """The trial stops where the chance that it will still settle falls below this."""
    least_blocks: Setting
    """Whole blocks before which nothing is said."""
    least_days: Setting
    """Days that count, in each arm, before which nothing is said."""
    worth_finding: Number
    """The difference, in points, that a trial ought to be able to find."""
    least_power: Setting
    """A chance of finding it below which that is said before the start."""
    sharp_rise: Setting
    """Points of pain above the usual of the last entries at which all about safety is asked."""
    usual_entries: Setting
    """How many of the last entries are that usual."""
    sayings: Sayings


class Known(Model):
    """What is known from studies of many people, told before the start."""

    say: Prose
    basis: Basis


class Trial(Thing):
    """What may be compared, and how. The arms are called `a` and `b` throughout."""

    question: Prose
    plain: Prose
    a: Arm
    b: Arm
    order: int
    """Where it stands in the list."""
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    """The first is the one that is proposed."""
    period_days: int = Field(ge=1)
    """How long one arm is kept to before it may change."""
    washout_days: int = Field(ge=0)
    """Days after each change of arm that are not counted: the other may still be at work."""
    blocks: int = Field(ge=2)
    """Each block holds both arms once, in random order."""
    most_blocks: int = Field(ge=2)
    """As long as this it may be made, where the ordinary length would say too little."""
    rhythm: Basis
    """What the lengths rest on."""
    known: tuple[Known, ...] = Field(min_length=1)
    basis: Basis
    method: Method | None = None
    method_of: Id | None = None
    """The trial whose method this one shares."""

    @model_validator(mode="after")
    def _is_whole(self) -> "Trial":
        if (self.method is None) == (self.method_of is None):
            raise ValueError("has either a method or the name of the trial that shares its own")
        if self.washout_days >= self.period_days:
            raise ValueError("no day of a period is left to count")
        if self.most_blocks < self.blocks:
            raise ValueError("most_blocks is less than blocks")
        return self

    @property
    def days(self) -> int:
        """How long it takes as it is proposed."""
        return self.blocks * 2 * self.period_days

    @property
    def treatments(self) -> tuple[Id, ...]:
        """The treatments of both arms."""
        return tuple(dict.fromkeys((*self.a.treatments, *self.b.treatments)))
