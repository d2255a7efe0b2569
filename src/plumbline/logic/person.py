"""Rules for one person, fast: one generated Python function on two planes.

Each part of a rule becomes two plain booleans, "is true" and "is false"; unknown is neither.
NOT swaps the planes, AND is (and, or), OR is (or, and), `at_least` counts on each. Columns are
read once. Several times as fast as nested closures (bench_rules), so an intake can re-evaluate
every rule after every answer.

Nothing given from outside reaches the generated text: columns become numbered variables, their
names and all literals are bound as constants or are the `repr` of values whose exact type was
checked.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, assert_never

from plumbline.errors import ExpressionError
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
    columns_of,
)
from plumbline.logic.schema import Kind, Value

Outcomes = dict[str, bool | None]

_SIGNS = {
    "=": ("==", "!="),
    "<>": ("!=", "=="),
    "<": ("<", ">="),
    "<=": ("<=", ">"),
    ">": (">", "<="),
    ">=": (">=", "<"),
}


def compile_person(
    rules: Mapping[str, Expression],
) -> Callable[[Mapping[str, Value]], Outcomes]:
    """A function from one person's values to each rule's outcome: True, False or None.

    A column that is missing, None or NaN is unknown. Values must be of the column's kind.
    """
    read = columns_of(rules.values())
    variables = {column.name: f"v{number}" for number, column in enumerate(read)}
    lines = ["def outcomes(values):", " get = values.get"]
    for column in read:
        variable = variables[column.name]
        lines.append(f" {variable} = get({column.name!r})")
        if column.kind is Kind.NUMBER:
            lines.append(f" if {variable} != {variable}: {variable} = None")
    lines.append(" return {")
    for number, rule in enumerate(rules.values()):
        true, false = _plane(rule, variables, True), _plane(rule, variables, False)
        lines.append(f"  names[{number}]: True if {true} else False if {false} else None,")
    lines.append(" }")
    scope: dict[str, Any] = {"names": tuple(rules)}
    exec(compile("\n".join(lines), "<rules>", "exec"), scope)
    return scope["outcomes"]


def compile_one(expression: Expression) -> Callable[[Mapping[str, Value]], bool | None]:
    """A function from one person's values to the outcome of a single expression."""
    outcomes = compile_person({"": expression})
    return lambda values: outcomes(values)[""]


def _plane(expression: Expression, variables: Mapping[str, str], outcome: bool) -> str:
    """Python text that is True where `expression` has this outcome, else False."""
    match expression:
        case Not(operand):
            return _plane(operand, variables, not outcome)
        case And(args):
            return _joined(args, variables, outcome, "and" if outcome else "or")
        case Or(args):
            return _joined(args, variables, outcome, "or" if outcome else "and")
        case AtLeast(k, args):
            total = " + ".join(_plane(arg, variables, outcome) for arg in args)
            return f"({total} >= {k if outcome else len(args) - k + 1})"
        case IsNull(column, negated):
            unknown = negated is not outcome
            return f"({variables[column.name]} is {'' if unknown else 'not '}None)"
        case Known(column):
            return f"({variables[column.name]} is {outcome})"
        case Compare() | In() | Between():
            return _leaf(expression, variables[expression.column.name], outcome)
    assert_never(expression)


def _joined(
    args: tuple[Expression, ...], variables: Mapping[str, str], outcome: bool, word: str
) -> str:
    return f"({f' {word} '.join(_plane(arg, variables, outcome) for arg in args)})"


def _leaf(leaf: Compare | In | Between, variable: str, outcome: bool) -> str:
    match leaf:
        case Compare(_, comparison, literal):
            test = f"{variable} {_SIGNS[comparison][not outcome]} {_constant(literal)}"
        case In(_, items):
            listed = ", ".join(_constant(item) for item in items)
            test = f"{variable} {'in' if outcome else 'not in'} {{{listed}}}"
        case Between(_, low, high):
            inside = f"{_constant(low)} <= {variable} <= {_constant(high)}"
            test = inside if outcome else f"not {inside}"
        case _:
            assert_never(leaf)
    return f"({variable} is not None and {test})"


def _constant(value: Constant) -> str:
    # Leaves already check their literals; this is the second lock on what becomes code.
    if type(value) in (int, str) or (type(value) is float and math.isfinite(value)):
        return repr(value)
    raise ExpressionError(f"{value!r} cannot be a literal. Allowed: a plain number or a choice.")
