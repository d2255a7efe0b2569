"""A plan's terms as SQL text, for engines that read SQL: Spark, and DuckDB as a cross-check.

Rules stand in it as `logic.to_sql` writes them. The two engines differ only in how they count
days, which `Dialect` holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf
from typing import assert_never

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
from plumbline.logic import operators as ops
from plumbline.logic import to_sql
from plumbline.logic.expression import Expression
from plumbline.logic.schema import Column, Kind

SQL_TYPES = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.CHOICE: "VARCHAR(60)",
    Kind.DATE: "DATE",
}
Selected = dict[str, str]
"""Names, and the SQL text behind each."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the engines say differently."""

    name: OneOf["spark", "duckdb"]

    def days(self, since: str, until: str) -> str:
        """Whole days from one date to another."""
        if self.name == "spark":
            return f"datediff({until}, {since})"
        return f"date_diff('day', {since}, {until})"


SPARK, DUCKDB = Dialect("spark"), Dialect("duckdb")


def steps(plan: Plan, dialect: Dialect) -> Iterable[Selected]:
    """The plan as SELECT lists, one on top of the other; the first reads the plan's inputs and what
    it keeps."""
    names = dict.fromkeys((*plan.kept, *(column.name for column in plan.inputs)))
    names |= dict.fromkeys(day for day in (plan.days.as_of, plan.days.told_on) if _named(day))
    for layer in plan.layers:
        chosen: Selected = {str(name): str(name) for name in names}
        chosen |= {name: sql(term, dialect) for name, term in layer.items()}
        names |= dict.fromkeys(layer)
        yield chosen
    kept = {name: name for name in plan.kept}
    yield kept | {name: sql(term, dialect) for name, term in plan.decisions.items()}


def query(plan: Plan, table: str, dialect: Dialect) -> str:
    """The whole plan as one SELECT over a table."""
    text = f"SELECT * FROM {table}"
    for chosen in steps(plan, dialect):
        listed = ", ".join(f"{said} AS {name}" for name, said in chosen.items())
        text = f"SELECT {listed} FROM ({text})"
    return text


def _named(day: Day | None) -> bool:
    return isinstance(day, str)


def sql(term: Term, dialect: Dialect) -> str:
    """One term as SQL."""
    match term:
        case Rule(rule):
            return f"({to_sql(rule)})"
        case Ref(name):
            return name
        case Literal(value):
            return _constant(value)
        case Blank(kind):
            return f"CAST(NULL AS {SQL_TYPES[kind]})"
        case Yes(operand):
            return f"COALESCE({sql(operand, dialect)}, FALSE)"
        case Unknown(operand):
            return f"({sql(operand, dialect)} IS NULL)"
        case Not(operand):
            return f"(NOT {sql(operand, dialect)})"
        case All(operands):
            return f"({' AND '.join(sql(each, dialect) for each in operands)})"
        case Any(operands):
            return f"({' OR '.join(sql(each, dialect) for each in operands)})"
        case Pick(cases, otherwise):
            return _pick(((sql(c, dialect), sql(v, dialect)) for c, v in cases), otherwise, dialect)
        case Largest(operands):
            return f"GREATEST({', '.join(sql(each, dialect) for each in operands)})"
        case Below(operand, limit):
            return f"({sql(operand, dialect)} < {limit})"
        case Code(operand, names):
            return _code(sql(operand, dialect), names)
        case _:
            return _value(term, dialect)


def _value(term: Fresh | Grown | Worked | Filled | Score, dialect: Dialect) -> str:
    match term:
        case Fresh(name, told_on, as_of, valid_days):
            passed = dialect.days(_day(told_on), _day(as_of))
            return f"CASE WHEN {passed} <= {valid_days} THEN {name} END"
        case Grown(operand, told_on, as_of):
            return _grown(sql(operand, dialect), _day(told_on), _day(as_of))
        case Worked(how, as_of):
            return worked(how, _day(as_of), dialect)
        case Filled(names):
            return _filled(names)
        case Score(names, needs, mean):
            items = " + ".join(f"COALESCE(CAST({name} AS DOUBLE), 0)" for name in _numbers(names))
            told = _filled(names)
            value = f"({items}) / ({told})" if mean else items
            return f"CASE WHEN {told} >= {needs} THEN {value} END"
    assert_never(term)


