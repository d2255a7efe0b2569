"""What `plumbline test` refuses: days of results that cannot be used, each in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.functional.cli_user import (
    Said,
    plumbline,
    write,
)
from tests.functional.test_cli_testing import (
    BOTH_DAYS,
    answers,
)

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
