"""Short pages: what keeps them open, why they are offered, and what stands in them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.care.modules import open_modules, sign_of_self_harm, steps_of
from plumbline.care.record import Record, facts
from plumbline.knowledge.schema import Module
from plumbline.logic.rulebook import compile_rules
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

MODULES = tuple(knowledge().modules.values())


def opened(
    record: Record, before: tuple[str, ...] = (), days: int = 0, exercise_allowed: bool = True
) -> dict[str, tuple[str, ...]]:
    known = facts(rulebook(), record, TODAY + timedelta(days=days))
    found = open_modules(rulebook(), known, before, exercise_allowed=exercise_allowed)
    return {each.id: each.because for each in found}


def test_there_is_a_page_for_each_of_the_four() -> None:
    names = {"low_mood", "fear_of_movement", "poor_sleep", "low_confidence"}
    assert {module.id for module in MODULES} == names


def test_nobody_is_offered_a_page_for_what_was_never_asked() -> None:
    assert opened(Record()) == {}


def test_each_says_which_answer_it_rests_on() -> None:
    record = Record().tell_all(
        {"mood_two_weeks": "low_most", "movement_fear": 7, "sleep_disturbed_nights": 5}, TODAY
    )
    assert opened(record) == {
        "low_mood": ("mood_two_weeks",),
        "fear_of_movement": ("movement_fear",),
        "poor_sleep": ("sleep_disturbed_nights",),
    }


def test_the_order_is_that_of_the_files() -> None:
    record = Record().tell_all(
        {"confidence_despite_pain": 0, "sleep_disturbed_nights": 7, "mood_two_weeks": "low_some"},
        TODAY,
    )
    assert list(opened(record)) == ["low_mood", "poor_sleep", "low_confidence"]


@pytest.mark.hazard("unknown_as_no")
def test_an_answer_that_has_grown_old_hides_nothing_that_was_open() -> None:
    record = Record().tell("sleep_disturbed_nights", 6, TODAY)
    assert opened(record, days=30) == {}
    assert opened(record, before=("poor_sleep",), days=30) == {"poor_sleep": ()}


def test_a_good_answer_closes_it() -> None:
    record = Record().tell("sleep_disturbed_nights", 0, TODAY)
    assert opened(record, before=("poor_sleep",)) == {}


@pytest.mark.hazard("danger_undercalled")
def test_a_sign_of_self_harm_closes_what_was_open() -> None:
    every = tuple(module.id for module in MODULES)
    record = Record().tell("suicidal_thoughts", True, TODAY)
    assert opened(record, before=every) == {}


@pytest.mark.hazard("danger_undercalled")
def test_could_not_say_is_a_sign_and_not_asked_is_none() -> None:
    def sign(record: Record) -> bool:
        return sign_of_self_harm(rulebook(), facts(rulebook(), record, TODAY))

    assert not sign(Record())
    assert not sign(Record().tell("suicidal_thoughts", False, TODAY))
    assert sign(Record().tell("suicidal_thoughts", None, TODAY))
    assert sign(calm_record(suicidal_thoughts=None))


def test_doing_more_waits_while_exercise_does() -> None:
    record = Record().tell_all({"movement_fear": 9, "sleep_disturbed_nights": 7}, TODAY)
    assert set(opened(record, exercise_allowed=False)) == {"poor_sleep"}
    kept = opened(record, before=("fear_of_movement",), exercise_allowed=False)
    assert "fear_of_movement" not in kept


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_page_is_short_and_is_no_diagnosis(module: Module) -> None:
    assert "not a diagnosis" in module.never
    said = [module.plain, module.never, module.talk, module.crisis_first or ""]
    said += [text for step in module.steps for text in (step.say, step.why or "")]
    said += [text for help_ in module.more_help for text in (help_.say, help_.why)]
    assert len(" ".join(said).split()) <= 500
    assert steps_of(rulebook(), facts(rulebook(), Record(), TODAY), module.id) == module.steps


def test_only_low_mood_begins_with_crisis_help() -> None:
    begins = [module.id for module in MODULES if module.crisis_first]
    assert begins == ["low_mood"]


@pytest.mark.hazard("unknown_as_no")
def test_a_step_that_could_be_wrong_for_somebody_is_shown_only_where_it_is_known_to_fit() -> None:
    page = knowledge().modules["poor_sleep"]
    first = page.steps[0].model_copy(update={"not_when": "pregnant"})
    second = page.steps[1].model_copy(update={"when": "pregnant"})
    changed = page.model_copy(update={"steps": (first, second, *page.steps[2:])})
    modules = {**knowledge().modules, page.id: changed}
    rules = compile_rules(replace(knowledge(), modules=modules))

    def shown(record: Record) -> set[str]:
        return {step.say for step in steps_of(rules, facts(rules, record, TODAY), page.id)}

    unknown, pregnant = shown(Record()), shown(calm_record(pregnant=True))
    assert first.say not in unknown
    assert second.say not in unknown
    assert second.say in pregnant
    assert first.say not in pregnant
    assert first.say in shown(calm_record(pregnant=False))
