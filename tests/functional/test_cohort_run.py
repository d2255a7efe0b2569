"""`plumbline cohort run` and `columns`, as an analyst uses them, with whole and broken files."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest import mock

import polars as pl
import pytest

from plumbline.cohort import run as runs
from tests.functional.cli_user import SOURCE, Said, plumbline
from tests.unit.care.people import TODAY
from tests.unit.cohort.people import differences, frame_of, person_says, random_row

DAY = TODAY.isoformat()
ROWS = [random_row(random.Random(seed)) for seed in range(60)]
FRAME = frame_of(ROWS)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.parquet"
    FRAME.write_parquet(file, row_group_size=16)
    return file


def cohort_run(people: Path, out: Path, *more: str) -> Said:
    return plumbline("cohort", "run", str(people), "--out", str(out), "--as-of", DAY, *more)


def refused(said: Said, *words: str) -> None:
    """One clear line, the code for what cannot be used, and every word in it."""
    assert said.code == 2, said.err
    told = [line for line in said.err.splitlines() if line.startswith("plumbline: ")]
    assert len(told) == 1
    for word in words:
        assert word in told[0]


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


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
            "year_of_birth": [2009, 2008, 1960],
            "birth_datetime": pl.Series(born, dtype=pl.Datetime),
            "visit_start_date": [TODAY] * 3,
            "saddle_numbness": [False, False, True],
        }
    ).write_parquet(tmp_path / "visits.parquet")
    words = ("--mapping", "omop_cdm_v54", "--out", str(tmp_path / "d.parquet"))
    said = plumbline("cohort", "run", str(tmp_path / "visits.parquet"), *words)
    assert said.code == 0, said.err
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


def test_a_truncated_file_is_one_line(people: Path, tmp_path: Path) -> None:
    whole = people.read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    refused(cohort_run(tmp_path / "cut.parquet", tmp_path / "d.parquet"), "cut.parquet", "read")
    middle = bytearray(whole)
    middle[400:3000] = bytes(2600)
    (tmp_path / "cut.parquet").write_bytes(bytes(middle))
    refused(cohort_run(tmp_path / "cut.parquet", tmp_path / "d.parquet"), "cut.parquet", "rows 1")
    assert "d.parquet" not in left_in(tmp_path)


def test_a_column_of_another_type_is_named_with_its_file(tmp_path: Path) -> None:
    """A Parquet file has one type for a column; a table of several files need not."""
    folder = tmp_path / "people"
    folder.mkdir()
    for number in range(4):
        part = FRAME[number * 15 : number * 15 + 15]
        if number == 2:
            part = part.with_columns(pl.col("age_years").cast(pl.String))
        part.write_parquet(folder / f"{number}.parquet")
    refused(cohort_run(folder, tmp_path / "d.parquet"), "age_years", "2.parquet", "whole numbers")
    assert left_in(tmp_path) == {"people"}


def test_a_cell_of_csv_that_cannot_be_read_is_named_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("age_years,fever_or_rigors\n40,true\n41,maybe\n")
    said = cohort_run(tmp_path / "p.csv", tmp_path / "d.csv")
    refused(said, "fever_or_rigors", "'maybe'", "row 2", "true or false")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("none.csv", None, "is not there"),
        ("empty.csv", b"", "cannot be read"),
        ("head.csv", b"age_years\n", "no rows"),
        ("other.csv", b"a,b\n1,2\n", "no column that is a finding"),
        ("ragged.csv", b"age_years,b\n1,2\n1,2,3,4\n", "cannot be read"),
        ("bytes.csv", b"age_years,b\n1,\xff\xfe\x00\n", "cannot be read"),
        ("p.xlsx", b"x", "not a table"),
    ],
)
def test_what_is_no_table_gets_one_line(
    tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused(cohort_run(tmp_path / name, tmp_path / "d.parquet"), word, name)
    assert "d.parquet" not in left_in(tmp_path)


def test_a_full_disk_leaves_nothing_that_looks_whole(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")):
        refused(cohort_run(people, out / "d.parquet"), "No space left on device", "d.parquet")
    assert "d.parquet" not in left_in(out)
    for path in out.rglob("*.parquet"):
        pytest.fail(f"{path} looks whole")


def test_a_file_that_grows_too_large_is_one_line(people: Path, tmp_path: Path) -> None:
    """The system's own refusal, half way through a part."""

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    out = tmp_path / "d.parquet"
    command = [sys.executable, "-m", "plumbline", "cohort", "run", str(people)]
    done = subprocess.run(
        [*command, "--out", str(out), "--as-of", DAY],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=little_room,
        capture_output=True,
        text=True,
        timeout=60,
    )
    refused(Said(done.returncode, done.stdout, done.stderr), "cannot be written", "d.parquet")
    assert list(tmp_path.rglob("[!.]*.parquet")) == [people]
    assert cohort_run(people, out, "--resume").code == 0


