"""Rules as values: the small frozen tree every engine works from.

A leaf speaks about one column; the rest joins leaves in three-valued (Kleene) logic:

    Known(c)             c, a boolean column
    Compare(c, op, x)    c = x, c <> x, c < x, c <= x, c > x, c >= x
    In(c, items)         c IN (x, y, ...)
    Between(c, low, high)  c BETWEEN low AND high, both ends included
    IsNull(c, negated)   c IS NULL, c IS NOT NULL
    Not(x)  And(args)  Or(args)
    AtLeast(k, args)     true when k are true; false when too few could be; else unknown
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from plumbline.errors import ExpressionError
from plumbline.logic.schema import Column, Kind

Comparison = Literal["=", "<>", "<", "<=", ">", ">="]
Constant = int | float | str
"""A literal of a rule; never a boolean, never NaN."""


@dataclass(frozen=True, slots=True)
class Known:
    """A boolean column by itself."""

    column: Column

    def __post_init__(self) -> None:
        if self.column.kind is not Kind.BOOLEAN:
            raise ExpressionError(
                f"{self.column.name}: is {self.column.kind} and cannot stand alone. "
                "Allowed: a comparison with it."
            )


@dataclass(frozen=True, slots=True)
class Compare:
    """A column against a literal of its kind."""

    column: Column
    comparison: Comparison
    literal: Constant

    def __post_init__(self) -> None:
        _check_literals(self.column, self.literal)


@dataclass(frozen=True, slots=True)
class In:
    """A column is one of these literals."""

    column: Column
    items: tuple[Constant, ...]

    def __post_init__(self) -> None:
        _check_literals(self.column, *self.items)


@dataclass(frozen=True, slots=True)
class Between:
    """A numeric column lies between two literals, both included."""

    column: Column
    low: int | float
    high: int | float

    def __post_init__(self) -> None:
        _check_literals(self.column, self.low, self.high)


@dataclass(frozen=True, slots=True)
class IsNull:
    """A column is unknown (or, negated, is known); itself never unknown."""

    column: Column
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """True when the operand is false, unknown when it is unknown."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """False when any is false, true when all are true, else unknown."""

    args: tuple["Expression", ...]

    def __post_init__(self) -> None:
        _check_joined("AND", self.args)


@dataclass(frozen=True, slots=True)
class Or:
    """True when any is true, false when all are false, else unknown."""

    args: tuple["Expression", ...]

    def __post_init__(self) -> None:
        _check_joined("OR", self.args)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """True when `k` are true, false when n minus the false ones is under `k`, else unknown."""

    k: int
    args: tuple["Expression", ...]

    def __post_init__(self) -> None:
        if not 1 <= self.k <= len(self.args):
            raise ExpressionError(
                f"at_least: asks for {self.k} of {len(self.args)}. "
                f"Allowed: a count from 1 to {len(self.args)}."
            )


Leaf = Known | Compare | In | Between | IsNull
Expression = Leaf | Not | And | Or | AtLeast


def _check_literals(column: Column, *literals: Constant) -> None:
    """Whatever builds a leaf, its literals are plain values of the column's kind."""
    for literal in literals:
        if column.kind is Kind.CHOICE:
            fits = type(literal) is str and literal in column.choices
        elif column.kind is Kind.INTEGER:
            fits = type(literal) is int
        else:
            fits = column.kind is Kind.NUMBER and type(literal) is float and math.isfinite(literal)
        if not fits:
            raise ExpressionError(
                f"{column.name}: {literal!r} is not a literal for it. "
                f"Allowed: {', '.join(sorted(column.choices)) or f'one {column.kind}'}."
            )


def _check_joined(word: str, args: tuple["Expression", ...]) -> None:
    if len(args) < 2:
        raise ExpressionError(f"{word}: joins {len(args)} parts. Allowed: two or more.")


