"""What may leave: counts under 7 are not shown, the others are rounded to 5.

Shares and intervals come from the rounded counts, so nobody can work back from them. A group
whose complement is small is not shown either; and where only one group of a kind would be hidden,
the smallest of the others is hidden as well, or the total would give it away.
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from plumbline.cohort.audits import EVERYBODY
from plumbline.cohort.intervals import wilson

SMALLEST = 7
STEP = 5
SCHEMA = {
    "audit": pl.String,
    "level": pl.String,
    "group": pl.String,
    "counted": pl.Int64,
    "among": pl.Int64,
    "unknown": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "hidden": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One group as it may be shown; counts are rounded, and None where they are hidden."""

    audit: str
    level: str
    group: str
    counted: int | None
    among: int | None
    unknown: int | None
    share: float | None
    low: float | None
    high: float | None

    @property
    def hidden(self) -> bool:
        return self.counted is None


def rounded(count: int) -> int | None:
    """A count as it may be shown: to the nearest 5, None under 7."""
    return None if count < SMALLEST else (count + STEP // 2) // STEP * STEP


def protect(groups: pl.DataFrame) -> tuple[Shown, ...]:
    """Every group of every audit, as it may be shown (`groups` as `audits.Counted` has them)."""
    found: list[Shown] = []
    for _keys, alike in groups.group_by("audit", "level", maintain_order=True):
        rows = list(alike.sort("group").iter_rows(named=True))
        small = {row["group"] for row in rows if _small(row["counted"], row["among"])}
        others = [row for row in rows if row["group"] not in small]
        if len(small) == 1 and others and rows[0]["group"] != EVERYBODY:
            small.add(min(others, key=lambda row: (row["counted"], row["group"]))["group"])
        found += [_shown(row, hide=row["group"] in small) for row in rows]
    return tuple(found)


def _small(counted: int, among: int) -> bool:
    return counted < SMALLEST or among - counted < SMALLEST


def _shown(row: dict[str, object], *, hide: bool) -> Shown:
    audit, level, group = str(row["audit"]), str(row["level"]), str(row["group"])
    exact, all_of, unknown = (int(str(row[name])) for name in ("counted", "among", "unknown"))
    told = None if unknown else 0
    if unknown:
        told = rounded(unknown)
    among = rounded(all_of)
    counted = None if hide else rounded(exact)
    if counted is None or among is None:
        return Shown(audit, level, group, None, among, told, None, None, None)
    counted = min(counted, among)
    low, high = wilson(counted, among)
    return Shown(audit, level, group, counted, among, told, counted / among, low, high)


def as_table(shown: Sequence[Shown]) -> pl.DataFrame:
    """What may be shown, as a table."""
    rows = [tuple(getattr(each, name) for name in SCHEMA) for each in shown]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
