"""A small fixed model of tests and chains, the people it would make, and who it says they are.

Nothing here comes from the knowledge files, so the mathematics is tested apart from them: a hold
on each side with a cap, bends on each side, a rise from a chair that loads several chains, a
bridge and a plank in which the weakest decides, and a test that is only reached or not.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from plumbline.care.impairments.assess import Bench, Taken, bench_of, ruler_of, take
from plumbline.care.impairments.belief import Belief, Term
from plumbline.care.impairments.model import Reading
from plumbline.care.impairments.scale import Person, Placed
from plumbline.care.impairments.states import doubt, term
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import ImpairmentModel, PhysicalTest

Array = NDArray[np.float64]
DAY = date(2026, 3, 2)
ADULT = Person(40, "female")
EXPERT = {"status": "expert"}
VERIFIED = {"status": "verified", "sources": ["somebody"]}
SECONDARY = {"status": "secondary", "sources": ["somebody"]}


def number(value: float, unit: str = "") -> dict[str, Any]:
    return {"value": value, "unit": unit, "basis": EXPERT}


def norm(
    mean: float, sd: float, basis: Mapping[str, Any] = VERIFIED, **more: Any
) -> dict[str, Any]:
    about = {"sample": "Adults", "age_from": 18, "age_to": 60}
    return {**about, "mean": mean, "sd": sd, "basis": basis, **more}


def physical_test(name: str, *, paired: bool = False, **more: Any) -> PhysicalTest:
    """A test with what every test must say, and `more`."""
    sides = ("left", "right") if paired else (None,)
    results = [
        {"side": s, "value": f"{name}{'_' + s if s else ''}", "pain": f"{name}_{s or 'both'}_pain"}
        for s in sides
    ]
    basic = {
        "id": name,
        "title": name.title(),
        "battery": "home",
        "order": 1,
        "plain": "It looks at something.",
        "steps": ["Do it."],
        "ends": "It is over.",
        "measure": "hold",
        "better": "higher",
        "minutes": 1,
        "position": "standing",
        "direction": "neutral",
        "results": results,
        "retest_days": 14,
        "treatment_groups": [],
        "why": "Because.",
        "limits": "It says little.",
        "basis": EXPERT,
    }
    return PhysicalTest.model_validate({**basic, **more})


def chain(
    name: str, *, paired: bool, quality: str = "strength", shown: bool = True
) -> dict[str, Any]:
    said = {"title": name.title(), "anatomical": name, "low": "Low.", "train": "Train."}
    return {"id": name, "quality": quality, "paired": paired, "shown": shown, "muscles": [], **said}


HOLD = {"scale": "log", "unit": "s", "error": {"log_sem": number(0.16)}}
TESTS: tuple[PhysicalTest, ...] = (
    physical_test(
        "hold",
        paired=True,
        cap=45,
        norms=[norm(54.5, 26.5)],
        side_difference=number(25, "%"),
        **HOLD,
    ),
    physical_test(
        "bend",
        paired=True,
        measure="distance",
        unit="cm",
        take="mean",
        attempts=2,
        norms=[norm(22.0, 3.0, per_year=-0.15, at_age=25)],
        error={"sem": number(1.3, "cm"), "detectable": number(3.6, "cm")},
        side_difference=number(4, "cm"),
    ),
    physical_test("rise", measure="time", better="lower", cap=60, norms=[norm(8.0, 2.5)], **HOLD),
    physical_test("bridge", cap=130, norms=[norm(120.0, 50.0)], **HOLD),
    physical_test("plank", norms=[norm(70.0, 30.0, SECONDARY)], **HOLD),
    physical_test("reach", paired=True, measure="reached"),
)
LOADS: tuple[dict[str, Any], ...] = (
    {"test": "hold", "chains": {"side": 1.0}},
    {"test": "bend", "chains": {"bending": 1.0}},
    {"test": "rise", "chains": {"back": 0.45, "hip": 0.35, "general": 0.2}},
    {"test": "bridge", "combine": "weakest", "chains": {"hip": 0.7, "back": 0.3}},
    {"test": "plank", "combine": "weakest", "chains": {"back": 0.6, "side": 0.4}},
    {"test": "reach", "chains": {"bending": 0.5, "length": 0.5}},
)
MODEL: Mapping[str, Any] = MappingProxyType(
    {
        "id": "small",
        "title": "Small",
        "plain": "A small model.",
        "limits": "It says little.",
        "muscles": [],
        "chains": [
            chain("general", paired=False, shown=False),
            chain("back", paired=False),
            chain("side", paired=True),
            chain("hip", paired=True),
            chain("bending", paired=True, quality="mobility"),
            chain("length", paired=True, quality="mobility"),
        ],
        "loads": LOADS,
        "loads_basis": EXPERT,
        "deficit_below": number(-1.28, "SD"),
        "speak_above": number(0.8),
        "calm_below": number(0.05),
        "general_share": {"strength": number(0.35), "mobility": number(0.15)},
        "left_right": number(0.7),
        "day_share": number(0.5),
        "coarse_noise": number(0.6, "SD"),
        "reached_noise": number(1.2, "SD"),
        "norm_doubt": number(0.3, "SD"),
        "no_norm_doubt": number(4.0, "SD"),
        "reading_days": number(42, "days"),
        "pain_at_most": number(5),
        "worth_testing": number(0.1),
    }
)


def knowledge_of(tests: Iterable[PhysicalTest] = TESTS, **changed: Any) -> Knowledge:
    """Knowledge that holds these tests, the small model (but for `changed`), and nothing else."""
    empty: dict[str, Any] = {field.name: {} for field in fields(Knowledge)}
    found = {test.id: test for test in tests}
    loads = [row for row in LOADS if row["test"] in found]
    model = ImpairmentModel.model_validate({**MODEL, "loads": loads, **changed})
    return Knowledge(**{**empty, "version": "small", "tests": found, "impairments": model})


@cache
def small() -> Bench:
    """The small model, ready to take readings."""
    return bench_of(knowledge_of())


@dataclass(frozen=True)
class Simulated:
    """A person drawn from a model: the truth of every state (n), and results by (test, side)."""

    truth: Array
    results: Mapping[tuple[str, str | None], tuple[float, ...]]
    """In SD units, error included, one for each day."""


def draw(
    bench: Bench, rng: Generator, tests: Sequence[str], days: int = 1, person: Person = ADULT
) -> Simulated:
    """A person whose states, norms' errors and readings are just as the model says."""
    belief = bench.known.prior
    for test in tests:
        ruled = ruler_of(bench, person, test)
        if ruled is not None:
            belief = doubted(bench, belief, test, ruled.imagine(0.0))
    root = np.linalg.cholesky(belief.covariance + 1e-12 * np.eye(len(belief.mean)))
    truth = root @ rng.standard_normal(len(belief.mean))
    results: dict[tuple[str, str | None], tuple[float, ...]] = {}
    for test in tests:
        ruled = ruler_of(bench, person, test)
        for side, place in terms_of(bench, person, test).items():
            if ruled is not None:
                true = float(value_of(place, truth[None])[0])
                results[test, side] = tuple(true + ruled.noise * rng.standard_normal(days))
    return Simulated(truth, results)


