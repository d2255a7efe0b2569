"""The same rules over a table, as Polars expressions.

Polars differs from SQL in a few silent ways (NaN above every number, narrow integers that wrap,
`IS TRUE` of an unknown): `read_table` brings a frame into the one form the rules expect, and
refuses what it cannot read. Its columns are Boolean, Int64, Float64, String and Date.
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import assert_never

import polars as pl

from plumbline.errors import BadInput
from plumbline.logic.derived import Derived, in_order
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
    columns_of,
)
from plumbline.logic.operators import (
    PREGNANCY_DAYS,
    Bands,
    BodyMassIndex,
    Count,
    DaysSince,
    DaysUntil,
    Difference,
    Holds,
    LikelihoodRatio,
    Operator,
    PercentChange,
    Points,
    Sum,
    WeeksPregnant,
)
from plumbline.logic.schema import Column, Kind

_DTYPES: dict[Kind, pl.DataType] = {
    Kind.BOOLEAN: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.CHOICE: pl.String(),
    Kind.DATE: pl.Date(),
}


_READABLE: dict[Kind, Callable[[pl.DataType], bool]] = {
    Kind.BOOLEAN: lambda dtype: dtype == pl.Boolean,
    Kind.INTEGER: lambda dtype: dtype.is_integer(),
    Kind.NUMBER: lambda dtype: dtype.is_numeric(),
    Kind.CHOICE: lambda dtype: isinstance(dtype, pl.String | pl.Categorical | pl.Enum),
    Kind.DATE: lambda dtype: dtype == pl.Date,
}


def evaluate_table(
    rules: Mapping[str, Expression],
    frame: pl.LazyFrame,
    *,
    derived: Derived | None = None,
    as_of: date | None = None,
) -> pl.LazyFrame:
    """One boolean column per rule, null where unknown; a row for each row of `frame`, in order.

    Raises BadInput when a column is missing or of a type that cannot be read as its kind, and
    when `derived` is given without the day it is worked out for.
    """
    how = derived or {}
    asked = {column.name: column for column in columns_of(rules.values())}
    asked |= {column.name: column for each in how.values() for column in each.reads}
    ready = read_table(frame, [column for name, column in asked.items() if name not in how])
    if how:
        if as_of is None:
            raise BadInput("as_of", "is missing", allowed="the day derived columns are for")
        ready = with_derived(ready, how, as_of)
    return ready.select(**{name: to_polars(rule) for name, rule in rules.items()})


def read_table(frame: pl.LazyFrame, wanted: Iterable[Column]) -> pl.LazyFrame:
    """The wanted columns in the types the rules expect, NaN turned into null.

    Raises BadInput, naming the column and what is allowed, where that cannot be done.
    """
    schema = frame.collect_schema()
    chosen: list[pl.Expr] = []
    for column in wanted:
        dtype = schema.get(column.name)
        if dtype is None:
            raise BadInput(column.name, "is not a column of the table", allowed=str(column.kind))
        # A column that is null throughout has no type of its own.
        if dtype != pl.Null and not _READABLE[column.kind](dtype):
            raise BadInput(
                column.name, f"is {dtype} in the table", allowed=f"a type for {column.kind}"
            )
        if column.kind is Kind.CHOICE:
            # Small codes: text would be compared letter by letter, once for every rule. What is
            # no choice at all is unknown: it is no answer to the question.
            known = pl.Enum(sorted(column.choices))
            chosen.append(pl.col(column.name).cast(pl.String).cast(known, strict=False))
            continue
        cast = pl.col(column.name).cast(_DTYPES[column.kind])
        chosen.append(cast.fill_nan(None) if column.kind is Kind.NUMBER else cast)
    return frame.select(chosen)


def with_derived(frame: pl.LazyFrame, derived: Derived, as_of: date) -> pl.LazyFrame:
    """The frame (as `read_table` gives it) with every derived column added."""
    for name in in_order(derived):
        value = derived_to_polars(derived[name], as_of)
        if derived[name].kind is Kind.NUMBER:
            value = value.fill_nan(None)
        frame = frame.with_columns(value.alias(name))
    return frame


def to_polars(expression: Expression) -> pl.Expr:
    """The rule over a frame as `read_table` gives it; null exactly where it is unknown."""
    match expression:
        case Known(column):
            return pl.col(column.name)
        case Compare():
            return _compare(expression)
        case In(column, items):
            return pl.col(column.name).is_in(list(items))
        case Between(column, low, high):
            return pl.col(column.name).is_between(low, high)
        case IsNull(column, negated):
            name = pl.col(column.name)
            return name.is_not_null() if negated else name.is_null()
        case Not(operand):
            return ~to_polars(operand)
        case And(args):
            return reduce(pl.Expr.__and__, map(to_polars, args))
        case Or(args):
            return reduce(pl.Expr.__or__, map(to_polars, args))
        case AtLeast(k, args):
            return _at_least(k, [to_polars(arg) for arg in args])
    assert_never(expression)


def _compare(leaf: Compare) -> pl.Expr:
    column, literal = pl.col(leaf.column.name), pl.lit(leaf.literal)
    match leaf.comparison:
        case "=":
            return column == literal
        case "<>":
            return column != literal
        case "<":
            return column < literal
        case "<=":
            return column <= literal
        case ">":
            return column > literal
        case ">=":
            return column >= literal
    assert_never(leaf.comparison)


def _at_least(k: int, args: Sequence[pl.Expr]) -> pl.Expr:
    # The two ends are OR and AND: counting takes several times as long.
    if k == 1:
        return reduce(pl.Expr.__or__, args)
    if k == len(args):
        return reduce(pl.Expr.__and__, args)
    true = _count(args)
    false = _count([~arg for arg in args])
    return pl.when(true >= k).then(True).when(false > len(args) - k).then(False)


def _count(args: Sequence[pl.Expr]) -> pl.Expr:
    # Wide enough for any rule: a narrow integer would wrap silently.
    return reduce(pl.Expr.__add__, [arg.fill_null(False).cast(pl.Int32) for arg in args])


def derived_to_polars(how: Operator, as_of: date) -> pl.Expr:
    """A derived column over a frame as `read_table` gives it."""
    match how:
        case Holds(expression):
            return to_polars(expression)
        case Sum(items):
            return reduce(pl.Expr.__add__, [pl.col(column.name) for column in items])
        case Count(items):
            return reduce(pl.Expr.__add__, [pl.col(each.name).cast(pl.Int64) for each in items])
        case Points(items):
            dtype = _DTYPES[how.kind]
            given = [_points(to_polars(each), points, dtype) for each, points in items]
            return reduce(pl.Expr.__add__, given)
        case Bands(column, lowest, cuts):
            return _bands(pl.col(column.name), lowest, cuts)
        case DaysSince(column):
            return (pl.lit(as_of) - pl.col(column.name)).dt.total_days()
        case DaysUntil(column):
            return (pl.col(column.name) - pl.lit(as_of)).dt.total_days()
        case WeeksPregnant(column):
            left = (pl.col(column.name) - pl.lit(as_of)).dt.total_days()
            return (PREGNANCY_DAYS - left) // 7
        case Difference(a, b):
            return pl.col(a.name) - pl.col(b.name)
        case PercentChange(now, before):
            return _percent_change(_number(now), _number(before))
        case BodyMassIndex(weight, height):
            metres = _number(height) / 100.0
            return pl.when(metres > 0).then(_number(weight) / (metres * metres))
        case LikelihoodRatio(items):
            factors = [_factor(to_polars(each), true, false) for each, true, false in items]
            return reduce(pl.Expr.__mul__, factors)
    assert_never(how)


def _number(column: Column) -> pl.Expr:
    return pl.col(column.name).cast(pl.Float64)


def _percent_change(now: pl.Expr, before: pl.Expr) -> pl.Expr:
    return pl.when(before != 0).then((now - before) / before * 100.0)


def _points(holds: pl.Expr, points: int | float, dtype: pl.DataType) -> pl.Expr:
    return pl.when(holds).then(pl.lit(points, dtype)).when(~holds).then(pl.lit(0, dtype))


def _factor(holds: pl.Expr, when_true: float, when_false: float | None) -> pl.Expr:
    otherwise = 1.0 if when_false is None else when_false
    return pl.when(holds).then(when_true).when(~holds).then(otherwise).otherwise(1.0)


def _bands(value: pl.Expr, lowest: str, cuts: Sequence[tuple[int | float, str]]) -> pl.Expr:
    banded = pl.when(value.is_not_null()).then(pl.lit(lowest))
    for cut, name in cuts:
        banded = pl.when(value >= cut).then(pl.lit(name)).otherwise(banded)
    return banded
