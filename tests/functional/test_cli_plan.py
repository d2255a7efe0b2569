"""`plumbline plan` and `plumbline checkin`, with files and with a profile of the app."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from plumbline.care.programme import Left, Programme, Proof, Wish, Wishes
from plumbline.cli import show_week
from plumbline.cli.answers_file import read_answers
from plumbline.cli.profiles import open_case
from plumbline.present import left_words, programme_words
from tests.functional.cli_user import (
    calm_answers,
    plumbline,
    process,
    rulebook,
    write,
)

WENT_WELL: dict[str, Any] = {
    "as_of": "2026-11-21",
    "spread_down_limb": False,
    "anything_new_or_worse": False,
    "pain_day_nrs": 3,
    "next_morning": "better",
    "session_felt": "easy",
}


PROOF = ("value", "best", "proven", "method")


def flat(text: str) -> str:
    return " ".join(text.split())


def checkin(folder: Path, *words: str, **changed: object) -> Any:
    answers = write(folder / "answers.json", calm_answers())
    told = write(folder / "checkin.json", {**WENT_WELL, **changed})
    said = plumbline("checkin", "--answers", answers, "--checkin", told, "--json", *words)
    assert said.code == 0, said.err
    return said.json


def load_of(programme: Any) -> float:
    walks = [day["walk_minutes"] for day in programme["days"]]
    return programme["session_minutes"] + max(walks)


def test_first_week_for_people_and_programs(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", calm_answers())
    week = plumbline("plan", "--answers", file, "--json").json["programme"]
    assert week["exercises"]
    assert len(week["days"]) == 7
    assert week["session_minutes"] <= 30
    shown = plumbline("plan", "--answers", file).out
    for planned in week["exercises"]:
        assert planned["title"] in shown
        assert planned["id"] in shown
    assert "What was left out, and why" in shown


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize(
    ("asked", "exercise", "rule"),
    [
        ("leg_pain_worse_bending", "pelvic_tilt", "exercises/pelvic_tilt/leg_pain_when_bending"),
        ("knee_problem", "walking", "exercises/walking/knee"),
    ],
)
def test_a_warning_says_so_where_nobody_knows_whether_it_holds(
    tmp_path: Path, asked: str, exercise: str, rule: str
) -> None:
    title = rulebook().knowledge.exercises[exercise].title
    care = left_words.caution_says(rulebook().knowledge, rule)
    for answer, says in ((True, care), (None, f"If this is so for you: {care}"), (False, "")):
        file = write(tmp_path / "a.json", calm_answers(**{asked: answer}))
        shown = flat(plumbline("plan", "--answers", file).out)
        assert (f"Take care with {title}. {says}" in shown) == bool(says)
        assert shown.count(care) == bool(says)


def test_how_good_a_week_is_and_why_not_are_said_as_on_the_pages(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", calm_answers())
    week = plumbline("plan", "--answers", file, "--json").json["programme"]
    shown = flat(plumbline("plan", "--answers", file).out)
    assert programme_words.proof(Proof(**{k: week["proof"][k] for k in PROOF})) in shown
    assert week["left_out"]
    for one in week["left_out"]:
        left = Left(one["id"], one["rule"], one["kind"], tuple(one["missing"]))
        moves = one["id"] in rulebook().knowledge.programme.aerobic
        assert moves or f"- {left_words.reason(rulebook().knowledge, left)}" in shown
    out = shown.partition("What was left out, and why")[2]
    assert "Swimming" not in out, "the week holds one way of moving about"


def test_a_week_put_together_step_by_step_does_not_claim_to_be_the_best(
    capsys: pytest.CaptureFixture[str],
) -> None:
    proof = Proof(9.0, 10.0, proven=False, method="greedy")
    made = Programme(date(2026, 3, 2), "later", (), (), (), 20, proof=proof)
    show_week.proof(Console(), made)
    said = flat(capsys.readouterr().out)
    assert said == programme_words.proof(proof)
    assert "there may be a better one" in said


def test_who_asked_to_leave_an_exercise_out_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    left = [Left(name, f"exercises/{name}", "banned") for name in ("bridge", "clamshell")]
    wishes = Wishes((Wish("ban", "bridge"), Wish("ban", "clamshell", "clinician")))
    show_week.left_out(Console(width=100), rulebook().knowledge, left, wishes)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert lines[1:] == [
        "- You asked to leave it out.",
        rulebook().knowledge.exercises["bridge"].title,
        "- Your doctor or physiotherapist asked to leave it out.",
        rulebook().knowledge.exercises["clamshell"].title,
    ]


@pytest.mark.hazard("exercise_with_open_flag")
def test_no_plan_while_a_flag_is_open(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", calm_answers(saddle_numbness=True))
    said = plumbline("plan", "--answers", file, "--json")
    assert said.code == 0
    assert said.json["programme"] is None
    assert "red_flags/cauda_equina" in said.json["in_the_way"]
    shown = plumbline("plan", "--answers", file).out
    assert "GET EMERGENCY HELP NOW" in shown
    assert "There is no plan yet" in shown


def test_no_plan_while_questions_are_open(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", {"age_years": 46})
    told = plumbline("plan", "--answers", file, "--json").json
    assert told["programme"] is None
    assert told["in_the_way"] == ["open_questions"]
    assert told["next_question"] is not None


@pytest.mark.hazard("load_raised_without_consent")
def test_more_only_with_a_yes(tmp_path: Path) -> None:
    stays, steps = checkin(tmp_path), checkin(tmp_path, "--yes")
    assert stays["action"] == steps["action"] == "may_progress"
    assert stays["step_up_offered"] is True
    assert load_of(steps["programme"]) > load_of(stays["programme"])


@pytest.mark.hazard("load_raised_after_worse")
def test_worse_backs_off_even_with_a_yes(tmp_path: Path) -> None:
    before = load_of(checkin(tmp_path)["programme"])
    after = checkin(tmp_path, "--yes", pain_day_nrs=6)
    assert after["action"] == "step_back"
    assert after["step_up_offered"] is False
    assert load_of(after["programme"]) < before


def test_something_new_stops(tmp_path: Path) -> None:
    after = checkin(tmp_path, "--yes", anything_new_or_worse=True)
    assert after["action"] == "stop_and_check"
    assert after["programme"]["suspended"] is True


def test_a_checkin_that_leaves_out_a_question_is_refused(tmp_path: Path) -> None:
    answers = write(tmp_path / "a.json", calm_answers())
    told = write(tmp_path / "c.json", {"pain_day_nrs": 3})
    said = plumbline("checkin", "--answers", answers, "--checkin", told)
    assert said.code == 2
    assert "session_felt" in said.err


def test_a_checkin_before_the_answers_is_refused(tmp_path: Path) -> None:
    answers = write(tmp_path / "a.json", calm_answers())
    told = write(tmp_path / "c.json", {**WENT_WELL, "as_of": "2026-11-01"})
    assert plumbline("checkin", "--answers", answers, "--checkin", told).code == 2


def test_a_checkin_without_a_plan_says_what_is_in_the_way(tmp_path: Path) -> None:
    answers = write(tmp_path / "a.json", calm_answers(saddle_numbness=True))
    said = plumbline("checkin", "--answers", answers, "--checkin", write(tmp_path / "c", WENT_WELL))
    assert said.code == 1
    assert "red_flags/cauda_equina" in said.err


def test_a_profile_is_asked_stored_and_taken_up_again(tmp_path: Path) -> None:
    home = {"PLUMBLINE_HOME": str(tmp_path / "home")}
    assert plumbline("profiles", "--create", "Sam", env=home).out.strip() == "Sam"
    stopped = process("check", "--profile", "Sam", stdin=b"46\n", env=home)
    assert stopped.code == 1
    again = plumbline("check", "--profile", "Sam", "--json", env=home).json
    assert again["next_question"]["findings"] != ["age_years"]
    nobody = plumbline("check", "--profile", "Kim", "--json", env=home)
    assert nobody.code == 2
    assert "'Kim'" in nobody.err
    early = plumbline(
        "checkin", "--profile", "Sam", "--checkin", write(tmp_path / "c", WENT_WELL), env=home
    )
    assert early.code == 1
    assert "needs a programme" in early.err


def test_a_profile_through_plan_and_checkin(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    home = {"PLUMBLINE_HOME": str(folder)}
    plumbline("profiles", "--create", "Sam", env=home)
    today = date.today()
    answers = calm_answers(as_of=today.isoformat(), onset_date="2 weeks ago")
    file = Path(write(tmp_path / "a.json", answers))
    told = read_answers(file, rulebook().knowledge.findings, today)
    with open_case(folder, "Sam", rulebook()) as case:
        yesterday = today - timedelta(days=1)
        case.answer(told.values, yesterday)
        case.make_plan(yesterday)
    first = plumbline("plan", "--profile", "Sam", "--json", env=home).json["programme"]
    again = plumbline("plan", "--profile", "Sam", "--json", env=home).json["programme"]
    assert first == again
    went = write(tmp_path / "c.json", {**WENT_WELL, "as_of": today.isoformat()})
    words = ("checkin", "--profile", "Sam", "--checkin", went, "--json")
    stays = plumbline(*words, env=home).json
    assert stays["step_up_offered"] is True
    assert stays["programme"] == first
    steps = plumbline(*words, "--yes", env=home).json
    assert load_of(steps["programme"]) > load_of(first)
    assert plumbline("checkin", "--checkin", went, env=home).code == 0
    kept = plumbline("plan", "--profile", "Sam", "--json", env=home).json["programme"]
    assert kept == steps["programme"]