def terms_of(bench: Bench, person: Person, test: str) -> dict[str | None, Term]:
    """What a test loads, by side, placed at nought."""
    ruled = ruler_of(bench, person, test)
    if ruled is None:
        return {}
    chains, row = bench.knowledge.chains, bench.rows[test]
    return {
        result.side: term(bench.known, chains, row, result.side, [ruled.imagine(0.0)])
        for result in bench.knowledge.tests[test].results
    }


def value_of(each: Term, states: Array) -> Array:
    """What a term reads (m), without error, at states (m x n)."""
    own = states[:, list(each.weights)]
    shift = states[:, each.shift]
    if each.combine == "sum" or len(each.weights) == 1:
        return own @ np.array(list(each.weights.values())) + shift
    return (own.min(axis=1) - each.centre) / each.scale + shift


def taken_of(bench: Bench, simulated: Simulated, person: Person = ADULT) -> tuple[Taken, ...]:
    """The results as readings on the tests' scales: capped, or between two published points."""
    found: list[Taken] = []
    for (test, side), several in simulated.results.items():
        ruled = ruler_of(bench, person, test)
        assert ruled is not None
        for place, z in enumerate(several):
            on = date.fromordinal(DAY.toordinal() + place)
            found.append(Taken(Reading(test, side, on, math.nan), ruled.imagine(z)))  # type: ignore[arg-type]
    return tuple(found)


def grouped(bench: Bench, taken: Iterable[Taken]) -> tuple[tuple[Taken, ...], ...]:
    """Readings by test and side: exact ones first, then bounds, then those in which the weakest
    decides."""
    found: dict[tuple[str, str | None], list[Taken]] = {}
    for each in taken:
        found.setdefault((each.reading.test, each.reading.side), []).append(each)

    def turn(several: tuple[Taken, ...]) -> tuple[bool, bool]:
        weakest = bench.rows[several[0].reading.test].combine == "weakest"
        return weakest, not all(exact(each) for each in several)

    return tuple(sorted((tuple(several) for several in found.values()), key=turn))


def exact(each: Taken) -> bool:
    """Whether a reading has a place of its own, and is not only known to lie beyond a point."""
    return each.placed.low == each.placed.high


def believe_all(bench: Bench, taken: Iterable[Taken]) -> Belief:
    """What is believed after these readings."""
    belief = bench.known.prior
    for several in grouped(bench, taken):
        belief = take(bench, belief, several)
    return belief


def problem_of(bench: Bench, taken: Iterable[Taken]) -> tuple[Array, tuple[Term, ...]]:
    """The covariance (n x n) before any reading, every doubt in it, and the readings' terms."""
    belief, found = bench.known.prior, []
    for several in grouped(bench, taken):
        first = several[0]
        row, chains = bench.rows[first.reading.test], bench.knowledge.chains
        belief = doubted(bench, belief, row.test, first.placed)
        places = [each.placed for each in several]
        found.append(term(bench.known, chains, row, first.reading.side, places))
    return belief.covariance, tuple(found)


def doubted(bench: Bench, belief: Belief, test: str, placed: Placed) -> Belief:
    """The belief with the norm of a test in doubt."""
    model = bench.knowledge.impairments
    return doubt(model, bench.known, belief, bench.knowledge.tests[test], placed)


def with_test(tests: Iterable[PhysicalTest], name: str, **changed: Any) -> tuple[PhysicalTest, ...]:
    """These tests, one of them changed."""
    return tuple(t.model_copy(update=changed) if t.id == name else t for t in tests)


def shifted(simulated: Simulated, by: float) -> Simulated:
    """The same person, every result moved by so many SD."""
    moved = {key: tuple(z + by for z in several) for key, several in simulated.results.items()}
    return replace(simulated, results=moved)
