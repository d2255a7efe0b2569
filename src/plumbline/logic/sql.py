"""An expression as text again: as a rule, and as SQL that DuckDB and Spark read alike."""

from collections.abc import Callable
from typing import assert_never

from plumbline.logic.expression import (
    And,
    AtLeast,
    Between,
    Compare,
    Constant,
    Expression,
    In,
    IsNull,
    Known,
    Not,
    Or,
)

_Write = Callable[[Expression], str]


def to_text(expression: Expression) -> str:
    """The rule in canonical form; parsed again it gives the same expression."""

    def at_least(node: AtLeast) -> str:
        return f"at_least({node.k}, {', '.join(to_text(arg) for arg in node.args)})"

    return _write(expression, to_text, at_least)


def to_sql(expression: Expression) -> str:
    """SQL for DuckDB and Spark with exactly the rule's NULLs.

    A floating-point NaN must be turned into NULL in the data first: both engines take it for
    the largest number.
    """

    def at_least(node: AtLeast) -> str:
        parts = [f"({to_sql(arg)})" for arg in node.args]
        true = " + ".join(f"CASE WHEN {part} THEN 1 ELSE 0 END" for part in parts)
        false = " + ".join(f"CASE WHEN NOT {part} THEN 1 ELSE 0 END" for part in parts)
        spare = len(parts) - node.k
        return f"CASE WHEN {true} >= {node.k} THEN TRUE WHEN {false} > {spare} THEN FALSE END"

    return _write(expression, to_sql, at_least)


def _write(expression: Expression, inner: _Write, at_least: Callable[[AtLeast], str]) -> str:
    match expression:
        case Known(column):
            return column.name
        case Compare(column, comparison, literal):
            return f"{column.name} {comparison} {_constant(literal)}"
        case In(column, items):
            return f"{column.name} IN ({', '.join(_constant(item) for item in items)})"
        case Between(column, low, high):
            return f"{column.name} BETWEEN {_constant(low)} AND {_constant(high)}"
        case IsNull(column, negated):
            return f"{column.name} IS {'NOT ' if negated else ''}NULL"
        case Not(operand):
            return f"NOT {_grouped(operand, inner)}"
        case And(args):
            return " AND ".join(_grouped(arg, inner) for arg in args)
        case Or(args):
            return " OR ".join(_grouped(arg, inner) for arg in args)
        case AtLeast():
            return at_least(expression)
    assert_never(expression)


def _grouped(expression: Expression, inner: _Write) -> str:
    """Parentheses around all but the plainest parts, so that no precedence is ever relied on."""
    text = inner(expression)
    return text if isinstance(expression, Known) else f"({text})"


def _constant(value: Constant) -> str:
    # Choices hold neither quotes nor backslashes (schema.Column), so quoting is all they need.
    return f"'{value}'" if isinstance(value, str) else repr(value)
