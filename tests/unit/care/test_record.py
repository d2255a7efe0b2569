"""What of a record can be used on a day: age, expiry, what was calmed, and what is not known."""

from datetime import date, timedelta

import pytest

from plumbline.care.record import Answer, Clearance, Record, facts, latest
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, calm_value, knowledge, rulebook

FADING = sorted(f.id for f in knowledge().findings.values() if f.valid_days and not f.applies_when)
LASTING = sorted(f.id for f in knowledge().findings.values() if not f.valid_days)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("name", FADING)
def test_an_answer_lasts_to_its_last_day_and_no_longer(name: str) -> None:
    finding = knowledge().findings[name]
    record, valid = calm_record(**{name: calm_value(finding)}), finding.valid_days
    assert valid is not None
    told = record.answers[name].value
    on_last = facts(rulebook(), record, day(valid))
    assert name not in on_last.expired
    assert on_last.values[name] == told
    after = facts(rulebook(), record, day(valid + 1))
    assert name in after.expired
    assert name in after.unanswered
    assert after.values[name] is None, "too old is unknown, never what it was"


@pytest.mark.parametrize("name", LASTING)
def test_what_does_not_fade_is_never_too_old(name: str) -> None:
    assert name not in facts(rulebook(), calm_record(), day(3000)).expired


@pytest.mark.parametrize(
    ("told", "asked", "age"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), 17),
        (date(2026, 3, 2), date(2027, 3, 1), 17),
        (date(2026, 3, 2), date(2027, 3, 2), 18),
        (date(2026, 3, 2), date(2031, 12, 31), 22),
        (date(2024, 2, 29), date(2025, 2, 28), 17),
        (date(2024, 2, 29), date(2025, 3, 1), 18),
        (date(2026, 3, 2), date(2020, 1, 1), 17),
    ],
)
def test_age_grows_on_the_day_it_was_told(told: date, asked: date, age: int) -> None:
    """A clock that jumps back never makes anybody younger."""
    record = Record().tell("age_years", 17, told)
    assert facts(rulebook(), record, asked).values["age_years"] == age


@pytest.mark.hazard("child_gets_programme")
def test_an_unknown_age_does_not_grow() -> None:
    record = Record().tell("age_years", None, TODAY, times=2)
    assert facts(rulebook(), record, day(4000)).values["age_years"] is None


@pytest.mark.hazard("danger_undercalled")
def test_what_calmed_an_old_sign_does_not_speak_of_a_new_one() -> None:
    record = Record()
    for order, (name, value) in enumerate(
        [("saddle_numbness", True), ("cauda_assessed_unchanged", True)], start=1
    ):
        record = record.tell(name, value, TODAY, order=order)
    assert facts(rulebook(), record, TODAY).values["cauda_assessed_unchanged"] is True
    later = record.tell("bladder_trouble", True, TODAY, order=3)
    known = facts(rulebook(), later, TODAY)
    assert known.values["cauda_assessed_unchanged"] is None
    assert "cauda_assessed_unchanged" in known.expired & known.unanswered & known.mitigators
    assert known.cautious["cauda_assessed_unchanged"] is False
    unsure = record.tell("bladder_trouble", None, TODAY, order=3)
    assert "cauda_assessed_unchanged" in facts(rulebook(), unsure, TODAY).expired
    fine = record.tell("bladder_trouble", False, TODAY, order=3)
    assert facts(rulebook(), fine, TODAY).values["cauda_assessed_unchanged"] is True


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize(
    ("sign", "question"),
    [
        ("suicidal_thoughts", "suicidal_intent"),
        ("pregnant", "preg_bleeding"),
        ("eye_red_painful", "eye_severe_or_sight_loss"),
        ("spine_procedure_90", "wound_change"),
        ("no_urine_8h", "bladder_full_feeling"),
    ],
)
def test_a_no_about_an_old_sign_is_asked_again_with_a_new_one(sign: str, question: str) -> None:
    record = calm_record(**{sign: True}).tell(question, False, TODAY, order=2)
    assert facts(rulebook(), record, TODAY).values[question] is False
    again = facts(rulebook(), record.tell(sign, True, TODAY, order=3), TODAY)
    assert question in again.unanswered
    assert again.values[question] is None
    alarming = record.tell(question, True, TODAY, order=2).tell(sign, True, TODAY, order=3)
    assert facts(rulebook(), alarming, TODAY).values[question] is True, "a yes is kept"


