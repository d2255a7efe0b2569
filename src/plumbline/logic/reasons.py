"""Why an expression came out as it did: the columns that carried the outcome."""

from collections.abc import Mapping
from typing import assert_never

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
from plumbline.logic.reference import evaluate
from plumbline.logic.schema import Value


def carried_by(expression: Expression, values: Mapping[str, Value]) -> frozenset[str]:
    """Columns whose values alone make the expression what it is (empty where it is unknown).

    Of an OR that is true only the true parts count, of an AND that is false only the false ones.
    """
    outcome = evaluate(expression, values)
    if outcome is None:
        return frozenset()
    match expression:
        case Known(column) | IsNull(column) | Compare(column) | In(column) | Between(column):
            return frozenset({column.name})
        case Not(operand):
            return carried_by(operand, values)
        case And(args) | Or(args) | AtLeast(_, args):
            agreeing = [arg for arg in args if evaluate(arg, values) is outcome]
            return frozenset[str]().union(*(carried_by(arg, values) for arg in agreeing))
    assert_never(expression)
