"""Text of a rule -> Expression, through a strict allow-list.

sqlglot reads the text; nothing of its tree survives. Each node must be of a type named here,
with no argument set beyond those named, and each leaf must be a bare known column against
literals of its kind. Whatever engines are known to read differently (arithmetic, `IS TRUE`,
NaN, functions, ordering of text) therefore cannot be written at all.
"""

import difflib
import math
from collections.abc import Callable
from typing import Any, NoReturn

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from plumbline.errors import ExpressionError
from plumbline.logic.expression import (
    AtLeast,
    Between,
    Compare,
    Comparison,
    Constant,
    Expression,
    In,
    IsNull,
    Known,
    conjunction,
    disjunction,
    negation,
)
from plumbline.logic.schema import Column, Kind, Schema

MAX_TEXT = 10_000
MAX_DEPTH = 20
MAX_SHOWN = 80
MAX_LISTED = 12
MAX_DIGITS = 15  # beyond this engines round a decimal literal differently
MAX_INTEGER = 2**31 - 1

_LANGUAGE = (
    "a column against a literal (= <> < <= > >=), a bare true-or-false column, AND, OR, NOT, "
    "[NOT] IN (...), [NOT] BETWEEN x AND y, IS [NOT] NULL, at_least(k, a, b, ...)"
)
_COMPARISONS: dict[type[exp.Expr], Comparison] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_ARGUMENTS: dict[type[exp.Expr], frozenset[str]] = {
    exp.Paren: frozenset({"this"}),
    exp.Not: frozenset({"this"}),
    exp.And: frozenset({"this", "expression"}),
    exp.Or: frozenset({"this", "expression"}),
    exp.Column: frozenset({"this"}),
    exp.Identifier: frozenset({"this"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Neg: frozenset({"this"}),
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Is: frozenset({"this", "expression"}),
    exp.Null: frozenset(),
    exp.Anonymous: frozenset({"this", "expressions"}),
    **dict.fromkeys(_COMPARISONS, frozenset({"this", "expression"})),
}


def parse(text: str, schema: Schema, *, where: str = "") -> Expression:
    """Read one rule.

    `where` names the file and line for the message. Raises ExpressionError, naming `where`, the
    offending part and what is allowed, for anything outside the language or the schema.
    """
    if len(text) > MAX_TEXT:
        _refuse(where, text, "is too long", f"at most {MAX_TEXT} characters")
    try:
        statements = sqlglot.parse(text)
    except ParseError as error:
        _refuse_syntax(where, text, error)
    except (SqlglotError, RecursionError):
        _refuse(where, text, "cannot be read", _LANGUAGE)
    if len(statements) != 1 or statements[0] is None or ";" in text:
        _refuse(where, text, "must be one condition, not empty and without ';'", _LANGUAGE)
    return _Reader(schema, where).condition(statements[0], 0)


def _refuse(where: str, part: object, problem: str, allowed: str) -> NoReturn:
    text = part.sql(normalize_functions=False) if isinstance(part, exp.Expr) else str(part)
    shown = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "..."
    place = f"{where}: " if where else ""
    raise ExpressionError(f"{place}`{shown}` {problem}. Allowed: {allowed}.")


def _refuse_syntax(where: str, text: str, error: ParseError) -> NoReturn:
    first: dict[str, Any] = error.errors[0] if error.errors else {}
    near = first.get("highlight") or text
    spot = f"cannot be read (line {first.get('line', 1)}, column {first.get('col', 1)} of the rule)"
    _refuse(where, near, spot, _LANGUAGE)


class _Reader:
    """Turns one sqlglot tree into ours, refusing what is not on the list."""

    def __init__(self, schema: Schema, where: str) -> None:
        self._schema, self._where = schema, where
        self._readers: dict[type[exp.Expr], Callable[[exp.Expr, int], Expression]] = {
            exp.Paren: lambda node, depth: self.condition(node.this, depth + 1),
            # sqlglot reads IS NOT NULL as NOT (... IS NULL); negation undoes that.
            exp.Not: lambda node, depth: negation(self.condition(node.this, depth + 1)),
            exp.And: lambda node, depth: conjunction(self._sides(node, depth)),
            exp.Or: lambda node, depth: disjunction(self._sides(node, depth)),
            exp.Column: lambda node, _: self._bare(node),
            exp.In: lambda node, _: self._in(node),
            exp.Between: lambda node, _: self._between(node),
            exp.Is: lambda node, _: self._is_null(node),
            exp.Anonymous: self._at_least,
            **dict.fromkeys(_COMPARISONS, lambda node, _: self._compare(node)),
        }

    def condition(self, node: exp.Expr, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            self._refuse(node, "is nested too deeply", f"{MAX_DEPTH} levels")
        reader = self._readers.get(type(node))
        if reader is None:
            self._refuse(node, "is not part of the rule language", _LANGUAGE)
        self._check_arguments(node)
        return reader(node, depth)

    def _refuse(self, part: object, problem: str, allowed: str) -> NoReturn:
        _refuse(self._where, part, problem, allowed)

    def _check_arguments(self, node: exp.Expr) -> None:
        if node.comments:
            self._refuse(node, "carries a comment", "comments in the YAML file, not in the rule")
        extra = {name for name, value in node.args.items() if value} - _ARGUMENTS[type(node)]
        if extra:
            self._refuse(node, "is written in a form outside the rule language", _LANGUAGE)

    def _sides(self, node: exp.Expr, depth: int) -> list[Expression]:
        """Both sides of AND or OR; a chain of the same word is one level, however long."""
        chain: list[exp.Expr] = []
        kind, left = type(node), node
        while type(left) is kind:
            self._check_arguments(left)
            chain.append(left.args["expression"])
            left = left.this
        return [self.condition(side, depth + 1) for side in (left, *reversed(chain))]

    def _column(self, node: exp.Expr) -> Column:
        if type(node) is not exp.Column or type(node.this) is not exp.Identifier:
            self._refuse(node, "must be a bare column", "column on the left, literal on the right")
        self._check_arguments(node)
        self._check_arguments(node.this)  # refuses quoted names
        name = node.name
        if name not in self._schema:
            close = difflib.get_close_matches(name.lower(), self._schema, n=3, cutoff=0.6)
            if not close and len(self._schema) <= MAX_LISTED:
                close = sorted(self._schema)
            known = ", ".join(close) or f"one of the {len(self._schema)} known columns"
            self._refuse(name, "is not a known column", known)
        column = self._schema[name]
        if column.kind is Kind.DATE:
            self._refuse(name, "is a date", "a derived column such as days since it")
        return column

    def _bare(self, node: exp.Expr) -> Expression:
        column = self._column(node)
        if column.kind is not Kind.BOOLEAN:
            self._refuse(
                column.name, f"is {column.kind} and cannot stand alone", "a comparison with it"
            )
        return Known(column)

    def _compare(self, node: exp.Expr) -> Expression:
        column, comparison = self._column(node.this), _COMPARISONS[type(node)]
        if column.kind is Kind.BOOLEAN:
            self._refuse(
                node, "compares a true-or-false column", f"{column.name}, NOT {column.name}"
            )
        if column.kind is Kind.CHOICE and comparison not in ("=", "<>"):
            self._refuse(node, "orders a choice", "=, <>, IN for a choice")
        return Compare(column, comparison, self._literal(column, node.args["expression"]))

    def _in(self, node: exp.Expr) -> Expression:
        column = self._column(node.this)
        if column.kind is Kind.BOOLEAN or not node.expressions:
            self._refuse(node, "cannot be read", "an integer, number or choice IN (x, y, ...)")
        items = dict.fromkeys(self._literal(column, item) for item in node.expressions)
        return In(column, tuple(items))

    def _between(self, node: exp.Expr) -> Expression:
        column = self._column(node.this)
        if not column.kind.numeric:
            self._refuse(node, f"orders a {column.kind} column", "an integer or a number")
        low = self._number(column, node.args["low"])
        high = self._number(column, node.args["high"])
        if low > high:
            self._refuse(node, "can never be true", "the smaller bound first")
        return Between(column, low, high)

    def _is_null(self, node: exp.Expr) -> Expression:
        if type(node.args["expression"]) is not exp.Null:
            self._refuse(node, "is read differently by engines", "IS NULL, IS NOT NULL")
        return IsNull(self._column(node.this))

    def _at_least(self, node: exp.Expr, depth: int) -> Expression:
        if node.name != "at_least":
            self._refuse(node, "calls an unknown function", "at_least(k, a, b, ...)")
        given: list[exp.Expr] = node.expressions
        allowed = f"at_least(k, a, b, ...) with k from 1 to {max(1, len(given) - 1)}"
        if len(given) < 2 or type(given[0]) is not exp.Literal or given[0].is_string:
            self._refuse(node, "has no count, or nothing to count", allowed)
        self._check_arguments(given[0])
        count = given[0].name
        if not count.isdecimal() or not 1 <= int(count) < len(given):
            self._refuse(node, f"asks for {count} of {len(given) - 1}", allowed)
        return AtLeast(int(count), tuple(self.condition(arg, depth + 1) for arg in given[1:]))

    def _literal(self, column: Column, node: exp.Expr) -> Constant:
        if column.kind is not Kind.CHOICE:
            return self._number(column, node)
        choices = ", ".join(f"'{choice}'" for choice in sorted(column.choices))
        if type(node) is not exp.Literal or not node.is_string:
            self._refuse(node, f"is not a choice of {column.name}", choices)
        self._check_arguments(node)
        if node.name not in column.choices:
            self._refuse(node, f"is not a choice of {column.name}", choices)
        return node.name

    def _number(self, column: Column, node: exp.Expr) -> int | float:
        integer = column.kind is Kind.INTEGER
        allowed = f"for {column.name}, a plain {'whole ' if integer else ''}number"
        inner = node.this if type(node) is exp.Neg else node
        if type(inner) is not exp.Literal or inner.is_string:
            self._refuse(node, "is not a number", allowed)
        self._check_arguments(node)
        self._check_arguments(inner)
        sign = -1 if inner is not node else 1
        digits = inner.name
        if integer:
            if not digits.isdecimal() or int(digits) > MAX_INTEGER:
                self._refuse(node, "is not a whole number of at most 2147483647", allowed)
            return sign * int(digits)
        mantissa = digits.lower().partition("e")[0].replace(".", "").strip("0")
        if not math.isfinite(float(digits)) or len(mantissa) > MAX_DIGITS:
            self._refuse(node, f"has more than {MAX_DIGITS} digits or is too large", allowed)
        return sign * float(digits)
