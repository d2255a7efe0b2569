"""`plumbline test` guided in the terminal, and what a profile keeps of it."""

from __future__ import annotations

import io
import itertools
import json
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
    plumbline,
    process,
    rulebook,
    write,
)
from tests.functional.test_cli_testing import (
    BOTH_DAYS,
    KEYS,
    answers,
)
from tests.functional.test_pseudo_language import on_terminal, only_marked

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
