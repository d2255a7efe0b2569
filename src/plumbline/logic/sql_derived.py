"""Derived columns as SQL that DuckDB and Spark read alike.

The third form of `logic.operators`, beside `compute` (one person) and `table.derived_to_polars`.
"""

from collections.abc import Callable, Iterable
from typing import assert_never

from plumbline.logic.expression import Expression
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
from plumbline.logic.sql import to_sql

Days = Callable[[str, str], str]
"""The SQL of whole days from one date to another; here no two engines agree."""


def derived_to_sql(how: Operator, as_of: str, days: Days) -> str:
    """A derived column, null exactly where it is unknown.

    `as_of` is the SQL of the day it is worked out for: DATE '2026-01-31', or a column of dates.
    As for `to_sql`, a NaN must be NULL in the data.
    """
    match how:
        case Holds(expression):
            return to_sql(expression)
        case Sum(items):
            return _total(column.name for column in items)
        case Count(items):
            return _total(_when(column.name, "1", "0") for column in items)
        case Points(items):
            number = double if how.kind is Kind.NUMBER else repr
            return _total(_when(to_sql(each), number(its), number(0)) for each, its in items)
        case Bands(column, lowest, cuts):
            cases = [f"WHEN {column.name} >= {cut!r} THEN '{name}'" for cut, name in reversed(cuts)]
            cases.append(f"WHEN {column.name} IS NOT NULL THEN '{lowest}'")
            return f"CASE {' '.join(cases)} END"
        case DaysSince(column):
            return days(column.name, as_of)
        case DaysUntil(column):
            return days(as_of, column.name)
        case WeeksPregnant(column):
            passed = f"({PREGNANCY_DAYS} - {days(as_of, column.name)})"
            return f"CAST(floor({passed} / {double(7)}) AS BIGINT)"
        case Difference(a, b):
            return f"{a.name} - {b.name}"
        case _:
            return _ratio(how)


def double(number: float) -> str:
    """A number as a double: without an exponent both engines take it for a decimal."""
    text = repr(float(number))
    return text if "e" in text else f"{text}e0"


def _ratio(how: PercentChange | BodyMassIndex | LikelihoodRatio) -> str:
    match how:
        case PercentChange(now, before):
            then, change = _number(before), f"{_number(now)} - {_number(before)}"
            return f"CASE WHEN {then} <> 0e0 THEN ({change}) / {then} * {double(100)} END"
        case BodyMassIndex(weight, height):
            metres = f"({_number(height)} / {double(100)})"
            body = f"{_number(weight)} / ({metres} * {metres})"
            return f"CASE WHEN {metres} > 0e0 THEN {body} END"
        case LikelihoodRatio(items):
            return " * ".join(_factor(each, true, false) for each, true, false in items)
    assert_never(how)


def _number(column: Column) -> str:
    return f"CAST({column.name} AS DOUBLE)"


def _total(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def _when(condition: str, when_true: str, when_false: str) -> str:
    """Null where the condition is unknown."""
    return f"(CASE WHEN {condition} THEN {when_true} WHEN NOT ({condition}) THEN {when_false} END)"


def _factor(expression: Expression, when_true: float, when_false: float | None) -> str:
    """What is unknown weighs nothing."""
    condition = to_sql(expression)
    false = "" if when_false is None else f" WHEN NOT ({condition}) THEN {double(when_false)}"
    return f"(CASE WHEN {condition} THEN {double(when_true)}{false} ELSE {double(1)} END)"
