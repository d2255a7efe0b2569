"""Episodes of care from claims rows, and what happened in each.

An episode begins with the first row of care after more than 180 days without one, for each
person, and ends with the last before such a gap. It belongs to the provider of its first row.
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Mapping
from datetime import date

import polars as pl

from plumbline.cohort.claims import CARE, HISTORY
from plumbline.logic.schema import Column, Kind

GAP_DAYS = 180
REASON_DAY = 28
"""A reason counts that was recorded until this day of the episode."""
YEAR, TRAUMA_DAYS, SUPPLY_DAYS = 365, 90, 90
TIMED = ("imaging", "opioid", "injection", "surgery", "physiotherapy", "bed_rest", "red_flag")
"""Kinds of which the day of the first one matters."""
ACTS = ("urgent_visit", "imaging", "surgery")
"""What counts as looking at a sign of danger."""
TREATMENTS = ("imaging", "opioid", "injection", "surgery", "physiotherapy")
REASONS: Mapping[str, tuple[tuple[str, ...], int | None]] = {
    "had_cancer_or_weak_defence": (("cancer", "weak_defence"), None),
    "had_nerve_loss_or_infection": (("nerve_loss", "spinal_infection", "injected_drugs"), YEAR),
    "had_trauma": (("trauma",), TRAUMA_DAYS),
}
"""Kinds that are a reason, and how many days before the episode they still are one."""

_BOOLEANS = (*TIMED, "leg_pain", "acted_on", "physiotherapy_first", *REASONS)
_INTEGERS = (
    "age_years",
    *(f"days_to_{kind}" for kind in TIMED),
    "opioid_days_90",
    "steroid_days_year",
    "conservative_days",
    "first_treatment_days",
    "acted_on_days",
    "red_flag_followed_days",
)
EPISODE: Mapping[str, Column] = {
    **{name: Column(name, Kind.BOOLEAN) for name in _BOOLEANS},
    **{name: Column(name, Kind.INTEGER) for name in _INTEGERS},
}
"""What a rule of an audit may read. Days count from the episode's first day, which is 0; they are
null where it never happened."""


def episodes(rows: pl.DataFrame, last: date) -> pl.DataFrame:
    """The episodes of the people in `rows` (person, date, kind, provider, days, age_years), which
    hold all of each person. `last` is the last day of the data. One row for each episode, in order
    of person and start: person, start, provider, followed_days, and the columns of `EPISODE`."""
    care = _numbered(rows.lazy().filter(pl.col("kind").is_in(CARE)))
    found = care.group_by("episode").agg(*_facts())
    found = found.with_columns(_days(last))
    found = found.with_columns(_treatments())
    return _with_history(found.collect(), rows).select(
        "person", "start", "provider", "followed_days", *EPISODE
    )


def _numbered(care: pl.LazyFrame) -> pl.LazyFrame:
    """Each row with the number of its episode, and what of it later columns compare with."""
    # What happened on one day has no order of its own: the same rows give the same episodes.
    ordered = care.sort("person", "date", "kind", "provider", "days", nulls_last=True)
    same = pl.col("person") == pl.col("person").shift()
    begins = ~same.fill_null(False) | (pl.col("date").diff().dt.total_days() > GAP_DAYS)
    numbered = ordered.with_columns(begins.cast(pl.UInt32).cum_sum().alias("episode"))
    anchors = numbered.group_by("episode").agg(
        pl.col("date").min().alias("start"),
        _on("red_flag").min().alias("flagged"),
        _on("surgery").min().alias("operated"),
    )
    return numbered.join(anchors, on="episode", how="left", maintain_order="left").with_columns(
        *(_on(each).alias(f"first_{each}") for each in TIMED),
        pl.when(pl.col("kind").is_in(ACTS) & (pl.col("date") >= pl.col("flagged")))
        .then(pl.col("date"))
        .alias("acted"),
        pl.when((pl.col("kind") == "physiotherapy") & (pl.col("date") <= pl.col("operated")))
        .then(pl.col("date"))
        .alias("exercised"),
        _supplied().alias("supplied"),
    )


def _on(kind: str) -> pl.Expr:
    """The day of a row of a kind; null on the others."""
    return pl.when(pl.col("kind") == kind).then(pl.col("date"))


def _supplied() -> pl.Expr:
    within = pl.col("date") <= pl.col("start") + pl.duration(days=SUPPLY_DAYS)
    return (pl.col("kind") == "opioid") & within


def _facts() -> list[pl.Expr]:
    days, supplied = pl.col("days"), pl.col("supplied")
    first = [f"first_{each}" for each in TIMED]
    return [
        pl.col("person", "start", "provider", "age_years", "flagged").first(),
        pl.col(*first, "acted", "exercised").min(),
        (pl.col("kind") == "leg_pain").any().alias("leg_pain"),
        (supplied & days.is_null()).any().alias("supply_unknown"),
        pl.when(supplied).then(days).otherwise(0).sum().alias("supply"),
    ]


def _days(last: date) -> list[pl.Expr]:
    start = pl.col("start")

    def between(one: pl.Expr, other: pl.Expr) -> pl.Expr:
        return (other - one).dt.total_days()

    surgery = pl.col("first_surgery")
    waited = between(pl.col("exercised"), surgery).fill_null(0)
    return [
        between(start, pl.lit(last)).alias("followed_days"),
        *(pl.col(f"first_{each}").is_not_null().alias(each) for each in TIMED),
        *(between(start, pl.col(f"first_{each}")).alias(f"days_to_{each}") for each in TIMED),
        pl.when(~pl.col("supply_unknown")).then(pl.col("supply")).alias("opioid_days_90"),
        pl.col("acted").is_not_null().alias("acted_on"),
        between(pl.col("flagged"), pl.col("acted")).alias("acted_on_days"),
        between(pl.col("flagged"), pl.lit(last)).alias("red_flag_followed_days"),
        pl.when(surgery.is_not_null()).then(waited).alias("conservative_days"),
    ]


def _treatments() -> list[pl.Expr]:
    days = [pl.col(f"days_to_{each}") for each in TREATMENTS]
    others = pl.min_horizontal(days[:-1])
    physiotherapy = pl.col("days_to_physiotherapy")
    first = physiotherapy.is_not_null() & (others.is_null() | (physiotherapy <= others))
    return [
        pl.min_horizontal(days).alias("first_treatment_days"),
        first.alias("physiotherapy_first"),
    ]


def _with_history(found: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """With the reasons that were recorded near each episode."""
    history = rows.filter(pl.col("kind").is_in(HISTORY)).select("person", "date", "kind", "days")
    until = pl.col("start") + pl.duration(days=REASON_DAY)
    found = found.with_columns(until.alias("until")).sort("until", maintain_order=True)
    for name, (kinds, before) in REASONS.items():
        seen = history.filter(pl.col("kind").is_in(kinds)).sort("date")
        seen = seen.select("person", pl.col("date").alias(name))
        found = found.join_asof(
            seen, left_on="until", right_on=name, by="person", check_sortedness=False
        )
        # The latest by then: if that is too long ago, so are all the others.
        recent = pl.col(name).is_not_null()
        if before is not None:
            recent &= pl.col(name) >= pl.col("start") - pl.duration(days=before)
        found = found.with_columns(recent.fill_null(False).alias(name))
    found = found.sort("person", "start")
    return _with_steroids(found, history.filter(pl.col("kind") == "steroid"))


def _with_steroids(found: pl.DataFrame, steroids: pl.DataFrame) -> pl.DataFrame:
    """With the days of steroids in the year before; null where a supply has no days."""
    start = pl.col("start")
    near = (
        found.lazy()
        .select("person", "start")
        .join(steroids.lazy().select("person", "date", "days"), on="person")
        .filter((pl.col("date") < start) & (pl.col("date") >= start - pl.duration(days=YEAR)))
        .group_by("person", "start")
        .agg(
            pl.when(pl.col("days").is_null().any())
            .then(None)
            .otherwise(pl.col("days").sum())
            .alias("steroid_days_year"),
            pl.lit(True).alias("supplied"),
        )
    )
    joined = found.lazy().join(near, on=("person", "start"), how="left", maintain_order="left")
    days = pl.when(pl.col("supplied")).then(pl.col("steroid_days_year")).otherwise(0)
    return joined.with_columns(days.alias("steroid_days_year")).collect()
