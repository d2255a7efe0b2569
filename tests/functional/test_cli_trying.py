"""`plumbline try`: what may be tried, begun with a yes, told day by day, stopped."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plumbline.care.n_of_1 import Power, method_of
from plumbline.cli import trying
from plumbline.cli.profiles import open_case
from plumbline.journal.trying import Trying
from plumbline.logic.schema import Value
from tests.functional.cli_user import Said, plumbline, rulebook
from tests.unit.care.people import calm_values

TODAY = datetime.now().astimezone().date()
FIT: dict[str, Value] = {
    **calm_values(),
    "onset_date": TODAY - timedelta(days=100),
}
OUTCOME = "sleep_last_night"


def home_of(folder: Path, **told: Value) -> Path:
    """The home of somebody whose answers are those of today."""
    home = folder / "home"
    assert plumbline("profiles", "--create", "Sam", "--home", str(home)).code == 0
    with open_case(home, "Sam", rulebook()) as case:
        for _ in range(2):  # "don't know" stands when it was said twice
            case.answer({**FIT, **told}, TODAY)
    return home


def tries(home: Path, *words: str) -> Said:
    return plumbline("try", *words, "--home", str(home))


def allowed(home: Path) -> dict[str, bool]:
    said = tries(home, "list", "--json")
    assert said.code == 0, said.err
    return {one["id"]: one["allowed"] for one in said.json["trials"]}


def begun(home: Path) -> Any:
    said = tries(home, "start", "heat", "--outcome", OUTCOME, "--yes", "--knows", "--json")
    assert said.code == 0, said.err
    return said.json


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """The clock of the command stands on another day."""
    then = datetime(day.year, day.month, day.day, 20).astimezone()
    monkeypatch.setattr(trying, "local_time", lambda: then)


def test_the_list_says_what_may_be_tried_and_why_not(tmp_path: Path) -> None:
    home = home_of(tmp_path, cold_raynaud=True)
    found = allowed(home)
    assert found["heat"]
    assert not found["cold"]
    assert not found["heat_or_cold"]
    shown = " ".join(tries(home, "list").out.split())
    assert "Not for you now: With Raynaud, cold can close small blood vessels too far." in shown
    assert not found["morning_or_evening"], "there is no plan to follow"


def test_nothing_begins_without_a_yes(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    said = tries(home, "start", "heat")
    assert said.code == 0, said.err
    assert "in 10 such trials" in " ".join(said.out.split())
    assert "Nothing is stored yet." in said.out
    assert tries(home, "today").code == 1


def test_a_low_chance_is_said_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of(tmp_path)
    low = Power(28, 7, 3.0, 0.2, 0.5, 1.2, 0, True)
    monkeypatch.setattr(Trying, "chance", lambda *_: low)
    words = method_of(rulebook().knowledge, rulebook().knowledge.trials["heat"]).sayings.low_power
    start = ("start", "heat", "--outcome", OUTCOME)
    shown = " ".join(tries(home, *start).out.split())
    assert words.say in shown
    assert "--yes --knows" in shown
    for more in (("--yes",), ("--yes", "--json")):
        said = tries(home, *start, *more)
        assert said.code == 1
        assert words.say in said.err
        assert "--knows" in said.err
        assert said.out == ""
    assert tries(home, "list", "--json").json["running"] is None
    assert tries(home, *start, "--yes", "--knows").code == 0
    assert tries(home, "list", "--json").json["running"] == "heat"


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("answer", [True, None])
def test_what_is_barred_or_cannot_be_ruled_out_is_not_begun(
    tmp_path: Path, answer: bool | None
) -> None:
    home = home_of(tmp_path, skin_numb_there=answer)
    said = tries(home, "start", "heat", "--yes")
    assert said.code == 1
    assert "numb" in said.err
    assert tries(home, "list", "--json").json["running"] is None


def test_a_trial_day_by_day_until_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of(tmp_path)
    design = begun(home)["begun"]
    assert design["first_day"] == (TODAY + timedelta(days=1)).isoformat()
    assert tries(home, "start", "tens", "--yes").code == 1, "one at a time"
    on(monkeypatch, TODAY + timedelta(days=1))
    said = tries(home, "today", "--kept", "yes", "--score", "6", "--json")
    assert said.code == 0, said.err
    assert said.json["arm"] == design["periods"][0]
    arm = getattr(rulebook().knowledge.trials["heat"], said.json["arm"])
    assert arm.today in tries(home, "today").out
    with open_case(home, "Sam", rulebook()) as case:
        assert case.series(OUTCOME)[-1] == (TODAY + timedelta(days=1), 6)
    stopped = tries(home, "stop", "--json")
    assert stopped.json["ended"] == {"why": "person", "rules": []}
    assert "You stopped it." in tries(home, "today").out
    assert tries(home, "list", "--json").json["running"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("begin",),
        ("start",),
        ("list", "heat"),
        ("start", "snake_oil"),
        ("start", "heat", "--outcome", "pain_now_nrs"),
        ("start", "heat", "--rounds", "99"),
        ("list", "--yes"),
        ("list", "--knows"),
        ("stop", "--kept", "yes"),
        ("today", "--kept", "maybe"),
        ("today", "--score", "11"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path: Path, words: tuple[str, ...]) -> None:
    home = home_of(tmp_path)
    said = tries(home, *words)
    assert said.code == 2, said.out
    assert said.err.startswith("plumbline: ")
