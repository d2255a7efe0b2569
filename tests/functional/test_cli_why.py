"""Why this plan, and wishes, at the command line: files and profiles, and what cannot be used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plumbline.cli.profiles import open_case
from plumbline.journal.casebook import Casebook
from tests.functional.cli_user import Said, calm_answers, plumbline, rulebook, write


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The answers of somebody calm, as a file."""
    return write(tmp_path_factory.mktemp("answers") / "me.json", calm_answers())


@pytest.fixture
def home(tmp_path: Path) -> str:
    """The home of Sam, who has a first week from today on."""
    where = str(tmp_path / "home")
    assert plumbline("profiles", "--create", "Sam", "--home", where).code == 0
    with open_case(Path(where), "Sam", rulebook()) as case:
        today = date.today()
        told = {k: v for k, v in calm_answers().items() if k != "as_of"}
        onset = date.fromordinal(today.toordinal() - 14)
        case.answer({**told, "onset_date": onset}, today)
        case.make_plan(today)
    return where


@pytest.fixture
def case(home: str) -> Iterator[Casebook]:
    with open_case(Path(home), "Sam", rulebook()) as found:
        yield found


def wish(home: str, *more: str) -> Said:
    return plumbline("wish", *more, "--home", home)


def first(case: Casebook) -> str:
    programme = case.programme()
    assert programme is not None
    return programme.exercises[0].exercise


def test_a_file_is_explained(answers: str) -> None:
    said = plumbline("plan", "--answers", answers, "--why", "--about", "superman")
    assert said.code == 0, said.err
    flat = " ".join(said.out.split())
    assert "none is better" in flat
    assert "It fits the stage you are in" in flat
    assert "does the same more kindly: Bird dog" in flat
    assert "plumbline explain value/value" in flat
    assert plumbline("explain", "value/value").code == 0


def test_an_explanation_as_json_has_names_and_numbers(answers: str) -> None:
    said = plumbline("plan", "--answers", answers, "--about", "superman", "--json").json
    assert said["proof"]["proven"] is True
    assert said["chosen"]
    assert all(one["says"][0] for one in said["chosen"])
    [other] = said["not_chosen"]
    assert (other["exercise"], other["kind"]) == ("superman", "why_not")
    assert json.dumps(said, allow_nan=False)


def test_a_profile_is_explained_and_nothing_is_stored(home: str, case: Casebook) -> None:
    before = len(case.events())
    said = plumbline("plan", "--profile", "Sam", "--why", "--home", home)
    assert said.code == 0, said.err
    assert rulebook().knowledge.exercises[first(case)].title in said.out
    assert len(case.events()) == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--about", "nonsense"], "--about"),
        (["--about", "walking"], "walking"),
        ([w for n in "abcdef" for w in ("--about", n)], "at most 5"),
        (["--why", "--pdf", "week.pdf"], "--pdf"),
    ],
)
def test_what_cannot_be_asked(answers: str, more: list[str], says: str) -> None:
    said = plumbline("plan", "--answers", answers, *more)
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err


def test_without_a_plan_there_is_nothing_to_explain(tmp_path: Path) -> None:
    assert plumbline("plan", "--why").code == 2
    where = str(tmp_path / "home")
    plumbline("profiles", "--create", "Kim", "--home", where)
    said = plumbline("plan", "--profile", "Kim", "--why", "--home", where)
    assert said.code == 1
    assert "there is no plan yet" in said.err
    open_flag = write(tmp_path / "a.json", calm_answers(retention=True))
    refused = plumbline("plan", "--answers", open_flag, "--why")
    assert refused.code in (1, 2)
    assert not refused.out


def test_a_wish_is_shown_first_and_stored_with_yes(home: str, case: Casebook) -> None:
    name = first(case)
    shown = wish(home, "ban", name)
    assert shown.code == 0, shown.err
    assert "Goes out:" in shown.out
    assert "Nothing is stored yet" in shown.out
    assert not case.wishes().all
    done = wish(home, "ban", name, "--yes", "--by", "clinician")
    assert done.code == 0, done.err
    assert [(one.kind, one.by) for one in case.wishes().all] == [("ban", "clinician")]
    programme = case.programme()
    assert programme is not None
    assert name not in {one.exercise for one in programme.exercises}
    assert "Your doctor or physiotherapist asked to leave it out." in " ".join(done.out.split())
    assert wish(home, "none", name, "--yes").code == 0
    assert not case.wishes().all


def test_a_dose_is_counted_from_one(home: str, case: Casebook) -> None:
    name = first(case)
    assert wish(home, "dose", name, "--dose", "1", "--yes").code == 0
    [told] = case.wishes().all
    assert (told.kind, told.dose) == ("dose", 0)
    too_much = wish(home, "dose", name, "--dose", "3", "--yes")
    assert too_much.code == 2
    assert "1 to 1" in too_much.err


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pin", "superman"), "more kindly"),
        (("pin", "no_such_thing"), "not one of our exercises"),
        (("ban", "walking"), "on the move"),
        (("marry", "bridge"), "pin, like, ban, dose, none"),
        (("dose", "bridge"), "--dose"),
        (("pin", "bridge", "--dose", "1"), "--dose"),
        (("dose", "bridge", "--dose", "0"), "too small"),
        (("pin", "bridge", "--by", "neighbour"), "--by"),
        (("pin", "bridge", "--profile", "Nobody"), "there is no profile"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_whole(
    home: str, case: Casebook, words: tuple[str, ...], says: str
) -> None:
    before = len(case.events())
    said = wish(home, *words, "--yes")
    assert said.code == 2
    assert says in " ".join(said.err.split())
    assert "Traceback" not in said.err
    assert len(case.events()) == before


def test_a_wish_needs_a_plan(tmp_path: Path) -> None:
    where = str(tmp_path / "home")
    assert wish(where, "ban", "bridge").code == 2
    plumbline("profiles", "--create", "Kim", "--home", where)
    said = wish(where, "ban", "bridge")
    assert said.code == 1
    assert "needs a plan" in said.err
