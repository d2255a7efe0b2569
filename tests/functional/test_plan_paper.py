"""The plan to print, for a user of the pages and a user of the command line."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from plumbline.cli.answers_file import read_answers
from plumbline.cli.files import write_whole
from plumbline.cli.profiles import open_case
from plumbline.errors import BadInput
from tests.functional.cli_user import calm_answers, plumbline, rulebook, write
from tests.functional.web_user import ORDINARY, WebUser

TOLD = {**ORDINARY, "can_get_to_floor": True, "walk_minutes_comfortable": 15}


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody with a first week, made once; each test gets a copy."""
    home = tmp_path_factory.mktemp("planned") / "home"
    user = WebUser(home)
    user.arrive("Kim #1 $x$ ]")
    user.answer_all(TOLD)
    user.get("/today")
    user.submit("/plan")
    user.close()
    return home


@pytest.fixture
def user(tmp_path: Path, planned: Path) -> Iterator[WebUser]:
    shutil.copytree(planned, tmp_path / "home")
    user = WebUser(tmp_path / "home")
    user.get("/")
    user.submit("/open")
    yield user
    user.close()


def test_the_page_gives_a_pdf_that_nobody_keeps(user: WebUser) -> None:
    answer = user.get("/plan.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="plan-2026-03-02.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    shown = pages(answer.content)
    assert "Kim #1 $x$ ]" in shown[0]
    assert "Page 1 of" in shown[0]
    assert "999" in shown[-1]
    # Asked for again, it is the same to the byte.
    assert user.get("/plan.pdf").content == answer.content


def test_the_page_takes_a_paper_and_larger_words(user: WebUser) -> None:
    usual = user.get("/plan.pdf").content
    letter = user.get("/plan.pdf?paper=us-letter").content
    large = user.get("/plan.pdf?large=1").content
    assert round(float(pypdf.PdfReader(io.BytesIO(letter)).pages[0].mediabox[2])) == 612
    assert len(pages(large)) > len(pages(usual))
    wrong = user.get("/plan.pdf?paper=<b>a5")
    assert wrong.status_code == 422
    assert "us-letter" in user.text()
    assert "<b>a5" not in wrong.text


def test_without_a_person_or_a_plan_there_is_no_pdf(tmp_path: Path) -> None:
    user = WebUser(tmp_path / "home")
    assert user.get("/plan.pdf").url.path == "/"
    user.arrive()
    answer = user.get("/plan.pdf")
    assert answer.url.path == "/today"
    assert "text/html" in answer.headers["content-type"]
    user.close()


@pytest.mark.hazard("exercise_with_open_flag")
def test_a_plan_on_hold_is_not_printed(user: WebUser) -> None:
    user.get("/today")
    user.submit("/recheck")
    assert user.get("/plan.pdf").url.path == "/today"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("answers") / "me.json", calm_answers(country="us"))


@pytest.fixture(scope="module")
def week(answers: str) -> dict[str, Any]:
    return plumbline("plan", "--answers", answers, "--json").json["programme"]


def test_the_command_writes_the_file(answers: str, week: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    said = plumbline("plan", "--answers", answers, "--pdf", str(file))
    assert said.code == 0, said.err
    assert str(file) in said.out.replace("\n", "")
    text = pages(file.read_bytes())[0]
    assert all(exercise["title"] in text for exercise in week["exercises"])
    # Somebody in the United States; without a name there is a line to write it on.
    assert round(float(pypdf.PdfReader(file).pages[0].mediabox[2])) == 612
    assert [left.name for left in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_file_that_is_there_is_only_replaced_when_told(answers: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"mine")
    said = plumbline("plan", "--answers", answers, "--pdf", str(file))
    assert said.code == 2
    assert "--force" in said.err
    assert file.read_bytes() == b"mine"
    words = ("--pdf", str(file), "--force", "--paper", "a4", "--large")
    assert plumbline("plan", "--answers", answers, *words).code == 0
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--pdf", "no/such/folder/plan.pdf"], "does not exist"),
        (["--pdf", "."], "is a folder"),
        (["--pdf", "plan.pdf", "--paper", "a5"], "a4 or us-letter"),
        (["--pdf", "plan.pdf", "--json"], "--json"),
        (["--paper", "a4"], "--pdf FILE"),
        (["--large"], "--pdf FILE"),
        (["--force"], "--pdf FILE"),
    ],
)
def test_what_cannot_be_printed_is_told_in_one_line(
    words: list[str], says: str, answers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = plumbline("plan", "--answers", answers, *words)
    assert said.code == 2
    assert says in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_no_plan_no_file(tmp_path: Path) -> None:
    told = write(tmp_path / "a.json", calm_answers(saddle_numbness=True))
    said = plumbline("plan", "--answers", told, "--pdf", str(tmp_path / "plan.pdf"))
    assert said.code == 1
    assert "red_flags/cauda_equina" in said.err
    assert not (tmp_path / "plan.pdf").exists()


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"before")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BadInput, match="No space left"):
        write_whole(file, b"after", "--pdf")
    assert file.read_bytes() == b"before"
    assert [left.name for left in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_profile_prints_its_own_name_and_days(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    home = {"PLUMBLINE_HOME": str(folder)}
    plumbline("profiles", "--create", "Sam", env=home)
    today = date.today()
    told = calm_answers(as_of=today.isoformat(), onset_date="2 weeks ago")
    file = Path(write(tmp_path / "a.json", told))
    said = read_answers(file, rulebook().knowledge.findings, today)
    with open_case(folder, "Sam", rulebook()) as case:
        case.answer(said.values, today)
    target = tmp_path / "plan.pdf"
    done = plumbline("plan", "--profile", "Sam", "--pdf", str(target), env=home)
    assert done.code == 0, done.err
    assert "Sam" in pages(target.read_bytes())[0]


def test_the_json_holds_sessions_days_and_proof(week: dict[str, Any]) -> None:
    by_id = {exercise["id"]: exercise for exercise in week["exercises"]}
    for session in week["templates"]:
        assert session["exercises"]
        assert all(session["id"] in by_id[name]["templates"] for name in session["exercises"])
        held = [d["on"] for d in week["days"] if d["template"] == session["id"]]
        assert session["days"] == held
    assert all(day["session"] == (day["template"] is not None) for day in week["days"])
    assert week["session_minutes"] == max(session["minutes"] for session in week["templates"])
    assert week["proof"] is None or set(week["proof"]) == {
        "value", "best", "proven", "method", "gap",
    }  # fmt: skip


def test_the_terminal_tells_why(answers: str, week: dict[str, Any]) -> None:
    shown = " ".join(plumbline("plan", "--answers", answers).out.split())
    exercises = rulebook().knowledge.exercises
    assert "Why these exercises" in shown
    for session in week["templates"]:
        for name in session["exercises"]:
            assert exercises[name].title in shown
            assert exercises[name].why in shown
