"""`plumbline calendar`: four weeks shown, as JSON, as a file; and what cannot be."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plumbline.cli import calendar
from plumbline.journal import Journal
from tests.functional.calendar_user import planned
from tests.functional.cli_user import plumbline

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cli") / "home"
    planned(home)
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    shutil.copytree(made, tmp_path / "home")
    monkeypatch.setattr(calendar, "local_time", lambda: NOW)
    return str(tmp_path / "home")


def test_four_weeks_are_shown(home: str) -> None:
    said = plumbline("calendar", "--home", home)
    assert said.code == 0, said.err
    lines = [line.split() for line in said.out.splitlines()]
    days = [line for line in lines if line[2:3] in (["Mar"], ["Apr"])]
    assert len(days) == 28
    assert days[0][:4] == ["Mon", "2", "Mar", "A,"]
    assert days[2][:4] == ["Wed", "4", "Mar", "B,"]
    assert "Session A: " in said.out


def test_json_names_days_sessions_and_walks(home: str) -> None:
    found = plumbline("calendar", "--home", home, "--profile", "Kim", "--json").json
    assert [day["session"] for day in found["days"][:7]] == ["A", None, "B", None, "A", None, None]
    assert found["days"][1]["walk_minutes"] == 10
    assert found["days"][0]["exercises"]
    assert not found["waits"]


def test_a_calendar_file_is_written_whole_and_never_over_another(home: str, tmp_path: Path) -> None:
    file = tmp_path / "sessions.ics"
    said = plumbline("calendar", "--home", home, "--ics", str(file))
    assert said.code == 0, said.err
    assert str(file) in said.out.replace("\n", "")
    content = file.read_bytes()
    assert content.count(b"BEGIN:VEVENT") == 12
    again = plumbline("calendar", "--home", home, "--ics", str(file))
    assert again.code == 2
    assert "there is a file already" in again.err
    assert plumbline("calendar", "--home", home, "--ics", str(file), "--force").code == 0
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--ics", "{home}/none/x.ics"], "cannot be written"),
        (["--ics", "{home}"], "cannot be written"),
        (["--ics", "{home}/x.ics", "--json"], "does not go with --json"),
        (["--force"], "is only for a calendar file"),
        (["--profile", "Nobody"], "there is no profile"),
    ],
)
def test_what_cannot_be_is_one_line(home: str, words: list[str], says: str) -> None:
    said = plumbline("calendar", "--home", home, *(word.format(home=home) for word in words))
    assert said.code == 2
    assert says in said.err
    assert said.err.count("\n") == 1


def test_without_a_profile_or_a_plan(tmp_path: Path) -> None:
    nobody = plumbline("calendar", "--home", str(tmp_path / "empty"))
    assert (nobody.code, "does not know about whom" in nobody.err) == (2, True)
    with Journal.open(tmp_path / "new", clock=lambda: NOW + timedelta(days=1)) as journal:
        journal.create_profile("Ann")
    unplanned = plumbline("calendar", "--home", str(tmp_path / "new"))
    assert (unplanned.code, "there is no plan yet" in unplanned.err) == (1, True)
