"""The plan as SQL text gives the same decisions as Polars, which are those of one person."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from plumbline.cohort.facts import Blanks, Days
from plumbline.cohort.in_polars import carry_out
from plumbline.cohort.in_sql import DUCKDB, query
from plumbline.cohort.plan import make_plan
from tests.unit.care.people import TODAY, rulebook
from tests.unit.cohort.people import Row, days_before, frame_of, random_row


def in_duckdb(file: Path, text: str) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW people AS SELECT * FROM read_parquet('{file}')")
        found = connection.execute(text)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float | int):
        return abs(one - other) < 1e-9
    return one == other


@pytest.mark.parametrize("blanks", ["not_asked", "dont_know"])
def test_duckdb_and_polars_decide_alike(blanks: Blanks, tmp_path: Path) -> None:
    rng = random.Random(21)
    rows: list[Row] = [random_row(rng) for _ in range(120)]
    now = [TODAY] * len(rows)
    told = [days_before(rng, TODAY) for _ in rows]
    frame = frame_of(rows).with_columns(
        pl.Series("nr", range(len(rows))), pl.Series("z_now", now), pl.Series("z_told", told)
    )
    file = tmp_path / "people.parquet"
    frame.write_parquet(file)
    for days in (Days(TODAY, blanks=blanks), Days("z_now", "z_told", blanks)):
        names = [name for name in frame.columns if not name.startswith(("z_", "nr"))]
        plan = make_plan(rulebook(), names, days, kept=("nr",))
        expected = carry_out(plan, frame.lazy()).collect().rows(named=True)
        found = sorted(in_duckdb(file, query(plan, "people", DUCKDB)), key=lambda row: row["nr"])
        for left, right in zip(found, expected, strict=True):
            wrong = {name for name in right if not same(left[name], right[name])}
            assert wrong == set(), left["nr"]
