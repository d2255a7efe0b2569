"""Random results of the shipped tests, and what can be done to a whole record of them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from plumbline.care.impairments import Assessment, assess
from plumbline.care.record import Record, facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import PhysicalTest, Side
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, knowledge, rulebook

MEASURED = tuple(t for t in knowledge().tests.values() if t.measure != "response")
OTHER: Mapping[str | None, Side | None] = {"left": "right", "right": "left", None: None}


@dataclass(frozen=True)
class Attempt:
    """Results that were stored together, so many days ago."""

    ago: int
    values: Mapping[str, Value]


def random_result(rng: random.Random, test: PhysicalTest, value: str) -> Value:
    """A result somebody could have: mostly near a norm, now and then at the cap or far out."""
    if test.measure == "reached":
        return rng.random() < 0.5
    finding = knowledge().findings[value]
    means = [norm.mean for norm in test.norms if norm.mean is not None]
    middle = means[0] if means else (test.cap or 30.0) / 2
    wanted = middle * rng.choice([rng.lognormvariate(0, 0.35), rng.uniform(0.2, 1.8)])
    if test.cap is not None and rng.random() < 0.2:
        wanted = test.cap
    bounded = min(max(wanted, finding.min or 0.0), test.cap or finding.max or wanted)
    return round(bounded) if finding.type == "integer" else round(bounded, 1)


def random_attempts(
    rng: random.Random, tests: Sequence[PhysicalTest] = MEASURED, most: int = 5
) -> tuple[Attempt, ...]:
    """Some tests on one to three days, one entry each; now and then a test that pain stopped."""
    found: list[Attempt] = []
    for test in rng.sample(tests, rng.randint(1, min(most, len(tests)))):
        for ago in rng.sample(range(40), rng.choice([1, 1, 2, 3])):
            values: dict[str, Value] = {}
            for result in test.results:
                if result.pain and rng.random() < 0.1:
                    values[result.pain] = True
                    continue
                values[result.value] = random_result(rng, test, result.value)
                if result.pain:
                    values[result.pain] = False
            found.append(Attempt(ago, values))
    return tuple(sorted(found, key=lambda attempt: -attempt.ago))


def record_with(attempts: Sequence[Attempt], age: Value = 40, sex: Value = "female") -> Record:
    """A record of nothing but age, sex and results."""
    record = Record().tell_all({"age_years": age, "sex_at_birth": sex}, TODAY, times=2)
    for order, attempt in enumerate(attempts, 2):
        record = record.measure(attempt.values, TODAY - timedelta(days=attempt.ago), order=order)
    return record


def assessed(record: Record, of: Knowledge | None = None) -> Assessment:
    return assess(of or knowledge(), record, facts(rulebook(), record, TODAY))


def mirrored(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """The same results with left and right exchanged."""
    twin: dict[str, str] = {}
    for test in knowledge().tests.values():
        if len(test.results) == 2:
            one, other = test.results
            twin |= {one.value: other.value, other.value: one.value}
            if one.pain and other.pain:
                twin |= {one.pain: other.pain, other.pain: one.pain}
    return tuple(
        Attempt(a.ago, {twin.get(name, name): value for name, value in a.values.items()})
        for a in attempts
    )


def person_of_any_age(rng: random.Random) -> tuple[Value, Value]:
    """Age and sex as they were told; None is "don't know"."""
    age = rng.choice([None, rng.randint(18, 25), rng.randint(18, 59), rng.randint(18, 95)])
    return age, rng.choice(["female", "male", None])
