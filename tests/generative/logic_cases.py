"""Random rules and random persons, from a seeded source, for the generated tests of the logic."""

import math
import os
import random
from collections.abc import Mapping

from plumbline.logic import Column, Expression, Kind, Schema, Value
from plumbline.logic.expression import (
    AtLeast,
    Between,
    Compare,
    In,
    IsNull,
    Known,
    conjunction,
    disjunction,
    negation,
)

SCALE = int(os.environ.get("PLUMBLINE_GENERATIVE_SCALE", "1"))
"""How many times as much to generate; 1 in CI, more at night."""

CHOICES = ("left", "right", "both", "neither")
SCHEMA: Schema = {
    column.name: column
    for column in (
        *(Column(f"b{number}", Kind.BOOLEAN) for number in range(6)),
        *(Column(f"i{number}", Kind.INTEGER) for number in range(4)),
        *(Column(f"n{number}", Kind.NUMBER) for number in range(3)),
        *(Column(f"c{number}", Kind.CHOICE, frozenset(CHOICES)) for number in range(3)),
    )
}


def random_rule(rng: random.Random, schema: Schema = SCHEMA, size: int = 0) -> Expression:
    """A rule of `size` leaves (by default 1 to 12)."""
    size = size or rng.randint(1, 12)
    if size == 1:
        leaf = random_leaf(rng, schema)
        return negation(leaf) if rng.random() < 0.2 else leaf
    count = min(size, rng.randint(2, 4))
    cuts = sorted(rng.sample(range(1, size), count - 1))
    sizes = [high - low for low, high in zip([0, *cuts], [*cuts, size], strict=True)]
    args = tuple(random_rule(rng, schema, each) for each in sizes)
    joined = rng.choice(
        [conjunction, disjunction, lambda parts: AtLeast(rng.randint(1, len(parts)), parts)]
    )(args)
    return negation(joined) if rng.random() < 0.2 else joined


def random_leaf(rng: random.Random, schema: Schema = SCHEMA) -> Expression:
    column = rng.choice(list(schema.values()))
    if rng.random() < 0.1:
        return IsNull(column, negated=rng.random() < 0.5)
    if column.kind is Kind.BOOLEAN:
        return Known(column)
    form = rng.choice(["compare", "in", "between"])
    if form == "in":
        size = rng.randint(1, 3)
        items = dict.fromkeys(random_literal(rng, column) for _ in range(size))
        return In(column, tuple(items))
    if form == "between" and column.kind is not Kind.CHOICE:
        low, high = sorted(random_literal(rng, column) for _ in range(2))
        return Between(column, low, high)
    ordered = column.kind is not Kind.CHOICE
    signs = ["=", "<>", "<", "<=", ">", ">="] if ordered else ["=", "<>"]
    return Compare(column, rng.choice(signs), random_literal(rng, column))


def random_literal(rng: random.Random, column: Column):
    match column.kind:
        case Kind.INTEGER:
            return rng.randint(-2, 8)
        case Kind.NUMBER:
            return rng.choice([0.0, 0.1, 0.3, 1.5, 2.0, -1.25, 7.0])
        case Kind.CHOICE:
            return rng.choice(sorted(column.choices))
    raise AssertionError(column)


def random_value(rng: random.Random, column: Column, unknown: float = 0.3) -> Value:
    """A value of the column, None with probability `unknown`, and NaN now and then."""
    if rng.random() < unknown:
        return None
    if column.kind is Kind.BOOLEAN:
        return rng.random() < 0.5
    if column.kind is Kind.NUMBER and rng.random() < 0.1:
        return math.nan
    return random_literal(rng, column)


def random_person(
    rng: random.Random, schema: Schema = SCHEMA, unknown: float = 0.3
) -> dict[str, Value]:
    return {name: random_value(rng, column, unknown) for name, column in schema.items()}


def columns_of_persons(
    persons: list[dict[str, Value]], schema: Mapping[str, Column] = SCHEMA
) -> dict[str, list[Value]]:
    """Persons as columns, for a table."""
    return {name: [person[name] for person in persons] for name in schema}
