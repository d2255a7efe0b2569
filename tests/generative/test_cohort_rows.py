"""Random rows with unknowns: a table decides every one of them as the single person is decided."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest

from plumbline.cohort.facts import Blanks, Days
from plumbline.cohort.in_polars import carry_out
from plumbline.cohort.plan import make_plan
from tests.unit.care.people import TODAY, rulebook
from tests.unit.cohort.people import (
    Row,
    days_before,
    differences,
    frame_of,
    person_says,
    random_row,
    used_findings,
    without,
)

PEOPLE = 300
NAMES = [finding.id for finding in used_findings()]


def decide(frame: pl.DataFrame, days: Days, *, engine: str = "in-memory") -> pl.DataFrame:
    present = [name for name in frame.columns if name in NAMES]
    plan = make_plan(rulebook(), present, days)
    return carry_out(plan, frame.lazy()).collect(engine=engine)  # type: ignore[call-overload]


@pytest.mark.parametrize("blanks", ["not_asked", "dont_know"])
def test_every_row_is_decided_as_one_person_is(blanks: Blanks) -> None:
    rng = random.Random(8)
    rows = [random_row(rng) for _ in range(PEOPLE)]
    table = decide(frame_of(rows), Days(TODAY, blanks=blanks))
    says = [person_says(row, TODAY, dont_know=blanks == "dont_know") for row in rows]
    assert differences(table, says) == []
    # The people are such that something can go wrong.
    found = set(table["urgency"])
    assert {"emergency_now", "same_day", "within_days"} < found
    assert ({"self_care"} if blanks == "dont_know" else {"self_care", None}) <= found
    assert table["step_level"].n_unique() >= 4
    assert table["complete"].n_unique() == (1 if blanks == "dont_know" else 2)


def test_a_table_with_few_columns_is_decided_as_people_asked_little() -> None:
    """A column that is not there is unknown for everybody."""
    rng = random.Random(9)
    for size in (1, 5, 20, 60, 150):
        names = rng.sample(NAMES, size)
        rows = [random_row(rng) for _ in range(30)]
        table = decide(frame_of(rows, names), Days(TODAY))
        few = [without(row, set(NAMES) - set(names)) for row in rows]
        assert differences(table, [person_says(row, TODAY) for row in few]) == []


def test_answers_grow_old_and_people_too() -> None:
    """Days in columns: each row on its own day, told on another."""
    rng = random.Random(10)
    rows = [random_row(rng) for _ in range(PEOPLE)]
    today = [date(2026, 3, 2 + rng.randrange(20)) for _ in rows]
    told = [days_before(rng, day) for day in today]
    frame = frame_of(rows).with_columns(pl.Series("z_now", today), pl.Series("z_told", told))
    table = decide(frame, Days("z_now", "z_told"))
    says = [person_says(row, now, on) for row, now, on in zip(rows, today, told, strict=True)]
    assert differences(table, says) == []
    fresh = [person_says(row, now) for row, now in zip(rows[:30], today, strict=False)]
    assert differences(table[:30], fresh), "nothing grew old"


def test_one_day_for_all_is_the_same_as_that_day_in_a_column() -> None:
    rng = random.Random(11)
    rows = [random_row(rng) for _ in range(200)]
    told = days_before(rng, TODAY)
    frame = frame_of(rows)
    at_once = decide(frame, Days(TODAY, told))
    day = frame.with_columns(pl.lit(TODAY).alias("z_now"), pl.lit(told).alias("z_told"))
    assert decide(day, Days("z_now", "z_told")).equals(at_once)


def test_streaming_gives_the_same() -> None:
    rng = random.Random(12)
    rows: list[Row] = [random_row(rng) for _ in range(200)]
    frame = frame_of(rows)
    assert decide(frame, Days(TODAY), engine="streaming").equals(decide(frame, Days(TODAY)))
