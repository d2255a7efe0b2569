"""When a trial ends: settled, hopeless, or at its planned end. Looked at after whole blocks only.

Looking often makes a false "it works" likelier, so before the last day more certainty is asked
for; both bounds were calibrated by simulation with all looks counted. Hopeless means that even
if every day to come were kept and told, it would hardly settle any more.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from plumbline.care.n_of_1.evidence import (
    Array,
    Mask,
    Posterior,
    Prior,
    Series,
    believe,
    below,
    chances,
    prior_of,
)
from plumbline.knowledge.schema.trials import Method

Codes = NDArray[np.intp]
GO_ON, A_BETTER, B_BETTER, NO_DIFFERENCE, HOPELESS = range(5)
_AHEAD = np.array([NormalDist().inv_cdf((i + 0.5) / 99) for i in range(99)])
"""Points that stand for how the rest may turn out."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a trial is judged by."""

    method: Method
    prior: Prior
    matters: float
    block_days: int
    blocks: int

    @staticmethod
    def of(method: Method, matters: float, block_days: int, blocks: int) -> "Sizes":
        return Sizes(method, prior_of(method), matters, block_days, blocks)

    def bound(self, block: int) -> float:
        """The probability that settles it after so many blocks."""
        last = block >= self.blocks
        return (self.method.settled if last else self.method.settled_early).value


@dataclass(frozen=True, slots=True)
class Days:
    """All planned days of P trials: those not told yet simply are not scored.

    `kept`: the person said that they did as the plan of the day said.
    `may_count`: not within the days after a change.
    """

    score: Array
    arm: Array
    scored: Mask
    kept: Mask
    may_count: Mask

    @property
    def as_kept(self) -> Series:
        """What is judged: days that were kept."""
        return Series(self.score, self.arm, self.scored & self.kept & self.may_count)

    @property
    def as_planned(self) -> Series:
        """All days as they were planned, kept or not."""
        return Series(self.score, self.arm, self.scored & self.may_count)

    def only(self, rows: Mask) -> "Days":
        parts = (self.score, self.arm, self.scored, self.kept, self.may_count)
        return Days(*(part[rows] for part in parts))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at P trials after a whole block: the code of each, and what it rests on."""

    code: Codes
    chance: Array
    """Of a better, b better, no difference that matters: 3 x P."""
    mean: Array
    spread: Array


def look(sizes: Sizes, days: Days, block: int) -> Look:
    """What is to be said after `block` whole blocks; nothing of later days is used."""
    upto = block * sizes.block_days
    kept, planned = days.as_kept.first(upto), days.as_planned.first(upto)
    belief = believe(sizes.prior, kept)
    chance = chances(belief, sizes.matters)
    enough = _enough(sizes, kept)
    code = _settled(sizes, block, chance, chances(believe(sizes.prior, planned), 0.0))
    code = np.where(enough, code, GO_ON)
    mean, spread = belief.moments()
    if block < sizes.blocks:
        ahead = _will_settle(sizes, days, belief, upto, mean, spread)
        given_up = (code == GO_ON) & enough & (ahead < sizes.method.hopeless.value)
        code = np.where(given_up, HOPELESS, code)
    return Look(code, chance, mean, spread)


def run(sizes: Sizes, days: Days) -> tuple[Codes, Codes]:
    """How each trial ends (GO_ON: undecided on the last day), and after how many blocks."""
    ends = np.full(len(days.score), GO_ON)
    after = np.full(len(days.score), sizes.blocks)
    for block in looks(sizes):
        still = ends == GO_ON
        if not still.any():
            break
        code = look(sizes, days.only(still), block).code
        at = np.flatnonzero(still)
        ends[at] = code
        after[at[code != GO_ON]] = block
    return ends, after


def looks(sizes: Sizes) -> range:
    """After which blocks a trial is looked at."""
    return range(int(sizes.method.least_blocks.value), sizes.blocks + 1)


def _enough(sizes: Sizes, kept: Series) -> Mask:
    least = sizes.method.least_days.value
    in_a = (kept.counted & (kept.arm > 0)).sum(1)
    in_b = (kept.counted & (kept.arm < 0)).sum(1)
    return (in_a >= least) & (in_b >= least)


def _settled(sizes: Sizes, block: int, chance: Array, planned: Array) -> Codes:
    """A way is called better only where all days as planned lean the same way: leaving out bad
    days of one arm could make it look good."""
    bound, leans = sizes.bound(block), sizes.method.settled.value
    return np.select(
        [
            (chance[0] >= bound) & (planned[0] >= leans),
            (chance[1] >= bound) & (planned[1] >= leans),
            chance[2] >= bound,
        ],
        [A_BETTER, B_BETTER, NO_DIFFERENCE],
        GO_ON,
    )


def _will_settle(
    sizes: Sizes, days: Days, belief: Posterior, upto: int, mean: Array, spread: Array
) -> Array:
    """The chance (P) that it settles on the last day if all days to come are kept and told."""
    whole = days.as_kept
    day = np.arange(int(whole.score.shape[1]))
    hoped = Series(
        np.zeros_like(whole.score), whole.arm, np.where(day >= upto, days.may_count, whole.counted)
    )
    # The variances do not hang on the scores; the weights are those of the days seen.
    variance = (belief.weight * believe(sizes.prior, hoped).variance).sum((0, 1))
    last = np.sqrt(np.minimum(variance, spread**2))
    means = mean + np.sqrt(np.maximum(spread**2 - last**2, 0.0)) * _AHEAD[:, None]
    a = below((means - sizes.matters) / last)
    b = below((-sizes.matters - means) / last)
    most = np.maximum(np.maximum(a, b), 1 - a - b)
    return (most >= sizes.bound(sizes.blocks)).mean(0)
