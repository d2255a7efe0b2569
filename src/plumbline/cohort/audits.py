"""Measures of how care was given, from their files, counted over episodes.

What is exact stays in here: `count` gives exact counts, and only what `disclosure.protect` makes
of them is written anywhere.
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import polars as pl

from plumbline.cohort.claims import Claims
from plumbline.cohort.episodes import EPISODE, GAP_DAYS, episodes
from plumbline.knowledge import load
from plumbline.knowledge.schema import Audit
from plumbline.logic import Expression, parse, to_polars

LEVELS = ("all", "provider", "quarter")
EVERYBODY = "all"
COUNTS: Mapping[str, type[pl.DataType]] = {
    "audit": pl.String,
    "level": pl.String,
    "group": pl.String,
    "counted": pl.Int64,
    "among": pl.Int64,
    "unknown": pl.Int64,
}
"""`among` episodes can be judged, in `counted` of them it happened; of `unknown` more it cannot be
said."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An audit with its rules parsed."""

    audit: Audit
    among: Expression | None
    exclusions: Mapping[str, Expression]
    counted: Expression


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact counts. `groups` has the columns of `COUNTS`; `left_out` counts, for each audit, the
    episodes that were excluded, by the first reason that held."""

    groups: pl.DataFrame
    left_out: pl.DataFrame
    episodes: int
    people: int


@cache
def measures() -> tuple[Measure, ...]:
    """The audits that ship with Plumbline, in their order. Raises KnowledgeError for a file that
    is wrong, and ExpressionError for a rule that is."""
    return tuple(map(measured, sorted(load().audits.values(), key=lambda audit: audit.order)))


def measured(audit: Audit) -> Measure:
    """One audit, its rules parsed. Raises ExpressionError."""
    return Measure(
        audit,
        parse(audit.among, EPISODE) if audit.among else None,
        {each.id: parse(each.when, EPISODE) for each in audit.exclusions},
        parse(audit.counted, EPISODE),
    )


def count(claims: Claims, progress: Callable[[int, int], None] | None = None) -> Counted:
    """Every audit over all episodes of a table, lot by lot."""
    groups: list[pl.DataFrame] = []
    left_out: list[pl.DataFrame] = []
    number = people = 0
    for done, rows in enumerate(claims.lots(), 1):
        found = episodes(rows, claims.last)
        known_new = found.filter(pl.col("start") > claims.first + timedelta(days=GAP_DAYS))
        number += known_new.height
        people += known_new["person"].n_unique()
        for measure in measures():
            counts, gone = count_one(measure, known_new)
            groups.append(counts)
            left_out.append(gone)
        if progress is not None:
            progress(done, claims.buckets)
    keys = ("audit", "level", "group")
    return Counted(
        pl.concat(groups).group_by(keys).sum().sort(keys),
        pl.concat(left_out).group_by("audit", "reason").sum().sort("audit", "reason"),
        number,
        people,
    )


def count_one(measure: Measure, found: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One audit over episodes: counts by group, and what was left out by reason."""
    audit = measure.audit
    about = pl.col("followed_days") >= audit.follow_days
    if measure.among is not None:
        about &= to_polars(measure.among).fill_null(False)
    reason = pl.lit(None, dtype=pl.String)
    for name, rule in reversed(tuple(measure.exclusions.items())):
        reason = pl.when(to_polars(rule).fill_null(False)).then(pl.lit(name)).otherwise(reason)
    month = pl.col("start").dt
    quarter = month.year().cast(pl.String) + "-Q" + month.quarter().cast(pl.String)
    judged = (
        found.lazy()
        .filter(about)
        .select(
            reason.alias("reason"),
            pl.col("provider"),
            quarter.alias("quarter"),
            pl.lit(EVERYBODY).alias("all"),
            to_polars(measure.counted).alias("happened"),
        )
        .collect()
    )
    name = pl.lit(audit.id).alias("audit")
    gone = judged.filter(pl.col("reason").is_not_null())
    counts = [_counts(judged, level) for level in LEVELS]
    return (
        pl.concat(counts).select(name, *[column for column in COUNTS if column != "audit"]),
        gone.group_by("reason")
        .agg(pl.len().cast(pl.Int64).alias("episodes"))
        .select(name, "reason", "episodes"),
    )


def _counts(judged: pl.DataFrame, level: str) -> pl.DataFrame:
    kept = judged.filter(pl.col("reason").is_null())
    return kept.group_by(pl.col(level).alias("group")).agg(
        pl.lit(level).alias("level"),
        pl.col("happened").sum().cast(pl.Int64).alias("counted"),
        pl.col("happened").count().cast(pl.Int64).alias("among"),
        pl.col("happened").null_count().cast(pl.Int64).alias("unknown"),
    )
