"""From readings to what is said: states, sides and what to train first.

Something is said only where its probability is over the model's threshold, and of a level only
where a norm or a published criterion speaks of this person.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from plumbline.care.impairments.belief import Belief, update
from plumbline.care.impairments.model import (
    Assessment,
    ChainState,
    LevelSays,
    Priority,
    Reading,
    SideState,
)
from plumbline.care.impairments.readings import readings, stopped
from plumbline.care.impairments.scale import Person, Placed, Ruler, ruler, side_threshold
from plumbline.care.impairments.sides import days_of, says_side
from plumbline.care.impairments.states import DIRECT, State, States, contrast, doubt, states, term
from plumbline.care.record import Facts, Record
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import LoadRow, PhysicalTest

NINETY = 1.6448536269514722
"""Standard normal: 90 % lie within this many SD."""


@dataclass(frozen=True)
class Bench:
    """A knowledge's model made ready: states, and each test's row of loads."""

    knowledge: Knowledge
    known: States
    rows: Mapping[str, LoadRow]


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading that was placed and taken into the belief."""

    reading: Reading
    placed: Placed


def assess(knowledge: Knowledge, record: Record, known: Facts) -> Assessment:
    """What a person's tests say on a day."""
    found = readings(knowledge, record, known.as_of)
    bench, person = bench_of(knowledge), person_of(known)
    belief, taken = believe(bench, person, found)
    chains = tuple(_chain_state(bench, belief, state, taken) for state in bench.known.chains)
    sides = tuple(_side_state(bench, person, belief, test, found) for test in _paired(knowledge))
    shown = tuple(c for c in chains if knowledge.chains[c.chain].shown)
    return Assessment(
        as_of=known.as_of,
        chains=shown,
        sides=sides,
        priorities=_priorities(knowledge, shown, sides),
        stopped=stopped(knowledge, record, known.as_of),
        readings=found,
    )


def bench_of(knowledge: Knowledge) -> Bench:
    """The model of a knowledge, ready to take readings."""
    model = knowledge.impairments
    return Bench(knowledge, states(model), {row.test: row for row in model.loads})


def person_of(known: Facts) -> Person:
    age = known.values.get("age_years")
    return Person(age if isinstance(age, int) else None, known.values.get("sex_at_birth"))


def believe(
    bench: Bench, person: Person, found: Iterable[Reading]
) -> tuple[Belief, tuple[Taken, ...]]:
    """Every reading taken in: exact ones first, then bounds, then the weakest-link ones, so that
    the order of testing changes nothing."""
    tests = {reading.test for reading in found} & bench.rows.keys()
    rulers = {test: ruler_of(bench, person, test) for test in tests}
    taken = [
        Taken(reading, at.place(reading))
        for reading in found
        if (at := rulers.get(reading.test)) is not None
    ]
    taken.sort(key=lambda each: _turn(bench, each))
    belief = bench.known.prior
    for each in taken:
        belief = take(bench, belief, each)
    return belief, tuple(taken)


def ruler_of(bench: Bench, person: Person, test: str) -> Ruler | None:
    """How a test is read for this person."""
    return ruler(bench.knowledge.impairments, bench.knowledge.tests[test], person)


def take(bench: Bench, belief: Belief, each: Taken) -> Belief:
    """The belief with one more placed reading."""
    model = bench.knowledge.impairments
    row = bench.rows[each.reading.test]
    doubtful = doubt(model, bench.known, belief, row.test, each.placed.level)
    chains = bench.knowledge.chains
    return update(doubtful, term(bench.known, chains, row, each.reading.side, each.placed))


def deficit(bench: Bench, belief: Belief, state: State) -> float:
    """Probability that a state lies below the point where a deficit begins."""
    at = bench.known.at(*state)
    sd = math.sqrt(belief.covariance[at, at])
    return _below((bench.knowledge.impairments.deficit_below.value - belief.mean[at]) / sd)


def apart(bench: Bench, belief: Belief, chain: str, threshold: float) -> float:
    """Probability that the sides of a chain differ by more than `threshold` SD."""
    direction = contrast(bench.known, chain)
    mean = float(direction @ belief.mean)
    sd = math.sqrt(float(direction @ belief.covariance @ direction))
    return _below((-threshold - mean) / sd) + _below((mean - threshold) / sd)


