"""A plan's terms as SQL text, for engines that read SQL: Spark, and DuckDB as a cross-check.

Rules stand in it as `logic.to_sql` writes them. The two engines differ only in how they count
days, which `Dialect` holds.
"""

from collections.abc import Iterable, Mapping
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
from plumbline.logic import to_sql
from plumbline.logic.schema import Kind
from plumbline.logic.sql_derived import derived_to_sql

SQL_TYPES = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.CHOICE: "STRING",
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

    def look_up(self, number: str, names: Mapping[int, str]) -> str:
        """What a number stands for; null where it stands for nothing."""
        if self.name == "spark":
            pairs = ", ".join(f"{place}, {name}" for place, name in names.items())
            return f"element_at(map({pairs}), {number})"
        pairs = ", ".join(f"{place}: {name}" for place, name in names.items())
        return f"element_at(MAP {{{pairs}}}, {number})[1]"


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
            return constant(value)
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
            return _code(sql(operand, dialect), names, dialect)
        case _:
            return _value(term, dialect)


def _value(term: Fresh | Grown | Worked | Filled | Score, dialect: Dialect) -> str:
    match term:
        case Fresh(name, told_on, as_of, valid_days):
            passed = dialect.days(day_sql(told_on), day_sql(as_of))
            return f"CASE WHEN {passed} <= {valid_days} THEN {name} END"
        case Grown(operand, told_on, as_of):
            return _grown(sql(operand, dialect), day_sql(told_on), day_sql(as_of))
        case Worked(how, as_of):
            return f"({derived_to_sql(how, day_sql(as_of), dialect.days)})"
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


def _code(number: str, names: tuple[tuple[int, str | int | None], ...], dialect: Dialect) -> str:
    """Looked up in a constant map: a chain of cases would work the number out for each."""
    given = {place: constant(name) for place, name in names if name is not None}
    if not given:
        return "CAST(NULL AS INT)"
    return dialect.look_up(number, given)


def constant(value: bool | int | float | str | None) -> str:
    """A constant of ours."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    # Names of the knowledge hold neither quotes nor backslashes.
    return f"'{value}'" if isinstance(value, str) else repr(value)


def day_sql(day: Day) -> str:
    """A day, or the name of the column that holds it."""
    return f"DATE '{day.isoformat()}'" if isinstance(day, date) else day


def _grown(age: str, told: str, now: str) -> str:
    def in_year(day: str) -> str:
        return f"(month({day}) * 100 + day({day}))"

    early = f"CASE WHEN {in_year(now)} < {in_year(told)} THEN 1 ELSE 0 END"
    grown = f"{age} + year({now}) - year({told}) - {early}"
    return f"CASE WHEN {now} > {told} THEN {grown} ELSE {age} END"
