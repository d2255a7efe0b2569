"""The form of a logic spec: a small table whose last columns are rules and their outcomes."""

from collections.abc import Callable

import duckdb
import polars as pl
import pytest

from plumbline.logic import (
    Column,
    Kind,
    Value,
    compile_one,
    evaluate,
    evaluate_table,
    parse,
    to_sql,
)

SCHEMA = {
    column.name: column
    for column in (
        Column("a", Kind.BOOLEAN),
        Column("b", Kind.BOOLEAN),
        Column("c", Kind.BOOLEAN),
        Column("age_years", Kind.INTEGER),
        Column("pain_nrs", Kind.NUMBER),
        Column("side", Kind.CHOICE, frozenset({"left", "right", "both"})),
    )
}
OUTCOMES = {"true": True, "false": False, "unknown": None}
POLARS = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
}
DUCKDB = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.CHOICE: "VARCHAR",
}
Spec = Callable[[str], None]


@pytest.fixture
def spec() -> Spec:
    """Check a table `column | ... | rule | ...` in every form a rule has."""
    return check


def check(table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    heads = [head.strip() for head in header.split("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert rows, "a spec shows at least one row"
    given = [head for head in heads if head in SCHEMA]
    people = [
        {
            name: read(SCHEMA[name].kind, cell)
            for name, cell in zip(heads, row, strict=True)
            if name in SCHEMA
        }
        for row in rows
    ]
    for position, rule in enumerate(heads):
        if rule not in SCHEMA:
            expected = [OUTCOMES[row[position]] for row in rows]
            check_rule(rule, given, people, expected)


def check_rule(
    text: str, given: list[str], people: list[dict[str, Value]], expected: list[bool | None]
) -> None:
    rule = parse(text, SCHEMA)
    person = compile_one(rule)
    assert [evaluate(rule, each) for each in people] == expected, text
    assert [person(each) for each in people] == expected, text
    frame = pl.LazyFrame(people, schema={name: POLARS[SCHEMA[name].kind] for name in given})
    table = evaluate_table({"rule": rule}, frame).collect()
    assert table["rule"].to_list() == expected, text
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} {DUCKDB[SCHEMA[name].kind]}" for name in given)
        connection.execute(f"CREATE TABLE people (position INTEGER, {columns})")
        marks = ", ".join("?" * (len(given) + 1))
        values = [[place, *each.values()] for place, each in enumerate(people)]
        connection.executemany(f"INSERT INTO people VALUES ({marks})", values)
        answer = connection.execute(f"SELECT {to_sql(rule)} FROM people ORDER BY position")
        assert [row[0] for row in answer.fetchall()] == expected, text


def read(kind: Kind, cell: str) -> Value:
    if cell == "unknown":
        return None
    match kind:
        case Kind.BOOLEAN:
            return OUTCOMES[cell]
        case Kind.INTEGER:
            return int(cell)
        case Kind.NUMBER:
            return float(cell)
        case _:
            return cell


@pytest.fixture
def spec_nan() -> Callable[..., None]:
    """Check that rules over `pain_nrs` are unknown when it is NaN."""

    def unknown(*texts: str) -> None:
        values = {"pain_nrs": float("nan")}
        rules = {text: parse(text, SCHEMA) for text in texts}
        for text, rule in rules.items():
            assert evaluate(rule, values) is None, text
            assert compile_one(rule)(values) is None, text
        table = evaluate_table(rules, pl.LazyFrame([values])).collect()
        assert table.rows() == [(None,) * len(texts)]

    return unknown
