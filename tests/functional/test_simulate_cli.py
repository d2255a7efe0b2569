"""`plumbline simulate`: one clear message for what cannot be used, and a report whole or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.functional.cli_user import Said, plumbline
from tests.unit.simulate.test_report import lived

BAD = [
    ("--people", "0", "1 to"),
    ("--people", "-5", "1 to"),
    ("--days", "3", "28 to"),
    ("--days", "100000", "28 to"),
    ("--seed", "-1", "0 to"),
    ("--workers", "0", "1 to"),
]


def simulate(*words: str) -> Said:
    """The command with lives that are lived already."""

    def run(_order: object) -> Iterator[Any]:
        yield lived()

    with mock.patch("plumbline.simulate.run", run):
        return plumbline("simulate", "--people", "1", *words)


@pytest.mark.parametrize(("option", "value", "allowed"), BAD)
def test_what_cannot_be_used_gets_one_message(option: str, value: str, allowed: str) -> None:
    said = plumbline("simulate", option, value)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert option in said.err
    assert allowed in said.err


@pytest.mark.parametrize(
    ("name", "problem"),
    [("report.txt", ".html or .json"), ("no/such/folder/a.html", "folder"), (".", ".html")],
)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_lived(
    tmp_path: Path, name: str, problem: str
) -> None:
    said = plumbline("simulate", "--out", str(tmp_path / name))
    assert said.code == 2
    assert problem in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_page_and_json_are_written(tmp_path: Path) -> None:
    page, data = tmp_path / "a.html", tmp_path / "a.json"
    assert simulate("--out", str(page)).code == 0
    assert simulate("--out", str(data)).code == 0
    assert "no evidence of benefit" in page.read_text(encoding="utf-8")
    counted = json.loads(data.read_text(encoding="utf-8"))
    assert counted["policies"].keys() == {"plumbline", "fixed", "nothing"}
    assert counted["order"] == {"people": 1, "days": 180, "seed": 1, "solver": True}


def test_a_file_that_is_there_is_replaced_only_when_told(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("mine", encoding="utf-8")
    said = simulate("--out", str(file))
    assert (said.code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert simulate("--out", str(file), "--force").code == 0
    assert "<svg" in file.read_text(encoding="utf-8")


def test_without_a_file_the_counts_are_printed() -> None:
    assert simulate().json["read_this_first"]


def test_an_interrupt_ends_cleanly_and_writes_nothing(tmp_path: Path) -> None:
    def run(_order: object) -> Iterator[Any]:
        yield lived()
        raise KeyboardInterrupt

    file = tmp_path / "a.html"
    with mock.patch("plumbline.simulate.run", run):
        said = plumbline("simulate", "--out", str(file))
    assert said.code == 130
    assert "Nothing was written" in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_real_thing_runs_from_end_to_end(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    said = plumbline("simulate", "--people", "1", "--days", "28", "--solver", "--out", str(file))
    assert said.code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["order"]["days"] == 28
