"""Which arm belongs to which day: random order in blocks, drawn once from a seed that is kept.

Each block holds both arms once, so that good and bad weeks fall on both alike.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from plumbline.knowledge.schema import Trial

Arm = Literal["a", "b"]
ORDERS: tuple[tuple[Arm, Arm], tuple[Arm, Arm]] = (("a", "b"), ("b", "a"))


@dataclass(frozen=True, slots=True)
class Design:
    """One person's plan of one trial. The outcome is chosen before the first day."""

    trial: str
    outcome: str
    """The finding that decides."""
    first_day: date
    seed: int
    period_days: int
    washout_days: int
    periods: tuple[Arm, ...]
    """The arm of each period, in order; two periods are a block."""

    @property
    def blocks(self) -> int:
        return len(self.periods) // 2

    @property
    def days(self) -> int:
        return len(self.periods) * self.period_days

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    def arm_on(self, day: date) -> Arm | None:
        """What a day belongs to; None before the first and after the last."""
        at = (day - self.first_day).days
        return self.periods[at // self.period_days] if 0 <= at < self.days else None

    def counts(self, day: date) -> bool:
        """Whether a day is counted: not while the other arm may still be at work."""
        at = (day - self.first_day).days
        if not 0 <= at < self.days:
            return False
        period, since = divmod(at, self.period_days)
        changed = period > 0 and self.periods[period] != self.periods[period - 1]
        return not changed or since >= self.washout_days


def draw(
    trial: Trial, outcome: str, first_day: date, seed: int, blocks: int | None = None
) -> Design:
    """The plan for a person. The same seed gives the same order for ever.

    Raises ValueError for an outcome or a length that the trial does not allow.
    """
    if outcome not in {each.finding for each in trial.outcomes}:
        raise ValueError(f"{outcome} is no outcome of {trial.id}")
    length = trial.blocks if blocks is None else blocks
    if not 2 <= length <= trial.most_blocks:
        raise ValueError(f"{length} blocks. Allowed: 2 to {trial.most_blocks}.")
    # Only `random()` is promised to give the same numbers in every version of Python.
    source = Random(seed)
    periods: list[Arm] = []
    for _ in range(length):
        periods += ORDERS[source.random() < 0.5]
    return Design(
        trial=trial.id,
        outcome=outcome,
        first_day=first_day,
        seed=seed,
        period_days=trial.period_days,
        washout_days=trial.washout_days,
        periods=tuple(periods),
    )
