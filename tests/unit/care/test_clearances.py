"""A clearance closes what was seen, and nothing that came later or is worse."""

from datetime import timedelta

import pytest

from plumbline.care.record import Clearance, Record
from plumbline.care.triage import Triage, triage
from tests.unit.care.people import TODAY, calm_record, rulebook

pytestmark = pytest.mark.hazard("exercise_with_open_flag")


def seen(record: Record, flag: str, order: int = 5) -> Record:
    return record.clear(Clearance(flag, "Dr Shah", TODAY, "cleared", order=order))


def verdict(record: Record, days: int = 0) -> Triage:
    return triage(rulebook(), record, TODAY + timedelta(days=days))


def test_a_cleared_flag_allows_exercise_again() -> None:
    record = seen(calm_record(leg_swollen_left=True), "clot_leg")
    now = verdict(record)
    assert now.flag("clot_leg").cleared_by is not None
    assert now.flag("clot_leg").state is True, "it is still true, only seen"
    assert now.exercise_allowed


def test_a_second_flag_stays_open() -> None:
    record = seen(calm_record(leg_swollen_left=True, cancer_history=True), "clot_leg")
    now = verdict(record)
    assert [flag.id for flag in now.open_flags] == ["cancer_distant"]
    assert not now.exercise_allowed


def test_what_was_cleared_today_is_not_cleared_for_an_emergency_tomorrow() -> None:
    """Both legs were seen; then the bladder changes: the same flag, now an emergency."""
    record = calm_record(both_legs_symptoms_new=True)
    record = seen(record, "cauda_equina_bilateral")
    assert not verdict(record).flag("cauda_equina_bilateral").open
    worse = record.tell("bladder_trouble", True, TODAY, order=6)
    now = verdict(worse)
    assert now.flag("cauda_equina_bilateral").open
    assert now.urgency == "emergency_now"


def test_the_other_leg_is_a_new_sign() -> None:
    record = seen(calm_record(leg_swollen_left=True), "clot_leg")
    now = verdict(record.tell("leg_swollen_right", True, TODAY, order=6))
    assert now.flag("clot_leg").open


def test_saying_once_more_who_looked_at_it_is_no_new_sign() -> None:
    record = seen(calm_record(saddle_numbness=True), "cauda_equina")
    told = record.tell("cauda_assessed_unchanged", False, TODAY, order=6)
    assert not verdict(told).flag("cauda_equina").open


def test_not_knowing_any_more_is_open_again() -> None:
    record = seen(calm_record(leg_swollen_left=True), "clot_leg")
    unsure = record.tell("leg_swollen_left", None, TODAY, times=2, order=6)
    assert verdict(unsure).flag("clot_leg").open


def test_a_flag_that_was_cleared_and_has_gone_can_come_back() -> None:
    record = seen(calm_record(leg_swollen_left=True), "clot_leg")
    record = record.tell("leg_swollen_left", False, TODAY, order=6)
    assert verdict(record).exercise_allowed
    record = record.tell("leg_swollen_left", True, TODAY, order=7)
    assert verdict(record).flag("clot_leg").open


def test_after_its_sign_has_faded_it_is_asked_again() -> None:
    record = seen(calm_record(leg_swollen_left=True), "clot_leg")
    later = verdict(record, days=15)
    assert not later.complete
    assert not later.exercise_allowed


def test_said_again_unchanged_lasts_longer_and_keeps_its_place() -> None:
    """Renewing says nothing new: it neither reopens a clearance nor answers a blank."""
    record = seen(calm_record(leg_swollen_left=True), "clot_leg")
    unsure = record.tell("fever_or_rigors", None, TODAY, times=2, order=1)
    later = TODAY + timedelta(days=10)
    renewed = unsure.renew(["leg_swollen_left", "fever_or_rigors", "never_told"], later)
    assert renewed.answers["leg_swollen_left"].on == later
    assert renewed.answers["leg_swollen_left"].order == record.answers["leg_swollen_left"].order
    assert renewed.answers["fever_or_rigors"] == unsure.answers["fever_or_rigors"]
    assert "never_told" not in renewed.answers
    assert not verdict(renewed, days=12).flag("clot_leg").open
