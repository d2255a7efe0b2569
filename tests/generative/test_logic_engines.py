"""Random rules on random persons with unknowns: every form of a rule gives the same outcome."""

import random

import duckdb
import polars as pl
import pytest

from plumbline.logic import (
    Expression,
    Kind,
    Value,
    columns,
    compile_one,
    compile_person,
    evaluate,
    evaluate_table,
    parse,
    to_sql,
    to_text,
)
from tests.generative.logic_cases import (
    SCALE,
    SCHEMA,
    columns_of_persons,
    random_leaf,
    random_person,
    random_rule,
)

RULES, PERSONS = 300, 200
POLARS = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int16,  # narrow on purpose: reading must widen it
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
}
DUCKDB = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.CHOICE: "VARCHAR",
}
Outcomes = dict[str, list[bool | None]]


def frame_of(persons: list[dict[str, Value]]) -> pl.LazyFrame:
    schema = {name: POLARS[column.kind] for name, column in SCHEMA.items()}
    return pl.LazyFrame(columns_of_persons(persons), schema=schema)


def duckdb_outcomes(texts: dict[str, str], persons: list[dict[str, Value]]) -> Outcomes:
    """What DuckDB answers to SQL texts, NaN stored as NULL."""
    with duckdb.connect() as connection:
        listed = ", ".join(f"{name} {DUCKDB[column.kind]}" for name, column in SCHEMA.items())
        connection.execute(f"CREATE TABLE persons (row_number INTEGER, {listed})")
        rows = [
            [number, *(None if value != value else value for value in person.values())]
            for number, person in enumerate(persons)
        ]
        marks = ", ".join("?" * (len(SCHEMA) + 1))
        connection.executemany(f"INSERT INTO persons VALUES ({marks})", rows)
        asked = ", ".join(f"({text}) AS {name}" for name, text in texts.items())
        answer = connection.execute(f"SELECT {asked} FROM persons ORDER BY row_number").fetchall()
    return {
        name: list(column) for name, column in zip(texts, zip(*answer, strict=True), strict=True)
    }


def agree(expected: Outcomes, given: Outcomes, rules: dict[str, Expression], persons: list) -> None:
    """Fail with the first rule and person that differ, not with 60,000 booleans."""
    assert given.keys() == expected.keys()
    for name, outcomes in expected.items():
        if given[name] != outcomes:
            pairs = zip(outcomes, given[name], persons, strict=True)
            want, got, person = next(each for each in pairs if each[0] is not each[1])
            read = {column: person[column] for column in sorted(columns(rules[name]))}
            pytest.fail(f"{to_text(rules[name])}\n{read}: {got}, the reference says {want}")


@pytest.mark.parametrize("seed", range(SCALE))
def test_every_engine_agrees_with_the_reference(seed: int) -> None:
    rng = random.Random(seed)
    rules = {f"r{number}": random_rule(rng) for number in range(RULES)}
    persons = [random_person(rng) for _ in range(PERSONS)]
    expected: Outcomes = {
        name: [evaluate(rule, person) for person in persons] for name, rule in rules.items()
    }
    shares = [sum(column.count(x) for column in expected.values()) for x in (True, False, None)]
    assert min(shares) > RULES * PERSONS // 10, "the cases hardly tell the outcomes apart"

    person_form = compile_person(rules)
    answers = [person_form(person) for person in persons]
    agree(expected, {name: [a[name] for a in answers] for name in rules}, rules, persons)

    table = evaluate_table(rules, frame_of(persons))
    agree(expected, table.collect().to_dict(as_series=False), rules, persons)
    streamed = table.collect(engine="streaming").to_dict(as_series=False)
    agree(expected, streamed, rules, persons)

    texts = {name: to_sql(rule) for name, rule in rules.items()}
    agree(expected, duckdb_outcomes(texts, persons), rules, persons)


def unbracketed(rng: random.Random) -> str:
    """Leaves joined by AND, OR and NOT without a single bracket around a part."""
    parts: list[str] = []
    for _ in range(rng.randint(2, 7)):
        leaf = to_text(random_leaf(rng))
        negated = rng.random() < 0.4 and " IS " not in leaf
        parts += [f"NOT {leaf}" if negated else leaf, rng.choice(["AND", "OR"])]
    return " ".join(parts[:-1])


@pytest.mark.parametrize("seed", range(SCALE))
def test_precedence_without_brackets_is_that_of_sql(seed: int) -> None:
    """The author's own text, given to DuckDB as it stands, means what we read into it."""
    rng = random.Random(seed)
    texts = {f"r{number}": unbracketed(rng) for number in range(200)}
    rules = {name: parse(text, SCHEMA) for name, text in texts.items()}
    persons = [random_person(rng) for _ in range(100)]
    expected = {name: [evaluate(rule, p) for p in persons] for name, rule in rules.items()}
    agree(expected, duckdb_outcomes(texts, persons), rules, persons)


def test_canonical_text_is_read_back_as_the_same_rule() -> None:
    rng = random.Random(3)
    for _ in range(RULES):
        rule = random_rule(rng)
        assert parse(to_text(rule), SCHEMA) == rule


def test_an_absent_column_is_unknown_for_one_person() -> None:
    rng = random.Random(4)
    for _ in range(RULES):
        rule, person = random_rule(rng), random_person(rng)
        told = {name: value for name, value in person.items() if value is not None}
        assert compile_one(rule)(told) is evaluate(rule, told) is evaluate(rule, person)


def test_more_known_never_turns_an_outcome_round() -> None:
    """Without IS NULL, learning something may settle an unknown rule, never flip a settled one."""
    rng = random.Random(5)
    settled = 0
    for _ in range(2000 * SCALE):
        rule = random_rule(rng)
        if " IS " in to_text(rule):
            continue
        full = random_person(rng, unknown=0.0)
        part = {name: value for name, value in full.items() if rng.random() < 0.6}
        before, after = evaluate(rule, part), evaluate(rule, full)
        settled += before is not None
        assert before is None or before is after
    assert settled > 100
