"""Claims rows in our terms: who, when, what kind, by whom.

    person, date, kind, provider, days (of supply), age_years

The kinds are our own short list. A site's codes come in by its own mapping file; none ship here:

    columns: {person: member_id, date: service_date, kind: code, provider: npi, days: days_supply}
    kinds: {"their code": imaging, "another": opioid}
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

import polars as pl

from plumbline.cohort.mapping import file_text, known_keys, yaml_of
from plumbline.cohort.sources import File, Table, open_table, reading
from plumbline.errors import BadInput

CARE = (
    "visit",
    "urgent_visit",
    "imaging",
    "opioid",
    "injection",
    "surgery",
    "physiotherapy",
    "bed_rest",
    "red_flag",
    "leg_pain",
)
"""Kinds that belong to an episode of back pain."""
HISTORY = (
    "cancer",
    "weak_defence",
    "nerve_loss",
    "spinal_infection",
    "injected_drugs",
    "trauma",
    "steroid",
)
"""Kinds that can be a reason for what is done in an episode, and never begin one."""
KINDS = (*CARE, *HISTORY)
NEEDED = ("person", "date", "kind")
FREE = ("provider", "days", "age_years")
BUCKET_ROWS = 1_000_000
NO_PROVIDER = "unknown"


@dataclass(frozen=True, slots=True)
class ClaimsMapping:
    """A site's columns and codes in our terms; without codes the table has our own kinds."""

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    kinds: Mapping[str, str] | None = None
    where: str = ""

    def column(self, name: str) -> str:
        return self.columns.get(name, name)


