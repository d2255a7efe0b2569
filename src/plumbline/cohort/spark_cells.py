"""A table on Spark, and its cells as findings in SQL: what `sources` and `reading` do for Polars.

A value that a finding cannot have is counted and unknown; text of a CSV file that cannot be read
as what the column is stops everything.
"""

# PySpark is an extra: nothing is known of its types where it is not installed.
# pyright: reportUnknownMemberType=false

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from plumbline.cohort.in_sql import SQL_TYPES, constant, day_sql
from plumbline.cohort.mapping import ColumnMap
from plumbline.cohort.reading import AS_OF, KIND_NAMES, TOLD_ON, Reader
from plumbline.cohort.run import Ready
from plumbline.cohort.sources import ALLOWED, File, Format, Table
from plumbline.errors import BadInput
from plumbline.logic.schema import Column, Kind, Value
from plumbline.logic.sql_derived import double

_DTYPES: Mapping[str, pl.DataType] = {
    "boolean": pl.Boolean(),
    "tinyint": pl.Int8(),
    "smallint": pl.Int16(),
    "int": pl.Int32(),
    "bigint": pl.Int64(),
    "float": pl.Float32(),
    "double": pl.Float64(),
    "string": pl.String(),
    "date": pl.Date(),
    "timestamp": pl.Datetime(),
    "timestamp_ntz": pl.Datetime(),
    "void": pl.Null(),
}
_CSV = {
    "header": True,
    "enforceSchema": False,
    "mode": "FAILFAST",
    "escape": '"',
    # Cells may hold line breaks. Read line by line, what follows one could look like a row.
    "multiLine": True,
}
_BLANKS = (*range(9, 14), 32, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)
_SPACE = "".join(map(chr, _BLANKS))
"""What Polars strips from text; Spark by itself strips blanks alone."""
_WHOLE = r"^[+-]?[0-9]+$"
_PLAIN = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_DAY = r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"


@dataclass(frozen=True, slots=True)
class Cell:
    """A finding in SQL: its value, and whether what stands there is impossible, or is text that
    cannot be read as what the column is."""

    value: str
    impossible: str
    unreadable: str


def table_of(spark: Any, where: str) -> tuple[Any, Table]:
    """A frame of Parquet or CSV, and its columns. Raises BadInput for what is no table."""
    kind = _format(where)
    reader = spark.read.option("recursiveFileLookup", True)
    if "://" not in where and Path(where).is_dir():
        reader = reader.option("pathGlobFilter", f"*.{kind}")
    if kind == "csv":
        frame = reader.options(**_CSV).csv(where)
    else:
        frame = reader.option("mergeSchema", True).parquet(where)
    columns = {name: _dtype(said) for name, said in frame.dtypes}
    return frame, Table(where, (File(where, kind, 0, columns),))


def _format(where: str) -> Format:
    place = Path(where)
    if "://" in where or not place.is_dir():
        suffix = place.suffix.lower()
        if "://" not in where and not place.exists():
            raise BadInput("the file", "is not there", allowed=ALLOWED, where=where)
        if "://" not in where and suffix not in (".parquet", ".csv"):
            raise BadInput("the file", "is not a table we read", allowed=ALLOWED, where=where)
        return "csv" if suffix == ".csv" else "parquet"
    found = {path.suffix.lower() for path in place.rglob("*")} & {".parquet", ".csv"}
    if len(found) != 1:
        problem = "holds both Parquet and CSV" if found else "holds no tables"
        raise BadInput("the folder", problem, allowed=ALLOWED, where=where)
    return "csv" if ".csv" in found else "parquet"


def _dtype(said: str) -> pl.DataType:
    if said.startswith("decimal"):
        return pl.Int64() if said.endswith(",0)") else pl.Float64()
    return _DTYPES.get(said, pl.Binary())


def cells(ready: Ready) -> dict[str, Cell]:
    """Every finding of a table."""
    file = ready.table.files[0]
    return {column.name: cell(ready.reader, column, file) for column in ready.plan.inputs}


def kept(ready: Ready, name: str) -> dict[str, str]:
    """What is kept of a row: what names it, here called `name`, and days that stand in columns."""
    reader, file = ready.reader, ready.table.files[0]
    assert reader.id is not None
    found = {name: quoted(reader.id)}
    for day, place in ((reader.days.as_of, AS_OF), (reader.days.told_on, TOLD_ON)):
        if isinstance(day, str):
            source = reader.day_column(place)
            found[place] = as_date(quoted(source), file.columns[source])
    return found


def unreadable(frame: Any, ready: Ready) -> BadInput:
    """What to say of the first cell that is not what its column is."""
    where, reader = ready.table.where, ready.reader
    for column in ready.plan.inputs:
        name = reader.mapping.source_of(column.name).column
        broken = cell(reader, column, ready.table.files[0]).unreadable
        found = frame.where(broken).selectExpr(
            f"{quoted(name)} AS raw", "input_file_name() AS file"
        )
        first = found.first() if broken != "FALSE" else None
        if first is not None:
            problem = f"{str(first['raw'])[:40]!r} cannot be read"
            file = str(first["file"]).removeprefix("file://")
            return BadInput(name, problem, allowed=KIND_NAMES[column.kind], where=file)
    return BadInput("the table", "has text that cannot be read", where=where)


def quoted(name: str) -> str:
    """A column's name, whatever stands in it."""
    return "`" + name.replace("`", "``") + "`"


def text_literal(text: str) -> str:
    """A site's own text."""
    plain = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{plain}'"


