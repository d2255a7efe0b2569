"""`plumbline cohort run --engine spark` where Spark cannot be had, in one clear line each."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from plumbline.cohort import in_spark
from tests.functional.cli_user import Said, plumbline


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.parquet"
    pl.DataFrame({"who": [1, 2], "age_years": [40, 50]}).write_parquet(file)
    return file


def on_spark(people: Path, *more: str) -> Said:
    out = str(people.parent / "decided")
    words = ("cohort", "run", str(people), "--out", out, "--id", "who", "--as-of", "2026-03-02")
    return plumbline(*words, "--engine", "spark", *more)


def refused(said: Said, *words: str) -> None:
    assert said.code == 2
    told = said.err.splitlines()
    assert len(told) == 1
    for word in words:
        assert word in told[0]


def test_no_pyspark_is_one_line_that_says_how_to_get_it(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_spark, "find_spec", lambda _name: None)
    refused(on_spark(people), "PySpark", 'pip install "plumbline[spark]"')
    assert {path.name for path in people.parent.iterdir()} == {"people.parquet"}


@pytest.mark.parametrize("home", ["", "somewhere"])
def test_no_java_is_one_line(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setattr(in_spark, "find_spec", lambda _name: object())
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / home) if home else "")
    refused(on_spark(people), "Java is not installed", "Java 17")


def test_what_spark_does_not_know_is_refused_before_it_starts(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_spark, "find_spec", lambda _name: pytest.fail("started"))
    refused(on_spark(people, "--resume"), "--resume")
    (people.parent / "decided").mkdir()
    refused(on_spark(people), "decided", "new folder")
    refused(plumbline("cohort", "run", str(people), "--out", "d", "--engine", "hadoop"), "--engine")
