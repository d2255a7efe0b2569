"""The example persons with whole plans: they stay possible, and each holds what its story asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docs.printing.example_persons import FAR, LIVED, Person, later, persons, planned, today
from docs.printing.plans import OTHERS, plans
from plumbline.care.programme import Programme
from plumbline.care.programme.model import Left
from plumbline.care.record import ASK_TWICE, Record
from plumbline.care.standing import standing
from plumbline.cli.answers_file import read_answers
from plumbline.knowledge.schema import Exercise
from tests.unit.care.people import rulebook

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "plans"
NAMES = sorted(file.stem for file in FOLDER.glob("*.yaml") if file.name != LIVED)
BY_THEMSELVES = ("phq_", "kit_")
"""What somebody may tell without being asked: a questionnaire of theirs, and things to use."""
Held = Callable[[tuple[Exercise, ...], Programme], bool]


@cache
def everybody() -> dict[str, Person]:
    return {person.name: person for person in persons(rulebook(), FOLDER)}


@cache
def first(name: str) -> Programme:
    return planned(rulebook(), everybody()[name])[1]


def exercises(programme: Programme) -> tuple[Exercise, ...]:
    held = rulebook().knowledge.exercises
    return tuple(held[planned.exercise] for planned in programme.exercises)


def names(of: tuple[Exercise, ...]) -> set[str]:
    return {exercise.id for exercise in of}


def trains(of: tuple[Exercise, ...], *chains: str) -> bool:
    """Whether every one of these chains is trained."""
    return set(chains) <= {chain for exercise in of for chain in exercise.chains}


def bends(of: tuple[Exercise, ...], *ways: str) -> bool:
    return any(exercise.direction in ways for exercise in of)


def positions(of: tuple[Exercise, ...]) -> set[str]:
    return {exercise.position for exercise in of}


PROMISES: dict[str, tuple[Held, ...]] = {
    "acute_simple": (
        lambda of, week: week.stage == "acute" and week.aerobic == "walking",
        lambda of, week: 2 <= len(of) <= 3,
        lambda of, week: all(exercise.purpose[0] in ("comfort", "mobility") for exercise in of),
    ),
    "radicular_flexion": (
        lambda of, week: bends(of, "extension") and not bends(of, "flexion"),
        lambda of, week: any(exercise.purpose[0] == "control" for exercise in of),
    ),
    "stenosis_over_70": (
        lambda of, week: bends(of, "flexion") and not bends(of, "extension"),
        lambda of, week: trains(of, "legs", "balance"),
        lambda of, week: week.aerobic == "cycling",
        lambda of, week: 0 < max(day.walk_minutes for day in week.days) <= 8,
    ),
    "osteoporosis_fracture": (
        lambda of, week: "hip_hinge" in names(of) and trains(of, "back", "legs", "balance"),
        lambda of, week: not bends(of, "flexion", "rotation"),
        lambda of, week: not any(exercise.end_range for exercise in of),
    ),
    "pregnant_week_24": (
        lambda of, week: not positions(of) & {"supine", "prone"},
        lambda of, week: {"quadruped", "standing"} <= positions(of),
    ),
    "desk_ten_minutes": (
        lambda of, week: week.session_minutes <= 10 and len(week.templates) == 1,
        lambda of, week: "clamshell" not in names(of),
    ),
    "runner": (lambda of, week: trains(of, "legs", "side", "back", "front"),),
    "manual_worker": (lambda of, week: "hip_hinge" in names(of) and trains(of, "legs", "back"),),
    "spondylolisthesis": (
        lambda of, week: not bends(of, "extension"),
        lambda of, week: trains(of, "back", "front", "side"),
    ),
    "after_disc_operation": (
        lambda of, week: {exercise.load.spine for exercise in of} <= {"A", "B"},
        lambda of, week: "side_bend_stretch" not in names(of),
    ),
    "chronic_low_mood": (
        lambda of, week: 0 < max(day.walk_minutes for day in week.days) <= 15,
        lambda of, week: len(of) <= 6,
    ),
    "wheelchair_user": (
        lambda of, week: positions(of) <= {"sitting", "supine", "side_lying"},
        lambda of, week: "seated_band_row" in names(of),
        lambda of, week: not any(day.walk_minutes for day in week.days),
    ),
}
"""What somebody who knows such persons would look for in each plan."""


def test_there_are_twelve_and_each_is_told_of() -> None:
    assert len(NAMES) == 12
    assert sorted(everybody()) == NAMES
    assert sorted(PROMISES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_may_be_made(name: str) -> None:
    """Safe, asked to the end, nothing against it; and the plan is proved to be the best."""
    stands = today(rulebook(), everybody()[name])
    assert stands.may_plan
    proof = first(name).proof
    assert proof is not None
    assert proof.method != "greedy"


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("name", NAMES)
def test_the_plan_holds_what_the_story_asks(name: str) -> None:
    week = first(name)
    assert [promise(exercises(week), week) for promise in PROMISES[name]] == [True] * len(
        PROMISES[name]
    ), [planned.exercise for planned in week.exercises]


@pytest.mark.hazard("plan_breaks_limit")
@pytest.mark.parametrize("name", NAMES)
def test_the_first_week_is_gentle(name: str) -> None:
    """Level one, the gentlest dose, at most six exercises, within the day's minutes."""
    week = first(name)
    assert {exercise.level for exercise in exercises(week)} == {1}
    assert {planned.dose for planned in week.exercises} == {0}
    assert len(week.exercises) <= 6
    for day in week.days:
        held = sum(planned.minutes for planned in week.exercises_on(day.on))
        assert held + day.walk_minutes <= week.minutes_a_day


