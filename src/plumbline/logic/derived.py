"""Derived columns of one person, in the order their inputs need."""

from collections.abc import Callable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter

from plumbline.errors import ExpressionError
from plumbline.logic.expression import Expression, columns, substitute
from plumbline.logic.operators import Bands, Holds, Operator, Values, expressions_of
from plumbline.logic.person import compile_one
from plumbline.logic.schema import Column, Value

Derived = Mapping[str, Operator]
"""Derived columns: name and how each is worked out."""


def derived_column(name: str, how: Operator) -> Column:
    """The column a rule sees for a derived value."""
    return Column(name, how.kind, how.choices if isinstance(how, Bands) else frozenset())


def in_order(derived: Derived) -> tuple[str, ...]:
    """Names of the derived columns, each after what it reads.

    Raises ExpressionError, with the names, for a loop, and for one that reads another as a
    column of a kind it is not.
    """
    seen = {name: derived_column(name, how) for name, how in derived.items()}
    for name, how in derived.items():
        for column in how.reads:
            if column.name in seen and column != seen[column.name]:
                raise ExpressionError(
                    f"derived {name}: reads {column.name} as {column.kind}, "
                    f"but it is {seen[column.name].kind}. Allowed: the kind it is."
                )
    needs = {
        name: sorted({column.name for column in how.reads} & derived.keys())
        for name, how in derived.items()
    }
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        loop = " <- ".join(error.args[1])
        raise ExpressionError(f"derived {loop}: goes round in a loop.") from None


def evaluate_derived(derived: Derived, values: Values, as_of: date) -> dict[str, Value]:
    """Every derived value of one person on the day `as_of`; the slow, obvious form."""
    known = dict(values)
    for name in in_order(derived):
        known[name] = derived[name].compute(known, as_of)
    return {name: known[name] for name in derived}


def compile_derived(derived: Derived) -> Callable[[Values, date], dict[str, Value]]:
    """The same as `evaluate_derived`, with order and expressions prepared once."""
    order = [(name, derived[name]) for name in in_order(derived)]
    # Keyed by identity: hashing a tree would cost more than evaluating it.
    ready = {id(each): compile_one(each) for _, how in order for each in expressions_of(how)}

    def decide(expression: Expression, values: Values) -> bool | None:
        return ready[id(expression)](values)

    def compute(values: Values, as_of: date) -> dict[str, Value]:
        known = dict(values)
        for name, how in order:
            known[name] = how.compute(known, as_of, decide)
        return {name: known[name] for name in derived}

    return compute


def inline(rules: Mapping[str, Expression], derived: Derived) -> dict[str, Expression]:
    """The rules with every `Holds` written out, so that they stand without derived booleans."""
    definitions: dict[str, Expression] = {}
    for name in in_order(derived):
        how = derived[name]
        if isinstance(how, Holds):
            definitions[name] = substitute(how.expression, definitions)
    return {
        name: substitute(rule, definitions) if columns(rule) & definitions.keys() else rule
        for name, rule in rules.items()
    }
