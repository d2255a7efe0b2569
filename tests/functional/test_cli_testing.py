"""`plumbline test`: guided in the terminal, from a file, and listed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.functional.cli_user import (
    calm_answers,
    plumbline,
    rulebook,
    write,
)

BOTH_DAYS: list[dict[str, Any]] = [
    {"on": "2026-11-06", "side_bridge_left_s": 21, "side_bridge_right_s": 38},
    {"on": "2026-11-20", "side_bridge_left_s": 20, "side_bridge_right_s": 40},
]
LIMITS = "These findings rank what to train first. They do not show what is causing your pain."
KEYS = [
    "as_of", "limits", "train_first", "chains", "sides", "changes", "stopped_by_pain", "responses",
    "readings", "gate", "next_test", "worth_testing", "battery", "knowledge_version",
]  # fmt: skip


def answers(**changed: Any) -> dict[str, Any]:
    return {**calm_answers(age_years=46), "pain_now_nrs": 3, **changed}


def from_file(folder: Path, **changed: Any) -> Any:
    said = plumbline("test", "--json", "--answers", write(folder / "a.json", answers(**changed)))
    assert said.code == 0, said.err
    return said.json


def in_words(folder: Path, **changed: Any) -> str:
    said = plumbline("test", "--answers", write(folder / "a.json", answers(**changed)))
    assert said.code == 0, said.err
    return " ".join(re.sub(r"[╭╮╰╯│─]", " ", said.out).split())


def chain(told: Any, name: str, side: str | None = None) -> Any:
    return next(c for c in told["chains"] if (c["chain"], c["side"]) == (name, side))


def sides(told: Any, test: str) -> Any:
    return next(s for s in told["sides"] if s["test"] == test)


# The list


def test_the_list_names_every_test_with_minutes_unit_and_norms() -> None:
    shown = " ".join(plumbline("test", "--list").out.split())
    told = {item["id"]: item for item in plumbline("test", "--list", "--json").json}
    assert list(told) == list(rulebook().knowledge.tests)
    for test in rulebook().knowledge.tests.values():
        assert test.title in shown
        assert told[test.id]["minutes"] == test.minutes
        assert told[test.id]["unit"] == (test.unit or None)
        assert [r["value"] for r in told[test.id]["results"]] == [r.value for r in test.results]
        checked = [n.sample for n in test.norms if n.basis.status != "unverified"]
        assert [n["sample"] for n in told[test.id]["norms"]] == checked
        assert all(sample in shown for sample in checked)


def test_the_help_has_examples() -> None:
    said = plumbline("test", "--help")
    assert "plumbline test" in " ".join(said.out.split("Example", 1)[1].split())


def test_kinds_of_the_tests_are_listed() -> None:
    for kind in ("tests", "chains", "muscles"):
        listed = plumbline("knowledge", "list", kind, "--json").json
        assert [item["id"] for item in listed] == list(getattr(rulebook().knowledge, kind))
        assert all(item["title"] for item in listed)
    findings = {item["id"]: item for item in plumbline("findings", "--json").json}
    assert findings["side_bridge_left_s"]["asked_of"] == "test"


# From a file


def test_two_days_say_what_comes_first_and_why(tmp_path: Path) -> None:
    shown = in_words(tmp_path, results=BOTH_DAYS)
    assert "1. Side of the trunk, left" in shown
    assert "left 20 s" in shown
    assert LIMITS in shown
    assert "the left did less well, on 2 days" in shown
    assert "within measurement noise" in shown
    assert "Compared with: " in shown


def test_the_assessment_as_json_is_whole(tmp_path: Path) -> None:
    told = from_file(tmp_path, results=BOTH_DAYS)
    assert list(told) == KEYS
    assert told["limits"] == LIMITS
    (first,) = told["train_first"]
    assert (first["rule"], first["side"]) == ("impairments/low/side/left", "left")
    assert first["probability"] > 0.8
    low = chain(told, "side", "left")
    assert low["says"] == "probably_low"
    assert low["low_sd"] < low["mean_sd"] < low["high_sd"] < 0
    assert {n["test"] for n in low["norms"]} == {"side_bridge"}
    assert all(n["status"] and n["sources"] and n["sample"] for n in low["norms"])
    assert chain(told, "back")["says"] == "not_tested"
    held = sides(told, "side_bridge")
    assert (held["says"], held["weaker"], len(held["days"])) == ("differs", "left", 2)
    assert {c["side"]: c["more_than_noise"] for c in told["changes"]} == {
        "left": False,
        "right": False,
    }
    assert told["knowledge_version"] == rulebook().knowledge.version


def test_results_among_the_answers_are_of_that_day(tmp_path: Path) -> None:
    plain = {name: value for name, value in BOTH_DAYS[1].items() if name != "on"}
    beside = from_file(tmp_path, results=BOTH_DAYS[:1], **plain)
    assert beside == from_file(tmp_path, results=BOTH_DAYS)


def test_the_order_of_the_days_changes_nothing(tmp_path: Path) -> None:
    assert from_file(tmp_path, results=BOTH_DAYS[::-1]) == from_file(tmp_path, results=BOTH_DAYS)


def test_yaml_days_are_read_like_json(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    days = "".join(f"  - {{{', '.join(f'{k}: {v}' for k, v in d.items())}}}\n" for d in BOTH_DAYS)
    file.write_text(
        f"as_of: 2026-11-20\nage_years: 46\nsex_at_birth: female\nresults:\n{days}", "utf-8"
    )
    told = plumbline("test", "--json", "--answers", str(file)).json
    assert [r["on"] for r in told["readings"]] == ["2026-11-06"] * 2 + ["2026-11-20"] * 2


def test_one_day_names_no_side(tmp_path: Path) -> None:
    told = from_file(tmp_path, results=BOTH_DAYS[1:])
    assert sides(told, "side_bridge")["says"] == "once"
    assert [first["side"] for first in told["train_first"]] == [None]
    assert "measure both sides on another day" in in_words(tmp_path, results=BOTH_DAYS[1:])


def test_a_day_that_stands_twice_is_two_attempts(tmp_path: Path) -> None:
    days = [{"on": "2026-11-20", "lateral_bend_left_cm": cm} for cm in (14, 18)]
    (reading,) = from_file(tmp_path, results=days)["readings"]
    assert (reading["attempts"], reading["value"]) in {(2, 18.0), (2, 16.0)}


def test_pain_says_nothing_of_strength(tmp_path: Path) -> None:
    day = {"on": "2026-11-20", "side_bridge_left_s": 5, "side_bridge_left_pain": True}
    told = from_file(tmp_path, results=[day])
    assert chain(told, "side", "left")["says"] == "not_tested"
    assert told["train_first"] == told["readings"] == []
    assert told["stopped_by_pain"] == [{"test": "side_bridge", "side": "left", "on": "2026-11-20"}]
    assert "It says nothing about how strong you are" in in_words(tmp_path, results=[day])


def test_outside_every_norm_there_is_no_level(tmp_path: Path) -> None:
    told = from_file(tmp_path, results=BOTH_DAYS, age_years=93)
    low = chain(told, "side", "left")
    assert low["says"] == "no_norm"
    assert low["mean_sd"] is low["deficit_probability"] is None
    assert sides(told, "side_bridge")["says"] == "differs"
    assert all(first["kind"] == "side" for first in told["train_first"])


def test_old_results_no_longer_count_but_show_change(tmp_path: Path) -> None:
    old = [{**BOTH_DAYS[0], "on": "2026-01-06"}, {"on": "2026-11-20", "side_bridge_left_s": 44}]
    told = from_file(tmp_path, results=old)
    assert {r["on"] for r in told["readings"]} == {"2026-11-20"}
    (change,) = told["changes"]
    assert (change["before"], change["now"], change["more_than_noise"]) == (21.0, 44.0, True)
    assert change["better"] is True


@pytest.mark.hazard("exercise_with_open_flag")
def test_with_an_open_flag_no_training_and_no_test_is_offered(tmp_path: Path) -> None:
    told = from_file(tmp_path, results=BOTH_DAYS, saddle_numbness=True)
    assert told["gate"] == "see_someone"
    assert told["worth_testing"] == []
    assert told["next_test"] is None
    assert [first["train"] for first in told["train_first"]] == [None]
    shown = in_words(tmp_path, results=BOTH_DAYS, saddle_numbness=True)
    assert shown.index("GET EMERGENCY HELP NOW") < shown.index("What to train first")
    assert "What helps" not in shown
    assert "What would make it clearer" not in shown


def test_strong_pain_closes_the_battery(tmp_path: Path) -> None:
    told = from_file(tmp_path, pain_now_nrs=6)
    assert (told["gate"], told["next_test"], told["worth_testing"]) == ("pain_high", None, [])


def test_a_file_without_results_says_so(tmp_path: Path) -> None:
    assert "There are no test results yet" in in_words(tmp_path)
    assert from_file(tmp_path)["train_first"] == []


def test_the_plan_takes_its_priorities_from_the_file(tmp_path: Path) -> None:
    changed = answers(results=BOTH_DAYS, onset_date="2026-03-20")
    file = write(tmp_path / "a.json", changed)
    week = plumbline("plan", "--answers", file, "--json").json["programme"]
    first = next(e for e in week["exercises"] if e["because"] == "impairments/low/side/left")
    assert first["more_on"] == "left"
    assert "one set more on your left" in first["dose"]
    shown = " ".join(plumbline("plan", "--answers", file).out.split())
    assert f"{first['title']}: Side bridge" in shown
    # Without results the week is the rules' own.
    without = write(tmp_path / "b.json", answers(onset_date="2026-03-20"))
    plain = plumbline("plan", "--answers", without, "--json").json["programme"]
    assert not any("impairments" in e["because"] for e in plain["exercises"])


@pytest.mark.hazard("contraindicated_offered")
def test_a_direction_that_spread_leaves_the_plan(tmp_path: Path) -> None:
    day = {"on": "2026-11-20", "repeated_flexion_response": "spread"}
    file = write(tmp_path / "a.json", answers(results=[day], onset_date="2026-03-20"))
    week = plumbline("plan", "--answers", file, "--json").json["programme"]
    exercises = rulebook().knowledge.exercises
    left_out = {each["id"] for each in week["left_out"] if each["kind"] == "contraindicated"}
    bending = {e.id for e in exercises.values() if e.direction == "flexion"}
    assert bending & left_out
    assert not bending & {e["id"] for e in week["exercises"]}


def test_every_rule_it_names_can_be_explained(tmp_path: Path) -> None:
    told = from_file(tmp_path, results=BOTH_DAYS)
    for first in told["train_first"]:
        assert plumbline("explain", first["rule"]).code == 0
    said = plumbline("explain", "tests/side_bridge", "--json").json
    assert all(number["status"] != "unverified" for number in said["numbers"])
    assert said["numbers"]