@dataclass(frozen=True, slots=True)
class Claims:
    """A table of claims that was checked, with the first and last day of care in it."""

    table: Table
    mapping: ClaimsMapping
    first: date
    last: date

    @property
    def buckets(self) -> int:
        """Into how many lots its people are put, so that one lot fits into memory."""
        return max(1, -(-self.table.rows // BUCKET_ROWS))

    def lots(self) -> Iterator[pl.DataFrame]:
        """Rows of our kinds, all of a person in one lot."""
        for bucket in range(self.buckets):
            lot = pl.col("person").hash(seed=0) % self.buckets == bucket
            with reading(self.table.where):
                parts = [_rows(file, self.mapping).filter(lot) for file in self.table.files]
                yield pl.concat(parts).collect()


def read_claims_mapping(path: Path) -> ClaimsMapping:
    """A mapping file. Raises BadInput, naming the file and what is allowed."""
    where = str(path)
    held = yaml_of(file_text(path), where)
    if not isinstance(held, dict):
        raise BadInput("the mapping", "is empty or a list", allowed="columns, kinds", where=where)
    top = cast("dict[Any, Any]", held)
    known_keys(top, ("about", "columns", "kinds"), "the mapping", where)
    columns = _names(top.get("columns"), "columns", where)
    known_keys(columns, (*NEEDED, *FREE), "columns", where)
    if "kinds" not in top:
        return ClaimsMapping(columns, None, where)
    kinds = _names(top["kinds"], "kinds", where)
    for theirs, ours in kinds.items():
        if ours not in KINDS:
            problem = f"stands for {ours[:40]!r}, which is no kind"
            raise BadInput(theirs[:40], problem, allowed=", ".join(KINDS), where=where)
    return ClaimsMapping(columns, kinds, where)


def _names(given: Any, what: str, where: str) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise BadInput(what, "is not a list of pairs", allowed="name: name", where=where)
    found: dict[str, str] = {}
    for theirs, ours in cast("dict[Any, Any]", given).items():
        if not isinstance(ours, str) or not ours:
            raise BadInput(str(theirs)[:40], "stands for nothing", allowed="a name", where=where)
        found[str(theirs)] = ours
    return found


def open_claims(where: str, mapping: ClaimsMapping | None = None) -> Claims:
    """Claims by their place. Raises BadInput for columns that are missing or of a wrong type, for
    a kind that is not ours, and where no row is of any of our kinds."""
    mapping = mapping or ClaimsMapping()
    table = open_table(where)
    for file in table.files:
        _check(file, mapping)
    with reading(where):
        rows = pl.concat([_rows(file, mapping) for file in table.files])
        # A register of illnesses may reach further back, or on, than what is known of care.
        found = (
            rows.filter(pl.col("kind").is_in(CARE))
            .select(pl.col("date").min().alias("first"), pl.col("date").max().alias("last"))
            .collect(engine="streaming")
        )
    first, last = found.row(0)
    if first is None:
        problem = "has no row of care for the back"
        raise BadInput("the table", problem, allowed=", ".join(CARE), where=where)
    return Claims(table, mapping, first, last)


def _check(file: File, mapping: ClaimsMapping) -> None:
    for name in NEEDED:
        if mapping.column(name) not in file.columns:
            stands = f"a column {mapping.column(name)!r} for {name}"
            raise BadInput("the table", "has a column too few", allowed=stands, where=file.where)
    dtype = file.columns[mapping.column("date")]
    if file.format == "parquet" and dtype != pl.Date and not isinstance(dtype, pl.Datetime):
        raise BadInput(mapping.column("date"), f"is {dtype}", allowed="dates", where=file.where)
    for name in ("days", "age_years"):
        dtype = file.columns.get(mapping.column(name))
        if file.format == "parquet" and dtype is not None and not dtype.is_numeric():
            raise BadInput(mapping.column(name), f"is {dtype}", allowed="numbers", where=file.where)
    _check_values(file, mapping)


def _check_values(file: File, mapping: ClaimsMapping) -> None:
    """Raises BadInput for a day that is none, a row without a person, and a kind that is none."""
    with reading(file.where):
        rows = _cells(file, mapping).select(
            pl.col("person").is_null().sum(),
            pl.col("date").is_null().sum(),
            pl.col("kind").filter(~pl.col("kind").is_in(KINDS)).first(),
        )
        nobody, no_day, strange = rows.collect(engine="streaming").row(0)
    if nobody:
        problem = f"{nobody} rows name nobody"
        raise BadInput(mapping.column("person"), problem, where=file.where)
    if no_day:
        problem = f"{no_day} rows have no day that can be read"
        raise BadInput(mapping.column("date"), problem, allowed="2026-01-31", where=file.where)
    if strange is not None and mapping.kinds is None:
        hint = f"{', '.join(KINDS)}; or --mapping with your own codes"
        problem = f"{str(strange)[:40]!r} is no kind"
        raise BadInput(mapping.column("kind"), problem, allowed=hint, where=file.where)


def _cells(file: File, mapping: ClaimsMapping) -> pl.LazyFrame:
    """The columns under our names; a code that nobody listed has no kind of ours."""

    def column(name: str, dtype: type[pl.DataType]) -> pl.Expr:
        theirs = mapping.column(name)
        if theirs not in file.columns:
            return pl.lit(None, dtype=dtype).alias(name)
        return pl.col(theirs).cast(dtype, strict=False).alias(name)

    day = pl.col(mapping.column("date"))
    if file.format == "csv":
        day = day.str.strip_chars().str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    kind = pl.col(mapping.column("kind")).cast(pl.String)
    if mapping.kinds is not None:
        ours = list(mapping.kinds.values())
        kind = kind.replace_strict(list(mapping.kinds), ours, default="other")
    return file.scan().select(
        pl.col(mapping.column("person")).cast(pl.String).alias("person"),
        day.cast(pl.Date).alias("date"),
        kind.alias("kind"),
        column("provider", pl.String).fill_null(NO_PROVIDER),
        column("days", pl.Int64),
        column("age_years", pl.Int64),
    )


def _rows(file: File, mapping: ClaimsMapping) -> pl.LazyFrame:
    return _cells(file, mapping).filter(pl.col("kind").is_in(KINDS))
