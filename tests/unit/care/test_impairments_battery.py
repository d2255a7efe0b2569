"""The battery of a day: when it is closed, what is left out of it, and when it has an end."""

from datetime import timedelta

import pytest

from plumbline.care.battery import Battery, battery, by_id, gate
from plumbline.care.record import Record
from plumbline.care.standing import standing
from plumbline.knowledge.schema import PhysicalTest
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

LIMIT = int(knowledge().impairments.pain_at_most.value)
MIDDLING: dict[str, Value] = {
    "hold": 40.0,
    "time": 7.0,
    "distance": 15.0,
    "angle": 15.0,
    "reached": True,
    "response": "same",
    "count": 20,
}


def of(record: Record, **more: frozenset[str]) -> Battery:
    return battery(rulebook(), record, standing(rulebook(), record, TODAY), **more)


def done(record: Record, test: PhysicalTest, order: int, *, pain: bool = False) -> Record:
    """The record after a test, or after an attempt that pain stopped."""
    values: dict[str, Value] = {}
    for result in test.results:
        if result.pain:
            values[result.pain] = pain
        if not pain or not result.pain:
            values[result.value] = MIDDLING[test.measure]
    return record.measure(values, TODAY, order=order)


@pytest.mark.hazard("test_provokes")
@pytest.mark.parametrize("pain", range(11))
def test_more_pain_than_the_limit_closes_it(pain: int) -> None:
    found = of(calm_record(pain_now_nrs=pain))
    assert found.gate == ("pain_high" if pain > LIMIT else "open")
    assert (found.next is None) is (pain > LIMIT)


@pytest.mark.hazard("test_provokes")
def test_pain_must_be_told_today() -> None:
    yesterday = calm_record().tell("pain_now_nrs", 2, TODAY - timedelta(days=1), order=9)
    unsure = calm_record(pain_now_nrs=None)
    for record in (yesterday, unsure):
        assert of(record).gate == "ask_pain"
        assert of(record).next is None


@pytest.mark.hazard("test_provokes")
@pytest.mark.hazard("exercise_with_open_flag")
def test_an_open_red_flag_closes_it() -> None:
    """Every alarming answer, alone: where exercise is held back, so is the battery."""
    closed = 0
    for finding in knowledge().findings.values():
        if finding.type != "boolean" or finding.danger != "yes" or finding.asked_of != "person":
            continue
        record = calm_record(**{finding.id: True})
        today = standing(rulebook(), record, TODAY)
        opened = gate(rulebook(), record, today)
        if not today.triage.exercise_allowed:
            closed += 1
            assert opened in ("see_someone", "check"), finding.id
        if any(objection.blocks for objection in today.against_any_plan):
            assert opened != "open", finding.id
    assert closed > 10


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("asked", ["saddle_numbness", "cancer_history", "osteoporosis"])
def test_an_open_question_closes_it(asked: str) -> None:
    record = calm_record().forget([asked])
    assert standing(rulebook(), record, TODAY).next_page is not None
    assert of(record).gate == "check"
    assert of(record).next is None


def test_nobody_has_tested_anything_before_anything_was_asked() -> None:
    found = of(Record())
    assert found.gate == "check"
    assert found.next is None


@pytest.mark.hazard("test_provokes")
@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("fragile", ["osteoporosis", "vertebral_fracture", "fragility_fracture"])
def test_fragile_bones_bar_repeated_bending(fragile: str) -> None:
    found = of(calm_record(**{fragile: True}))
    if found.gate == "open":
        assert by_id(found.items)["repeated_flexion"].state == "blocked"
    assert found.next != "repeated_flexion"


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize(("answer", "state"), [(True, "blocked"), (None, "waiting")])
def test_a_caution_that_holds_or_may_hold_keeps_a_test_away(answer: Value, state: str) -> None:
    """Over conditions of every kind: what is offered carries none that blocks."""
    kept_away: set[str] = set()
    conditions = [f for f in knowledge().topics["conditions"].findings if f.type == "boolean"]
    for finding in conditions[::2]:
        found = of(calm_record(**{finding.id: answer}))
        items = by_id(found.items)
        for item in found.items:
            held = any(objection.blocks for objection in item.against)
            assert held is (item.state in ("blocked", "waiting"))
        kept_away |= {item.test for item in found.items if item.state == state}
        assert found.next is None or items[found.next].state == "to_do"
    assert kept_away


@pytest.mark.parametrize("age", [20, 57, 90])
@pytest.mark.parametrize("pain", [False, True])
def test_it_comes_to_an_end(age: int, pain: bool) -> None:
    """Test after test as offered: none twice, within ten minutes, and then nothing is left over."""
    record, seen = calm_record(age_years=age), list[str]()
    order = 10
    found = of(record)
    while (name := found.next) is not None:
        assert name not in seen
        assert by_id(found.items)[name].state == "to_do"
        seen.append(name)
        record = done(record, knowledge().tests[name], order, pain=pain)
        order, found = order + 1, of(record)
        state = by_id(found.items)[name].state
        stoppable = any(result.pain for result in knowledge().tests[name].results)
        assert state == ("stopped" if pain and stoppable else "done")
    assert found.offered == ()
    assert len(seen) >= 5
    assert found.minutes_done + found.minutes_left <= 10.0 + 1.5 * pain
    assert {item.test for item in found.items if item.state in ("done", "stopped")} == set(seen)


def test_the_whole_fresh_battery_takes_ten_minutes_at_most() -> None:
    found = of(calm_record())
    assert 0 < found.minutes_left <= 10.0
    assert found.minutes_done == 0


def test_what_the_person_does_not_want_is_not_offered() -> None:
    first = of(calm_record()).next
    assert first is not None
    second = of(calm_record(), skipped=frozenset({first})).next
    assert second not in (None, first)
    everything = frozenset(knowledge().tests)
    assert of(calm_record(), skipped=everything).next is None


def test_a_test_done_lately_waits_for_its_day() -> None:
    test = knowledge().tests["side_bridge"]
    values = {result.value: 30.0 for result in test.results}
    for ago, state in ((1, "later"), (test.retest_days - 1, "later"), (test.retest_days, "to_do")):
        record = calm_record().measure(values, TODAY - timedelta(days=ago), order=5)
        assert by_id(of(record).items)["side_bridge"].state == state


def test_an_attempt_after_one_that_pain_stopped_counts() -> None:
    test = knowledge().tests["side_bridge"]
    stopped = done(calm_record(), test, 5, pain=True)
    again = done(stopped, test, 6)
    assert by_id(of(stopped).items)["side_bridge"].state == "stopped"
    assert by_id(of(again).items)["side_bridge"].state == "done"
    assert not of(stopped).assessment.readings
    assert len(of(again).assessment.readings) == 2


def test_the_easier_version_comes_only_in_place_of_the_other() -> None:
    assert "side_bridge_knees" not in by_id(of(calm_record()).items)
    out = of(calm_record(), skipped=frozenset({"side_bridge"}))
    assert by_id(out.items)["side_bridge_knees"].state == "to_do"
