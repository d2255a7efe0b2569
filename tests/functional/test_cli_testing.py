"""`plumbline test`: guided in the terminal, from a file, and listed."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from plumbline.care.answers import accept_all
from plumbline.cli.profiles import open_case
from plumbline.cli.testing_sitting import Sitting, Unkept
from plumbline.cli.testing_try import Tries
from plumbline.journal.casebook import Casebook
from tests.functional.cli_user import (
    SOURCE,
    TODAY,
    Said,
    calm_answers,
    plumbline,
    process,
    rulebook,
    write,
)
from tests.functional.test_pseudo_language import on_terminal, only_marked

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
    assert week["exercises"][0]["because"] == "impairments/low/side/left"
    assert week["exercises"][0]["more_on"] == "left"
    assert "one set more on your left" in week["exercises"][0]["dose"]
    shown = " ".join(plumbline("plan", "--answers", file).out.split())
    assert f"{week['exercises'][0]['title']}: Side bridge" in shown
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


# Wrong input

DAY = {"on": "2026-11-20"}
BAD: dict[str, tuple[Any, str]] = {
    "a mapping": ({"side_bridge_left_s": 21}, "results: is not a list"),
    "a number": (7, "results: is not a list"),
    "null": (None, "results: is not a list"),
    "a day that is a number": ([21], "day 1: is not a day"),
    "no day": ([{"side_bridge_left_s": 21}], "day 1: has no `on`"),
    "the second has no day": ([{**DAY, "supine_bridge_s": 60}, {"supine_bridge_s": 60}], "day 2"),
    "no date": ([{"on": "yesterday", "supine_bridge_s": 60}], "'yesterday' is not a date"),
    "no such day": ([{"on": "2026-02-30", "supine_bridge_s": 60}], "'2026-02-30' is not a date"),
    "a number for a day": ([{"on": 20261120, "supine_bridge_s": 60}], "is not a date"),
    "the future": ([{"on": "2026-11-21", "supine_bridge_s": 60}], "2026-11-21 is in the future"),
    "no results": ([DAY], "day 1: holds no results"),
    "unknown": ([{**DAY, "side_brigde_left_s": 21}], "did you mean side_bridge_left_s"),
    "sides of a test without": ([{**DAY, "supine_bridge_left_s": 21}], "supine_bridge_s"),
    "no side of a paired test": ([{**DAY, "side_bridge_s": 21}], "no such finding"),
    "no result": ([{**DAY, "age_years": 46}], "age_years: is not the result of a test"),
    "too long": ([{**DAY, "side_bridge_left_s": 6000}], "from 0 to 600 s"),
    "negative": ([{**DAY, "side_bridge_left_s": -1}], "-1 is not allowed"),
    "text": ([{**DAY, "side_bridge_left_s": "21 s"}], "'21 s' is not allowed"),
    "true for seconds": ([{**DAY, "side_bridge_left_s": True}], "True is not allowed"),
    "seconds for pain": ([{**DAY, "side_bridge_left_pain": 1}], "true, false or null"),
    "a list": ([{**DAY, "side_bridge_left_s": [21, 22]}], "[21, 22] is not allowed"),
    "no such answer": ([{**DAY, "repeated_flexion_response": "ok"}], "spread, worse, same"),
    "too many days": ([{**DAY, "supine_bridge_s": 60}] * 501, "up to 500"),
}


def refused(said: Said, *named: str) -> None:
    assert said.code == 2, said
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    for word in named:
        assert word in said.err


@pytest.mark.parametrize("case", BAD)
def test_bad_days_are_named(tmp_path: Path, case: str) -> None:
    results, named = BAD[case]
    file = write(tmp_path / "a.json", {"as_of": "2026-11-20", "results": results})
    refused(plumbline("test", "--answers", file), file, named)


@pytest.mark.parametrize("command", ["plan", "check"])
def test_bad_days_are_named_by_every_command(tmp_path: Path, command: str) -> None:
    file = write(tmp_path / "a.json", {"results": [{"supine_bridge_s": 60}]})
    refused(plumbline(command, "--answers", file), file, "has no `on`")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "is empty"),
        ("results:\n", "results: is not a list"),
        ("results: []\nside_bridge_left_s: .nan\n", "side_bridge_left_s"),
        ("results:\n  - {on: 2026-03-01, supine_bridge_s: .inf}\n", "supine_bridge_s"),
        ("results:\n  - {on: 2026-03-01, supine_bridge_s: 6, supine_bridge_s: 7}\n", "twice"),
        ("results:\n  - on: 2026-03-01\n  supine_bridge_s: 6\n", "line 3"),
        ("results:\n  - {on: 2026-03-01, supine_bridge_s: 060}\n", "begins with a zero"),
        ("as_of: 2199-01-01\nresults:\n  - {on: 1066-10-14, supine_bridge_s: 6}\n", "not a date"),
    ],
)
def test_bad_yaml_days_are_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    refused(plumbline("test", "--answers", str(file)), str(file), named)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--json"], "--answers FILE or --profile NAME"),
        (["--answers", "a", "--profile", "b"], "one of the two"),
        (["--profile", "Nobody"], "'Nobody'"),
        (["--answers", "/nowhere/a.yaml"], "no such file"),
    ],
)
def test_bad_words(tmp_path: Path, words: list[str], named: str) -> None:
    home = tmp_path / "home"
    refused(plumbline("test", *words, env={"PLUMBLINE_HOME": str(home)}), named)
    assert not home.exists()


def test_results_have_no_place_in_a_check_in(tmp_path: Path) -> None:
    first = write(tmp_path / "a.json", answers())
    told = write(tmp_path / "c.json", {"as_of": "2026-11-20", "results": BOTH_DAYS[1:]})
    refused(plumbline("checkin", "--answers", first, "--checkin", told), "results of tests")


# Guided

MOST_PROMPTS = 300
CALM_REPLIES = {"y, n or ?": "n", "0 for none of these": "0"}
"""To the questions about safety."""


def sit(
    reply: Callable[[str], str], clock: Iterable[float] = (), **changed: Any
) -> tuple[Sitting, str]:
    """One sitting of somebody calm, kept nowhere; `reply` types what it is asked for."""
    keeper = Unkept(TODAY)
    told = {name: value for name, value in answers(**changed).items() if name != "as_of"}
    keeper.answer(accept_all(rulebook().knowledge.findings, told, TODAY))
    shown, seconds = io.StringIO(), iter(clock)
    out = Console(file=shown, width=100, markup=False, highlight=False)

    turns = itertools.count()

    def read(prompt: str) -> str:
        assert next(turns) < MOST_PROMPTS, "it asks on and on"
        out.print(prompt)
        calm = next((typed for hint, typed in CALM_REPLIES.items() if hint in prompt), None)
        return calm or reply(shown.getvalue())

    tries = Tries(out, read, rulebook().knowledge, lambda: next(seconds))
    sitting = Sitting(out, rulebook(), keeper, tries, TODAY)
    sitting.run()
    return sitting, " ".join(shown.getvalue().split())


def by_title(replies: Mapping[str, Iterable[str]], otherwise: str = "s") -> Callable[[str], str]:
    """Answers each test by its title as it comes, and leaves out every other test."""
    left = {title: iter(list(typed)) for title, typed in replies.items()}
    titles = [test.title for test in rulebook().knowledge.tests.values()]

    def reply(shown: str) -> str:
        if shown.rstrip().endswith("y or n >") and "Do them anyway?" in shown.splitlines()[-1]:
            return "n"
        if "easier version" in shown[-160:]:
            return "n"
        now = max(titles, key=lambda title: shown.rfind(f"\n{title}\n"))
        return next(left.get(now, iter(())), otherwise)

    return reply


def test_a_number_is_read_as_people_write_it() -> None:
    typed = ["abc", "9;5", "nan", "inf", "-1", "61", "1e1", "12,5"]
    sitting, shown = sit(by_title({"Five stands from a chair": typed}))
    kept = sitting.keeper.record()
    assert kept.answers["sit_to_stand_5_s"].value == 12.5
    assert kept.answers["sit_to_stand_5_pain"].value is False
    assert shown.count("Sorry, that was not understood") == len(typed) - 1
    assert "a number from 0 to 60 (seconds)" in shown


def test_the_clock_starts_and_stops_with_enter_and_ends_at_the_cap() -> None:
    typed = {"Side bridge on your feet": ["", "", "", ""]}
    sitting, shown = sit(by_title(typed), clock=[0.0, 23.04, 100.0, 190.0])
    record = sitting.keeper.record()
    assert record.answers["side_bridge_left_s"].value == 23.0
    assert record.answers["side_bridge_right_s"].value == 45.0
    assert "23 seconds" in shown


def test_pain_stores_only_that_it_stopped() -> None:
    typed = {"Side bridge on your feet": ["", "p", "38"]}
    sitting, shown = sit(by_title(typed), clock=[0.0, 5.0])
    record = sitting.keeper.record()
    assert record.answers["side_bridge_left_pain"].value is True
    assert "side_bridge_left_s" not in record.answers
    assert record.answers["side_bridge_right_s"].value == 38.0
    assert "That says nothing about strength" in shown
    assert "There is an easier version: Side bridge on your knees" in shown


def test_attempts_are_stored_one_by_one_and_end_at_the_cap() -> None:
    typed = {"Standing on one leg": ["12", "30", "30", "20"]}
    sitting, _ = sit(by_title(typed))
    readings = sitting.keeper.record().readings
    assert [a.value for a in readings["single_leg_stance_left_s"]] == [12.0, 30.0]
    assert [a.value for a in readings["single_leg_stance_right_s"]] == [30.0]
    assert len({a.order for a in readings["single_leg_stance_left_s"]}) == 2


def test_could_not_is_the_worst_value() -> None:
    typed = {"Five stands from a chair": ["n"], "Bridge hold": ["n"]}
    sitting, _ = sit(by_title(typed))
    record = sitting.keeper.record()
    assert record.answers["sit_to_stand_5_s"].value == 60.0
    assert record.answers["supine_bridge_s"].value == 0.0


@pytest.mark.hazard("contraindicated_offered")
def test_pain_that_spread_ends_the_sitting() -> None:
    spread = {"Bending forward ten times": ["1"]}
    sitting, shown = sit(by_title(spread, otherwise="s"))
    assert sitting.keeper.record().answers["repeated_flexion_response"].value == "spread"
    assert "that is enough for today" in shown
    assert shown.rstrip().endswith("asks whether anything is new.")


def test_nothing_is_tested_with_strong_pain() -> None:
    sitting, shown = sit(lambda _: pytest.fail("nothing should be asked"), pain_now_nrs=6)
    assert "leave it for a better day" in shown
    assert not sitting.keeper.record().readings


def test_a_test_that_is_barred_is_left_out_with_its_reason() -> None:
    sitting, shown = sit(by_title({}), osteoporosis=True)
    assert "Left out for you" in shown
    assert "Bending forward ten times: With thin bones" in shown
    assert "repeated_flexion" not in sitting.skipped
    assert "It looks at what bending forward does" not in shown
    assert "It looks at how fast your legs bring you up" in shown


def test_everything_can_be_done_in_one_sitting() -> None:
    """Whatever comes, something fitting is typed; it ends by itself, and nothing is asked twice."""
    fitting = itertools.cycle(["20"])

    def reply(shown: str) -> str:
        last = shown.rstrip().rsplit("\n", 1)[-1]
        if "y or n" in last:
            return "y"
        return "3" if "1 to 5" in last else next(fitting)

    sitting, shown = sit(reply)
    done = {item.test for item in sitting.battery().items if item.state == "done"}
    tests = rulebook().knowledge.tests.values()
    wanted = {t.id for t in tests if t.battery == "home" and t.stands_in_for is None}
    assert wanted <= done
    for test in tests:
        assert shown.count(f" {test.plain} ") <= 1


def kept(folder: Path, name: str = "Sam") -> dict[str, str]:
    """A home with one profile, somebody calm who has answered everything."""
    home = {"PLUMBLINE_HOME": str(folder)}
    plumbline("profiles", "--create", name, env=home)
    today = date.today()
    told = answers(onset_date=(today - timedelta(days=200)).isoformat())
    values = accept_all(
        rulebook().knowledge.findings, {k: v for k, v in told.items() if k != "as_of"}, today
    )
    with open_case(folder, name, rulebook()) as case:
        case.answer(values, today)
    return home


def look(folder: Path, at: Callable[[Casebook], Any]) -> Any:
    with open_case(folder, "Sam", rulebook()) as case:
        return at(case)


def test_a_profile_keeps_what_was_done_and_takes_up_the_rest(tmp_path: Path) -> None:
    home = kept(tmp_path / "home")
    first = process("test", "--profile", "Sam", stdin=b"7\nq\n", env=home)
    assert first.code == 0, first.err
    told = look(tmp_path / "home", lambda case: case.record())
    (finding,) = (name for name in told.readings if not name.endswith("_pain"))
    assert told.answers[finding].value == 7.0
    again = process("test", "--profile", "Sam", stdin=b"q\n", env=home)
    title = rulebook().knowledge.test_findings[finding].title
    assert f"\n{title}\n" in first.out
    assert f"\n{title}\n" not in again.out


def test_a_profile_as_json_asks_nothing(tmp_path: Path) -> None:
    home = kept(tmp_path / "home")
    today = date.today()

    def measure(case: Casebook) -> None:
        for ago, left in ((14, 21.0), (0, 20.0)):
            day = {"side_bridge_left_s": left, "side_bridge_right_s": 40.0}
            case.measure(day, today - timedelta(days=ago))

    look(tmp_path / "home", measure)
    told = plumbline("test", "--profile", "Sam", "--json", env=home).json
    assert list(told) == KEYS
    assert [first["rule"] for first in told["train_first"]] == ["impairments/low/side/left"]


def test_stopping_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    home = kept(tmp_path / "home")
    said = process("test", "--profile", "Sam", stdin=b"7\n", env=home)
    assert said.code == 1
    assert said.err.strip() == "Stopped."
    assert look(tmp_path / "home", lambda case: len(case.record().readings)) >= 1


def test_without_a_profile_nothing_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    said = process("test", stdin=b"46\n", env={"PLUMBLINE_HOME": str(home)})
    assert said.code == 1
    assert "First some questions, so that testing is safe." in said.out
    assert not home.exists()


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    told = answers(results=BOTH_DAYS)
    one = write(tmp_path / "a.json", told)
    two = write(tmp_path / "b.json", dict(reversed(told.items())))
    words = ("test", "--json", "--answers")
    assert plumbline(*words, one).out == plumbline(*words, two).out
    assert json.loads(plumbline(*words, one).out)


def test_nothing_said_of_tests_escapes_translation() -> None:
    only_marked(on_terminal("test", "--list"))
    example = str(SOURCE.parent / "examples" / "two_test_days.yaml")
    only_marked(on_terminal("test", "--answers", example))
    only_marked(on_terminal("plan", "--answers", example))
