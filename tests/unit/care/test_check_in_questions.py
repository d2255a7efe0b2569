"""What a check-in asks of whom."""

from datetime import timedelta

import pytest

from plumbline.care.monitoring.check_in import questions
from plumbline.care.record import Clearance
from tests.unit.care.people import TODAY, calm_record, rulebook

NEEDS = rulebook().knowledge.monitoring.needs
THOUGHTS = "suicidal_thoughts"


def test_a_calm_person_is_asked_what_the_rules_need() -> None:
    assert questions(rulebook(), calm_record(), TODAY) == NEEDS


@pytest.mark.hazard("danger_undercalled")
def test_who_told_of_dark_thoughts_is_asked_each_time() -> None:
    told = calm_record(suicidal_thoughts=True, suicidal_intent=False)
    assert THOUGHTS in questions(rulebook(), told, TODAY)


@pytest.mark.hazard("danger_undercalled")
def test_so_is_who_was_cleared_of_them_long_ago() -> None:
    cleared = Clearance("suicide_thoughts", "my doctor", TODAY, "cleared", order=1)
    assert THOUGHTS in questions(rulebook(), calm_record().clear(cleared), TODAY)


def test_one_question_that_has_grown_old_is_asked_along() -> None:
    a_week_on = TODAY + timedelta(days=8)
    assert questions(rulebook(), calm_record(), a_week_on) == (*NEEDS, THOUGHTS)


def test_many_that_have_grown_old_are_left_to_a_new_check() -> None:
    months_on = TODAY + timedelta(days=60)
    assert questions(rulebook(), calm_record(), months_on) == NEEDS