def level_says(bench: Bench, probability: float, spoken_of: list[Taken]) -> LevelSays:
    """What may be said of a level; `spoken_of` are the readings that speak of it directly."""
    if not spoken_of:
        return "not_tested"
    if not any(each.placed.level for each in spoken_of):
        return "no_norm"
    speak = bench.knowledge.impairments.speak_above.value
    if probability > speak:
        return "probably_low"
    return "probably_not" if probability < 1 - speak else "not_clear"


def direct(bench: Bench, state: State, taken: Iterable[Taken]) -> list[Taken]:
    """The readings that speak of a state themselves, latest first."""
    chain, side = state
    found = [
        each
        for each in taken
        if bench.rows[each.reading.test].chains.get(chain, 0.0) >= DIRECT
        and (side is None or each.reading.side in (None, side))
    ]
    return sorted(found, key=lambda each: each.reading.on, reverse=True)


def _turn(bench: Bench, each: Taken) -> tuple[bool, bool, str, object, str]:
    weakest = bench.rows[each.reading.test].combine == "weakest"
    reading = each.reading
    return weakest, not each.placed.exact, reading.test, reading.on, reading.side or ""


def _chain_state(
    bench: Bench, belief: Belief, state: State, taken: tuple[Taken, ...]
) -> ChainState:
    at = bench.known.at(*state)
    mean, sd = float(belief.mean[at]), math.sqrt(belief.covariance[at, at])
    probability = deficit(bench, belief, state)
    spoken_of = direct(bench, state, taken)
    used = {(t.reading.test, t.placed.norm) for t in spoken_of if t.placed.norm is not None}
    return ChainState(
        chain=state[0],
        side=state[1],
        mean=mean,
        low=mean - NINETY * sd,
        high=mean + NINETY * sd,
        deficit=probability,
        says=level_says(bench, probability, spoken_of),
        readings=tuple(each.reading for each in spoken_of),
        norms=tuple(sorted((test, norm) for test, norm in used)),
    )


def _paired(knowledge: Knowledge) -> list[PhysicalTest]:
    return [test for test in knowledge.tests.values() if test.paired and test.side_difference]


def _side_state(
    bench: Bench, person: Person, belief: Belief, test: PhysicalTest, found: tuple[Reading, ...]
) -> SideState:
    days = days_of(test, found)
    chain = chain_of(bench, test)
    threshold = side_threshold(test, person)
    probability = apart(bench, belief, chain, threshold) if days and chain and threshold else None
    says, weaker = says_side(bench.knowledge.impairments, days, probability)
    return SideState(test.id, chain, weaker, probability, says, days)


def chain_of(bench: Bench, test: PhysicalTest) -> str | None:
    """The paired chain a test of two sides is mostly about."""
    row = bench.rows.get(test.id)
    if row is None:
        return None
    name = max(row.chains, key=lambda chain: row.chains[chain])
    return name if bench.knowledge.chains[name].paired else None


def _priorities(
    knowledge: Knowledge, chains: tuple[ChainState, ...], sides: tuple[SideState, ...]
) -> tuple[Priority, ...]:
    """Low chains first, then differing sides; strength before mobility, the surest first."""
    low = [
        Priority(c.chain, c.side, "low", c.deficit, c.readings[0].test)
        for c in chains
        if c.says == "probably_low"
    ]
    named = {priority.chain for priority in low}
    uneven = [
        Priority(s.chain, s.weaker, "side", s.probability or 0.0, s.test)
        for s in sides
        if s.says == "differs" and s.chain is not None and s.chain not in named
    ]
    ranked = sorted(
        [*low, *uneven],
        key=lambda p: (
            knowledge.chains[p.chain].quality != "strength",
            p.kind != "low",
            -p.probability,
            p.chain,
            p.side or "",
        ),
    )
    return tuple(ranked)


def _below(z: float) -> float:
    return 0.5 * math.erfc(-float(z) / math.sqrt(2)) if np.isfinite(z) else float(z > 0)