def test_what_stands_there_is_replaced_only_when_told(people: Path, tmp_path: Path) -> None:
    (tmp_path / "d.parquet").write_text("mine")
    refused(cohort_run(people, tmp_path / "d.parquet"), "--force")
    assert (tmp_path / "d.parquet").read_text() == "mine"
    assert cohort_run(people, tmp_path / "d.parquet", "--force").code == 0
    (tmp_path / "d").mkdir()
    refused(cohort_run(people, tmp_path / "d"), "new folder")
    refused(cohort_run(people, tmp_path / "d.txt"), ".parquet")


SCRIPT = """
import os, signal, sys
from datetime import date
from pathlib import Path
from plumbline.cohort import run as runs
from plumbline.cli.profiles import our_rulebook
order = runs.Order(sys.argv[1], Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), part_rows=16)
def killed(done, rows):
    if done >= 32:
        os.kill(os.getpid(), signal.SIGKILL)
runs.run(our_rulebook(), order, progress=killed)
"""


def test_a_run_killed_half_way_goes_on_where_it_was(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.parquet"
    command = [sys.executable, "-c", SCRIPT, str(people), str(out), DAY]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    work = tmp_path / ".d.parquet.unfinished"
    assert not out.exists()
    assert {p.name for p in work.glob("*.parquet")} == {
        "part-000000.parquet",
        "part-000001.parquet",
    }
    before = (work / "part-000000.parquet").stat().st_mtime_ns
    time.sleep(0.01)
    refused(cohort_run(people, out), "--resume")
    # With other parts than then it would not fit together, so it is another run.
    refused(cohort_run(people, out, "--resume"), "other")
    order = runs.Order(str(people), out, date.fromisoformat(DAY), part_rows=16)
    kept: list[int] = []

    def watch(_done: int, _rows: int) -> None:
        kept.append((work / "part-000000.parquet").stat().st_mtime_ns)

    from tests.unit.care.people import rulebook

    summary = runs.run(rulebook(), order, resume=True, progress=watch)
    assert set(kept) == {before}
    assert (summary.rows, sum(summary.urgency.values())) == (60, 60)
    assert not work.exists()
    again = tmp_path / "again.parquet"
    assert cohort_run(people, again).code == 0
    assert pl.read_parquet(out).equals(pl.read_parquet(again))


def test_a_changed_file_is_not_resumed(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.parquet"

    def stop(_done: int, _rows: int) -> None:
        raise KeyboardInterrupt

    from tests.unit.care.people import rulebook

    order = runs.Order(str(people), out, TODAY)
    with pytest.raises(KeyboardInterrupt):
        runs.run(rulebook(), order, progress=stop)
    FRAME[:59].write_parquet(people)
    refused(cohort_run(people, out, "--resume"), "other data")


def test_the_dictionary_lists_what_a_table_may_hold() -> None:
    listed = plumbline("cohort", "columns", "--json").json
    names = {row["name"] for row in listed}
    assert names == set(FRAME.columns)
    age = next(row for row in listed if row["name"] == "age_years")
    assert (age["kind"], age["unit"], age["range"]) == ("integer", "years", "0 to 120")
    assert age["question"] in plumbline("cohort", "columns").out
    assert len(plumbline("cohort", "columns", "--all", "--json").json) > len(listed)
