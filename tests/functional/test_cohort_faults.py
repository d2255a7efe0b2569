"""`plumbline cohort run` over broken files, on a full disk, and killed half way."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from unittest import mock

import polars as pl
import pytest

from plumbline.cohort import run as runs
from plumbline.errors import BadInput
from tests.functional.cli_user import SOURCE, Said
from tests.functional.cohort_user import DAY, FRAME, cohort_run, in_parts, left_in, refused
from tests.unit.care.people import TODAY, rulebook


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.parquet"
    FRAME.write_parquet(file, row_group_size=16)
    return file


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
    ("line", "word"), [("1,2,3,4", "cannot be read"), ("forty,1", "'forty' in row 41")]
)
def test_csv_that_breaks_in_a_later_part_is_named(tmp_path: Path, line: str, word: str) -> None:
    rows = ["age_years,b", *["40,1"] * 40, line, *["41,1"] * 20]
    (tmp_path / "p.csv").write_text("\n".join(rows) + "\n")
    with pytest.raises(BadInput, match=word) as told:
        in_parts(tmp_path / "p.csv", tmp_path / "d.parquet")
    assert "p.csv" in str(told.value)
    assert not (tmp_path / "d.parquet").exists()


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
    said = cohort_run(tmp_path / name, tmp_path / "d.parquet")
    refused(said, word, name)
    assert len(said.err.splitlines()) == 1
    assert "d.parquet" not in left_in(tmp_path)


def test_a_full_disk_leaves_nothing_that_looks_whole(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")):
        refused(cohort_run(people, out / "d.parquet"), "No space left on device", "d.parquet")
    assert "d.parquet" not in left_in(out)
    for path in out.rglob("*.parquet"):
        pytest.fail(f"{path} looks whole")


def test_a_disk_that_is_full_while_csv_is_copied_is_no_fault_of_the_file(tmp_path: Path) -> None:
    FRAME.write_csv(tmp_path / "p.csv")
    full = pl.exceptions.ComputeError("No space left on device (os error 28)")
    with (
        mock.patch.object(pl.LazyFrame, "sink_parquet", side_effect=full),
        pytest.raises(BadInput, match="cannot be written"),
    ):
        in_parts(tmp_path / "p.csv", tmp_path / "d.parquet")
    assert in_parts(tmp_path / "p.csv", tmp_path / "d.parquet", resume=True).rows == 60


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


SCRIPT = """
import os, signal, sys
from datetime import date
from pathlib import Path
from plumbline.cohort import run as runs
from plumbline.errors import BadInput
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

    order = runs.Order(str(people), out, TODAY)
    with pytest.raises(KeyboardInterrupt):
        runs.run(rulebook(), order, progress=stop)
    FRAME[:59].write_parquet(people)
    refused(cohort_run(people, out, "--resume"), "other data")
