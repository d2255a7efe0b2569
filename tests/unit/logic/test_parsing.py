"""The rule language: what it takes, what it refuses, and how it says so."""

import duckdb
import pytest

from plumbline.errors import ExpressionError, KnowledgeError
from plumbline.logic import (
    And,
    AtLeast,
    Between,
    Column,
    Compare,
    In,
    IsNull,
    Kind,
    Known,
    Not,
    Or,
    parse,
    to_text,
)

A, B = Column("a", Kind.BOOLEAN), Column("b", Kind.BOOLEAN)
AGE, PAIN = Column("age", Kind.INTEGER), Column("pain", Kind.NUMBER)
SIDE = Column("side", Kind.CHOICE, frozenset({"left", "right"}))
SCHEMA = {c.name: c for c in (A, B, AGE, PAIN, SIDE, Column("onset", Kind.DATE))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", Known(A)),
        ("(((a)))", Known(A)),
        ("a and not b", And((Known(A), Not(Known(B))))),
        ("a OR b OR (a OR b)", Or((Known(A), Known(B), Known(A), Known(B)))),
        ("age >= 50", Compare(AGE, ">=", 50)),
        ("age != -3", Compare(AGE, "<>", -3)),
        ("pain > 3", Compare(PAIN, ">", 3.0)),
        ("pain < -.5", Compare(PAIN, "<", -0.5)),
        ("side = 'left'", Compare(SIDE, "=", "left")),
        ("age IN (1, 2, 1)", In(AGE, (1, 2))),
        ("side NOT IN ('left')", Not(In(SIDE, ("left",)))),
        ("pain BETWEEN 1 AND 2.5", Between(PAIN, 1.0, 2.5)),
        ("age IS NULL", IsNull(AGE)),
        ("a IS NOT NULL", IsNull(A, negated=True)),
        ("NOT a IS NOT NULL", IsNull(A)),
        (
            "at_least(2, a, NOT b, age > 3)",
            AtLeast(2, (Known(A), Not(Known(B)), Compare(AGE, ">", 3))),
        ),
        ("at_least(1, at_least(1, a), a AND b)", None),
    ],
)
def test_reads(text: str, expected: object) -> None:
    found = parse(text, SCHEMA)
    assert expected is None or found == expected
    assert parse(to_text(found), SCHEMA) == found


REFUSED = {
    "nothing": ["", "  ", ";", "a;", "a; b", "a AND", "AND a", "(a", "a b", "a AS b"],
    "arithmetic": ["age + 1 > 2", "-age > 2", "age > 1 + 1", "age % 2 = 0", "age > - - 1"],
    "engines differ": [
        "a IS TRUE",
        "a IS NOT FALSE",
        "a IS b",
        "age <=> 1",
        "age IS DISTINCT FROM 1",
        "pain > 'NaN'",
        "pain > CAST('NaN' AS DOUBLE)",
        "age BETWEEN SYMMETRIC 2 AND 1",
        "side < 'left'",
        "side BETWEEN 'left' AND 'right'",
        "side LIKE 'l%'",
        "pain = 1.2345678901234567",
        "pain < 1e999",
        "age > 2147483648",
    ],
    "wrong kind": [
        "age",
        "NOT side",
        "age > 1.5",
        "age > 1.0",
        "age = '7'",
        "age = NULL",
        "age IN (1, 'left')",
        "a = TRUE",
        "a = 1",
        "a IN (TRUE)",
        "TRUE",
        "NULL",
        "1",
        "side = 'up'",
        "side = 1",
        "side = left",
        "side IN ()",
        "onset IS NULL",
        "onset > '2020-01-01'",
    ],
    "not a column against a literal": [
        "age = pain",
        "3 < age",
        "(age) = 3",
        "age = (3)",
        "age BETWEEN 1 AND pain",
        "age IN (pain)",
        "1 = 1",
        "a IS NULL = b",
        "(a AND b) IS NULL",
    ],
    "names": ['"a"', '"age" = 1', "`a`", "[a]", "A", "nobody", "t.a", "t.age = 1", "*"],
    "functions and queries": [
        "abs(age) > 1",
        "coalesce(a, b)",
        "age IN (SELECT 1)",
        "EXISTS (SELECT 1)",
        "(SELECT a)",
        "SELECT a",
        "CASE WHEN a THEN b END",
        "a::int = 1",
        "age = ?",
        "age = :x",
        "age = @x",
        "{{ a }}",
        "DROP TABLE t",
        "a UNION SELECT 1",
    ],
    "counts": [
        "at_least()",
        "at_least(1)",
        "at_least(a, b)",
        "at_least(0, a)",
        "at_least(3, a, b)",
        "at_least(1.0, a)",
        "at_least(-1, a)",
        "at_least('1', a)",
        "at_least(1, age)",
        "at_least(1, 2)",
        "at_least(1, DISTINCT a)",
        "at_least(1, a ORDER BY b)",
        "at_least(1, a) OVER ()",
        "at_least(1, a) FILTER (WHERE b)",
        "x.at_least(1, a)",
        "AT_LEAST(1, a)",
    ],
    "comments": ["a -- or b", "a /* NOT */", "age = /* not */ 3", "/* x */ a"],
    "never true": ["age BETWEEN 5 AND 2"],
    "too much": ["(" * 5000 + "a" + ")" * 5000, "NOT " * 30 + "a", "a AND " * 2000 + "a"],
}


