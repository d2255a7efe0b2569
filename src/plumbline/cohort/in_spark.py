"""The same decisions on Apache Spark, where one machine is outgrown.

Spark gets the plan as the SQL text of its terms, rules included, through `F.expr`; nothing is
written anew. PySpark and Java are needed here alone (`pip install plumbline[spark]`).
"""

# PySpark is an extra: nothing is known of its types where it is not installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingImports=false
# pyright: reportUnknownParameterType=false

import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plumbline.cohort.facts import Days
from plumbline.cohort.in_sql import SPARK, SQL_TYPES, steps
from plumbline.cohort.mapping import ColumnMap
from plumbline.cohort.plan import Plan, make_plan
from plumbline.cohort.reading import AS_OF, TOLD_ON
from plumbline.cohort.run import Order, site_days, with_days
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Column, Kind

MAX_FIELDS = 4000
"""Spark gives up generating code above 100 fields of a row; a plan has several hundred."""
_TAKES: Mapping[Kind, tuple[str, ...]] = {
    Kind.BOOLEAN: ("boolean",),
    Kind.INTEGER: ("tinyint", "smallint", "int", "bigint"),
    Kind.NUMBER: ("tinyint", "smallint", "int", "bigint", "float", "double"),
    Kind.CHOICE: ("string",),
    Kind.DATE: ("date", "timestamp", "timestamp_ntz"),
}
_LISTED = ("string", "boolean", "tinyint", "smallint", "int", "bigint")


