"""`plumbline cohort run` and `columns`, as an analyst uses them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import polars as pl
import pytest

from tests.functional.cli_user import plumbline
from tests.functional.cohort_user import FRAME, ROWS, cohort_run, in_parts, left_in, refused
from tests.unit.care.people import TODAY
from tests.unit.cohort.people import differences, person_says


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.parquet"
    FRAME.write_parquet(file, row_group_size=16)
    return file


@pytest.mark.parametrize("name", ["d.parquet", "d.csv", "d"])
def test_every_row_is_written_with_the_decisions_of_one_person(
    people: Path, tmp_path: Path, name: str
) -> None:
    said = cohort_run(people, tmp_path / name)
    assert said.code == 0, said.err
    assert "60 rows decided" in said.out
    read = pl.read_csv if name == "d.csv" else pl.read_parquet
    table = read(tmp_path / name)
    assert table["row"].to_list() == list(range(60))
    assert differences(table, [person_says(row, TODAY) for row in ROWS[:20]] + [{}] * 40) == []
    assert left_in(tmp_path) == {"people.parquet", name}


def test_csv_is_read_as_parquet_is(people: Path, tmp_path: Path) -> None:
    FRAME.write_csv(tmp_path / "people.csv")
    assert cohort_run(people, tmp_path / "a.parquet").code == 0
    assert cohort_run(tmp_path / "people.csv", tmp_path / "b.parquet").code == 0
    whole = pl.read_parquet(tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "b.parquet").equals(whole)


def test_csv_of_many_parts_is_read_once_and_as_parquet_is(people: Path, tmp_path: Path) -> None:
    FRAME.write_csv(tmp_path / "people.csv")
    with mock.patch.object(pl, "scan_csv", wraps=pl.scan_csv) as opened:
        in_parts(tmp_path / "people.csv", tmp_path / "b.parquet")
    assert opened.call_count == 2  # to count its rows, and to copy it
    in_parts(people, tmp_path / "a.parquet")
    whole = pl.read_parquet(tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "b.parquet").equals(whole)
    assert left_in(tmp_path) == {"people.parquet", "people.csv", "a.parquet", "b.parquet"}


def test_a_folder_is_one_table_and_a_column_may_be_missing_in_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    (folder / "2026").mkdir(parents=True)
    FRAME[:30].write_parquet(folder / "2026" / "a.parquet")
    FRAME[30:].drop("saddle_numbness").write_parquet(folder / "b.parquet")
    assert cohort_run(folder, tmp_path / "d.parquet").code == 0
    table = pl.read_parquet(tmp_path / "d.parquet")
    assert table["row"].to_list() == list(range(60))
    gone = [row | {"saddle_numbness": None} for row in ROWS[30:]]
    assert differences(table[30:], [person_says(row, TODAY) for row in gone[:10]] + [{}] * 20) == []


def test_days_and_the_id_stand_in_columns(tmp_path: Path) -> None:
    told = [TODAY - timedelta(days=number) for number in range(60)]
    days = pl.DataFrame({"who": [f"p{n}" for n in range(60)], "seen": [TODAY] * 60, "told": told})
    FRAME.hstack(days.get_columns()).write_csv(tmp_path / "p.csv")
    out = tmp_path / "d.parquet"
    words = ("--as-of", "seen", "--told-on", "told", "--id", "who")
    said = plumbline("cohort", "run", str(tmp_path / "p.csv"), "--out", str(out), *words)
    assert said.code == 0, said.err
    table = pl.read_parquet(out)
    assert table["who"][3] == "p3"
    assert table["as_of"][3] == TODAY
    says = [person_says(row, TODAY, day) for row, day in zip(ROWS[:30], told, strict=False)]
    assert differences(table[:30], says) == []


@pytest.mark.hazard("unknown_as_no")
def test_what_grew_old_is_never_taken_for_what_nobody_could_say(people: Path) -> None:
    words = ("--blanks", "dont_know", "--told-on", "2026-01-01")
    refused(cohort_run(people, people.parent / "d.parquet", *words), "--blanks", "another day")


def test_names_of_the_omop_model_are_read(tmp_path: Path) -> None:
    born = [datetime(2009, 3, 3, 6), datetime(2008, 3, 2), None]
    pl.DataFrame(
        {
            "person_id": [7, 8, 9],
            "gender_concept_id": [8507, 8532, 0],
            "year_of_birth": [2009, 2008, 1960],
            "birth_datetime": pl.Series(born, dtype=pl.Datetime),
            "visit_start_date": [TODAY] * 3,
            "saddle_numbness": [False, False, True],
        }
    ).write_parquet(tmp_path / "visits.parquet")
    words = ("--mapping", "omop_cdm_v54", "--out", str(tmp_path / "d.parquet"))
    said = plumbline("cohort", "run", str(tmp_path / "visits.parquet"), *words, "--json")
    assert said.code == 0, said.err
    assert said.json["impossible"] == {}
    assert set(said.json["findings"]) == {"age_years", "sex_at_birth", "saddle_numbness"}
    table = pl.read_parquet(tmp_path / "d.parquet")
    assert table["person_id"].to_list() == [7, 8, 9]
    # 16 on the day; 18 on the day; a year of birth alone says too little.
    assert table["flag_child"].to_list() == [True, False, None]


def test_a_value_that_cannot_be_is_unknown_and_told(tmp_path: Path) -> None:
    pl.DataFrame({"age_years": [40, 400], "sex_at_birth": ["m", "male"]}).write_parquet(
        tmp_path / "p.parquet"
    )
    said = cohort_run(tmp_path / "p.parquet", tmp_path / "d.parquet", "--json")
    assert said.json["impossible"] == {"age_years": 1, "sex_at_birth": 1}
    strict = cohort_run(tmp_path / "p.parquet", tmp_path / "e.parquet", "--strict")
    refused(strict, "age_years", "p.parquet")


def test_what_stands_there_is_replaced_only_when_told(people: Path, tmp_path: Path) -> None:
    (tmp_path / "d.parquet").write_text("mine")
    refused(cohort_run(people, tmp_path / "d.parquet"), "--force")
    assert (tmp_path / "d.parquet").read_text() == "mine"
    assert cohort_run(people, tmp_path / "d.parquet", "--force").code == 0
    (tmp_path / "d").mkdir()
    refused(cohort_run(people, tmp_path / "d"), "new folder")
    refused(cohort_run(people, tmp_path / "d.txt"), ".parquet")


def test_the_dictionary_lists_what_a_table_may_hold() -> None:
    listed = plumbline("cohort", "columns", "--json").json
    names = {row["name"] for row in listed}
    assert names == set(FRAME.columns)
    age = next(row for row in listed if row["name"] == "age_years")
    assert (age["kind"], age["unit"], age["range"]) == ("integer", "years", "0 to 120")
    assert age["question"] in plumbline("cohort", "columns").out
    assert len(plumbline("cohort", "columns", "--all", "--json").json) > len(listed)
