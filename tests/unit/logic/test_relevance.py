"""What is still worth asking."""

import pytest

from plumbline.errors import BadInput
from plumbline.logic import (
    Column,
    Count,
    Holds,
    Kind,
    Known,
    LikelihoodRatio,
    Points,
    Relevance,
    Sum,
    derived_column,
    live_columns,
    parse,
)

A, B, C, D = (Column(name, Kind.BOOLEAN) for name in "abcd")
X, Y = Column("x", Kind.INTEGER), Column("y", Kind.INTEGER)
SCHEMA = {c.name: c for c in (A, B, C, D, X, Y)}
EVERY = frozenset("abcdxy")


def asked(text: str, **values) -> frozenset[str]:
    return live_columns({"r": parse(text, SCHEMA)}, values, EVERY - values.keys())


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("a AND b", {}, "ab"),
        ("a AND b", {"a": True}, "b"),
        ("a AND b", {"a": False}, ""),
        ("a AND b", {"a": None}, "b"),  # b = no would still make it false
        ("a OR b", {"a": True}, ""),
        ("a OR b", {"a": None}, "b"),
        ("NOT a", {"a": None}, ""),
        ("at_least(2, a, b, c, x > 3)", {"a": True}, "bcx"),
        ("at_least(2, a, b, c, x > 3)", {"a": True, "x": 5}, ""),
        ("at_least(2, a, b, c)", {"a": False, "b": False}, ""),
        ("at_least(2, a, b, c)", {"a": None, "b": None}, ""),  # neither answer can settle it
        ("at_least(2, a, b, c)", {"a": None, "b": False}, "c"),
        ("at_least(3, a, b, c, d)", {"a": None, "b": True, "c": True}, "d"),
        ("at_least(3, a, b, c, d)", {"a": None, "b": None, "c": True}, ""),
        ("at_least(2, a, b, c, d)", {"a": True, "b": None, "c": False}, "d"),
        ("at_least(1, a, b)", {"a": False, "b": False}, ""),
        ("a IS NULL OR x > 3", {}, "ax"),
        ("a IS NULL OR x > 3", {"a": None}, ""),
        ("(a AND b) OR c", {"a": None, "c": None}, ""),  # b can only make it false, c is unknown
        ("a AND (b OR c)", {"c": True}, "a"),
    ],
)
def test_asks_what_can_still_matter(text: str, values: dict, expected: str) -> None:
    assert asked(text, **values) == frozenset(expected)


def test_not_asked_and_do_not_know_are_two_states() -> None:
    rules = {"r": Known(A)}
    assert live_columns(rules, {}, {"a"}) == {"a"}
    assert live_columns(rules, {"a": None}, set()) == frozenset()


def test_rules_are_told_apart() -> None:
    rules = {"first": parse("a AND b", SCHEMA), "second": parse("b OR c", SCHEMA), "done": Known(D)}
    found = Relevance(rules).residual({"a": False, "d": None}, {"b", "c"})
    assert found == {"second": {"b", "c"}}


def derived_rule(how, text: str) -> Relevance:
    schema = SCHEMA | {"how": derived_column("how", how)}
    return Relevance({"r": parse(text, schema)}, {"how": how})


def test_an_open_derived_value_exposes_its_inputs() -> None:
    relevance = derived_rule(Sum((X, Y)), "how > 3")
    assert relevance.residual({"how": None, "x": 1}, {"y"}) == {"r": {"y"}}
    assert relevance.residual({"how": None, "x": None}, {"y"}) == {}  # a sum with a gap stays one
    assert relevance.residual({"how": 3, "x": 1, "y": 2}, set()) == {}


def test_points_with_an_unknown_part_are_settled() -> None:
    how = Points(((parse("a AND b", SCHEMA), 2), (Known(C), 1)))
    relevance = derived_rule(how, "how >= 2")
    assert relevance.residual({"how": None, "a": False}, {"b", "c"}) == {"r": {"c"}}
    assert relevance.residual({"how": None, "c": None}, {"a", "b"}) == {}


def test_a_product_of_ratios_stays_open_beside_an_unknown() -> None:
    relevance = derived_rule(
        LikelihoodRatio(((Known(A), 4.0, 0.5), (Known(B), 3.0, None))), "how > 2"
    )
    assert relevance.residual({"how": 1.0, "a": None}, {"b"}) == {"r": {"b"}}


def test_a_named_part_passes_on_what_it_can_still_become() -> None:
    relevance = derived_rule(Holds(parse("a AND b", SCHEMA)), "how OR c")
    assert relevance.residual({"how": None, "a": None, "c": None}, {"b"}) == {}
    assert relevance.residual({"how": False, "a": False, "c": None}, {"b"}) == {}
    assert relevance.residual({"how": None, "a": None, "c": False}, {"b"}) == {"r": {"b"}}


def test_a_forgotten_derived_value_is_not_taken_for_unknown() -> None:
    relevance = derived_rule(Count((A, B)), "how > 1")
    with pytest.raises(BadInput, match="how"):
        relevance.residual({"a": True, "b": True}, set())
