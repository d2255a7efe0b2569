"""Decisions for every row of a table, part by part, resumable, in constant memory."""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from plumbline.cohort.facts import Blanks, Days
from plumbline.cohort.in_polars import carry_out
from plumbline.cohort.manifest import Workplace, sync, write_through, writing
from plumbline.cohort.mapping import SiteMapping
from plumbline.cohort.plan import Plan, make_plan
from plumbline.cohort.reading import AS_OF, ROW, TOLD_ON, Reader
from plumbline.cohort.sources import Part, Table, open_table, reading
from plumbline.errors import BadInput
from plumbline.logic.rulebook import Rulebook

PART_ROWS = 250_000
OUT_SUFFIXES = (".parquet", ".csv", "")
Progress = Callable[[int, int], None]
"""Told rows done and rows in all."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked: decisions for the rows of `source`, written to `out` (a .parquet or .csv
    file, or a folder of parts). `as_of` and `told_on` are dates, or names of columns; what is not
    said here is taken from the mapping."""

    source: str
    out: Path
    as_of: date | str | None = None
    told_on: date | str | None = None
    id: str | None = None
    mapping: SiteMapping = field(default_factory=SiteMapping)
    blanks: Blanks | None = None
    strict: bool = False
    """A value that a finding cannot have stops the run."""
    part_rows: int = PART_ROWS


@dataclass(frozen=True, slots=True)
class Summary:
    """What came out, in counts."""

    rows: int
    findings: tuple[str, ...]
    """Findings the table has."""
    unused: tuple[str, ...]
    """Columns of the table that nothing was read from."""
    urgency: Mapping[str, int]
    impossible: Mapping[str, int]
    """Cells that held what a finding cannot be, by finding; taken as unknown."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A table that was checked, and the plan for it."""

    table: Table
    plan: Plan
    reader: Reader


def prepare(rulebook: Rulebook, order: Order, table: Table | None = None) -> Ready:
    """Open and check everything before a row is read. Raises BadInput. `table` is given where
    another engine reads it."""
    table = table or open_table(order.source)
    mapping = with_days(order)
    present = [
        name
        for name in rulebook.knowledge.findings
        if mapping.source_of(name).column in table.columns
    ]
    for name, source in mapping.columns.items():
        if source.column not in table.columns:
            problem = f"the table has no column {source.column!r}"
            raise BadInput(name, problem, allowed="a column it has", where=mapping.where)
    if not present:
        hint = "columns called like findings (plumbline cohort columns), or --mapping"
        problem = "has no column that is a finding"
        raise BadInput("the table", problem, allowed=hint, where=order.source)
    days = site_days(order, mapping)
    kept = [mapping.id or ROW, *(AS_OF,) * (mapping.as_of is not None)]
    plan = make_plan(rulebook, present, days, kept=tuple(kept))
    _check_names(plan, mapping, order)
    reader = Reader(rulebook.knowledge.findings, plan.inputs, mapping, days, mapping.id)
    reader.check(table)
    return Ready(table, plan, reader)


def run(
    rulebook: Rulebook, order: Order, *, resume: bool = False, progress: Progress | None = None
) -> Summary:
    """Decide every row. The output appears whole or not at all; what a stopped run has done is
    kept beside it for `resume`. Raises BadInput."""
    ready = prepare(rulebook, order)
    work = Workplace(order.out)
    work.begin(_plan_of(rulebook, order, ready), resume=resume)
    counts: Counter[str] = Counter()
    impossible: Counter[str] = Counter()
    numbers: list[int] = []
    for part in work.with_copies(ready.table, order.part_rows).parts(order.part_rows):
        told = work.told(part.number) or _do_part(ready, order, work, part)
        counts.update(told["urgency"])
        impossible.update(told["impossible"])
        numbers.append(part.number)
        if progress is not None:
            progress(part.first_row + part.rows, ready.table.rows)
    _put_together(order.out, work, numbers)
    work.clean()
    return summed_up(ready, ready.table.rows, counts, impossible)


def summed_up(
    ready: Ready, rows: int, urgency: Mapping[str, int], impossible: Mapping[str, int]
) -> Summary:
    """The summary of a run that has counted this."""
    used = {ready.reader.mapping.source_of(column.name).column for column in ready.plan.inputs}
    used |= {name for name in (ready.reader.id, *_day_names(ready)) if name}
    return Summary(
        rows=rows,
        findings=tuple(column.name for column in ready.plan.inputs),
        unused=tuple(name for name in ready.table.columns if name not in used),
        urgency=dict(urgency),
        impossible=dict(impossible),
    )


