"""From readings to what is said: states, sides and what to train first.

Something is said only where its probability is over the model's threshold, and of a level only
where a norm or a published criterion speaks of this person.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from plumbline.care.impairments.belief import Belief, between, update
from plumbline.care.impairments.model import (
    Assessment,
    ChainState,
    LevelSays,
    Priority,
    Reading,
    SideState,
)
from plumbline.care.impairments.moments import below
from plumbline.care.impairments.readings import readings, stopped
from plumbline.care.impairments.scale import Person, Placed, Ruler, ruler, side_threshold
from plumbline.care.impairments.sides import days_of, says_side
from plumbline.care.impairments.states import DIRECT, State, States, contrast, doubt, states, term
from plumbline.care.record import Facts, Record
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import LoadRow, PhysicalTest, Side

CLOSED_FORM, BOUNDS, WEAKEST = range(3)
"""Readings are taken in by stages: the order of testing changes nothing."""
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
    chains = tuple(_chain_state(bench, belief, state, taken, found) for state in bench.known.chains)
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
    """Every reading taken in: sums before the weakest link and exact places before bounds, in an
    order of their own, so that the order of testing changes nothing."""
    tests = {reading.test for reading in found} & bench.rows.keys()
    rulers = {test: ruler_of(bench, person, test) for test in tests}
    taken = [
        Taken(reading, at.place(reading))
        for reading in found
        if (at := rulers.get(reading.test)) is not None
    ]
    by_test = {
        key: tuple(several)
        for key, several in groupby(sorted(taken, key=_test_and_side), key=_test_and_side)
    }
    belief = bench.known.prior
    for stage in (CLOSED_FORM, BOUNDS, WEAKEST):
        own = [several for several in by_test.values() if _stage(bench, several) == stage]
        left_first = sorted(own, key=partial(_turn, first="left"))
        right_first = sorted(own, key=partial(_turn, first="right"))
        after = _take_all(bench, belief, left_first)
        if stage != CLOSED_FORM and left_first != right_first:
            # Where there is no closed form the order matters a little: no side comes first.
            after = between(after, _take_all(bench, belief, right_first))
        belief = after
    return belief, tuple(taken)


def _take_all(bench: Bench, belief: Belief, in_turn: Iterable[tuple[Taken, ...]]) -> Belief:
    for several in in_turn:
        belief = take(bench, belief, several)
    return belief


def ruler_of(bench: Bench, person: Person, test: str) -> Ruler | None:
    """How a test is read for this person."""
    return ruler(bench.knowledge.impairments, bench.knowledge.tests[test], person)


def take(bench: Bench, belief: Belief, several: Sequence[Taken]) -> Belief:
    """The belief with the readings of one test and side, all at once."""
    model, first = bench.knowledge.impairments, several[0]
    row, test = bench.rows[first.reading.test], bench.knowledge.tests[first.reading.test]
    doubtful = doubt(model, bench.known, belief, test, first.placed)
    places = [each.placed for each in several]
    chains = bench.knowledge.chains
    return update(doubtful, term(bench.known, chains, row, first.reading.side, places))


def deficit(bench: Bench, belief: Belief, state: State) -> float:
    """Probability that a state lies below the point where a deficit begins."""
    at = bench.known.at(*state)
    sd = math.sqrt(belief.covariance[at, at])
    return below((bench.knowledge.impairments.deficit_below.value - belief.mean[at]) / sd)


def apart(
    bench: Bench, belief: Belief, chain: str, threshold: float, weaker: Side | None = None
) -> float:
    """Probability that the sides of a chain differ by more than `threshold` SD; with `weaker`,
    that this side is the lower one by so much."""
    direction = contrast(bench.known, chain)
    mean = float(direction @ belief.mean)
    sd = math.sqrt(float(direction @ belief.covariance @ direction))
    left, right = below((-threshold - mean) / sd), below((mean - threshold) / sd)
    return {"left": left, "right": right, None: left + right}[weaker]


def level_says(bench: Bench, probability: float, spoken_of: list[Taken]) -> LevelSays:
    """What may be said of a level; `spoken_of` are the readings that speak of it directly."""
    if not any(each.placed.level for each in spoken_of):
        return "no_norm"
    model = bench.knowledge.impairments
    if probability > model.speak_above.value:
        return "probably_low"
    return "probably_not" if probability < model.calm_below.value else "not_clear"


def direct(bench: Bench, state: State, taken: Iterable[Taken]) -> list[Taken]:
    """The readings that speak of a state themselves, latest first."""
    chain, side = state
    found = [
        each
        for each in taken
        if loads(bench, chain, each.reading.test)
        and (side is None or each.reading.side in (None, side))
    ]
    return sorted(found, key=lambda each: each.reading.on, reverse=True)


def loads(bench: Bench, chain: str, test: str) -> bool:
    """Whether a test speaks of a chain itself."""
    row = bench.rows.get(test)
    return row is not None and row.chains.get(chain, 0.0) >= DIRECT[row.combine]


def _test_and_side(each: Taken) -> tuple[str, str]:
    return each.reading.test, each.reading.side or ""


def _stage(bench: Bench, several: tuple[Taken, ...]) -> int:
    """When readings are taken in."""
    if bench.rows[several[0].reading.test].combine == "weakest":
        return WEAKEST
    return CLOSED_FORM if all(each.placed.bounds.exact for each in several) else BOUNDS


def _turn(several: tuple[Taken, ...], first: Side) -> tuple[str, bool]:
    reading = several[0].reading
    return reading.test, reading.side != first


def _chain_state(
    bench: Bench,
    belief: Belief,
    state: State,
    taken: tuple[Taken, ...],
    found: tuple[Reading, ...],
) -> ChainState:
    at = bench.known.at(*state)
    mean, sd = float(belief.mean[at]), math.sqrt(belief.covariance[at, at])
    probability = deficit(bench, belief, state)
    spoken_of = direct(bench, state, taken)
    own = [
        r
        for r in found
        if loads(bench, state[0], r.test) and (state[1] is None or r.side in (None, state[1]))
    ]
    used = {(t.reading.test, t.placed.norm) for t in spoken_of if t.placed.norm is not None}
    return ChainState(
        chain=state[0],
        side=state[1],
        mean=mean,
        low=mean - NINETY * sd,
        high=mean + NINETY * sd,
        deficit=probability,
        says=level_says(bench, probability, spoken_of) if own else "not_tested",
        readings=tuple(sorted(own, key=lambda reading: reading.on, reverse=True)),
        norms=tuple(sorted((test, norm) for test, norm in used)),
    )


def _paired(knowledge: Knowledge) -> list[PhysicalTest]:
    return [test for test in knowledge.tests.values() if test.paired and test.side_difference]


def _side_state(
    bench: Bench, person: Person, belief: Belief, test: PhysicalTest, found: tuple[Reading, ...]
) -> SideState:
    days = days_of(test, found)
    chain = chain_of(bench, test)
    threshold = side_threshold(bench.knowledge.impairments, test, person)
    weaker = days[0].beyond if days else None
    probability = (
        apart(bench, belief, chain, threshold, weaker) if days and chain and threshold else None
    )
    says = says_side(bench.knowledge.impairments, days, probability)
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
    uneven = {s.chain: s for s in sides if s.says == "differs" and s.chain is not None}
    surest: dict[str, ChainState] = {}
    for state in sorted(chains, key=lambda c: -c.deficit):
        if state.says == "probably_low":
            surest.setdefault(state.chain, state)
    low = [
        Priority(name, _weaker(uneven.get(name)), "low", state.deficit, state.readings[0].test)
        for name, state in surest.items()
    ]
    apart_only = [
        Priority(name, state.weaker, "side", state.probability or 0.0, state.test)
        for name, state in uneven.items()
        if name not in surest
    ]
    ranked = sorted(
        [*low, *apart_only],
        key=lambda p: (
            knowledge.chains[p.chain].quality != "strength",
            p.kind != "low",
            -p.probability,
            p.chain,
            p.side or "",
        ),
    )
    return tuple(ranked)


def _weaker(state: SideState | None) -> Side | None:
    return state.weaker if state else None
