"""Expressions as values: what may be built, what they read, and writing definitions in."""

import itertools
import math

import pytest

from plumbline.errors import ExpressionError
from plumbline.logic import (
    And,
    AtLeast,
    Between,
    Column,
    Compare,
    In,
    Kind,
    Known,
    Or,
    columns,
    compile_person,
    evaluate,
    parse,
    repeated_columns,
    substitute,
    to_sql,
    to_text,
)

A, B, C, D = (Column(name, Kind.BOOLEAN) for name in "abcd")
AGE, PAIN = Column("age", Kind.INTEGER), Column("pain", Kind.NUMBER)
SIDE = Column("side", Kind.CHOICE, frozenset({"left", "right"}))
SCHEMA = {c.name: c for c in (A, B, C, D, AGE, PAIN, SIDE)}


@pytest.mark.parametrize(
    "build",
    [
        lambda: Known(AGE),
        lambda: Compare(AGE, ">", 1.5),
        lambda: Compare(AGE, ">", True),
        lambda: Compare(PAIN, ">", math.nan),
        lambda: Compare(PAIN, ">", math.inf),
        lambda: Compare(A, "=", 1),
        lambda: Compare(SIDE, "=", "'; DROP TABLE people; --"),
        lambda: In(SIDE, ("left", "__import__('os')")),
        lambda: Between(PAIN, 0.0, math.nan),
        lambda: And((Known(A),)),
        lambda: Or(()),
        lambda: AtLeast(0, (Known(A),)),
        lambda: AtLeast(2, (Known(A),)),
    ],
)
def test_what_parsing_refuses_cannot_be_built_either(build) -> None:
    with pytest.raises(ExpressionError, match="Allowed: "):
        build()


def test_columns() -> None:
    rule = parse("a AND at_least(1, NOT b, age IN (1)) OR side IS NULL", SCHEMA)
    assert columns(rule) == {"a", "b", "age", "side"}


def test_repeated_columns() -> None:
    assert repeated_columns(parse("a OR NOT a AND age > 3", SCHEMA)) == {"a"}
    assert repeated_columns(parse("a OR NOT b AND age > 3", SCHEMA)) == set()


def test_texts() -> None:
    rule = parse("a OR NOT b AND at_least(2, c, age > 3, side = 'left')", SCHEMA)
    assert to_text(rule) == "a OR ((NOT b) AND (at_least(2, c, age > 3, side = 'left')))"
    assert to_sql(parse("at_least(1, a, age > 3)", SCHEMA)) == (
        "CASE WHEN CASE WHEN (a) THEN 1 ELSE 0 END + CASE WHEN (age > 3) THEN 1 ELSE 0 END >= 1 "
        "THEN TRUE WHEN CASE WHEN NOT (a) THEN 1 ELSE 0 END + CASE WHEN NOT (age > 3) THEN 1 "
        "ELSE 0 END > 1 THEN FALSE END"
    )


@pytest.mark.parametrize("definition", ["b AND c", "NOT b", "at_least(1, b, c IS NULL)", "b"])
@pytest.mark.parametrize("text", ["d", "NOT d AND a", "d IS NULL", "a OR d IS NOT NULL"])
def test_a_definition_written_in_means_the_same(definition: str, text: str) -> None:
    inner, rule = parse(definition, SCHEMA), parse(text, SCHEMA)
    whole = substitute(rule, {"d": inner})
    assert "d" not in columns(whole)
    for a, b, c in itertools.product((True, False, None), repeat=3):
        person = {"a": a, "b": b, "c": c}
        known = person | {"d": evaluate(inner, person)}
        assert evaluate(whole, person) is evaluate(rule, known)


def test_a_definition_cannot_be_compared() -> None:
    with pytest.raises(ExpressionError, match=r"age: is a true-or-false value"):
        substitute(parse("a AND age > 3", SCHEMA), {"age": Known(A)})


def test_rule_names_are_data_not_code() -> None:
    name = "'); raise SystemExit('"
    assert compile_person({name: Known(A), "": Known(B)})({"a": True}) == {name: True, "": None}


def test_no_rules_no_outcomes() -> None:
    assert compile_person({})({"a": True}) == {}


def test_only_true_and_false_themselves_settle_a_boolean() -> None:
    """A value of another type is a mistake upstream; it must not pass for an answer."""
    assert compile_person({"r": Known(A)})({"a": "no"}) == {"r": None}
