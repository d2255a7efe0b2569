"""A plan's terms as SQL text for Apache Spark.

The rules stand in it as `logic.to_sql` writes them. It is only text that goes to the cluster:
its machines need nothing of Plumbline, not even Python.
"""

# Spark is an extra; where it is not installed its types are unknown.
# pyright: reportMissingImports=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportMissingModuleSource=false

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, assert_never

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
from plumbline.logic.schema import Kind
from plumbline.logic.sql import to_sql
from plumbline.logic.sql_derived import derived_to_sql

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

TYPES: Mapping[Kind, str] = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.CHOICE: "STRING",
    Kind.DATE: "DATE",
}


def carry_out(plan: Plan, frame: "DataFrame") -> "DataFrame":
    """The plan's decisions for every row of a frame with the plan's input columns; whatever the
    plan keeps of the frame stands first. The session is one of `spark_session.session`."""
    for layer in plan.layers:
        frame = put(frame, {name: sql(term) for name, term in layer.items()})
    kept = [quoted(name) for name in plan.kept]
    decided = [f"{sql(term)} AS {quoted(name)}" for name, term in plan.decisions.items()]
    return frame.selectExpr(*kept, *decided)


def put(frame: "DataFrame", columns: Mapping[str, str]) -> "DataFrame":
    """The frame with these columns, by SQL over what stands in it, added or put in the place of
    those so called."""
    left = [quoted(name) for name in frame.columns if name not in columns]
    return frame.selectExpr(*left, *(f"{text} AS {quoted(name)}" for name, text in columns.items()))


def quoted(name: str) -> str:
    """A column's name in Spark's SQL, whatever stands in it."""
    return "`" + name.replace("`", "``") + "`"


def text_literal(text: str) -> str:
    """A site's own text in Spark's SQL."""
    plain = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{plain}'"


def day_sql(day: Day) -> str:
    """A day, or the column that holds it."""
    return quoted(day) if isinstance(day, str) else f"DATE '{day.isoformat()}'"


def sql(term: Term) -> str:
    """One term over a frame as the plan's layers make it, fit to stand inside another."""
    match term:
        case Rule(rule):
            return f"({to_sql(rule)})"
        case Ref(name):
            return quoted(name)
        case Literal(value):
            return constant(value)
        case Blank(kind):
            return f"CAST(NULL AS {TYPES[kind]})"
        case Yes(operand):
            return f"coalesce({sql(operand)}, FALSE)"
        case Unknown(operand):
            return f"({sql(operand)} IS NULL)"
        case Not(operand):
            return f"(NOT {sql(operand)})"
        case All(operands):
            return f"({' AND '.join(map(sql, operands))})"
        case Any(operands):
            return f"({' OR '.join(map(sql, operands))})"
        case Pick(cases, otherwise):
            picked = (f"WHEN {sql(condition)} THEN {sql(value)}" for condition, value in cases)
            return f"CASE {' '.join(picked)} ELSE {sql(otherwise)} END"
        case Largest(operands):
            return f"greatest({', '.join(map(sql, operands))})"
        case Below(operand, limit):
            return f"({sql(operand)} < {limit})"
        case Code(operand, names):
            return _code(sql(operand), names)
        case _:
            return _value(term)


def constant(value: bool | int | float | str | None) -> str:
    """A constant of ours; text of ours holds no quotes."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"'{value}'" if isinstance(value, str) else repr(value)


def _value(term: Fresh | Grown | Worked | Filled | Score) -> str:
    match term:
        case Fresh(name, told_on, as_of, valid_days):
            still = f"date_add({day_sql(told_on)}, {valid_days}) >= {day_sql(as_of)}"
            return f"CASE WHEN {still} THEN {quoted(name)} END"
        case Grown(operand, told_on, as_of):
            return _grown(sql(operand), day_sql(told_on), day_sql(as_of))
        case Worked(how, as_of):
            return f"({derived_to_sql(how, day_sql(as_of))})"
        case Filled(names):
            return (
                f"({_sum(f'CASE WHEN {quoted(name)} IS NULL THEN 0 ELSE 1 END' for name in names)})"
            )
        case Score(names, needs, mean):
            total = _sum(f"coalesce(CAST({quoted(name)} AS DOUBLE), 0e0)" for name in names)
            told = sql(Filled(names))
            value = f"({total}) / {told}" if mean else total
            return f"CASE WHEN {told} >= {needs} THEN {value} END"
    assert_never(term)


def _sum(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def _code(number: str, names: tuple[tuple[int, str | int | None], ...]) -> str:
    """A constant map or list is looked up; a chain of cases would work the number out for each."""
    given = [(place, name) for place, name in names if name is not None]
    if not given:
        return "CAST(NULL AS INT)"
    listed = ", ".join(constant(name) for _, name in given)
    if [place for place, _ in given] == list(range(len(given))):
        return f"get(array({listed}), {number})"
    pairs = ", ".join(f"{place}, {constant(name)}" for place, name in given)
    return f"element_at(map({pairs}), {number})"


def _grown(age: str, told: str, now: str) -> str:
    def in_year(day: str) -> str:
        return f"month({day}) * 100 + day({day})"

    young = f"CASE WHEN {in_year(now)} < {in_year(told)} THEN 1 ELSE 0 END"
    grown = f"{age} + (year({now}) - year({told})) - {young}"
    return f"CASE WHEN {now} > {told} THEN {grown} ELSE {age} END"
