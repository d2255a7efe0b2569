"""Rules worked out as far as they can be before any row is read.

A table of a health system has a few dozen of the hundreds of findings; a rule about the others
is unknown for everybody. `settle` puts in what is the same for every row, with the rules of
three-valued logic, and gives an outcome or the part that is left.
"""

from collections.abc import Mapping
from dataclasses import replace

from plumbline.cohort.terms import Settled
from plumbline.logic.expression import (
    And,
    AtLeast,
    Expression,
    IsNull,
    Known,
    Leaf,
    Not,
    Or,
    columns,
    conjunction,
    disjunction,
    negation,
)
from plumbline.logic.person import compile_one
from plumbline.logic.schema import Column, Kind, Value

NOBODY_KNOWS = Known(Column("nobody_knows", Kind.BOOLEAN))
"""A column that every frame has, null throughout: the unknown inside a rule."""


def settle(rule: Expression, fixed: Mapping[str, Value]) -> Settled:
    """The rule, given the columns whose value is the same for every row (None: unknown)."""
    if columns(rule).isdisjoint(fixed):
        return rule
    match rule:
        case Not(operand):
            inner = settle(operand, fixed)
            if inner is None or isinstance(inner, bool):
                return None if inner is None else not inner
            return negation(inner)
        case And(args):
            return _joined(args, fixed, settles=False)
        case Or(args):
            return _joined(args, fixed, settles=True)
        case AtLeast(k, args):
            return _at_least(k, args, fixed)
        case _:
            return _leaf(rule, fixed)


def _leaf(leaf: Leaf, fixed: Mapping[str, Value]) -> bool | None:
    value = fixed[leaf.column.name]
    if value is None:
        return not leaf.negated if isinstance(leaf, IsNull) else None
    return compile_one(leaf)({leaf.column.name: value})


def _joined(args: tuple[Expression, ...], fixed: Mapping[str, Value], *, settles: bool) -> Settled:
    """AND is settled by one false part, OR by one true part."""
    left: list[Expression] = []
    unknown = False
    for arg in args:
        part = settle(arg, fixed)
        if part is None:
            unknown = True
        elif isinstance(part, bool):
            if part is settles:
                return settles
        else:
            left.append(part)
    if not left:
        return None if unknown else not settles
    if unknown:
        left.append(NOBODY_KNOWS)
    return disjunction(left) if settles else conjunction(left)


def _at_least(k: int, args: tuple[Expression, ...], fixed: Mapping[str, Value]) -> Settled:
    left: list[Expression] = []
    true = unknown = 0
    for arg in args:
        part = settle(arg, fixed)
        if part is None:
            unknown += 1
        elif isinstance(part, bool):
            true += part
        else:
            left.append(part)
    still = k - true
    if still <= 0:
        return True
    if still > len(left) + unknown:
        return False
    if not left:
        return None
    if still == 1 and not unknown:
        return disjunction(left)
    return AtLeast(still, (*left, *[NOBODY_KNOWS] * unknown))


def rename(rule: Expression, names: Mapping[str, str]) -> Expression:
    """The rule over other columns of the same kinds."""
    match rule:
        case Not(operand):
            return Not(rename(operand, names))
        case And(args):
            return And(tuple(rename(arg, names) for arg in args))
        case Or(args):
            return Or(tuple(rename(arg, names) for arg in args))
        case AtLeast(k, args):
            return AtLeast(k, tuple(rename(arg, names) for arg in args))
        case _:
            column = rule.column
            if column.name not in names:
                return rule
            return replace(rule, column=replace(column, name=names[column.name]))