def missing() -> str | None:
    """Why Spark cannot be used here, in one line; None where it can."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "PySpark is not installed (pip install 'plumbline[spark]')"
    import os

    home = os.environ.get("JAVA_HOME")
    java = Path(home, "bin", "java").exists() if home else shutil.which("java") is not None
    return None if java else "Java is not installed (Spark needs Java 17 or newer)"


@contextmanager
def session(master: str) -> Generator[Any]:
    """A Spark session for plans. Raises BadInput where there is none to be had."""
    reason = missing()
    if reason is not None:
        raise BadInput("--engine", f"spark cannot be used: {reason}", allowed="polars, the default")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("plumbline")
    settings = {
        "spark.sql.codegen.maxFields": str(MAX_FIELDS),
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def carry_out(plan: Plan, frame: Any) -> Any:
    """The plan's decisions on a Spark frame with the plan's inputs and what it keeps."""
    from pyspark.sql import functions as F  # noqa: N812

    for chosen in steps(plan, SPARK):
        frame = frame.select(*[F.expr(said).alias(name) for name, said in chosen.items()])
    return frame


@dataclass(frozen=True, slots=True)
class SparkRun:
    """What a run wrote."""

    rows: int
    findings: tuple[str, ...]


def run(rulebook: Rulebook, order: Order, spark: Any) -> SparkRun:
    """Decide every row of a Parquet table and write a folder of Parquet files. Rows come in no
    order, so an id is needed. Raises BadInput."""
    frame, plan = _ready(rulebook, order, spark)
    decided = carry_out(plan, frame)
    if AS_OF in decided.columns:
        decided = decided.withColumnRenamed(AS_OF, "as_of")
    from pyspark.errors import PySparkException

    remote = "://" in str(order.out)
    place = str(order.out if remote else order.out.parent / f".{order.out.name}.unfinished")
    try:
        # Spark's own commit: a folder without `_SUCCESS` is not whole.
        decided.write.mode("overwrite").parquet(place)
        rows = spark.read.parquet(place).count()
    except PySparkException as error:
        raise _broken("the table", error, order.source) from None
    if not remote:
        Path(place).replace(order.out)
    return SparkRun(rows, tuple(column.name for column in plan.inputs))


def _ready(rulebook: Rulebook, order: Order, spark: Any) -> tuple[Any, Plan]:
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as F  # noqa: N812

    mapping = with_days(order)
    if mapping.id is None:
        hint = "--id with a column that names each row"
        raise BadInput("--engine", "spark gives rows in no order", allowed=hint)
    try:
        table = spark.read.parquet(order.source)
    except PySparkException as error:
        raise _broken("the table", error, order.source) from None
    types: dict[str, str] = dict(table.dtypes)
    findings = rulebook.knowledge.findings
    present = [name for name in findings if mapping.source_of(name).column in types]
    if not present:
        problem = "has no column that is a finding"
        raise BadInput("the table", problem, allowed="columns, or --mapping", where=order.source)
    days = site_days(order, mapping)
    kept = (mapping.id, *((AS_OF,) if mapping.as_of else ()))
    plan = make_plan(rulebook, present, days, kept=kept)
    chosen = {mapping.id: f"`{mapping.id}`"}
    for name, place in ((mapping.as_of, AS_OF), (mapping.told_on, TOLD_ON)):
        if name is not None:
            chosen[place] = f"CAST(`{name}` AS DATE)"
    for column in plan.inputs:
        source = mapping.source_of(column.name)
        _check(column, source, types[source.column], order.source)
        chosen[column.name] = cell(column, source, findings[column.name], days)
    absent = [name for name in (mapping.id, mapping.as_of, mapping.told_on) if name]
    for name in absent:
        if name not in types:
            raise BadInput(name, "is not a column of the table", where=order.source)
    return table.select(*[F.expr(said).alias(name) for name, said in chosen.items()]), plan


def _check(column: Column, source: ColumnMap, dtype: str, where: str) -> None:
    if source.values is not None:
        takes = _LISTED
    elif source.born:
        takes = _TAKES[Kind.DATE]
    elif source.factor is not None:
        takes = _TAKES[Kind.NUMBER]
    else:
        takes = _TAKES[column.kind]
    decimal = column.kind is Kind.NUMBER and dtype.startswith("decimal")
    if dtype not in takes and not decimal and dtype != "void":
        raise BadInput(source.column, f"is {dtype}", allowed=" or ".join(takes), where=where)


def cell(column: Column, source: ColumnMap, finding: Finding, days: Days) -> str:
    """A finding's value as SQL; what it cannot be is null."""
    raw, dtype = f"`{source.column}`", SQL_TYPES[column.kind]
    if source.values is not None:
        whens = " ".join(
            f"WHEN '{_quoted(theirs)}' THEN {_said(ours)}"
            for theirs, ours in source.values.items()
            if ours is not None
        )
        text = f"CASE trim(CAST({raw} AS STRING)) {whens or 'WHEN NULL THEN NULL'} END"
        return f"CAST({text} AS {dtype})"
    if source.born:
        day = f"DATE '{days.as_of}'" if not isinstance(days.as_of, str) else "`z_as_of`"
        born = f"CAST({raw} AS DATE)"
        raw = f"CAST(floor(({_as_number(day)} - {_as_number(born)}) / 10000) AS BIGINT)"
    elif source.factor is not None:
        raw = f"CAST({raw} AS DOUBLE) * {source.factor!r}D"
        raw = f"CAST(round({raw}) AS BIGINT)" if column.kind is Kind.INTEGER else raw
    match column.kind:
        case Kind.INTEGER | Kind.NUMBER:
            number = f"CAST({raw} AS {dtype})"
            # NaN is the largest number of all here, so it is outside.
            low, high = f"{finding.min!r}D", f"{finding.max!r}D"
            return f"CASE WHEN {number} BETWEEN {low} AND {high} THEN {number} END"
        case Kind.CHOICE:
            listed = ", ".join(f"'{choice}'" for choice in sorted(column.choices))
            return f"CASE WHEN {raw} IN ({listed}) THEN {raw} END"
        case _:
            return f"CAST({raw} AS {dtype})"


def _as_number(day: str) -> str:
    """A day as a number in which years can be told apart from the rest."""
    return f"(year({day}) * 10000 + month({day}) * 100 + day({day}))"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"'{value}'" if isinstance(value, str) else repr(value)


def _broken(what: str, error: Exception, where: str) -> BadInput:
    said = " ".join(str(error).split())[:160]
    return BadInput(what, f"cannot be read or written ({said})", allowed="Parquet", where=where)