@pytest.mark.parametrize("name", NAMES)
def test_few_exercises_need_care(name: str) -> None:
    """A list of warnings is not a plan: at most one exercise in three carries one."""
    warned = [planned for planned in first(name).exercises if planned.warnings]
    assert len(warned) * 3 <= len(first(name).exercises)


@pytest.mark.hazard("wish_ignored")
def test_a_wish_is_kept_and_told() -> None:
    banned = {wish.exercise for wish in everybody()["desk_ten_minutes"].wishes.all}
    left = [one for one in first("desk_ten_minutes").left_out if one.exercise in banned]
    assert [one.kind for one in left] == ["banned"]
    pinned = first("manual_worker").exercises
    assert "wishes/clinician" in [planned.because for planned in pinned]


@pytest.mark.parametrize("name", ["runner", "manual_worker"])
def test_weeks_that_go_well_bring_more(name: str) -> None:
    """Longer sessions and harder exercises, and never what somebody's answers keep out."""
    ahead = later(rulebook(), everybody()[name], first(name))
    assert ahead is not None
    assert ahead.session_minutes > first(name).session_minutes
    assert max(exercise.level for exercise in exercises(ahead)) > 1
    assert not [exercise.id for exercise in exercises(ahead) if exercise.why_not]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_what_the_intake_asks(name: str) -> None:
    """Every question answered and none that is not asked."""
    told = read_answers(FOLDER / f"{name}.yaml", rulebook().knowledge.findings, FAR)
    asked: dict[str, Any] = {"country": told.values["country"]}
    cleared = everybody()[name].record.clearances
    while True:
        record = Record().tell_all(asked, told.as_of, times=ASK_TWICE)
        for clearance in cleared:
            record = record.clear(clearance)
        page = standing(rulebook(), record, told.as_of).next_page
        if page is None:
            break
        asked |= {finding: told.values[finding] for finding in page.findings}
    more = {name for name in told.values if not name.startswith(BY_THEMSELVES)}
    assert more - set(asked) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_who_it_is(name: str) -> None:
    top = everybody()[name].text.split("\n\n")[0]
    assert all(line.startswith("#") for line in top.splitlines())
    assert "What should come out:" in top


@cache
def printed() -> str:
    return plans(rulebook(), FOLDER)


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_plan_is_printed(name: str) -> None:
    """Every exercise with its dose, every day, and everything that was left out with its rule."""
    chapter = printed().split(f"## {everybody()[name].spoken}\n")[1].split("\n## ")[0]
    week = first(name)
    for planned_one in week.exercises:
        assert f"(`{planned_one.exercise}`)" in chapter
    assert chapter.count("| Day 1 |") == 1 + bool(everybody()[name].weeks)
    aerobic = rulebook().knowledge.programme.aerobic
    by_rule = [one for one in week.left_out if "/" in one.rule and one.kind == "contraindicated"]
    assert [
        one.rule for one in by_rule if one.exercise not in aerobic and one.rule not in chapter
    ] == []
    for asked in everybody()[name].about:
        assert f"- **{rulebook().knowledge.exercises[asked].title}**: " in chapter


def test_every_kind_of_leaving_out_has_words() -> None:
    kinds = set(Left.__annotations__["kind"].__args__)
    assert kinds == {"contraindicated", "cannot_rule_out", *OTHERS}
