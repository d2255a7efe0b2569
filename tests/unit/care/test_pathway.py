"""What comes next at a review: which file decides, what it carries, and what would change it."""

from collections.abc import Mapping

import pytest
from pydantic import TypeAdapter, ValidationError

from plumbline.care.pathway import NextStep, severity
from plumbline.knowledge.schema import NextStep as StepFile
from plumbline.knowledge.schema.next_steps import STEP_LEVELS, STEPS_UP
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, knowledge
from tests.unit.care.reviews import AT_REVIEW, at_review, next_step, of, read

LEADS_TO: Mapping[str, str] = {
    "answer_first": "anything_new_or_worse",
    "radicular_specialist": "sciatica, plan_weeks = 12",
    "stenosis_specialist": "stenosis, plan_weeks = 12",
    "persistent_specialist": "plan_weeks = 24, pain_usual_nrs = 7",
    "radicular_severe": "sciatica, pain_severe",
    "getting_worse": "pain_getting_worse",
    "radicular_gp": "sciatica",
    "stenosis_gp": "stenosis",
    "persistent_gp": "plan_weeks = 12",
    "other_pattern": "pain_main_place = neck, plan_weeks = 2",
    "smaller_plan": "sessions_of_planned_percent = 20",
    "supervised": "-",
    "new_plan_needs_time": "plan_weeks = 3, plan_changed_since_review",
    "change_plan": "plan_weeks = 3",
    "many_flares": "flares_in_plan = 5, improvement = improving",
    "carry_on": "improvement = improving",
    "too_early": "improvement = not_yet, plan_weeks = 1",
    "cannot_tell": "improvement = cannot_tell",
}
"""Answers that lead to each file."""


def files() -> list[StepFile]:
    return sorted(knowledge().next_steps.values(), key=lambda file: file.order)


def test_every_file_decides_for_somebody() -> None:
    found = {name: next_step(**read(answers)).rule for name, answers in LEADS_TO.items()}
    assert found == {name: f"next_steps/{name}" for name in knowledge().next_steps}


def test_files_stand_from_the_gravest_to_the_calmest() -> None:
    """Only the smaller plan stands before its level: it comes before a physiotherapist."""
    orders = [file.order for file in files()]
    assert len(set(orders)) == len(orders)
    rest = [severity(file.level) for file in files() if file.id != "smaller_plan"]
    assert rest == sorted(rest, reverse=True)


def test_the_two_files_the_code_asks_for_by_their_level() -> None:
    for level in ("look_first", "cannot_tell"):
        alone = [file for file in files() if file.level == level]
        assert len(alone) == 1
        assert not alone[0].patterns


def test_patterns_that_are_named_exist() -> None:
    named = {pattern for file in files() for pattern in file.patterns}
    assert named <= knowledge().patterns.keys()


def test_each_step_up_shows_what_bodies_say() -> None:
    """At least two positions where somebody else is asked about a pattern, none unchecked."""
    for file in files():
        assert all(position.basis.status != "unverified" for position in file.positions)
        if file.level in STEPS_UP and file.id != "other_pattern":
            assert len(file.positions) >= 2, file.id
            assert len({position.body for position in file.positions}) >= 1


def test_an_operation_is_spoken_of_only_by_a_specialist_step_or_a_warning() -> None:
    """Surgery is never what a person is told to do, least of all when pain gets worse."""
    for file in files():
        told = " ".join((file.say, *file.do)).lower()
        if file.level not in ("specialist_review", "gp_review"):
            assert "operation" not in told, file.id
            assert "surgery" not in told, file.id


def test_a_step_carries_its_reasons_and_its_question() -> None:
    found = next_step(**read("sciatica, plan_weeks = 14"))
    assert found.steps_up
    assert found.pattern == "radicular"
    assert set(found.because) == {"improvement", "plan_weeks", "sessions_of_planned_percent"}
    assert found.positions == knowledge().next_steps["radicular_specialist"].positions
    assert "nerve root" in found.question
    calm = next_step(improvement="improving")
    assert (calm.question, calm.steps_up, calm.pattern) == ("", False, None)


@pytest.mark.parametrize("name", LEADS_TO)
def test_what_would_change_it_changes_it(name: str) -> None:
    """Each turn, taken by itself, leads to the level that it names."""
    answers = read(LEADS_TO[name])
    turns = next_step(**answers).turns
    for turn in turns:
        assert next_step(**{**answers, turn.finding: turn.value}).level == turn.level
    if name in ("supervised", "carry_on"):
        assert {"improvement", "plan_weeks"} & {turn.finding for turn in turns}


def test_fewer_weeks_are_not_told_as_a_change() -> None:
    assert all(
        turn.value == 12 for turn in next_step(plan_weeks=7).turns if turn.finding == "plan_weeks"
    )


@pytest.mark.hazard("unknown_as_no")
def test_a_safety_question_that_is_open_comes_first() -> None:
    record = at_review(improvement="improving").forget(["saddle_numbness"])
    found = of(record)
    assert (found.level, found.rule) == ("look_first", "next_steps/answer_first")
    assert "saddle_numbness" in found.asks
    assert not found.turns


def test_triage_speaks_in_its_own_words() -> None:
    found = next_step(saddle_numbness=True)
    flag = knowledge().red_flags["cauda_equina"]
    assert found.rule == "red_flags/cauda_equina"
    assert found.say in [level.why for level in flag.levels]
    assert found.do == flag.steps("emergency_now")
    assert "saddle_numbness" in found.because
    assert found.question == ""


def test_what_is_not_sure_is_said_as_not_sure() -> None:
    found = next_step(saddle_numbness=None)
    assert found.level == "look_first"
    assert found.say == knowledge().red_flags["cauda_equina"].unknown_means


def test_a_sign_that_may_wait_is_mentioned() -> None:
    """Something for an ordinary appointment does not stop the plan, and is not forgotten."""
    signs = (
        *("started_before_45", "started_before_35", "night_waking_second_half"),
        *("pain_buttock", "improves_with_movement"),
    )
    found = next_step(**{"improvement": "improving", **dict.fromkeys(signs, True)})
    assert found.mention == ("inflammatory",)
    assert found.level == "carry_on"


def test_a_decision_is_the_same_byte_for_byte() -> None:
    adapter = TypeAdapter(NextStep)
    first, second = (adapter.dump_json(next_step(**read("sciatica"))) for _ in range(2))
    assert first == second
    assert adapter.validate_json(first) == next_step(**read("sciatica"))


def test_old_entries_are_not_used() -> None:
    """What was worked out for a review three weeks ago says nothing of today."""
    record = at_review(improvement="improving").tell_all(
        {name: value for name, value in AT_REVIEW.items() if name != "onset_date"},
        TODAY.replace(day=1, month=2),
        times=2,
    )
    assert of(record).level == "cannot_tell"


def test_the_levels_rise_from_calm_to_safety() -> None:
    assert [severity(level) for level in STEP_LEVELS] == list(range(len(STEP_LEVELS)))


@pytest.mark.parametrize(
    "wrong",
    [{"question": None}, {"level": "change_plan"}, {"level": "carry_on", "question": None}],
    ids=["a step up asks", "no other step asks", "unknown never calms"],
)
def test_a_file_that_makes_no_sense_is_refused(wrong: Mapping[str, Value]) -> None:
    whole = knowledge().next_steps["persistent_gp"].model_dump() | {"when_unknown": "holds"}
    StepFile.model_validate(whole)
    with pytest.raises(ValidationError):
        StepFile.model_validate({**whole, **wrong})
