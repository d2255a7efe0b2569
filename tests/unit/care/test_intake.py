"""The next page: age first, danger before plans, lists together, other words the second time."""

from dataclasses import replace

import pytest

from plumbline.care.intake import FIRST, Page, next_page, shaping_questions
from plumbline.care.record import Record, facts
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook


def page(record: Record) -> Page:
    found = next_page(rulebook(), record, TODAY)
    assert found is not None
    return found


def test_age_and_sex_come_first_and_alone() -> None:
    record = Record()
    for name in FIRST:
        asked = page(record)
        assert (asked.phase, asked.findings) == ("about_you", (name,))
        record = record.tell(name, {"age_years": 40, "sex_at_birth": "female"}[name], TODAY)
    assert page(record).phase == "safety"


def test_an_emergency_does_not_wait_for_age() -> None:
    record = Record().tell("saddle_numbness", True, TODAY)
    asked = next_page(rulebook(), record, TODAY)
    assert asked is None or asked.phase != "about_you"


@pytest.mark.hazard("danger_undercalled")
def test_the_most_urgent_question_comes_first() -> None:
    record = Record().tell_all({"age_years": 40, "sex_at_birth": "female"}, TODAY)
    first = set(page(record).findings)
    reads = {
        name
        for rule, expression in rulebook().under("red_flags/").items()
        for name in _columns(expression)
        if knowledge().red_flags[rule.split("/")[1]].levels[int(rule.split("/")[3])].urgency
        == "emergency_now"
    }
    assert first & reads


def _columns(expression) -> frozenset[str]:
    from plumbline.logic import columns

    return columns(expression)


def test_members_of_a_list_are_asked_together_in_the_order_of_the_file() -> None:
    record = calm_record().forget(["saddle_numbness", "bladder_trouble", "bowel_trouble"])
    asked = page(record)
    assert asked.list == "cauda_equina"
    assert asked.findings == ("saddle_numbness", "bladder_trouble", "bowel_trouble")
    assert not asked.again


def test_dont_know_comes_back_alone_in_other_words() -> None:
    record = calm_record().tell("bladder_trouble", None, TODAY, times=1)
    asked = page(record)
    assert asked == replace(asked, findings=("bladder_trouble",), list=None, again=True)
    twice = record.tell("bladder_trouble", None, TODAY)
    after = next_page(rulebook(), twice, TODAY)
    assert after is None or "bladder_trouble" not in after.findings


def test_new_questions_come_before_second_tries() -> None:
    record = calm_record().tell("bladder_trouble", None, TODAY, times=1).forget(["chest_pain"])
    assert page(record).findings == ("chest_pain",)


@pytest.mark.parametrize(
    ("told", "absent"),
    [
        ({"sex_at_birth": "male"}, "pregnant"),
        ({"cancer_history": False}, "cancer_over_10_years_clear"),
        ({"suicidal_thoughts": False}, "suicidal_intent"),
    ],
)
def test_a_question_that_makes_no_sense_is_not_asked(told: dict[str, Value], absent: str) -> None:
    record = calm_record(**told).forget([absent])
    asked = next_page(rulebook(), record, TODAY)
    assert asked is None or absent not in asked.findings


def test_a_question_waits_for_the_one_it_hangs_on() -> None:
    record = calm_record().forget(["suicidal_thoughts", "suicidal_intent"])
    assert page(record).findings == ("suicidal_thoughts",)
    yes = record.tell("suicidal_thoughts", True, TODAY)
    assert page(yes).findings == ("suicidal_intent",)


def test_how_far_along() -> None:
    nearly = calm_record().forget(["kit_band"])
    assert page(nearly).to_come >= 1
    assert page(nearly).share_done > 0.95
    assert page(Record()).share_done == 0
    assert next_page(rulebook(), calm_record(), TODAY) is None


def test_a_pattern_that_is_already_likely_asks_no_more_for_itself() -> None:
    """What only a later band of a settled pattern reads is not asked; else it is."""
    signs = ("leg_pain_worse_than_back", "symptoms_on_walking_standing", "relief_sitting")
    only = _only_read_by("patterns/stenosis/bands/1", "patterns/stenosis/bands/0")
    assert only, "the second band reads something of its own"
    record = calm_record(age_years=70).forget(only)
    four: dict[str, Value] = dict.fromkeys(signs, True)
    likely = calm_record(age_years=70, **four).forget(only)
    assert only & set(_shaping(record))
    assert not only & set(_shaping(likely))


def _shaping(record: Record) -> tuple[str, ...]:
    return shaping_questions(rulebook(), facts(rulebook(), record, TODAY))


def _only_read_by(rule: str, *but: str) -> set[str]:
    """The person's findings that this rule reads and no other (but for `but`)."""
    rules = rulebook().rules
    others = {
        name
        for other, expression in rules.items()
        if other != rule and other not in but
        for name in rulebook().behind(_columns(expression))
    }
    mine = rulebook().behind(_columns(rules[rule])) - others
    return {name for name in mine if knowledge().findings[name].asked_of == "person"}
