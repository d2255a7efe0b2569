"""The chapter on the programme: its numbers are those the plans are made with."""

from __future__ import annotations

from tests.unit.care.people import knowledge

from .documents import ROOT, text_of

CHAPTER = " ".join(text_of(ROOT / "docs/handbook/the-programme.md").split())


def test_its_sizes_are_those_of_the_value_file() -> None:
    what = knowledge().value
    later = what.stages["later"].needs
    older = next(shift for shift in what.shifts if shift.id == "balance").needs
    tests = ", ".join(f"{number.value:g}" for number in what.priorities)
    strong = what.graded_activity_from
    rows = (
        f"keeping on the move | {later['purpose/aerobic']:g} |",
        f"control; strength | {later['purpose/control']:g} each |",
        f"moving freely | {later['purpose/mobility']:g} |",
        f"in addition | {later['purpose/balance']:g}; {older['purpose/balance']:g} |",
        f"first, second, third | {tests} |",
        f"the direction that draws the pain in | {what.direction.value:g} |",
        f"each thing to do again | {what.goal.value:g} |",
        f"each chain of muscles | {what.chain.value:g} |",
        f"that is liked; that stays | {what.liked.value:g}; {what.kept.value:g} |",
        f"in exercises for control and strength | {what.challenge.value:g} |",
        f"days that what hurt stays out | {what.hurt_days.value:g} |",
        f"usual pain from which a walk begins at a smaller share | {strong.value:g} of 10 |",
        f"an exercise that needs care | {what.warned.value:g} |",
        f"each further place in a session | {what.station.value:g} |",
    )
    assert [row for row in rows if row not in CHAPTER] == []
    assert later["purpose/control"] == later["purpose/strength"]


def test_every_size_of_the_table_is_expert_judgement() -> None:
    what = knowledge().value
    numbers = (what.direction, what.goal, what.chain, what.liked, what.kept, what.warned)
    others = (what.station, what.challenge, what.hurt_days, what.graded_activity_from)
    bases = [number.basis for number in (*numbers, *what.priorities, *others)]
    bases += [stage.basis for stage in what.stages.values()]
    bases += [shift.basis for shift in what.shifts]
    assert {basis.status for basis in bases} == {"expert"}


def test_its_limits_are_those_that_hold() -> None:
    what, weeks = knowledge().value, knowledge().first_weeks
    words = {2: "two", 3: "three", 4: "four", 6: "six", 9: "nine"}
    later, acute = weeks["later"].exercises, weeks["acute"].exercises
    said = (
        f"{words[later.at_least]} to {words[later.at_most]} exercises at their gentlest",
        f"or up to {words[acute.at_most]} when your pain is new",
        f"at most {words[int(what.most_stations.value)]} places in one session",
        f"done {words[int(what.shown_after.value)]} times without stopping",
        f"stopped by pain in the last {words[int(what.hurt_days.value) // 7]} weeks",
        f"at most {what.most_sets.value:g} sets a week for one chain",
        f"{what.most_stretch_minutes.value:g} minutes of stretching",
        f"at most {words[int(what.most_exercises.value)]} exercises",
    )
    assert [sentence for sentence in said if sentence not in CHAPTER] == []
    assert what.most_stretch_minutes.basis.status == "verified"
    assert what.new_a_session.value == 1
    assert what.mastered.value == 0.5


def test_its_steps_are_those_of_the_returns() -> None:
    steps = knowledge().value.returns.steps
    assert [(step.share, step.points) for step in steps] == [(0.4, 0.6), (0.6, 0.4)]
    assert "the first two fifths of the minutes bring three fifths of the points" in CHAPTER
    assert knowledge().value.second_purpose.value == 0.5
    moving = next(row for row in knowledge().value.full if "purpose/aerobic" in row.needs)
    assert f"{moving.minutes.value:g} minutes of movement a week" in CHAPTER
