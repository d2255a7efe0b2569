"""Do the physical tests hold together, and does the model of impairments fit them?"""

from collections.abc import Iterator
from itertools import pairwise

from plumbline.care.knowledge_check.walk import Finder, Place
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import (
    Finding,
    ImpairmentModel,
    LoadRow,
    Norm,
    PhysicalTest,
    Result,
)

RESULT_TYPES = {"reached": ("boolean",), "response": ("choice",)}
"""What a measure is kept in, where that is not a number."""
NUMBERS = ("integer", "number")
ROUNDING = 1e-4
"""Weights are written in decimals, so their sum may be a little over one."""


def check_test(knowledge: Knowledge, test: PhysicalTest, at: Finder) -> Iterator[Problem]:
    """Problems with the results and norms of one test."""
    for index, result in enumerate(test.results):
        yield from _result(knowledge, test, result, ("results", index), at)
    yield from _sides(knowledge, test, at)
    if test.side_difference is not None and not test.paired:
        yield at(("side_difference",), "compares sides, yet the test has only one")
    other = test.stands_in_for
    if other is not None and (other not in knowledge.tests or other == test.id):
        yield at(("stands_in_for",), f"the test {other} does not exist")
    for index, norm in enumerate(test.norms):
        yield from _norm(test, norm, ("norms", index), at)


def check_model(knowledge: Knowledge, model: ImpairmentModel, at: Finder) -> Iterator[Problem]:
    """Problems with the chains and what loads them."""
    for index, chain in enumerate(model.chains):
        for place, muscle in enumerate(chain.muscles):
            if muscle not in knowledge.muscles:
                yield at(("chains", index, "muscles", place), f"the muscle {muscle} does not exist")
    seen: set[str] = set()
    for index, row in enumerate(model.loads):
        if row.test in seen:
            yield at(("loads", index, "test"), f"the test {row.test} stands twice")
        seen.add(row.test)
        yield from _load(knowledge, row, ("loads", index), at)
    loaded = {name for row in model.loads for name in row.chains}
    trained = {name for each in knowledge.exercises.values() for name in each.chains}
    for index, chain in enumerate(model.chains):
        if chain.id not in loaded:
            yield at(("chains", index), f"no test loads the chain {chain.id}")
        if chain.shown and chain.id not in trained:
            yield at(("chains", index), f"no exercise trains the chain {chain.id}")


def _result(
    knowledge: Knowledge, test: PhysicalTest, result: Result, here: Place, at: Finder
) -> Iterator[Problem]:
    for field, name in (("value", result.value), ("pain", result.pain)):
        if name is None:
            continue
        place = (*here, field)
        finding = knowledge.findings.get(name)
        if finding is None:
            yield at(place, f"the finding {name} does not exist")
            continue
        if finding.asked_of != "test":
            yield at(place, f"the finding {name} is asked of {finding.asked_of}, not of a test")
        if _uses(knowledge, name) > 1:
            yield at(place, f"the finding {name} belongs to more than one result")
        if field == "pain" and finding.type != "boolean":
            yield at(place, f"the finding {name} is no yes or no")
        if field == "value":
            yield from _kept(test, finding, place, at)


def _uses(knowledge: Knowledge, name: str) -> int:
    return sum(
        name in (result.value, result.pain)
        for test in knowledge.tests.values()
        for result in test.results
    )


def _kept(test: PhysicalTest, finding: Finding, place: Place, at: Finder) -> Iterator[Problem]:
    if finding.type not in RESULT_TYPES.get(test.measure, NUMBERS):
        yield at(place, f"{test.measure} cannot be kept in {finding.id}, a {finding.type}")
    if (finding.unit or "") != test.unit:
        yield at(place, f"{finding.id} is in {finding.unit or 'no unit'}, not in {test.unit}")


def _sides(knowledge: Knowledge, test: PhysicalTest, at: Finder) -> Iterator[Problem]:
    """Two results are left and right, and their findings are each other's mirror."""
    if not test.paired:
        if test.results[0].side is not None:
            yield at(("results", 0, "side"), "has one side without the other")
        return
    one, other = test.results
    if {one.side, other.side} != {"left", "right"}:
        yield at(("results",), "two results are not left and right")
    for field, name, twin in (
        ("value", one.value, other.value),
        ("pain", one.pain, other.pain),
    ):
        finding = knowledge.findings.get(name or "")
        if (name is None) != (twin is None):
            yield at(("results", 1), f"only one side has {field}")
        elif finding is not None and finding.mirror != twin:
            yield at(("results", 0, field), f"{name} does not mirror {twin}")


def _norm(test: PhysicalTest, norm: Norm, here: Place, at: Finder) -> Iterator[Problem]:
    """Whose norm it is has to be known; only our own reckoning may say so in words alone.

    That nothing unverified is used is asked of every basis alike.
    """
    basis = norm.basis
    ours = basis.status in ("derived", "expert") and basis.note
    if not (basis.sources or ours):
        yield at((*here, "basis"), "is a norm that rests on nothing that was read")
    if test.better is None:
        yield at(here, "is a norm, yet neither more nor less is better")
        return
    way = 1 if test.better == "higher" else -1
    for index, (worse, better) in enumerate(pairwise(norm.percentiles)):
        if way * (better.value - worse.value) <= 0:
            place = (*here, "percentiles", index + 1)
            yield at(place, f"{better.value:g} is not better than {worse.value:g}")


def _load(knowledge: Knowledge, row: LoadRow, here: Place, at: Finder) -> Iterator[Problem]:
    if row.test not in knowledge.tests:
        yield at((*here, "test"), f"the test {row.test} does not exist")
    if not row.chains:
        yield at((*here, "chains"), "loads nothing")
    for name, weight in row.chains.items():
        place = (*here, "chains", name)
        if name not in knowledge.chains:
            yield at(place, f"the chain {name} does not exist")
        if not 0 < weight <= 1:
            yield at(place, f"the weight {weight:g} is not over 0 and up to 1")
    if sum(row.chains.values()) > 1 + ROUNDING:
        yield at((*here, "chains"), "the weights add up to more than 1")
