"""Claims rows become episodes by the rule of 180 days, and what happened in each is read off."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from plumbline.cohort.claims import CARE, HISTORY
from plumbline.cohort.episodes import EPISODE, GAP_DAYS, episodes

START, LAST = date(2025, 1, 1), date(2025, 12, 31)
SCHEMA = {
    "person": pl.String,
    "date": pl.Date,
    "kind": pl.String,
    "provider": pl.String,
    "days": pl.Int64,
    "age_years": pl.Int64,
}


def rows(*told: tuple[int, str] | tuple[int, str, int | None]) -> pl.DataFrame:
    """Rows of one person, by the day after the start."""
    return pl.DataFrame(
        [
            ("a", START + timedelta(days=day), kind, "p", more[0] if more else None, 40)
            for day, kind, *more in told
        ],
        schema=SCHEMA,
        orient="row",
    )


def only(*told: Any) -> dict[str, Any]:
    """The one episode of these rows."""
    found = episodes(rows(*told), LAST)
    assert found.height == 1
    return found.row(0, named=True)


@pytest.mark.parametrize(("gap", "number"), [(0, 1), (1, 1), (GAP_DAYS, 1), (GAP_DAYS + 1, 2)])
def test_an_episode_ends_after_more_than_180_days_without_care(gap: int, number: int) -> None:
    assert episodes(rows((0, "visit"), (gap, "visit")), LAST).height == number


def test_a_gap_counts_from_the_last_care_not_from_the_first() -> None:
    assert episodes(rows((0, "visit"), (150, "opioid"), (300, "visit")), LAST).height == 1


def test_history_neither_begins_an_episode_nor_fills_a_gap() -> None:
    told = rows((0, "cancer"), (10, "visit"), (100, "trauma"), (200, "visit"))
    found = episodes(told, LAST)
    assert found["start"].to_list() == [START + timedelta(days=day) for day in (10, 200)]
    assert episodes(rows((0, "cancer")), LAST).height == 0


def test_what_happened_is_counted_in_days_from_the_first() -> None:
    one = only((3, "visit"), (10, "imaging"), (20, "imaging"), (30, "physiotherapy"))
    assert (one["imaging"], one["days_to_imaging"]) == (True, 7)
    assert (one["opioid"], one["days_to_opioid"]) == (False, None)
    assert (one["physiotherapy_first"], one["first_treatment_days"]) == (False, 7)
    assert one["followed_days"] == (LAST - START).days - 3


def test_supply_is_summed_and_unknown_where_a_claim_does_not_say() -> None:
    assert only((0, "opioid", 5), (20, "opioid", 4), (91, "opioid", 30))["opioid_days_90"] == 9
    assert only((0, "opioid", 5), (20, "opioid", None))["opioid_days_90"] is None
    assert only((0, "visit"))["opioid_days_90"] == 0


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ([(0, "visit"), (50, "surgery")], 0),
        ([(0, "visit"), (8, "physiotherapy"), (50, "surgery")], 42),
        ([(0, "visit"), (50, "surgery"), (60, "physiotherapy")], 0),
        ([(0, "visit")], None),
    ],
)
def test_care_without_an_operation_counts_from_the_first_physiotherapy(
    told: list[tuple[int, str]], days: int | None
) -> None:
    assert only(*told)["conservative_days"] == days


def test_a_sign_of_danger_is_acted_on_only_by_what_comes_after_it() -> None:
    one = only((0, "imaging"), (5, "red_flag"), (9, "urgent_visit"))
    assert (one["acted_on"], one["acted_on_days"]) == (True, 4)
    one = only((0, "imaging"), (5, "red_flag"))
    assert (one["acted_on"], one["acted_on_days"]) == (False, None)
    assert one["red_flag_followed_days"] == (LAST - START).days - 5


@pytest.mark.parametrize(
    ("kind", "name", "before", "too_early"),
    [
        ("cancer", "had_cancer_or_weak_defence", 3000, None),
        ("weak_defence", "had_cancer_or_weak_defence", 3000, None),
        ("nerve_loss", "had_nerve_loss_or_infection", 365, 366),
        ("spinal_infection", "had_nerve_loss_or_infection", 365, 366),
        ("injected_drugs", "had_nerve_loss_or_infection", 365, 366),
        ("trauma", "had_trauma", 90, 91),
    ],
)
def test_a_reason_counts_in_its_time(
    kind: str, name: str, before: int, too_early: int | None
) -> None:
    assert only((0, "visit"), (-before, kind))[name]
    assert only((0, "visit"), (28, kind))[name]
    assert not only((0, "visit"), (29, kind))[name]
    if too_early is not None:
        assert not only((0, "visit"), (-too_early, kind))[name]
        assert only((0, "visit"), (-too_early, kind), (-before, kind))[name]


def test_steroids_are_summed_over_the_year_before() -> None:
    told = [(0, "visit"), (-366, "steroid", 90), (-365, "steroid", 30), (-1, "steroid", 61)]
    assert only(*told, (0, "steroid", 90))["steroid_days_year"] == 91
    assert only((0, "visit"), (-5, "steroid", None))["steroid_days_year"] is None
    assert only((0, "visit"))["steroid_days_year"] == 0


def by_hand(table: pl.DataFrame) -> list[tuple[str, date, str]]:
    """Person, start and provider of each episode: the slow, obvious way."""
    found: list[tuple[str, date, str]] = []
    care = table.filter(pl.col("kind").is_in(CARE))
    for person in sorted(set(care["person"])):
        before: date | None = None
        own = care.filter(pl.col("person") == person).sort("date", "kind", "provider")
        for row in own.iter_rows(named=True):
            if before is None or (row["date"] - before).days > GAP_DAYS:
                found.append((person, row["date"], row["provider"]))
            before = row["date"]
    return found


def test_many_people_are_told_apart_as_by_hand_in_any_order() -> None:
    rng = random.Random(5)
    told = [
        (
            f"p{rng.randrange(40)}",
            START + timedelta(days=rng.randrange(1500)),
            rng.choice([*CARE, *HISTORY]),
            f"d{rng.randrange(3)}",
            rng.choice([None, 5]),
            rng.randrange(90),
        )
        for _ in range(400)
    ]
    table = pl.DataFrame(told, schema=SCHEMA, orient="row")
    found = episodes(table, LAST)
    assert found.select("person", "start", "provider").rows() == by_hand(table)
    rng.shuffle(told)
    again = episodes(pl.DataFrame(told, schema=SCHEMA, orient="row"), LAST)
    assert again.equals(found)
    assert set(EPISODE) < set(found.columns)
