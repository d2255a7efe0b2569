"""Chance that can be had again: every stream has its own name, so that one more draw in one place
changes nothing in another, and a person meets the same luck under every policy."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from plumbline.simulate.model import Drawn

T = TypeVar("T")


def stream(*names: object) -> Random:
    """A source of chance for these names; the same names give the same source everywhere."""
    return Random("/".join(str(name) for name in names))


def drawn(rng: Random, what: Drawn) -> float:
    """A number from a normal curve, cut off at both ends."""
    return min(max(rng.gauss(what.mean, what.sd), what.least), what.most)


def one_of(rng: Random, options: Sequence[T], shares: Sequence[float]) -> T:
    """One of the options, by their shares."""
    return rng.choices(options, weights=shares)[0]
