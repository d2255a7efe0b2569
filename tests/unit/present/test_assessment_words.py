"""Test results in plain words: every state has its own, and reasons hold the person's numbers.

Length: every state of every kind of result, read side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import get_args

import pytest

from plumbline.care.impairments import Assessment, SideState, assess, changes
from plumbline.care.impairments.model import Day, LevelSays, SideSays
from plumbline.care.impairments.scale import Person
from plumbline.care.record import Record, facts
from plumbline.knowledge.schema import Side
from plumbline.present import assessment as words
from plumbline.present.assessment_findings import bands, marks, measured, response
from plumbline.present.assessment_why import rule
from plumbline.present.explain import explain
from plumbline.present.words import use
from tests.unit.care.people import TODAY, calm_values, knowledge, record_of, rulebook

EARLIER = TODAY - timedelta(days=3)
Values = Mapping[str, float | bool | str]
UNEVEN: Values = {"side_bridge_left_s": 21.0, "side_bridge_right_s": 38.0}


def after(*days: Values, age: int = 42) -> tuple[Record, Assessment]:
    """Somebody without other results, measured on up to two days: the last one is today."""
    results = knowledge().test_findings
    told = {name: value for name, value in calm_values().items() if name not in results}
    record = record_of({**told, "age_years": age})
    for on, values in zip((EARLIER, TODAY)[-len(days) :], days, strict=True):
        record = record.measure(values, on)
    return record, assess(knowledge(), record, facts(rulebook(), record, TODAY))


def reasons(found: Assessment) -> list[str]:
    return [words.reason(knowledge(), found, priority) for priority in found.priorities]


def side(says: SideSays, weaker: Side | None, *beyond: Side | None) -> SideState:
    days = tuple(Day(TODAY - timedelta(days=i), 1, 2, one) for i, one in enumerate(beyond))
    return SideState("side_bridge", "side", weaker, None, says, days)


def test_every_level_has_words_of_its_own() -> None:
    said = {says: words.level(says) for says in get_args(LevelSays)}
    assert len(set(said.values())) == len(said)
    assert said["probably_low"] == "probably low"
    assert said["not_clear"] == "not clear yet"
    assert said["probably_not"] == "probably not low"


def test_a_side_is_named_only_where_it_is_the_finding() -> None:
    for says in get_args(SideSays):
        said = words.side_says(side(says, "left", "left", "left"))
        assert ("left" in said.split()) == (says in ("differs", "once")), said
    assert words.side_says(side("differs", "right", "right", "right", "left")) == (
        "the right did less well, on 2 days"
    )
    once = words.side_says(side("once", "left", "left", None))
    assert once == "the left did less well; seen once; measure again on another day"


@pytest.mark.parametrize(
    ("test", "value", "capped", "said"),
    [
        ("side_bridge", 38.0, False, "38 s"),
        ("side_bridge", 45.0, True, "at least 45 s"),
        ("sit_to_stand_5", 60.0, True, "60 s or longer"),
        ("active_knee_extension", 17.25, False, "17.2°"),
        ("lateral_bend", 19.5, False, "19.5 cm"),
        ("modified_thomas", 1.0, False, "reached"),
        ("modified_thomas", 0.0, False, "not reached"),
    ],
)
def test_results_in_the_persons_own_units(test: str, value: float, capped: bool, said: str) -> None:
    assert words.result(knowledge().tests[test], value, capped) == said


def test_names_carry_their_side() -> None:
    chain, test = knowledge().chains["side"], knowledge().tests["lateral_bend"]
    assert words.chain_name(chain, "left") == "Side of the trunk, left"
    assert words.chain_name(chain, None) == "Side of the trunk"
    assert words.test_name(test, "right") == "Bending to the side, right"


def test_an_uneven_side_is_the_reason_in_its_own_numbers() -> None:
    _, found = after(UNEVEN, UNEVEN)
    # Whatever else is said of the chain, this is how it begins.
    (said,) = reasons(found)
    assert said.startswith(
        "Side bridge on your feet: left 21 s, right 38 s, on 2 days: left first."
    )


def test_one_day_is_never_a_reason_for_a_side() -> None:
    _, found = after(UNEVEN)
    assert not any("first" in said for said in reasons(found))


def test_a_low_level_is_the_reason_with_its_results() -> None:
    _, found = after({"sit_to_stand_5_s": 30.0})
    told = {p.chain: words.reason(knowledge(), found, p) for p in found.priorities}
    assert told["legs"] == "Five stands from a chair: 30 s, probably low."


def test_a_low_level_names_the_tests_it_was_read_with() -> None:
    _, found = after({"sorensen_s": 5.0, "supine_bridge_s": 5.0})
    told = {p.chain: words.reason(knowledge(), found, p) for p in found.priorities}
    assert "; read together with " in told["hip_back"]
    assert told["hip_back"].endswith("probably low.")


def test_a_plan_says_why_it_begins_as_it_does() -> None:
    _, found = after(UNEVEN, UNEVEN)
    (priority,) = found.priorities
    assert words.reason_of(knowledge(), found, priority.rule) == reasons(found)[0]
    assert words.reason_of(knowledge(), found, "first_weeks/acute") == ""
    earlier = words.reason_of(knowledge(), found, "impairments/low/balance/right")
    assert earlier == "Earlier test results put this first: Balance on one leg, right."
    assert words.reason_of(knowledge(), found, "impairments/low/no_such_chain") == ""


def test_whose_norms_were_used_is_said_and_outside_them_nothing_of_a_level() -> None:
    _, young = after(UNEVEN, age=30)
    said = words.whose(knowledge(), young.chain("side", "left"))
    sample = knowledge().tests["side_bridge"].norms[young.chain("side", "left").norms[0][1]]
    assert said == f"Compared with: {sample.sample}."
    _, old = after(UNEVEN, age=80)
    assert old.chain("side", "left").says == "no_norm"
    assert "we say nothing of the level" in words.whose(knowledge(), old.chain("side", "left"))
    assert words.whose(knowledge(), old.chain("balance", "left")) == ""


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (14.0, 19.0, "more than measurement noise (3.6 cm). It is better."),
        (19.0, 14.0, "more than measurement noise (3.6 cm). It is not as good as before."),
        (14.0, 16.0, "within measurement noise (3.6 cm)."),
        (14.0, 14.0, "now 14 cm. No change."),
    ],
)
def test_change_is_told_against_noise(before: float, now: float, said: str) -> None:
    record, _ = after({"lateral_bend_left_cm": before}, {"lateral_bend_left_cm": now})
    (change,) = changes(knowledge(), record, TODAY)
    assert words.change(knowledge(), change).endswith(said)


def test_where_nobody_has_published_noise_it_is_said() -> None:
    record, _ = after(
        {"modified_thomas_left_reached": False}, {"modified_thomas_left_reached": True}
    )
    (change,) = changes(knowledge(), record, TODAY)
    assert words.change(knowledge(), change) == (
        "Thigh over the edge of the bed, left: not reached, now reached. "
        "Nobody has published how much this test changes by itself."
    )


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.83, "about 8 in 10"),
        (0.949, "about 9 in 10"),
        (0.99, "more than 9 in 10"),
        (0.02, "less than 1 in 10"),
    ],
)
def test_chances_as_people_count(probability: float, said: str) -> None:
    assert words.chance(probability) == said


def test_the_body_map_says_of_a_muscle_what_is_said_of_its_chain() -> None:
    _, found = after({"sit_to_stand_5_s": 30.0}, age=30)
    drawn = marks(knowledge(), found)
    assert drawn["thigh_front", "left"].kind == drawn["thigh_front", "right"].kind == "low"
    assert drawn["thigh_front", "left"].text == "Front of the thigh, left. Thighs: probably low."
    assert ("waist", "left") not in drawn, "what was not tested is not marked"


def test_a_chain_without_a_norm_is_not_marked_but_an_uneven_side_is() -> None:
    _, once = after(UNEVEN, age=80)
    assert marks(knowledge(), once) == {}
    _, twice = after(UNEVEN, UNEVEN, age=80)
    drawn = marks(knowledge(), twice)
    assert {mark.kind for mark in drawn.values()} == {"side"}
    assert {of for _muscle, of in drawn} == {"left"}


def test_every_answer_to_repeated_movement_has_words() -> None:
    for name in ("repeated_flexion", "repeated_extension"):
        test = knowledge().tests[name]
        finding = knowledge().findings[test.results[0].value]
        told = [response(test, choice.id) for choice in finding.choices]
        assert len({says for says, _ in told}) == len(finding.choices)
        for choice, (_says, follows) in zip(finding.choices, told, strict=True):
            assert ("out of your plan" in follows) == (choice.id in ("spread", "worse"))


def test_bands_speak_only_of_the_ages_and_sexes_they_were_made_for() -> None:
    test = knowledge().tests["active_knee_extension"]
    _, found = after({"active_knee_extension_left_deg": 30.0})
    reading = found.readings[0]
    assert bands(test, reading, Person(20, "female"))
    assert not bands(test, reading, Person(20, "male"))
    assert not bands(test, reading, Person(40, "female"))
    assert not bands(test, reading, Person(None, "female"))


def test_what_waits_for_its_source_is_never_said() -> None:
    test = knowledge().tests["sit_to_stand_5"]
    _, found = after({"sit_to_stand_5_s": 30.0})
    person = Person(42, "female")
    said = bands(test, found.readings[0], person)
    assert said
    waiting = [
        band.model_copy(update={"basis": band.basis.model_copy(update={"status": "unverified"})})
        for band in test.bands
    ]
    held_back = test.model_copy(update={"bands": tuple(waiting)})
    assert bands(held_back, found.readings[0], person) == ()


def test_results_of_a_day_one_line_each() -> None:
    told = {
        "side_bridge_left_s": 45.0,
        "side_bridge_left_pain": False,
        "side_bridge_right_pain": True,
        "modified_thomas_left_reached": True,
        "age_years": 40,
    }
    assert measured(knowledge(), told) == (
        "Side bridge on your feet, left: at least 45 s",
        "Side bridge on your feet, right: stopped because of pain",
        "Thigh over the edge of the bed, left: reached",
    )


@pytest.mark.parametrize(
    "name",
    [
        "impairments",
        "impairments/low/side/left",
        "impairments/side/side/right",
        "impairments/low/legs",
        "tests/side_bridge",
        "chains/hip_back",
        "muscles/waist",
    ],
)
def test_everything_of_the_tests_can_be_asked_why(name: str) -> None:
    found = explain(rulebook(), name)
    assert found.plain
    assert found.status
    assert all(number.value and number.status != "unverified" for number in found.numbers)


def test_a_priority_is_explained_by_its_rule_numbers_and_sources() -> None:
    found = explain(rulebook(), "impairments/low/side/left")
    (own,) = found.rules
    text = " ".join(line for _depth, line in own.words.lines())
    threshold = knowledge().impairments.deficit_below.value
    assert f"{threshold:g} standard deviations" in text
    assert found.numbers
    assert found.sources
    sides = explain(rulebook(), "impairments/side/side/left").rules[0].words.lines()
    assert any("two days" in line for _depth, line in sides)


@pytest.mark.parametrize("name", ["low", "low/side/up", "high/side", "low/no_such_chain", ""])
def test_other_names_are_no_rule_of_the_tests(name: str) -> None:
    assert rule(knowledge(), f"impairments/{name}") is None


def test_numbers_are_shown_as_they_stand() -> None:
    told = {number.value for number in explain(rulebook(), "tests/side_bridge").numbers}
    error = knowledge().tests["side_bridge"].error.log_sem
    assert error is not None
    assert f"{error.value:g}" in told


def test_every_word_is_handed_over_for_translation() -> None:
    record, found = after(
        {**UNEVEN, "lateral_bend_left_cm": 12.0, "sit_to_stand_5_s": 30.0},
        {**UNEVEN, "lateral_bend_left_cm": 19.0, "modified_thomas_left_reached": False},
    )
    with use("xx"):
        said = [
            *reasons(found),
            *(words.change(knowledge(), change) for change in changes(knowledge(), record, TODAY)),
            *(words.whose(knowledge(), state) for state in found.chains),
            *(words.level(state.says) for state in found.chains),
            *(words.side_says(state) for state in found.sides),
            *(mark.text for mark in marks(knowledge(), found).values()),
        ]
    outside = [line for line in said if _letters_outside(line)]
    assert outside == []


def test_words_never_name_a_cause() -> None:
    _, found = after({**UNEVEN, "sit_to_stand_5_s": 30.0}, UNEVEN)
    for said in reasons(found):
        assert "cause" not in said
        assert "because you" not in said


def _letters_outside(text: str) -> str:
    depth, outside = 0, ""
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        outside += character if depth == 0 and character.isalpha() else ""
    return outside


def test_days_are_counted_from_the_latest_on() -> None:
    assert words.same_days(side("differs", "left", "left", "left", None, "left")) == 2
