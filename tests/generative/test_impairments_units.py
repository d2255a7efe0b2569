"""A test told in other units says the same of the person."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.care.impairments import Assessment, assess
from plumbline.care.record import Record, facts
from plumbline.knowledge.schema import PhysicalTest
from plumbline.logic.schema import Value
from tests.generative.impairment_cases import TESTS, knowledge_of
from tests.unit.care.people import TODAY, rulebook

SEEDS = st.integers(0, 2**32 - 1)
IN_UNIT = ("mean", "sd", "per_year")


def rescaled(test: PhysicalTest, by: float) -> PhysicalTest:
    """The same test with every number in its unit `by` times as large (percent stay percent)."""
    told: dict[str, Any] = test.model_dump(mode="json")
    if told["cap"] is not None:
        told["cap"] *= by
    for norm in told["norms"]:
        for name in IN_UNIT:
            norm[name] = norm[name] * by if norm[name] is not None else None
        for point in norm["percentiles"]:
            point["value"] *= by
    for number in (told["error"]["sem"], told["error"]["detectable"], told["side_difference"]):
        if number is not None and number["unit"] != "%":
            number["value"] *= by
    return PhysicalTest.model_validate(told)


def results_of(rng: random.Random, tests: tuple[PhysicalTest, ...]) -> list[dict[str, Value]]:
    """Two days of every test: near its norm, now and then at the cap."""
    days: list[dict[str, Value]] = []
    for _ in range(2):
        values: dict[str, Value] = {}
        for test in tests:
            middle = next((norm.mean for norm in test.norms if norm.mean), 0.0)
            for result in test.results:
                wanted = middle * rng.lognormvariate(0, 0.3)
                values[result.value] = min(wanted, test.cap or wanted)
        days.append(values)
    return days


def said(tests: tuple[PhysicalTest, ...], days: list[dict[str, Value]], age: int) -> Assessment:
    record = Record().tell_all({"age_years": age, "sex_at_birth": "female"}, TODAY)
    for ago, values in enumerate(reversed(days)):
        record = record.measure(values, TODAY.replace(day=TODAY.day - ago), order=ago + 2)
    return assess(knowledge_of(tests), record, facts(rulebook(), record, TODAY))


@given(SEEDS, st.sampled_from([0.39370079, 10.0, 1000.0]), st.sampled_from([40, 90]))
@settings(max_examples=30)
def test_other_units_say_the_same(seed: int, by: float, age: int) -> None:
    """Centimetres or inches, seconds or milliseconds: the same states and the same words.

    Holds stay above a second in either unit: nothing shorter is told apart.
    """
    tests = tuple(t for t in TESTS if t.measure != "reached" and (by > 1 or t.scale == "linear"))
    days = results_of(random.Random(seed), tests)
    one = said(tests, days, age)
    other = said(
        tuple(rescaled(test, by) for test in tests),
        [{name: float(v) * by for name, v in values.items()} for values in days],  # type: ignore[arg-type]
        age,
    )
    for state, twin in zip(one.chains, other.chains, strict=True):
        assert twin.mean == pytest.approx(state.mean, abs=1e-9)
        assert twin.high == pytest.approx(state.high, abs=1e-9)
        assert twin.says == state.says
    for side, twin in zip(one.sides, other.sides, strict=True):
        assert (twin.says, twin.weaker) == (side.says, side.weaker)
    ranked = [(p.chain, p.side, p.kind) for p in one.priorities]
    assert [(p.chain, p.side, p.kind) for p in other.priorities] == ranked