def test_dont_know_is_counted_and_settles_the_second_time() -> None:
    once = Record().tell("osteoporosis", None, TODAY)
    assert once.answers["osteoporosis"] == Answer(None, TODAY, times=1)
    assert "osteoporosis" in facts(rulebook(), once, TODAY).unanswered
    twice = once.tell("osteoporosis", None, TODAY)
    known = facts(rulebook(), twice, TODAY)
    assert "osteoporosis" in known.dont_know
    assert "osteoporosis" not in known.unanswered
    assert known.values["osteoporosis"] is None
    answered = once.tell("osteoporosis", True, TODAY)
    assert facts(rulebook(), answered, TODAY).values["osteoporosis"] is True


def test_dont_know_is_counted_anew_after_its_time() -> None:
    """What was not known last month is asked twice again this month."""
    record = Record()
    for _ in range(2):
        record = record.tell("saddle_numbness", None, TODAY)
    later = record.tell("saddle_numbness", None, day(60))
    assert later.answers["saddle_numbness"].times == 1
    assert "saddle_numbness" in facts(rulebook(), later, day(60)).unanswered


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        ({"cancer_history": False}, "cancer_over_10_years_clear", False),
        ({"cancer_history": True}, "cancer_over_10_years_clear", None),
        ({"age_years": 30}, "started_before_45", True),
        ({"age_years": 50}, "started_before_45", None),
        ({"sex_at_birth": "male"}, "pregnant", False),
        ({"sex_at_birth": "female", "age_years": 30}, "pregnant", None),
        ({"sex_at_birth": "unsaid", "age_years": 30}, "pregnant", None),
        ({"sex_at_birth": "female", "age_years": 9}, "pregnant", False),
        ({}, "pregnant", None),
    ],
)
def test_a_question_that_makes_no_sense_has_its_plain_answer(
    values: dict[str, Value], name: str, expected: Value
) -> None:
    known = facts(rulebook(), Record().tell_all(values, TODAY), TODAY)
    assert known.values[name] is expected
    assert (name in known.not_applicable) is (expected is not None)
    assert (name in known.unanswered) is (expected is None)


def test_an_answer_that_makes_no_sense_is_kept_and_not_used() -> None:
    record = calm_record(sex_at_birth="male", pregnant=True)
    assert facts(rulebook(), record, TODAY).values["pregnant"] is False
    assert record.answers["pregnant"].value is True


def test_a_mitigator_nobody_asked_about_is_absent_for_the_cautious() -> None:
    known = facts(rulebook(), Record().tell("cancer_history", True, TODAY), TODAY)
    assert known.values["cancer_over_10_years_clear"] is None
    assert known.cautious["cancer_over_10_years_clear"] is False
    unsure = Record().tell("cancer_history", True, TODAY)
    unsure = unsure.tell("cancer_over_10_years_clear", None, TODAY, times=2)
    assert facts(rulebook(), unsure, TODAY).cautious["cancer_over_10_years_clear"] is None


def test_forgotten_is_as_if_never_asked() -> None:
    record = calm_record().forget(["saddle_numbness", "no_such_thing"])
    assert "saddle_numbness" not in record.answers
    assert "saddle_numbness" in facts(rulebook(), record, TODAY).unanswered


def test_records_are_never_changed() -> None:
    record = Record()
    record.tell("age_years", 40, TODAY)
    assert not record.answers
    with pytest.raises(TypeError):
        calm_record().answers["age_years"] = Answer(1, TODAY)  # type: ignore[index]


def test_the_last_clearance_is_the_last_told_not_the_last_dated() -> None:
    early = Clearance("child", "Dr A", TODAY, "cleared", order=5)
    late = Clearance("child", "Dr B", day(-30), "not_cleared", order=6)
    assert latest((late, early), "child") == late
    assert latest((late, early), "retention") is None