def with_days(order: Order) -> SiteMapping:
    """The mapping, with what the order says before what the file says."""
    given = order.mapping

    def column(asked: date | str | None, mapped: str | None) -> str | None:
        return mapped if asked is None else asked if isinstance(asked, str) else None

    return SiteMapping(
        given.where or order.source,
        given.columns,
        order.id or given.id,
        column(order.as_of, given.as_of),
        column(order.told_on, given.told_on),
        given.blanks,
    )


def site_days(order: Order, mapping: SiteMapping) -> Days:
    """Of what day the decisions are, and what an empty cell means. Raises BadInput."""
    blanks: Blanks = order.blanks or mapping.blanks or "not_asked"
    told = order.told_on if isinstance(order.told_on, date) else None
    told_on = TOLD_ON if mapping.told_on else told
    if blanks == "dont_know" and told_on is not None:
        # An answer that grew old is asked again; here it would count as one nobody could give.
        problem = "dont_know does not go with answers that were told on another day"
        raise BadInput("--blanks", problem, allowed="not_asked", where=order.source)
    if mapping.as_of:
        return Days(AS_OF, told_on, blanks)
    if not isinstance(order.as_of, date):
        hint = "a date (2026-01-31), or a column of dates"
        raise BadInput("--as-of", "is missing", allowed=hint, where=order.source)
    return Days(order.as_of, told_on, blanks)


def _check_names(plan: Plan, mapping: SiteMapping, order: Order) -> None:
    names = {*plan.decisions, *(name for layer in plan.layers for name in layer)}
    names |= {column.name for column in plan.inputs}
    if mapping.id is not None and mapping.id in names:
        problem = "is the name of a finding or a decision as well"
        raise BadInput(mapping.id, problem, allowed="another id", where=order.source)


def _day_names(ready: Ready) -> tuple[str | None, str | None]:
    return ready.reader.mapping.as_of, ready.reader.mapping.told_on


def _plan_of(rulebook: Rulebook, order: Order, ready: Ready) -> dict[str, Any]:
    """What a run is of: resumed only with the very same."""
    asked = repr((order.as_of, order.told_on, ready.reader.mapping, ready.plan.days, order.strict))
    return {
        "knowledge": rulebook.knowledge.version,
        "files": [[file.where, file.rows, *_stamp(file.where)] for file in ready.table.files],
        "asked": hashlib.sha256(asked.encode()).hexdigest(),
        "part_rows": order.part_rows,
    }


def _stamp(where: str) -> tuple[int, int]:
    """Size and time of a file; of object storage nothing but its rows is known."""
    if "://" in where:
        return (0, 0)
    found = Path(where).stat()
    return (found.st_size, found.st_mtime_ns)


def _do_part(ready: Ready, order: Order, work: Workplace, part: Part) -> Mapping[str, Any]:
    frame, impossible = ready.reader.read(part)
    if impossible and order.strict:
        name, count = next(iter(impossible.items()))
        column = ready.reader.mapping.source_of(name).column
        problem = f"{count} values are none that {name} can have"
        raise BadInput(column, problem, allowed="see plumbline cohort columns", where=part.where)
    with reading(part.where):
        decided = carry_out(ready.plan, frame.lazy()).collect()
    if AS_OF in decided.columns:
        decided = decided.rename({AS_OF: "as_of"})
    urgency = decided["urgency"].cast(pl.String).fill_null("open").value_counts()
    told = {"urgency": dict(urgency.iter_rows()), "impossible": impossible}

    def write(place: Path) -> None:
        decided.write_parquet(place, compression="lz4")

    work.finish_part(part.number, write, told)
    return told


def _put_together(out: Path, work: Workplace, numbers: list[int]) -> None:
    """The output from its parts: a folder gets them as they are, a file is written from them."""
    with writing(out):
        if out.suffix == "":
            _as_folder(out, work, numbers)
            return
        parts = pl.scan_parquet([work.part(number) for number in numbers])

        def write(place: Path) -> None:
            if out.suffix == ".csv":
                parts.sink_csv(place)
            else:
                parts.sink_parquet(place)

        write_through(out, write)


def _as_folder(out: Path, work: Workplace, numbers: list[int]) -> None:
    done = work.folder / "done"
    done.mkdir(exist_ok=True)
    for number in numbers:
        if work.part(number).exists():
            work.part(number).replace(done / work.part(number).name)
    sync(done)
    done.replace(out)
    sync(out.parent)
