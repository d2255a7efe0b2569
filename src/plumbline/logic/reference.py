"""The slow, obvious evaluator: what every other engine must agree with."""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, assert_never

from plumbline.logic.expression import (
    And,
    AtLeast,
    Between,
    Compare,
    Expression,
    In,
    IsNull,
    Known,
    Not,
    Or,
)
from plumbline.logic.schema import Value

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(expression: Expression, values: Mapping[str, Value]) -> bool | None:
    """True, False or None (unknown) for one person.

    A column that is missing from `values`, None or NaN is unknown.
    """
    match expression:
        case Not(operand):
            outcome = evaluate(operand, values)
            return None if outcome is None else not outcome
        case And(args):
            return _all(evaluate(arg, values) for arg in args)
        case Or(args):
            return _any(evaluate(arg, values) for arg in args)
        case AtLeast(k, args):
            return _at_least(k, [evaluate(arg, values) for arg in args])
        case IsNull(column, negated):
            return (known(values, column.name) is None) is not negated
        case Known() | Compare() | In() | Between():
            return _leaf(expression, known(values, expression.column.name))
    assert_never(expression)


def known(values: Mapping[str, Value], name: str) -> Any:
    """The value of a column, with NaN and absence read as unknown (None)."""
    value = values.get(name)
    return None if value != value else value  # only NaN differs from itself


def _leaf(leaf: Known | Compare | In | Between, value: Any) -> bool | None:
    if value is None:
        return None
    match leaf:
        case Known():
            return value
        case Compare(_, comparison, literal):
            return _COMPARE[comparison](value, literal)
        case In(_, items):
            return value in items
        case Between(_, low, high):
            return low <= value <= high
    assert_never(leaf)


def _all(outcomes: Iterable[bool | None]) -> bool | None:
    seen = list(outcomes)
    if False in seen:
        return False
    return None if None in seen else True


def _any(outcomes: Iterable[bool | None]) -> bool | None:
    seen = list(outcomes)
    if True in seen:
        return True
    return None if None in seen else False


def _at_least(k: int, outcomes: list[bool | None]) -> bool | None:
    if outcomes.count(True) >= k:
        return True
    if len(outcomes) - outcomes.count(False) < k:
        return False
    return None
