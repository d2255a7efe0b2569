"""A plan's terms as Polars expressions."""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from functools import reduce
from typing import assert_never

import polars as pl

from plumbline.cohort.plan import Plan
from plumbline.cohort.terms import (
    All,
    Any,
    Below,
    Blank,
    Code,
    Day,
    Filled,
    Fresh,
    Grown,
    Largest,
    Literal,
    Not,
    Pick,
    Ref,
    Rule,
    Score,
    Term,
    Unknown,
    Worked,
    Yes,
)
from plumbline.logic import derived_to_polars, to_polars
from plumbline.logic.operators import PREGNANCY_DAYS, DaysSince, DaysUntil, WeeksPregnant
from plumbline.logic.schema import Kind

_DTYPES: dict[Kind, type[pl.DataType]] = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
    Kind.DATE: pl.Date,
}


def carry_out(plan: Plan, frame: pl.LazyFrame) -> pl.LazyFrame:
    """The plan's decisions for every row of a frame with the plan's input columns; whatever the
    plan keeps of the frame stands first."""
    for layer in plan.layers:
        frame = frame.with_columns(**{name: expression(term) for name, term in layer.items()})
    decided = {name: _output(term) for name, term in plan.decisions.items()}
    return frame.select(*plan.kept, **decided)


def _output(term: Term) -> pl.Expr:
    return expression(term)


def expression(term: Term) -> pl.Expr:
    """One term over a frame as the plan's layers make it."""
    match term:
        case Rule(rule):
            return to_polars(rule)
        case Ref(name):
            return pl.col(name)
        case Literal(value):
            return pl.lit(value)
        case Blank(kind):
            return pl.lit(None, dtype=_DTYPES[kind])
        case Yes(operand):
            return expression(operand).fill_null(False)
        case Unknown(operand):
            return expression(operand).is_null()
        case Not(operand):
            return ~expression(operand)
        case All(operands):
            return reduce(pl.Expr.__and__, map(expression, operands))
        case Any(operands):
            return reduce(pl.Expr.__or__, map(expression, operands))
        case Pick():
            return _pick(term)
        case Largest(operands):
            return pl.max_horizontal([expression(each) for each in operands])
        case Below(operand, limit):
            return expression(operand) < limit
        case Code(operand, names):
            return _code(expression(operand), names)
        case _:
            return _value(term)


def _value(term: Fresh | Grown | Worked | Filled | Score) -> pl.Expr:
    match term:
        case Fresh(name, told_on, as_of, valid_days):
            still = _day(told_on) + pl.duration(days=valid_days) >= _day(as_of)
            return pl.when(still).then(pl.col(name))
        case Grown(operand, told_on, as_of):
            return _grown(expression(operand), _day(told_on), _day(as_of))
        case Worked(how, as_of):
            return _worked(how, as_of)
        case Filled(names):
            filled = [pl.col(name).is_not_null().cast(pl.Int32) for name in names]
            return reduce(pl.Expr.__add__, filled)
        case Score():
            return _score(term)
    assert_never(term)


def _pick(term: Pick) -> pl.Expr:
    chain = expression(term.otherwise)
    if isinstance(term.otherwise, Literal) and isinstance(term.otherwise.value, int):
        chain = _whole(term.otherwise)
    for condition, value in reversed(term.cases):
        chosen = _whole(value) if _is_whole(value) else expression(value)
        chain = pl.when(expression(condition)).then(chosen).otherwise(chain)
    return chain


def _is_whole(term: Term) -> bool:
    return isinstance(term, Literal) and type(term.value) is int


def _whole(term: Term) -> pl.Expr:
    # Codes are small: half the width is half the memory to go through.
    assert isinstance(term, Literal)
    return pl.lit(term.value, dtype=pl.Boolean if type(term.value) is bool else pl.Int16)


def _code(number: pl.Expr, names: tuple[tuple[int, str | int | None], ...]) -> pl.Expr:
    old = [place for place, _ in names]
    new = [name for _, name in names]
    strings = [name for name in new if isinstance(name, str)]
    dtype = pl.Enum(list(dict.fromkeys(strings))) if strings else pl.Int32
    if old == list(range(len(old))) and len(set(strings)) == len(old):
        return number.cast(pl.UInt8).cat.to(dtype)  # a name's number is its place
    return number.replace_strict(old, pl.Series(new, dtype=dtype), default=None, return_dtype=dtype)


def _day(day: Day) -> pl.Expr:
    return pl.col(day) if isinstance(day, str) else pl.lit(day)


def _grown(age: pl.Expr, told: pl.Expr, now: pl.Expr) -> pl.Expr:
    def in_year(day: pl.Expr) -> pl.Expr:
        return day.dt.month().cast(pl.Int32) * 100 + day.dt.day()

    years = (now.dt.year() - told.dt.year()).cast(pl.Int64)
    grown = age + years - (in_year(now) < in_year(told)).cast(pl.Int64)
    return pl.when(now > told).then(grown).otherwise(age)


def _worked(how: object, as_of: Day) -> pl.Expr:
    """As `logic` has it, where the day is the same for every row."""
    if isinstance(as_of, str):
        match how:
            case DaysSince(column):
                return (pl.col(as_of) - pl.col(column.name)).dt.total_days()
            case DaysUntil(column):
                return (pl.col(column.name) - pl.col(as_of)).dt.total_days()
            case WeeksPregnant(column):
                left = (pl.col(column.name) - pl.col(as_of)).dt.total_days()
                return (PREGNANCY_DAYS - left) // 7
            case _:
                pass
    from datetime import date

    day = as_of if isinstance(as_of, date) else date.min
    return derived_to_polars(how, day)  # type: ignore[arg-type]


def _score(term: Score) -> pl.Expr:
    items = [pl.col(name).cast(pl.Float64) for name in term.names]
    told = expression(Filled(term.names))
    total = reduce(pl.Expr.__add__, [item.fill_null(0.0) for item in items])
    value = total / told if term.mean else total
    return pl.when(told >= term.needs).then(value)