@pytest.mark.parametrize("text", [text for texts in REFUSED.values() for text in texts])
def test_refuses(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, SCHEMA, where="flags/x.yaml:7")
    message = str(caught.value)
    assert message.startswith("flags/x.yaml:7: `")
    assert "Allowed: " in message
    assert len(message) < 400


@pytest.mark.parametrize(
    ("text", "part", "allowed"),
    [
        ("a AND pian > 3", "`pian` is not a known column", "Allowed: pain."),
        ("a AND side = 'lfet'", "`'lfet'` is not a choice of side", "'left', 'right'"),
        ("b OR age > 1.5", "`1.5` is not a whole number", "for age, a plain whole number"),
        ("a = TRUE", "`a = TRUE` compares a true-or-false", "a, NOT a"),
        ("b AND age", "`age` is integer and cannot stand alone", "a comparison"),
        ("at_least(3, a, b)", "`at_least(3, a, b)` asks for 3 of 2", "k from 1 to 2"),
        ("a AND (b OR", "(line 1, column 11 of the rule)", "AND, OR, NOT"),
    ],
)
def test_a_refusal_names_the_part_and_what_is_allowed(text: str, part: str, allowed: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, SCHEMA)
    assert part in str(caught.value)
    assert allowed in str(caught.value).partition("Allowed: ")[0] + str(caught.value)


def test_a_long_chain_is_one_level() -> None:
    found = parse(" OR ".join(["a"] * 500), SCHEMA)
    assert isinstance(found, Or)
    assert len(found.args) == 500


@pytest.mark.parametrize(
    "name", ["", "A", "1a", "a b", "a-b", "a;b", "a'", 'a"', "é", "select", "at_least", "a" * 64]
)
def test_a_column_needs_a_plain_name(name: str) -> None:
    with pytest.raises(KnowledgeError, match="column"):
        Column(name, Kind.BOOLEAN)


@pytest.mark.parametrize("choice", ["", "it's", 'a"b', "a\\b", "-1", " a", "a\nb", "a;b"])
def test_a_choice_is_made_of_plain_characters(choice: str) -> None:
    with pytest.raises(KnowledgeError, match="choice"):
        Column("side", Kind.CHOICE, frozenset({choice, "left"}))


def test_only_a_choice_has_choices() -> None:
    with pytest.raises(KnowledgeError, match="needs its choices"):
        Column("side", Kind.CHOICE)
    with pytest.raises(KnowledgeError, match="needs its choices"):
        Column("a", Kind.BOOLEAN, frozenset({"left"}))


def test_no_column_is_named_like_a_word_duckdb_reserves() -> None:
    with duckdb.connect() as connection:
        words = connection.execute(
            "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        ).fetchall()
    assert len(words) > 50
    for (word,) in words:
        with pytest.raises(KnowledgeError, match=r"word of SQL|snake_case"):
            Column(word, Kind.BOOLEAN)