def _numbers(names: Iterable[str]) -> Iterable[str]:
    # A boolean becomes a whole number before it becomes any other.
    return (f"CAST({name} AS INT)" for name in names)


def _filled(names: Iterable[str]) -> str:
    return "(" + " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in names) + ")"


def _pick(cases: Iterable[tuple[str, str]], otherwise: Term, dialect: Dialect) -> str:
    whens = " ".join(f"WHEN {condition} THEN {value}" for condition, value in cases)
    return f"CASE {whens} ELSE {sql(otherwise, dialect)} END"


def _code(number: str, names: Iterable[tuple[int, str | int | None]]) -> str:
    whens = " ".join(f"WHEN {place} THEN {_constant(name)}" for place, name in names)
    return f"CASE {number} {whens} END" if whens else "NULL"


def _constant(value: bool | int | float | str | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    # Names of the knowledge hold neither quotes nor backslashes.
    return f"'{value}'" if isinstance(value, str) else repr(value)


def _day(day: Day) -> str:
    return f"DATE '{day.isoformat()}'" if isinstance(day, date) else day


def _grown(age: str, told: str, now: str) -> str:
    def in_year(day: str) -> str:
        return f"(month({day}) * 100 + day({day}))"

    early = f"CASE WHEN {in_year(now)} < {in_year(told)} THEN 1 ELSE 0 END"
    grown = f"{age} + year({now}) - year({told}) - {early}"
    return f"CASE WHEN {now} > {told} THEN {grown} ELSE {age} END"


def worked(how: ops.Operator, as_of: str, dialect: Dialect) -> str:
    """A derived column as SQL."""
    match how:
        case ops.Holds(expression):
            return f"({to_sql(expression)})"
        case ops.Sum(items):
            return " + ".join(column.name for column in items)
        case ops.Count(items):
            return " + ".join(f"CAST({column.name} AS INT)" for column in items)
        case ops.Points(items):
            return " + ".join(_points(to_sql(each), points) for each, points in items)
        case ops.Bands(column, lowest, cuts):
            whens = " ".join(
                f"WHEN {column.name} >= {_constant(cut)} THEN '{name}'"
                for cut, name in reversed(cuts)
            )
            return f"CASE {whens} WHEN {column.name} IS NOT NULL THEN '{lowest}' END"
        case ops.DaysSince(column):
            return dialect.days(column.name, as_of)
        case ops.DaysUntil(column):
            return dialect.days(as_of, column.name)
        case ops.WeeksPregnant(column):
            left = dialect.days(as_of, column.name)
            return f"CAST(FLOOR(({ops.PREGNANCY_DAYS} - {left}) / 7.0) AS INT)"
        case ops.Difference(a, b):
            return f"{a.name} - {b.name}"
        case ops.PercentChange(now, before):
            n, b = _double(now), _double(before)
            return f"CASE WHEN {b} <> 0 THEN ({n} - {b}) / {b} * 100 END"
        case ops.BodyMassIndex(weight, height):
            metres = f"({_double(height)} / 100)"
            return f"CASE WHEN {metres} > 0 THEN {_double(weight)} / ({metres} * {metres}) END"
        case ops.LikelihoodRatio(items):
            return " * ".join(_factor(*item) for item in items)
    assert_never(how)


def _double(column: Column) -> str:
    return f"CAST({column.name} AS DOUBLE)"


def _points(holds: str, points: int | float) -> str:
    return f"CASE WHEN {holds} THEN {points!r} WHEN NOT ({holds}) THEN 0 END"


def _factor(expression: Expression, when_true: float, when_false: float | None) -> str:
    holds = to_sql(expression)
    otherwise = 1.0 if when_false is None else when_false
    # An exponent makes it a double, and no decimal of so many places.
    true, false = f"{float(when_true)!r}e0", f"{float(otherwise)!r}e0"
    return f"CASE WHEN {holds} THEN {true} WHEN NOT ({holds}) THEN {false} ELSE 1e0 END"