def conjunction(args: Iterable[Expression]) -> Expression:
    """AND of all, written flat: nested ANDs are merged, a single one stands alone."""
    flat = [part for arg in args for part in (arg.args if isinstance(arg, And) else (arg,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(args: Iterable[Expression]) -> Expression:
    """OR of all, written flat: nested ORs are merged, a single one stands alone."""
    flat = [part for arg in args for part in (arg.args if isinstance(arg, Or) else (arg,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negation(operand: Expression) -> Expression:
    """NOT of an expression; of IS NULL it is IS NOT NULL."""
    if isinstance(operand, IsNull):
        return IsNull(operand.column, not operand.negated)
    return Not(operand)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every leaf, left to right, repeats included."""
    match expression:
        case Not(operand):
            yield from leaves(operand)
        case And(args) | Or(args) | AtLeast(_, args):
            for arg in args:
                yield from leaves(arg)
        case Known() | Compare() | In() | Between() | IsNull():
            yield expression


def columns(expression: Expression) -> frozenset[str]:
    """Names of the columns the expression reads."""
    return frozenset(leaf.column.name for leaf in leaves(expression))


def columns_of(expressions: Iterable[Expression]) -> tuple[Column, ...]:
    """The columns several expressions read, in order of name."""
    found = {leaf.column.name: leaf.column for each in expressions for leaf in leaves(each)}
    return tuple(found[name] for name in sorted(found))


def repeated_columns(expression: Expression) -> frozenset[str]:
    """Columns read more than once: there the logic may stay unknown though the truth is fixed.

    `x OR NOT x` is unknown while x is. A lint warns about these.
    """
    counts = Counter(leaf.column.name for leaf in leaves(expression))
    return frozenset(name for name, count in counts.items() if count > 1)


def substitute(expression: Expression, replacements: Mapping[str, Expression]) -> Expression:
    """The expression with boolean columns replaced by what defines them (not recursively).

    Raises ExpressionError when a replaced column is used as anything but a boolean.
    """
    match expression:
        case Known(column) if column.name in replacements:
            return replacements[column.name]
        case IsNull(column, negated) if column.name in replacements:
            known = decided(replacements[column.name])
            return known if negated else negation(known)
        case Compare(column) | In(column) | Between(column) if column.name in replacements:
            raise ExpressionError(
                f"{column.name}: is a true-or-false value and cannot be compared. "
                "Allowed: the bare name, IS NULL, IS NOT NULL."
            )
        case Not(operand):
            return negation(substitute(operand, replacements))
        case And(args):
            return conjunction(substitute(arg, replacements) for arg in args)
        case Or(args):
            return disjunction(substitute(arg, replacements) for arg in args)
        case AtLeast(k, args):
            return AtLeast(k, tuple(substitute(arg, replacements) for arg in args))
        case Known() | Compare() | In() | Between() | IsNull():
            return expression
    assert_never(expression)


def decided(expression: Expression) -> Expression:
    """An expression that is true where the given one is true or false, and false elsewhere."""
    return disjunction((_surely(expression, True), _surely(expression, False)))


def _surely(expression: Expression, outcome: bool) -> Expression:
    """True where `expression` has this outcome, false (never unknown) everywhere else."""
    match expression:
        case Not(operand):
            return _surely(operand, not outcome)
        case And(args):
            parts = [_surely(arg, outcome) for arg in args]
            return conjunction(parts) if outcome else disjunction(parts)
        case Or(args):
            parts = [_surely(arg, outcome) for arg in args]
            return disjunction(parts) if outcome else conjunction(parts)
        case AtLeast(k, args):
            count = k if outcome else len(args) - k + 1
            return AtLeast(count, tuple(_surely(arg, outcome) for arg in args))
        case IsNull(column, negated):
            return IsNull(column, negated is outcome)
        case Known(column) | Compare(column) | In(column) | Between(column):
            told = expression if outcome else Not(expression)
            return conjunction((IsNull(column, negated=True), told))
    assert_never(expression)
