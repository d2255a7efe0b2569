"""`plumbline check`: the verdict from a file or from questions, for people and for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from plumbline.care.answers import accept_all
from plumbline.care.intake import next_page
from plumbline.care.record import Record
from tests.functional.cli_user import calm_answers, plumbline, process, rulebook, write

CAUDA_EQUINA = {"as_of": "2026-11-20", "age_years": 46, "country": "gb", "saddle_numbness": True}


def test_emergency_cannot_be_missed_without_colour(tmp_path: Path) -> None:
    said = process("check", "--answers", write(tmp_path / "a.json", CAUDA_EQUINA))
    assert said.code == 0
    first = "\n".join(said.out.splitlines()[:8])
    assert "!!! GET EMERGENCY HELP NOW !!!" in first
    assert "999" in first
    assert "\x1b[" not in said.out
    assert "You said: Numbness or changed feeling between my legs" in said.out


def test_emergency_in_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", CAUDA_EQUINA)
    said = process("check", "--answers", file, env={"PYTHONIOENCODING": "ascii"})
    assert said.code == 0
    assert "!!! GET EMERGENCY HELP NOW !!!" in said.out


def test_unknown_country_still_says_whom_to_call(tmp_path: Path) -> None:
    answers = {**CAUDA_EQUINA, "country": None}
    said = plumbline("check", "--answers", write(tmp_path / "a.json", answers))
    name = rulebook().knowledge.contacts["unknown"].emergency[0].name
    assert " ".join(name.split())[:40] in " ".join(said.out.replace("┃", " ").split())


def test_json_of_an_emergency(tmp_path: Path) -> None:
    told = plumbline("check", "--json", "--answers", write(tmp_path / "a.json", CAUDA_EQUINA)).json
    assert (told["urgency"], told["see_within"], told["see_within_hours"]) == (
        "emergency_now",
        "now",
        0,
    )
    assert told["exercise_allowed"] is False
    assert told["knowledge_version"] == rulebook().knowledge.version
    flags = {flag["id"]: flag for flag in told["red_flags"]}
    assert flags.keys() == rulebook().knowledge.red_flags.keys()
    fired = flags["cauda_equina"]
    assert fired["state"] is True
    assert {"finding": "saddle_numbness", "value": True}.items() <= fired["reasons"][-1].items()
    assert fired["sources"]
    assert fired["status"] == "expert"
    assert fired["cleared"] is False
    assert flags["dissection"]["state"] == "unknown"


def test_json_while_nothing_fired_and_questions_are_open(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("age_years: 46\nsaddle_numbness: false\n")
    told = plumbline("check", "--json", "--answers", str(file)).json
    assert told["urgency"] is None
    assert told["see_within"] is None
    assert told["complete"] is False
    assert told["exercise_allowed"] is False
    assert told["next_question"]["question"]
    assert told["next_question"]["findings"]
    assert len(told["questions_that_still_matter"]) > 20


def test_nothing_told_yet_is_a_beginning_and_no_verdict(tmp_path: Path) -> None:
    said = plumbline("check", "--answers", write(tmp_path / "a.json", {}), "--json")
    told = json.loads(said.out)
    assert said.code == 0
    assert told["urgency"] is None
    assert told["exercise_allowed"] is False
    assert told["next_question"]["findings"] == ["age_years"]


def test_a_questionnaire_is_scored_and_never_called_whole_when_it_is_not(tmp_path: Path) -> None:
    told = {"age_years": 46, "rmdq_01": True, "rmdq_02": True, "phq_1": 1, "phq_2": 2}
    file = write(tmp_path / "a.json", told)
    scores = {
        s["id"]: s for s in plumbline("check", "--json", "--answers", file).json["instruments"]
    }
    assert (scores["rmdq"]["total"], scores["rmdq"]["complete"]) == (2, False)
    assert (scores["phq2"]["total"], scores["phq2"]["complete"]) == (3, True)
    assert scores["phq2"]["next"] == "phq8"
    assert (scores["phq8"]["total"], scores["phq8"]["answered"]) == (None, 2)
    said = " ".join(plumbline("check", "--answers", file).out.split())
    assert "RMDQ-24: 2 of 24 (2 of 24 answered)" in said
    assert "PHQ-8: no score yet (2 of 8 answered)" in said


def test_json_of_a_whole_calm_check(tmp_path: Path) -> None:
    told = plumbline(
        "check", "--json", "--answers", write(tmp_path / "a.json", calm_answers())
    ).json
    assert told["urgency"] == "self_care"
    assert told["complete"] is True
    assert told["exercise_allowed"] is True
    assert told["next_question"] is None
    assert told["questions_that_still_matter"] == []
    assert "likely" in [pattern["band"] for pattern in told["patterns"]]


def test_the_same_answers_give_the_same_bytes_whatever_their_order(tmp_path: Path) -> None:
    answers = calm_answers()
    backwards = dict(reversed(answers.items()))
    one = plumbline("check", "--json", "--answers", write(tmp_path / "a.json", answers))
    two = plumbline("check", "--json", "--answers", write(tmp_path / "b.json", backwards))
    assert one.out == two.out


@pytest.mark.parametrize("word", [None, "unknown"])
@pytest.mark.hazard("unknown_as_no")
def test_dont_know_in_a_file_is_settled_and_never_no(tmp_path: Path, word: str | None) -> None:
    answers = {**calm_answers(), "saddle_numbness": word}
    first = plumbline("check", "--json", "--answers", write(tmp_path / "a.json", answers)).json
    assert first["urgency"] != "self_care"
    assert first["next_question"]["findings"] == ["cauda_assessed_unchanged"]
    answers["cauda_assessed_unchanged"] = False
    told = plumbline("check", "--json", "--answers", write(tmp_path / "a.json", answers)).json
    flag = next(flag for flag in told["red_flags"] if flag["id"] == "cauda_equina")
    assert flag["state"] == "unknown"
    assert flag["counted_as_unknown"] is True
    assert told["urgency"] == "same_day"
    assert told["exercise_allowed"] is False


def test_as_of_is_the_day_of_the_answers(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("as_of: 2024-02-29\nage_years: 46\nonset_date: 3 weeks ago\n")
    assert plumbline("check", "--json", "--answers", str(file)).json["as_of"] == "2024-02-29"
    file.write_text("as_of: 2024-02-29\nonset_date: 2024-03-01\n")
    assert plumbline("check", "--answers", str(file)).code == 2


def test_answers_from_standard_input() -> None:
    said = process("check", "--json", "--answers", "-", stdin=json.dumps(CAUDA_EQUINA).encode())
    assert said.json["urgency"] == "emergency_now"


def replies(answers: dict[str, object], today: date) -> list[str]:
    """What a person types, question by question, to say the same as `answers`."""
    record, typed = Record(), list[str]()
    findings = rulebook().knowledge.findings
    while page := next_page(rulebook(), record, today):
        told = {name: answers.get(name, False) for name in page.findings}
        record = record.tell_all(told, today)
        if page.list:
            ticked = [str(n) for n, name in enumerate(page.findings, 1) if told[name]]
            typed.append(",".join(ticked) or "0")
            continue
        finding, value = findings[page.findings[0]], told[page.findings[0]]
        if finding.type == "boolean":
            typed.append("y" if value else "n")
        elif finding.type == "choice":
            typed.append(str([choice.id for choice in finding.choices].index(value) + 1))
        else:
            typed.append("?" if value is None else str(value))
    return typed


def test_asking_in_the_terminal_is_the_same_as_a_file(tmp_path: Path) -> None:
    saved = tmp_path / "mine.json"
    answers = calm_answers()
    today = date.today()
    told = {**answers, "onset_date": "2 weeks ago"}
    del told["as_of"]
    values = accept_all(rulebook().knowledge.findings, told, today)
    typed = "\n".join(["not a number", *replies(values, today)]) + "\n"
    said = process("check", "--save", str(saved), stdin=typed.encode())
    assert said.code == 0, said.err
    assert "How old are you?" in said.out
    assert "Sorry, that was not understood" in said.out
    assert "Nothing in your answers needs urgent care" in said.out
    told = plumbline("check", "--json", "--answers", str(saved)).json
    assert told["urgency"] == "self_care"
    assert told["complete"] is True
    again = process("check", "--save", str(saved))
    assert again.code == 2
    assert "there is a file already" in again.err


def test_help_is_shown_before_the_last_question(tmp_path: Path) -> None:
    values = {"age_years": 46, "sex_at_birth": "female", "saddle_numbness": True}
    typed = replies(values, date.today())
    said = process("check", stdin="\n".join(typed[:-1]).encode())
    assert said.code == 1
    assert "!!! GET EMERGENCY HELP NOW !!!" in said.out


def test_stopping_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    saved = tmp_path / "mine.json"
    said = process("check", "--save", str(saved), stdin=b"46\n")
    assert said.code == 1
    assert said.err.strip() == "Stopped."
    assert not saved.exists()