def cell(reader: Reader, column: Column, file: File) -> Cell:
    """How a table's column is read as a finding."""
    source = reader.mapping.source_of(column.name)
    raw, dtype = quoted(source.column), file.columns[source.column]
    given = f"{raw} IS NOT NULL"
    if dtype.is_float():
        given += f" AND NOT isnan({raw})"
    if file.format == "csv":
        given += f" AND {_stripped(raw)} <> ''"
    if source.values is not None:
        value = _listed(_text(raw, dtype), column.kind, source.values)
        meant = [theirs for theirs, ours in source.values.items() if ours is None]
        if meant:
            given += f" AND {_text(raw, dtype)} NOT IN ({', '.join(map(text_literal, meant))})"
        return Cell(value, f"({given} AND {value} IS NULL)", "FALSE")
    read = _parsed(reader, column, source, file)
    value = _within(reader, column, read)
    unreadable = f"({given} AND {read} IS NULL)" if file.format == "csv" else "FALSE"
    return Cell(value, f"({given} AND {value} IS NULL)", unreadable)


def as_date(raw: str, dtype: pl.DataType) -> str:
    """A day from a date, a time, or text that begins with a date."""
    if dtype != pl.String:
        return f"CAST({raw} AS DATE)"
    text = f"substr({_stripped(raw)}, 1, 10)"
    return f"CASE WHEN {text} RLIKE {text_literal(_DAY)} THEN try_cast({text} AS DATE) END"


def _parsed(reader: Reader, column: Column, source: ColumnMap, file: File) -> str:
    """The value in the finding's kind and unit, null where it is not of the kind."""
    raw, dtype, kind = quoted(source.column), file.columns[source.column], column.kind
    if source.born:
        return _age(as_date(raw, dtype), _today(reader, file))
    if source.factor is not None:
        number = _from_text(raw, Kind.NUMBER) if file.format == "csv" else f"CAST({raw} AS DOUBLE)"
        scaled = f"{number} * {double(source.factor)}"
        return f"try_cast(round({scaled}) AS BIGINT)" if kind is Kind.INTEGER else f"({scaled})"
    if file.format == "csv":
        return _from_text(raw, kind)
    if kind is Kind.DATE:
        return as_date(raw, dtype)
    return f"try_cast({raw} AS {SQL_TYPES[kind]})"


def _today(reader: Reader, file: File) -> str:
    day = reader.days.as_of
    if not isinstance(day, str):
        return day_sql(day)
    place = reader.day_column(AS_OF)
    return as_date(quoted(place), file.columns[place])


def _from_text(raw: str, kind: Kind) -> str:
    text = _stripped(raw)
    match kind:
        case Kind.BOOLEAN:
            small = f"lower({text})"
            true, false = "('true', '1', 'yes')", "('false', '0', 'no')"
            return f"CASE WHEN {small} IN {true} THEN TRUE WHEN {small} IN {false} THEN FALSE END"
        case Kind.INTEGER:
            return _if_like(text, _WHOLE, "BIGINT")
        case Kind.NUMBER:
            number = _if_like(text, _PLAIN, "DOUBLE")
            return f"nullif(nullif({number}, double('Infinity')), double('-Infinity'))"
        case Kind.CHOICE:
            return text
        case Kind.DATE:
            return _if_like(text, _DAY, "DATE")


def _if_like(text: str, pattern: str, kind: str) -> str:
    """Spark reads more than numbers and days as such ('7d', '2026'): only what is meant."""
    return f"CASE WHEN {text} RLIKE {text_literal(pattern)} THEN try_cast({text} AS {kind}) END"


def _within(reader: Reader, column: Column, value: str) -> str:
    """The value where the finding can have it; no number is above NaN, so it falls out."""
    finding = reader.findings[column.name]
    match column.kind:
        case Kind.INTEGER:
            low, high = constant(finding.min), constant(finding.max)
        case Kind.NUMBER:
            low, high = double(finding.min or 0), double(finding.max or 0)
        case Kind.CHOICE:
            listed = ", ".join(constant(choice) for choice in sorted(column.choices))
            return f"CASE WHEN {value} IN ({listed}) THEN {value} END"
        case _:
            return value
    return f"CASE WHEN {value} BETWEEN {low} AND {high} THEN {value} END"


def _stripped(raw: str) -> str:
    return f"trim(BOTH {text_literal(_SPACE)} FROM {raw})"


def _text(raw: str, dtype: pl.DataType) -> str:
    return _stripped(raw) if dtype == pl.String else f"CAST({raw} AS STRING)"


def _listed(text: str, kind: Kind, values: Mapping[str, Value]) -> str:
    """What a site's values mean; null for what is not listed."""
    pairs = [
        f"{text_literal(theirs)}, CAST({_meaning(ours, kind)} AS {SQL_TYPES[kind]})"
        for theirs, ours in values.items()
    ]
    return f"element_at(map({', '.join(pairs)}), {text})"


def _meaning(ours: Value, kind: Kind) -> str:
    if kind is Kind.NUMBER and isinstance(ours, int | float):
        return double(ours)
    assert ours is None or isinstance(ours, bool | int | str)
    return constant(ours)


def _age(born: str, day: str) -> str:
    """Completed years."""

    def in_year(when: str) -> str:
        return f"(month({when}) * 100 + day({when}))"

    young = f"CASE WHEN {in_year(day)} < {in_year(born)} THEN 1 ELSE 0 END"
    return f"CAST(year({day}) - year({born}) - {young} AS BIGINT)"
