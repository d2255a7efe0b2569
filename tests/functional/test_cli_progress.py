"""`plumbline progress` and `plumbline letter`: shown, as JSON, as files; and what cannot be."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from plumbline.cli import progress
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from tests import intake
from tests.functional.cli_user import plumbline
from tests.functional.web_user import BEGIN, Clock, rulebook, untold
from tests.functional.weeks_person import live

FLAT = {
    "country": "gb",
    "age_years": 40,
    "sex_at_birth": "female",
    "pain_low_back": True,
    "pain_main_place": "low_back",
    "days_per_week": 4,
    "minutes_per_day": 20,
    "can_get_to_floor": True,
    "walk_minutes_comfortable": 15,
    "pain_usual_nrs": 6,
    "pain_now_nrs": 6,
    "onset_date": BEGIN.date() - timedelta(weeks=3),
}
DAYS = 43


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kim, who has had six weeks in which nothing got better; Sam, who has nothing; and Ali, who
    has a plan since today."""
    home, begin = tmp_path_factory.mktemp("cli") / "home", BEGIN.date()
    with Journal.open(home, clock=Clock()) as journal:
        kim = Casebook(journal, rulebook(), journal.create_profile("Kim").id)
        intake.answer_all(kim, begin, FLAT, untold)
        kim.make_plan(begin)
        kim.review_plan(live(kim, begin, DAYS, lambda _day: 6))
        journal.create_profile("Sam")
        ali = Casebook(journal, rulebook(), journal.create_profile("Ali").id)
        intake.answer_all(ali, begin + timedelta(days=DAYS), FLAT, untold)
        ali.make_plan(begin + timedelta(days=DAYS))
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    shutil.copytree(made, tmp_path / "home")
    now = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=DAYS)
    monkeypatch.setattr(progress, "local_time", lambda: now)
    return str(tmp_path / "home")


def test_how_it_goes_is_said(home: str) -> None:
    said = plumbline("progress", "--home", home, "--profile", "Kim")
    assert said.code == 0, said.err
    assert "Your pain is about as it was when you began." in said.out
    assert "Any amount counts." in said.out
    assert "Week 7: " in said.out
    assert "We looked at your plan on 14 April 2026: Ask for a physiotherapist." in said.out


def test_before_the_first_entry_it_is_kind(home: str) -> None:
    said = plumbline("progress", "--home", home, "--profile", "Ali")
    assert said.code == 0, said.err
    assert "After your first check-in there is more to say." in said.out


def test_json_holds_scores_line_weeks_and_the_last_review(home: str) -> None:
    found = plumbline("progress", "--home", home, "--profile", "Kim", "--json").json
    assert found["followed"]["findings"] == ["pain_day_nrs"]
    assert [one["score"] for one in found["scores"]] == [6.0] * 14
    today = next(one for one in found["line"] if one["on"] == "2026-04-14")
    assert today["low"] < today["level"] < today["high"]
    assert not today["foreseen"]
    assert found["line"][-1]["foreseen"]
    assert found["improvement"]["says"] == "not_improving"
    assert sum(week["done"] for week in found["weeks"]) > 15
    assert found["last_review"]["level"] == "supervised_physiotherapy"
    assert found["last_review"]["letter"] is True
    assert found["review_due"] is None
    early = plumbline("progress", "--home", home, "--profile", "Ali", "--json").json
    assert early["line"] == early["scores"] == []
    assert early["last_review"] is None


def test_the_letter_is_shown(home: str) -> None:
    said = plumbline("letter", "--home", home, "--profile", "Kim")
    assert said.code == 0, said.err
    assert "From: Kim, 40 years, female" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert "Kim" not in plumbline("letter", "--home", home, "--profile", "Kim", "--no-name").out


def test_the_letter_is_written_whole_and_never_over_another(home: str, tmp_path: Path) -> None:
    for option, file in (("--pdf", tmp_path / "a.pdf"), ("--text", tmp_path / "a.txt")):
        words = ("letter", "--home", home, "--profile", "Kim", option, str(file))
        said = plumbline(*words)
        assert said.code == 0, said.err
        assert file.name in said.out.replace("\n", "")
        content = file.read_bytes()
        again = plumbline(*words)
        assert again.code == 2
        assert "there is a file already" in again.err
        assert plumbline(*words, "--force").code == 0
        assert file.read_bytes() == content
    (page,) = pypdf.PdfReader(io.BytesIO((tmp_path / "a.pdf").read_bytes())).pages
    assert "Kim" in page.extract_text()
    assert "Kim" in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["progress"], 2, "does not know about whom"),
        (["progress", "--profile", "Nobody"], 2, "there is no profile"),
        (["progress", "--profile", "Sam"], 1, "there is no plan yet"),
        (["letter"], 2, "does not know about whom"),
        (["letter", "--profile", "Nobody"], 2, "there is no profile"),
        (["letter", "--profile", "Sam"], 1, "there is no plan yet"),
        (["letter", "--profile", "Ali"], 1, "there is no letter yet"),
        (["letter", "--profile", "Kim", "--force"], 2, "is only for a file"),
        (
            ["letter", "--profile", "Kim", "--pdf", "{home}/a.pdf", "--text", "{home}/a.txt"],
            2,
            "does not go with --text",
        ),
        (["letter", "--profile", "Kim", "--pdf", "{home}"], 2, "it is a folder"),
        (["letter", "--profile", "Kim", "--text", "{home}/none/x.txt"], 2, "cannot be written"),
    ],
)
def test_what_cannot_be_used_gets_one_clear_line(
    home: str, words: list[str], code: int, says: str
) -> None:
    said = plumbline(*(word.format(home=home) for word in words), "--home", home)
    assert said.code == code
    assert says in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    assert not list(Path(home).glob("a.*"))


def test_a_review_that_asks_nobody_has_no_letter(home: str) -> None:
    with Journal.open(Path(home), clock=Clock()) as journal:
        ali = next(one for one in journal.profiles() if one.name == "Ali")
        Casebook(journal, rulebook(), ali.id).review_plan(BEGIN.date() + timedelta(days=DAYS))
    said = plumbline("letter", "--home", home, "--profile", "Ali")
    assert said.code == 1
    assert "the last look at the plan asks nobody else" in said.err


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize(
    ("sign", "says"),
    [
        (
            "bladder_trouble",
            ("EMERGENCY HELP NOW", "This may be an emergency.", "999", "What to do:"),
        ),
        ("suicidal_thoughts", ("Samaritans", "116 123", "What to do:")),
    ],
)
@pytest.mark.parametrize("command", ["progress", "letter"])
def test_while_exercise_waits_safety_is_said_first(
    home: str, command: str, sign: str, says: tuple[str, ...]
) -> None:
    words = (command, "--home", home, "--profile", "Kim")
    before = plumbline(*words)
    assert before.err == ""
    with Journal.open(Path(home), clock=Clock()) as journal:
        kim = next(one for one in journal.profiles() if one.name == "Kim")
        day = BEGIN.date() + timedelta(days=DAYS)
        Casebook(journal, rulebook(), kim.id).answer({sign: True, "country": "gb"}, day)
    said = plumbline(*words)
    assert said.code == 0
    assert [one for one in says if one not in said.err] == []
    assert "What to do:" not in said.out
    if command == "progress":
        assert plumbline(*words, "--json").err == said.err
        assert plumbline(*words, "--json").json["scores"]
