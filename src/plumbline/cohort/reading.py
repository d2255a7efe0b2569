"""A table's cells as findings: types checked by name, impossible values taken as unknown.

A column of a type that cannot be what a finding is stops everything, with its name and its file.
A value that a finding cannot have (a pain of 99, a code nobody listed) is counted and unknown:
unknown never acts as no.
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from plumbline.cohort.facts import Days
from plumbline.cohort.mapping import ColumnMap, SiteMapping
from plumbline.cohort.sources import File, Part, Table, reading
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Column, Kind, Value

DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.BOOLEAN: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.CHOICE: pl.String(),
    Kind.DATE: pl.Date(),
}
_TAKES: Mapping[Kind, Callable[[pl.DataType], bool]] = {
    Kind.BOOLEAN: lambda dtype: dtype == pl.Boolean,
    Kind.INTEGER: lambda dtype: dtype.is_integer(),
    Kind.NUMBER: lambda dtype: dtype.is_numeric(),
    Kind.CHOICE: lambda dtype: isinstance(dtype, pl.String | pl.Categorical | pl.Enum),
    Kind.DATE: lambda dtype: dtype == pl.Date or isinstance(dtype, pl.Datetime),
}
KIND_NAMES: Mapping[Kind, str] = {
    Kind.BOOLEAN: "true or false",
    Kind.INTEGER: "whole numbers",
    Kind.NUMBER: "numbers",
    Kind.CHOICE: "text",
    Kind.DATE: "dates (2026-01-31)",
}
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")
_DAYS_A_YEAR = 10_000
AS_OF, TOLD_ON, ROW = "z_as_of", "z_told_on", "row"
_IMPOSSIBLE, _UNREADABLE = "zi_", "zu_"
_READ, _GIVEN = "zr_", "zg_"


@dataclass(frozen=True, slots=True)
class Reader:
    """How the cells of one table become findings."""

    findings: Mapping[str, Finding]
    inputs: tuple[Column, ...]
    mapping: SiteMapping
    days: Days
    id: str | None

    def check(self, table: Table) -> None:
        """Raises BadInput for a column whose type cannot be what its finding is, in any file."""
        for file in table.files:
            for column in self.inputs:
                source = self.mapping.source_of(column.name)
                if source.column in file.columns and file.format == "parquet":
                    check_type(column, source, file)
            self._check_days(file)

    def read(self, part: Part) -> tuple[pl.DataFrame, dict[str, int]]:
        """A part's findings, and for each of them how many cells held something impossible.
        Raises BadInput for text that cannot be read as what the column is."""
        told = self._kept(part)
        cells: list[pl.Expr] = [pl.col(kept.meta.output_name()) for kept in told]
        for column in self.inputs:
            source = self.mapping.source_of(column.name)
            if source.column not in part.file.columns:
                cells.append(pl.lit(None, dtype=DTYPES[column.kind]).alias(column.name))
            else:
                told += self._told(column, source, part.file)
                cells += self._judged(column, source, part.file)
        with reading(part.where):
            rows = part.frame()
            if part.file.format == "csv":
                # Whole rows, or a row with a cell too many would be read without a word.
                rows = rows.collect().lazy()
            frame = rows.select(told).select(cells).collect()
        self._refuse_unreadable(frame, part)
        marks = [name for name in frame.columns if name.startswith((_IMPOSSIBLE, _UNREADABLE))]
        found = frame.select(pl.col(mark).sum() for mark in marks if mark.startswith(_IMPOSSIBLE))
        counts = {name.removeprefix(_IMPOSSIBLE): found[name].item() for name in found.columns}
        return frame.drop(marks), {name: count for name, count in counts.items() if count}

    def _kept(self, part: Part) -> list[pl.Expr]:
        """The id (or the row's number), and days that stand in columns."""
        if self.id is None:
            first = part.first_row
            kept = [pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias(ROW)]
        else:
            kept = [pl.col(self.id)]
        for day, place in ((self.days.as_of, AS_OF), (self.days.told_on, TOLD_ON)):
            if isinstance(day, str):
                source = self.day_column(place)
                kept.append(_as_date(pl.col(source), part.file.columns[source]).alias(place))
        return kept

    def day_column(self, place: str) -> str:
        """The table's own name of a column of days."""
        name = self.mapping.as_of if place == AS_OF else self.mapping.told_on
        assert name is not None
        return name

    def _check_days(self, file: File) -> None:
        days = ((self.days.as_of, AS_OF), (self.days.told_on, TOLD_ON))
        names = [self.day_column(place) for day, place in days if isinstance(day, str)]
        if self.id is not None:
            names.append(self.id)
        for name in names:
            if name not in file.columns:
                raise BadInput(name, "is not a column of the table", where=file.where)
            dtype = file.columns[name]
            day = name != self.id
            if day and file.format == "parquet" and not _TAKES[Kind.DATE](dtype):
                raise BadInput(name, f"is {dtype}", allowed=KIND_NAMES[Kind.DATE], where=file.where)

    def _told(self, column: Column, source: ColumnMap, file: File) -> list[pl.Expr]:
        """What the cells say, in the finding's kind, and whether anything was told in them. In a
        step of its own: what is worked out from it must not read the text again."""
        raw, dtype = pl.col(source.column), file.columns[source.column]
        given = raw.is_not_null()
        if dtype.is_float():
            given &= raw.is_not_nan()
        if file.format == "csv":
            given &= raw.str.strip_chars() != ""
        if source.values is None:
            read = self._parsed(column, source, raw, dtype, file)
        else:
            read = _listed(raw, dtype, column.kind, source.values)
            unsaid = [theirs for theirs, ours in source.values.items() if ours is None]
            given &= ~_text(raw, dtype).is_in(unsaid)
        return [read.alias(_READ + column.name), given.alias(_GIVEN + column.name)]

    def _judged(self, column: Column, source: ColumnMap, file: File) -> list[pl.Expr]:
        """The finding's value, where it was impossible, and where it was unreadable."""
        read, given = pl.col(_READ + column.name), pl.col(_GIVEN + column.name)
        listed = source.values is not None
        value = read if listed else _within(read, column, self.findings[column.name])
        cells = [
            value.alias(column.name),
            (given & value.is_null()).alias(_IMPOSSIBLE + column.name),
        ]
        if file.format == "csv" and not listed:
            cells.append((given & read.is_null()).alias(_UNREADABLE + column.name))
        return cells

    def _parsed(
        self, column: Column, source: ColumnMap, raw: pl.Expr, dtype: pl.DataType, file: File
    ) -> pl.Expr:
        if source.born:
            day = pl.col(AS_OF) if isinstance(self.days.as_of, str) else pl.lit(self.days.as_of)
            if isinstance(self.days.as_of, str):
                place = self.day_column(AS_OF)
                day = _as_date(pl.col(place), file.columns[place])
            return _age(_as_date(raw, dtype), day)
        kind = column.kind
        if source.factor is not None:
            number = _from_text(raw, Kind.NUMBER) if file.format == "csv" else raw
            scaled = number.cast(pl.Float64) * source.factor
            whole = scaled.round(mode="half_away_from_zero")
            return whole.cast(pl.Int64, strict=False) if kind is Kind.INTEGER else scaled
        if file.format == "csv":
            return _from_text(raw, kind)
        if kind is Kind.DATE:
            return _as_date(raw, dtype)
        value = raw.cast(DTYPES[kind], strict=False)
        return value.fill_nan(None) if kind is Kind.NUMBER else value

    def _refuse_unreadable(self, frame: pl.DataFrame, part: Part) -> None:
        """Raises BadInput for the first cell of a CSV file that is not what its column is."""
        for column in self.inputs:
            mark = _UNREADABLE + column.name
            if mark in frame.columns and frame[mark].any():
                row = int(frame[mark].arg_max() or 0)
                name = self.mapping.source_of(column.name).column
                with reading(part.where):
                    raw = part.frame().select(name).slice(row, 1).collect().item()
                raise BadInput(
                    name,
                    f"{str(raw)[:40]!r} in row {part.offset + row + 1} cannot be read",
                    allowed=KIND_NAMES[column.kind],
                    where=part.file.where,
                )


def check_type(column: Column, source: ColumnMap, file: File) -> None:
    """Raises BadInput, naming the column and the file, for a type that cannot be read."""
    dtype, kind = file.columns[source.column], column.kind
    if dtype == pl.Null:
        return
    if source.values is not None:
        fits = dtype.is_integer() or dtype == pl.Boolean or _TAKES[Kind.CHOICE](dtype)
        wanted = "text, whole numbers, or true or false"
    elif source.born:
        fits, wanted = _TAKES[Kind.DATE](dtype), KIND_NAMES[Kind.DATE]
    elif source.factor is not None:
        fits, wanted = dtype.is_numeric(), KIND_NAMES[Kind.NUMBER]
    else:
        fits, wanted = _TAKES[kind](dtype), KIND_NAMES[kind]
    if not fits:
        stands = "" if source.column == column.name else f" (it stands for {column.name})"
        raise BadInput(source.column, f"is {dtype}{stands}", allowed=wanted, where=file.where)


def _from_text(raw: pl.Expr, kind: Kind) -> pl.Expr:
    """A cell of CSV, null where it is not of the kind."""
    text = raw.str.strip_chars()
    match kind:
        case Kind.BOOLEAN:
            small = text.str.to_lowercase()
            return pl.when(small.is_in(_TRUE)).then(True).when(small.is_in(_FALSE)).then(False)
        case Kind.INTEGER:
            return text.cast(pl.Int64, strict=False)
        case Kind.NUMBER:
            number = text.cast(pl.Float64, strict=False)
            return pl.when(number.is_finite()).then(number)
        case Kind.CHOICE:
            return text
        case Kind.DATE:
            return text.str.to_date("%Y-%m-%d", strict=False)


def _within(value: pl.Expr, column: Column, finding: Finding) -> pl.Expr:
    """The value where the finding can have it."""
    match column.kind:
        case Kind.INTEGER | Kind.NUMBER:
            return pl.when(value.is_between(finding.min, finding.max)).then(value)
        case Kind.CHOICE:
            return pl.when(value.is_in(sorted(column.choices))).then(value)
        case _:
            return value


def _text(raw: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    return raw.str.strip_chars() if dtype == pl.String else raw.cast(pl.String)


def _listed(raw: pl.Expr, dtype: pl.DataType, kind: Kind, values: Mapping[str, Value]) -> pl.Expr:
    """What a site's values mean; null for what is not listed."""
    theirs = list(values)
    ours = pl.Series([values[each] for each in theirs], dtype=DTYPES[kind])
    return _text(raw, dtype).replace_strict(theirs, ours, default=None, return_dtype=DTYPES[kind])


def _as_date(raw: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.String:
        return raw.str.strip_chars().str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return raw.cast(pl.Date)


def _age(born: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Completed years."""

    def as_number(when: pl.Expr) -> pl.Expr:
        month_and_day = when.dt.month().cast(pl.Int64) * 100 + when.dt.day()
        return when.dt.year().cast(pl.Int64) * _DAYS_A_YEAR + month_and_day

    return (as_number(day) - as_number(born)) // _DAYS_A_YEAR


def a_date(text: str) -> date | None:
    """A plain date, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
