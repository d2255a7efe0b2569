"""`plumbline wording`: add your own copy of a questionnaire, list, take away."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.functional.cli_user import Said, plumbline
from tests.functional.wording_person import invented, loaded, written


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "new" / "home"


def wording(home: Path, *words: str | Path) -> Said:
    return plumbline("wording", *map(str, words), "--home", str(home))


def states(home: Path) -> dict[str, str]:
    found = wording(home, "list", "--json").json["wordings"]
    return {name: one["state"] for name, one in found.items()}


def test_a_wording_is_added_listed_and_taken_away(home: Path, tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.yaml", invented("rmdq"))
    assert set(states(home).values()) == {"not_loaded"}
    assert not home.exists(), "to look leaves nothing behind"
    said = wording(home, "add", mine)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Loaded: What your back keeps you from doing")
    kept = home / "wordings" / "rmdq.yaml"
    assert kept.read_bytes() == mine.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert states(home)["rmdq"] == "loaded"
    assert "rmdq       loaded: What your back keeps you from doing" in wording(home, "list").out
    assert "Removed" in wording(home, "remove", "rmdq").out
    assert states(home)["rmdq"] == "not_loaded"
    assert list((home / "wordings").iterdir()) == []


def test_another_is_only_replaced_when_asked(home: Path, tmp_path: Path) -> None:
    loaded(home, "phq2")
    mine = written(tmp_path / "mine.yaml", invented("phq2", language="de"))
    said = wording(home, "add", mine)
    assert said.code == 2
    assert "phq2 is there already. Allowed: --force replaces it." in said.err
    assert wording(home, "add", mine, "--force").code == 0
    assert (home / "wordings" / "phq2.yaml").read_bytes() == mine.read_bytes()


@pytest.mark.parametrize("changed", [{"instrument": "nrs"}, {"items": {}}, {"permission": None}])
def test_what_is_wrong_is_refused_and_nothing_is_kept(
    home: Path, tmp_path: Path, changed: dict[str, object]
) -> None:
    mine = written(tmp_path / "mine.yaml", invented("phq2", **changed))
    said = wording(home, "add", mine)
    assert said.code == 2
    assert str(mine) in said.err
    assert "Allowed: " in said.err
    assert len(said.err.splitlines()) == 1
    assert not home.exists()


def test_a_broken_one_is_said_and_can_be_taken_away(home: Path) -> None:
    loaded(home, "gad2")
    (home / "wordings" / "gad2.yaml").write_text("instrument: gad2\n", encoding="utf-8")
    said = wording(home, "list")
    assert said.code == 0
    assert said.out.count("broken, so it is not asked") == 1
    assert "lacks language" in " ".join(said.out.split())
    assert wording(home, "remove", "gad2").code == 0


def test_what_is_not_there_cannot_be_taken_away(home: Path) -> None:
    assert wording(home, "remove", "rmdq").code == 2
    said = wording(home, "remove", "../rmdq")
    assert said.code == 2
    assert "Allowed: gad2, gad7, phq2" in said.err


def test_a_home_that_cannot_be_used_is_one_message(home: Path, tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.yaml", invented("rmdq"))
    file = tmp_path / "file"
    file.write_text("here", encoding="utf-8")
    said = wording(file, "add", mine)
    assert said.code == 2
    assert "cannot be written" in said.err


@pytest.mark.parametrize("name", ["add", "list", "remove"])
def test_every_help_has_an_example(name: str) -> None:
    said = plumbline("wording", name, "--help")
    assert said.code == 0
    assert f"plumbline wording {name}" in said.out.split("Example", 1)[1]


def test_one_that_no_page_asks_says_so(home: Path, tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.yaml", invented("startback"))
    assert "the pages do not ask it yet" in wording(home, "add", mine).out


def test_a_home_that_no_system_can_have_gets_one_clear_line(tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.yaml", invented("phq2"))
    said = wording(Path("a" * 5000), "add", mine)
    assert said.code == 2
    assert "cannot be written" in said.err
    assert len(said.err.splitlines()) == 1
