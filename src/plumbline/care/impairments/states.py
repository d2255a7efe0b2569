"""The states a belief is about: every chain and side, and how far each test's norm may be off."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from plumbline.care.impairments.belief import Array, Belief, Term, weakest_scale
from plumbline.care.impairments.scale import Placed
from plumbline.knowledge.schema import Chain, ImpairmentModel, LoadRow, PhysicalTest, Side
from plumbline.knowledge.schema.testing import chain_sides

GENERAL = "general"
DIRECT = {"sum": 0.4, "weakest": 0.3}
"""A test speaks of a chain itself when it carries at least this weight: of a sum a large part, of
a weakest link any that could be it."""
State = tuple[str, Side | None]


@dataclass(frozen=True)
class States:
    """Where each state stands in a belief (n = chains and sides, then one shift a test)."""

    chains: tuple[State, ...]
    tests: tuple[str, ...]
    prior: Belief
    """Before any test, with the shift of every test at zero variance."""

    def at(self, chain: str, side: Side | None = None) -> int:
        return self.chains.index((chain, side))

    def shift(self, test: str) -> int:
        return len(self.chains) + self.tests.index(test)


def states(model: ImpairmentModel) -> States:
    """The states of a model, and what is believed of them before any test."""
    chains = {chain.id: chain for chain in model.chains}
    names: tuple[State, ...] = tuple(
        (chain.id, side) for chain in model.chains for side in chain_sides(chain)
    )
    tests = tuple(row.test for row in model.loads)
    size = len(names) + len(tests)
    covariance = np.zeros((size, size))
    covariance[: len(names), : len(names)] = _correlations(
        model, [chains[name] for name, _ in names]
    )
    return States(names, tests, Belief(np.zeros(size), covariance))


def _correlations(model: ImpairmentModel, chains: list[Chain]) -> Array:
    """Prior correlations (n x n) of states by their chains: within a chain, a quality, or none."""
    names = np.array([chain.id for chain in chains])
    qualities = np.array([chain.quality for chain in chains])
    share = np.array([model.general_share[chain.quality].value for chain in chains])
    # The general state is what all chains of strength share: nearer to each than they are.
    general = (names[:, None] == GENERAL) | (names == GENERAL)
    among = np.where(general, np.sqrt(share), share)
    among = np.where(qualities[:, None] == qualities, among, 0.0)
    among = np.where(names[:, None] == names, model.left_right.value, among)
    np.fill_diagonal(among, 1.0)
    return among


def doubt(
    model: ImpairmentModel, known: States, belief: Belief, test: PhysicalTest, placed: Placed
) -> Belief:
    """The belief with a test's norm in doubt, said once before its first reading."""
    at = known.shift(test.id)
    if belief.covariance[at, at] > 0:
        return belief
    covariance = belief.covariance.copy()
    norm = None if placed.norm is None else test.norms[placed.norm].doubt
    usual = model.norm_doubt if placed.level else model.no_norm_doubt
    covariance[at, at] = (norm or usual).value ** 2
    return Belief(belief.mean, covariance)


def term(
    known: States,
    chains: Mapping[str, Chain],
    row: LoadRow,
    side: Side | None,
    placed: Iterable[Placed],
) -> Term:
    """The placed readings of one test and side as the belief takes them."""
    places = tuple(placed)
    shows = places[0].gain
    weights = _weights(known, chains, row, side)
    at = list(weights)
    among = known.prior.covariance[np.ix_(at, at)]
    centre, scale = 0.0, 1.0
    if row.combine == "weakest" and len(at) > 1:
        centre, scale = weakest_scale(among)
        scale /= shows
    else:
        share = np.array(list(weights.values()))
        whole = math.sqrt(float(share @ among @ share))
        weights = {index: weight * shows / whole for index, weight in weights.items()}
    shift = known.shift(row.test)
    read = tuple(each.bounds for each in places)
    mirror = _mirror(known, [*at, shift])
    return Term(row.combine, weights, shift, read, centre, scale, mirror)


def _mirror(known: States, at: list[int]) -> tuple[int, ...]:
    """Where each state stands when left and right change places, if both are there."""
    other: dict[Side | None, Side | None] = {"left": "right", "right": "left", None: None}
    found: list[int] = []
    for place, index in enumerate(at):
        chain, side = known.chains[index] if index < len(known.chains) else ("", None)
        twin = known.at(chain, other[side]) if side else index
        found.append(at.index(twin) if twin in at else place)
    return tuple(found)


def _weights(
    known: States, chains: Mapping[str, Chain], row: LoadRow, side: Side | None
) -> dict[int, float]:
    """Weight by state: a test of both sides together loads both sides of a paired chain."""
    weights: dict[int, float] = {}
    for name, weight in row.chains.items():
        sides = chain_sides(chains[name])
        if None in sides:
            weights[known.at(name)] = weight
        elif side:
            weights[known.at(name, side)] = weight
        else:
            weights |= {known.at(name, each): weight / len(sides) for each in sides}
    return weights


def contrast(known: States, chain: str) -> Array:
    """The direction left minus right of a paired chain."""
    direction = np.zeros_like(known.prior.mean)
    direction[known.at(chain, "left")], direction[known.at(chain, "right")] = 1.0, -1.0
    return direction
