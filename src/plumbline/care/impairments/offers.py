"""Which test is worth its minutes: it must be likely to change what is said.

A test is tried in thought: its result is drawn from what is believed now, and what would be said
after it is compared with what is said already. Not information in general counts, but what
decides: whether a chain is low, and whether the sides differ.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from plumbline.care.impairments.assess import (
    Bench,
    Taken,
    apart,
    chain_of,
    deficit,
    direct,
    level_says,
    ruler_of,
    take,
)
from plumbline.care.impairments.belief import Array, Belief, loading, quasi_normal
from plumbline.care.impairments.model import Reading
from plumbline.care.impairments.scale import Person, Ruler, side_threshold
from plumbline.care.impairments.states import State, doubt, term
from plumbline.knowledge.schema import PhysicalTest

TRIES = 24
"""Results tried in thought for each test."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A test that could be done next.

    `settles`: the doubt about what decides that it is expected to take away (sum of p (1 - p)
    over levels and sides); `changes`: probability that it changes what is said.
    """

    test: str
    settles: float
    changes: float
    minutes: float

    @property
    def per_minute(self) -> float:
        return self.settles / self.minutes


@dataclass(frozen=True)
class _View:
    """What is said, and the probabilities it rests on."""

    says: tuple[str, ...]
    probabilities: tuple[float, ...]

    @property
    def doubt(self) -> float:
        return sum(p * (1 - p) for p in self.probabilities)


def offers(
    bench: Bench,
    person: Person,
    belief: Belief,
    taken: tuple[Taken, ...],
    candidates: Iterable[str],
) -> tuple[Offer, ...]:
    """Every candidate that can be read for this person, the most settling for its minutes first."""
    found = (_offer(bench, person, belief, taken, bench.knowledge.tests[n]) for n in candidates)
    return tuple(sorted((o for o in found if o), key=lambda o: (-o.per_minute, o.test)))


def worth_doing(bench: Bench, offered: Iterable[Offer]) -> tuple[Offer, ...]:
    """The offers that are likely enough to change what is said."""
    least = bench.knowledge.impairments.worth_testing.value
    return tuple(offer for offer in offered if offer.changes > least)


def _offer(
    bench: Bench, person: Person, belief: Belief, taken: tuple[Taken, ...], test: PhysicalTest
) -> Offer | None:
    read = ruler_of(bench, person, test.id) if test.id in bench.rows else None
    if read is None:
        return None
    thresholds = _thresholds(bench, person)
    now = _view(bench, belief, taken, thresholds)
    after = [
        _view(bench, *_after(bench, belief, taken, test, read, drawn), thresholds)
        for drawn in _results(bench, belief, test, read)
    ]
    return Offer(
        test=test.id,
        settles=now.doubt - sum(view.doubt for view in after) / len(after),
        changes=sum(view.says != now.says for view in after) / len(after),
        minutes=test.minutes,
    )


def _results(bench: Bench, belief: Belief, test: PhysicalTest, read: Ruler) -> Array:
    """Results (TRIES x sides) in SD units, as likely as what is believed makes them."""
    row, middling = bench.rows[test.id], read.imagine(0.0)
    doubtful = doubt(bench.knowledge.impairments, bench.known, belief, test, middling)
    chains = bench.knowledge.chains
    terms = [term(bench.known, chains, row, result.side, [middling]) for result in test.results]
    middle, spread = loading(doubtful, terms)
    error = np.eye(len(terms)) * read.noise**2
    root = np.linalg.cholesky(spread + error)
    return middle + quasi_normal(len(terms), TRIES) @ root.T


def _after(
    bench: Bench,
    belief: Belief,
    taken: tuple[Taken, ...],
    test: PhysicalTest,
    read: Ruler,
    drawn: Array,
) -> tuple[Belief, tuple[Taken, ...]]:
    """The belief after a result that was only thought of."""
    for result, z in zip(test.results, drawn.tolist(), strict=True):
        placed = read.imagine(z)
        thought = Taken(Reading(test.id, result.side, date.min, math.nan), placed)
        belief, taken = take(bench, belief, [thought]), (*taken, thought)
    return belief, taken


def _thresholds(bench: Bench, person: Person) -> Mapping[str, float]:
    """For each chain whose sides can be compared: the difference worth naming, in SD units."""
    found: dict[str, float] = {}
    for test in bench.knowledge.tests.values():
        chain = chain_of(bench, test) if test.paired else None
        limit = side_threshold(bench.knowledge.impairments, test, person)
        if chain and limit:
            found.setdefault(chain, limit)
    return found


def _view(
    bench: Bench, belief: Belief, taken: tuple[Taken, ...], thresholds: Mapping[str, float]
) -> _View:
    speak = bench.knowledge.impairments.speak_above.value
    levels = [s for s in bench.known.chains if bench.knowledge.chains[s[0]].shown]
    low = [deficit(bench, belief, state) for state in levels]
    uneven = [apart(bench, belief, chain, limit) for chain, limit in thresholds.items()]
    says = [_level(bench, p, state, taken) for p, state in zip(low, levels, strict=True)]
    differ = ["differs" if p > speak else "" for p in uneven]
    return _View((*says, *differ), (*low, *uneven))


def _level(bench: Bench, probability: float, state: State, taken: tuple[Taken, ...]) -> str:
    """What is said of a level, where it is more than that nothing is clear."""
    says = level_says(bench, probability, direct(bench, state, taken))
    return says if says in ("probably_low", "probably_not") else ""
