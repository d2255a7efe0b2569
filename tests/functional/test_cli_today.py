"""What the command line says of a plan on a day on which some of it, or none, may be done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from plumbline.care.decision import dump
from plumbline.cli.profiles import local_time, open_case
from plumbline.journal import Journal
from plumbline.logic.schema import Value
from tests.functional.cli_user import calm_answers, plumbline, rulebook, write

BARRED = "clamshell"
WHY = "exercises/clamshell/"
Tell = Callable[..., None]


def title(name: str = BARRED) -> str:
    return rulebook().knowledge.exercises[name].title


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of Sam, in whose plan the clamshell stands first."""
    home = tmp_path_factory.mktemp("today") / "home"
    assert plumbline("profiles", "--create", "Sam", "--home", str(home)).code == 0
    today = date.today()
    told = {key: value for key, value in calm_answers().items() if key != "as_of"}
    with open_case(home, "Sam", rulebook()) as case:
        case.answer({**told, "onset_date": today - timedelta(days=14)}, today)
        plan = case.make_plan(today)
        others = [one for one in plan.exercises if one.exercise != BARRED]
        first = replace(others[0], exercise=BARRED, dose=0, more_on=None)
        plan = replace(plan, exercises=(first, *others[1:]), proof=None)
    payload = {"because": "made", "programme": dump(plan)}
    version = rulebook().knowledge.version
    with Journal.open(home, clock=local_time) as journal:
        sam = journal.profiles()[0].id
        journal.append(sam, "programme", payload, knowledge_version=version)
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> str:
    shutil.copytree(made, tmp_path / "home")
    return str(tmp_path / "home")


@pytest.fixture
def tell(home: str) -> Tell:
    """Answers told since the plan was made."""

    def told(**values: Value) -> None:
        with open_case(Path(home), "Sam", rulebook()) as case:
            case.answer(values, date.today())

    return told


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.hazard("exercise_with_open_flag")
def test_an_emergency_comes_before_the_plan_and_hides_it(home: str, tell: Tell) -> None:
    tell(rash_stays=True)
    said = plumbline("plan", "--profile", "Sam", "--home", home)
    assert said.code == 0, said.err
    assert "GET EMERGENCY HELP NOW" in said.out
    assert "Your plan waits" in said.out
    assert [t for t in (title(), "Your week", "Why these exercises") if t in said.out] == []
    found = plumbline("plan", "--profile", "Sam", "--home", home, "--json").json
    assert found["programme"] is None
    assert found["urgency"] == "emergency_now"
    assert any(name.startswith("red_flags/") for name in found["in_the_way"])


def test_a_plan_on_hold_says_so_and_shows_no_exercise(home: str) -> None:
    with open_case(Path(home), "Sam", rulebook()) as case:
        case.recheck(date.today())
    said = plumbline("plan", "--profile", "Sam", "--home", home)
    assert "Your plan waits" in said.out
    assert title() not in said.out
    found = plumbline("plan", "--profile", "Sam", "--home", home, "--json").json
    assert found["programme"] is None
    assert "on_hold" in found["in_the_way"]


@pytest.mark.hazard("contraindicated_offered")
def test_what_became_barred_is_not_today_and_has_no_dose(home: str, tell: Tell) -> None:
    before = plumbline("plan", "--profile", "Sam", "--home", home, "--json").json["programme"]
    assert before["exercises"][0]["id"] == BARRED
    assert before["not_today"] == []
    tell(hip_replacement=True)
    week = plumbline("plan", "--profile", "Sam", "--home", home, "--json").json["programme"]
    assert BARRED not in [one["id"] for one in week["exercises"]]
    assert BARRED not in [name for one in week["templates"] for name in one["exercises"]]
    [barred] = [one for one in week["not_today"] if one["id"] == BARRED]
    assert barred["rule"].startswith(WHY)
    assert barred["known"] is True
    assert "dose" not in barred
    shown = flat(plumbline("plan", "--profile", "Sam", "--home", home).out)
    assert f"Not today: {title()}. {barred['say']}" in shown
    week_shown, _sep, left_out = shown.partition("What was left out, and why")
    assert left_out
    assert week_shown.count(title()) == 1


@pytest.mark.hazard("contraindicated_offered")
def test_the_calendar_leaves_it_out_and_says_why(home: str, tell: Tell) -> None:
    with_it = plumbline("calendar", "--home", home, "--json").json
    assert any(BARRED in day["exercises"] for day in with_it["days"])
    tell(hip_replacement=True)
    found = plumbline("calendar", "--home", home, "--json").json
    assert found["days"]
    assert not any(BARRED in day["exercises"] for day in found["days"])
    assert BARRED in [one["id"] for one in found["not_today"]]
    shown = flat(plumbline("calendar", "--home", home).out)
    assert f"Not today: {title()}." in shown
    assert shown.count(title()) == 1


@pytest.mark.hazard("contraindicated_offered")
def test_a_check_in_shows_only_what_may_be_done(home: str, tell: Tell, tmp_path: Path) -> None:
    tell(hip_replacement=True)
    went = {
        "as_of": date.today().isoformat(),
        "spread_down_limb": False,
        "anything_new_or_worse": False,
        "pain_day_nrs": 3,
        "next_morning": "better",
        "session_felt": "hard",
    }
    file = write(tmp_path / "c.json", went)
    found = plumbline("checkin", "--home", home, "--profile", "Sam", "--checkin", file, "--json")
    assert found.code == 0, found.err
    assert BARRED not in [one["id"] for one in found.json["programme"]["exercises"]]
    new = write(tmp_path / "d.json", {**went, "anything_new_or_worse": True})
    said = plumbline("checkin", "--home", home, "--profile", "Sam", "--checkin", new)
    assert said.code == 0, said.err
    assert "Your plan waits" in said.out
    assert "Your week" not in said.out


def test_a_device_is_never_replaced_and_a_link_stays(home: str, tmp_path: Path) -> None:
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_text("old")
    link.symlink_to(file)
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for option, words in (("--ics", ["calendar"]), ("--pdf", ["plan", "--profile", "Sam"])):
        for place in (pipe, circle):
            said = plumbline(*words, "--home", home, option, str(place), "--force")
            assert said.code == 2
            assert "is not a file" in said.err
        assert pipe.is_fifo()
        assert circle.is_symlink()
        said = plumbline(*words, "--home", home, option, str(link), "--force")
        assert said.code == 0, said.err
        assert link.is_symlink()
        assert file.read_bytes() != b"old"
        file.write_text("old")


def test_a_name_with_an_escape_does_not_reach_the_terminal(home: str) -> None:
    said = plumbline("wish", "pin", "\x1b[31mx", "--home", home)
    assert said.code == 2
    assert "\x1b" not in said.out + said.err
    assert said.err.count("\n") == 1
