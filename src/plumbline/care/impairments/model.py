"""What the tests say, as values: readings, chains, sides, and what comes first.

States are in SD units of the person's own age and sex; higher is better.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.knowledge.schema import Side

LevelSays = Literal["probably_low", "not_clear", "probably_not", "no_norm", "not_tested"]
SideSays = Literal["differs", "once", "not_clear", "alike", "not_tested"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One test on one day and side: its attempts put together as the protocol says."""

    test: str
    side: Side | None
    on: date
    value: float
    """In the test's unit; 1 or 0 for "reached" or not."""
    attempts: int = 1
    capped: bool = False
    """The test was ended at its cap: the result is "at least" this (or "at best")."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A test that was stopped because of pain: missing for strength, told for safety."""

    test: str
    side: Side | None
    on: date


@dataclass(frozen=True, slots=True)
class ChainState:
    """What is known of one chain and side: mean and 90 % interval in SD units."""

    chain: str
    side: Side | None
    mean: float
    low: float
    high: float
    deficit: float
    """Probability of a meaningful deficit."""
    says: LevelSays
    readings: tuple[Reading, ...]
    """Those that load it, latest first."""
    norms: tuple[tuple[str, int], ...]
    """Whose norms were used: test and place in its norms."""


@dataclass(frozen=True, slots=True)
class Day:
    """Both sides of one test on one day; `beyond` is the weaker side if the difference counts."""

    on: date
    left: float
    right: float
    beyond: Side | None


@dataclass(frozen=True, slots=True)
class SideState:
    """Left against right in one test."""

    test: str
    chain: str | None
    weaker: Side | None
    probability: float | None
    """That the sides differ by more than is worth naming; None where no scale is known."""
    says: SideSays
    days: tuple[Day, ...]
    """Latest first."""


@dataclass(frozen=True, slots=True)
class Priority:
    """One thing to train first. `side` is the weaker side where two days showed that the sides
    differ: it gets one set more. Else it is None, though only one side may be low."""

    chain: str
    side: Side | None
    kind: Literal["low", "side"]
    probability: float
    test: str
    """The test that says most of it."""

    @property
    def rule(self) -> str:
        """How the programme names it as its reason."""
        return "/".join(("impairments", self.kind, self.chain, *([self.side] if self.side else [])))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What to train first, what is unclear, and what was stopped by pain."""

    as_of: date
    chains: tuple[ChainState, ...]
    sides: tuple[SideState, ...]
    priorities: tuple[Priority, ...]
    stopped: tuple[Stopped, ...]
    readings: tuple[Reading, ...]

    @property
    def tested(self) -> bool:
        return bool(self.readings)

    def chain(self, name: str, side: Side | None = None) -> ChainState:
        return next(c for c in self.chains if (c.chain, c.side) == (name, side))
