"""Derived columns: the reference form, the prepared form and the Polars form agree exactly."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

from plumbline.logic import (
    Bands,
    BodyMassIndex,
    Column,
    Count,
    DaysSince,
    DaysUntil,
    Difference,
    Holds,
    Kind,
    LikelihoodRatio,
    Operator,
    PercentChange,
    Points,
    Sum,
    WeeksPregnant,
    compile_derived,
    compile_person,
    derived_column,
    evaluate,
    evaluate_derived,
    evaluate_table,
    inline,
    read_table,
    with_derived,
)
from tests.generative.logic_cases import (
    SCALE,
    SCHEMA,
    columns_of_persons,
    random_person,
    random_rule,
)

AS_OF = date(2024, 2, 29)
DATED = SCHEMA | {"d0": Column("d0", Kind.DATE)}
DTYPES = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int8,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
    Kind.DATE: pl.Date,
}


def random_derived(rng: random.Random) -> dict[str, Operator]:
    def some(kind: Kind, count: int) -> tuple[Column, ...]:
        return tuple(rng.sample([c for c in SCHEMA.values() if c.kind is kind], count))

    integers, numbers = some(Kind.INTEGER, 2), some(Kind.NUMBER, 2)
    derived: dict[str, Operator] = {
        "d_holds": Holds(random_rule(rng, size=3)),
        "d_sum": Sum(integers),
        "d_mixed": Sum((*numbers, *integers)),
        "d_count": Count(some(Kind.BOOLEAN, 3)),
        "d_points": Points(tuple((random_rule(rng, size=2), rng.randint(-2, 5)) for _ in range(3))),
        "d_half_points": Points(((random_rule(rng, size=2), 0.5), (random_rule(rng, size=1), 2))),
        "d_since": DaysSince(DATED["d0"]),
        "d_until": DaysUntil(DATED["d0"]),
        "d_weeks": WeeksPregnant(DATED["d0"]),
        "d_difference": Difference(numbers[0], integers[0]),
        "d_change": PercentChange(integers[0], numbers[0]),
        "d_bmi": BodyMassIndex(numbers[0], integers[1]),
        "d_ratio": LikelihoodRatio(
            (
                (random_rule(rng, size=1), 3.1, 0.4),
                (random_rule(rng, size=2), 1.7, None),
                (random_rule(rng, size=1), 0.9, 1.3),
            )
        ),
    }
    total = derived_column("d_sum", derived["d_sum"])
    derived["d_band"] = Bands(total, "low", ((0, "middle"), (6, "high")))
    derived["d_fine_band"] = Bands(numbers[0], "under", ((0.1, "some"), (1.5, "much")))
    known = {name: derived_column(name, how) for name, how in derived.items()}
    derived["d_chained"] = Holds(random_rule(rng, {"d_holds": known["d_holds"]}, 2))
    return derived


def dated_person(rng: random.Random) -> dict:
    day = AS_OF + timedelta(days=rng.randint(-400, 400))
    return random_person(rng, unknown=0.15) | {"d0": None if rng.random() < 0.2 else day}


def frame_of(persons: list[dict]) -> pl.LazyFrame:
    schema = {name: DTYPES[column.kind] for name, column in DATED.items()}
    return pl.LazyFrame(columns_of_persons(persons, DATED), schema=schema)


@pytest.mark.parametrize("seed", range(10 * SCALE))
def test_all_forms_agree(seed: int) -> None:
    rng = random.Random(seed)
    derived = random_derived(rng)
    persons = [dated_person(rng) for _ in range(200)]
    expected = [evaluate_derived(derived, person, AS_OF) for person in persons]
    prepared = compile_derived(derived)
    assert [prepared(person, AS_OF) for person in persons] == expected

    ready = read_table(frame_of(persons), DATED.values())
    table = with_derived(ready, derived, AS_OF).select(list(derived)).collect()
    assert table.rows(named=True) == expected
    for name, how in derived.items():
        outcomes = {type(row[name]) for row in expected}
        assert outcomes - {type(None)}, f"{name} was never known"
        assert table.schema[name] == TYPES[how.kind]


TYPES = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
}


@pytest.mark.parametrize("seed", range(3 * SCALE))
def test_rules_over_derived_columns_agree(seed: int) -> None:
    rng = random.Random(seed)
    derived = random_derived(rng)
    known = {name: derived_column(name, how) for name, how in derived.items()}
    rules = {f"r{number}": random_rule(rng, SCHEMA | known) for number in range(100)}
    persons = [dated_person(rng) for _ in range(100)]
    full = [person | evaluate_derived(derived, person, AS_OF) for person in persons]
    expected = [{name: evaluate(rule, person) for name, rule in rules.items()} for person in full]
    table = evaluate_table(rules, frame_of(persons), derived=derived, as_of=AS_OF).collect()
    assert table.rows(named=True) == expected

    written_out = compile_person(inline(rules, derived))
    holds = {name for name, how in derived.items() if isinstance(how, Holds)}
    without = [{name: p[name] for name in p.keys() - holds} for p in full]
    assert [written_out(person) for person in without] == expected
