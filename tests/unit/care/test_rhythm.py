"""What is asked how often, of whom, and what never waits."""

from datetime import date, timedelta

import pytest

from plumbline.care.monitoring.rhythm import Due, due, follow_up
from plumbline.care.record import Record
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, knowledge, rulebook

BEGAN = TODAY
RHYTHM = knowledge().rhythm
EACH = ("pain_day_nrs", "pain_day_worst_nrs")
NO_LEG_PAIN = {"pain_leg_left": False, "pain_leg_right": False, "pain_below_knee": False}
WEEK = (
    "sleep_disturbed_nights",
    "movement_fear",
    "confidence_despite_pain",
    "active_days_week",
    "pain_usual_nrs",
)
WEEKLY: dict[str, Value] = {**dict.fromkeys(WEEK, 5), "psfs_1": 5}
ALL_TOLD: dict[str, Value] = {**WEEKLY, "mood_two_weeks": "good"}
SAFETY = "suicidal_thoughts"


def day(number: int) -> date:
    """A day of the plan; it begins on day 0."""
    return BEGAN + timedelta(days=number)


def somebody(told: dict[str, Value], on: int = 0, order: int = 1, **more: Value) -> Record:
    record = Record().tell_all(NO_LEG_PAIN, day(on), order=order)
    return record.tell_all({**told, **more}, day(on), order=order)


def on_day(record: Record, number: int, *wordings: str) -> Due:
    # No leg pain, said again: whether it applies stays known.
    record = record.tell_all(NO_LEG_PAIN, day(number))
    return due(rulebook(), record, BEGAN, day(number), frozenset(wordings))


def after_each(found: Due) -> tuple[str, ...]:
    return found.questions[len(EACH) :]


def test_each_check_in_asks_for_the_pain_of_the_day() -> None:
    for number in (0, 1, 2, 30):
        assert on_day(somebody(ALL_TOLD), number).questions[: len(EACH)] == EACH


def test_leg_pain_is_asked_where_there_is_some() -> None:
    def asked(**legs: Value) -> tuple[str, ...]:
        record = somebody(ALL_TOLD).tell_all(legs, day(1))
        return due(rulebook(), record, BEGAN, day(1)).questions

    assert "leg_pain_day_nrs" not in asked()
    assert "leg_pain_day_nrs" in asked(pain_leg_left=True)
    assert "leg_pain_day_nrs" in asked(pain_below_knee=True)


@pytest.mark.hazard("unknown_as_no")
def test_who_has_not_said_whether_a_leg_hurts_is_asked_that_first() -> None:
    asked = due(rulebook(), Record(), BEGAN, BEGAN).questions
    assert {"pain_leg_left", "pain_leg_right", "pain_below_knee"} <= set(asked)


def test_the_first_check_in_asks_for_what_nobody_knows_yet() -> None:
    first = on_day(somebody({}), 0)
    assert after_each(first) == ("mood_two_weeks", "psfs_1", *WEEK)[:6]
    assert first.later == WEEK[-1:]


@pytest.mark.parametrize("number", [1, 3, 6])
def test_within_the_week_nothing_more_is_asked(number: int) -> None:
    assert after_each(on_day(somebody(ALL_TOLD), number)) == ()


def test_after_a_week_the_weekly_ones_come_and_after_two_the_mood_as_well() -> None:
    assert after_each(on_day(somebody(ALL_TOLD), 7)) == ("psfs_1", *WEEK)
    two_weeks = somebody({"mood_two_weeks": "good"}).tell_all(WEEKLY, day(7))
    assert after_each(on_day(two_weeks, 13)) == ()
    assert after_each(on_day(two_weeks, 14)) == ("mood_two_weeks", "psfs_1", *WEEK)[:6]


def test_rounds_keep_to_the_day_the_plan_began_even_when_answers_come_late() -> None:
    late = somebody(ALL_TOLD, on=2).tell_all(WEEKLY, day(9))
    assert after_each(on_day(late, 13)) == ()
    assert "psfs_1" in after_each(on_day(late, 14))


def test_what_was_told_a_moment_ago_waits_a_little() -> None:
    late = somebody(ALL_TOLD).tell_all(WEEKLY, day(13))
    assert "psfs_1" not in after_each(on_day(late, 14))
    assert "psfs_1" in after_each(on_day(late, 17))


def test_a_second_activity_is_asked_for_only_by_who_chose_one() -> None:
    chosen = somebody(ALL_TOLD, psfs_2=4)
    assert "psfs_2" in after_each(on_day(chosen, 7))
    assert "psfs_3" not in after_each(on_day(chosen, 7))
    could_not_say = somebody(ALL_TOLD).tell("psfs_2", None, BEGAN, times=2)
    assert "psfs_2" not in after_each(on_day(could_not_say, 7))


def test_a_check_in_stays_short_and_the_rest_comes_the_next_day() -> None:
    old = somebody(ALL_TOLD, on=-20, psfs_2=4, psfs_3=4)
    first = on_day(old, 0)
    most = RHYTHM.most_extra.value
    assert len(after_each(first)) == most == 6
    assert after_each(first)[:2] == ("mood_two_weeks", "psfs_1")
    assert first.later == WEEK[-3:]
    answered = old.tell_all(dict.fromkeys(after_each(first), 5), BEGAN)
    second = on_day(answered.tell("mood_two_weeks", "good", BEGAN), 1)
    assert after_each(second) == first.later
    assert second.later == ()


def test_a_questionnaire_is_asked_only_where_its_wording_is_there() -> None:
    record = somebody(ALL_TOLD)
    assert on_day(record, 1).instruments == ()
    assert on_day(record, 1, "rmdq", "gad2").instruments == ("rmdq", "gad2")
    mood = on_day(somebody(WEEKLY), 1, "phq2")
    assert mood.instruments == ("phq2",)
    assert "mood_two_weeks" not in mood.questions


def test_a_list_of_sentences_to_tick_counts_as_one_question() -> None:
    found = on_day(somebody({"mood_two_weeks": "good"}), 0, "rmdq")
    assert after_each(found) == ("psfs_1", *WEEK)[:5]
    assert found.instruments == ("rmdq",), "24 sentences, counted as one of six"


def test_questionnaires_come_every_two_weeks() -> None:
    sentences = dict.fromkeys(knowledge().instruments["rmdq"].items, False)
    record = somebody(ALL_TOLD).tell_all(sentences, BEGAN)
    assert on_day(record, 13, "rmdq").instruments == ()
    assert on_day(record, 14, "rmdq").instruments == ("rmdq",)


def low(on: int = 0, order: int = 2, **mood: Value) -> Record:
    return somebody(WEEKLY).tell_all(mood, day(on), order=order)


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize(
    "mood",
    [
        {"mood_two_weeks": "low_some"},
        {"mood_two_weeks": "low_most"},
        {"phq_1": 1, "phq_2": 1},
        {"phq_1": 2},
    ],
    ids=str,
)
def test_low_mood_asks_about_safety_at_once_and_first(mood: dict[str, Value]) -> None:
    record = low(**mood)
    assert follow_up(rulebook(), record, BEGAN).questions == (SAFETY,)
    assert on_day(record, 1).questions[0] == on_day(record, 1).direct == SAFETY


@pytest.mark.hazard("danger_undercalled")
def test_an_earlier_no_does_not_answer_for_a_mood_told_since() -> None:
    before = somebody(WEEKLY).tell(SAFETY, False, BEGAN, order=1)
    record = before.tell("mood_two_weeks", "low_most", BEGAN, order=2)
    assert follow_up(rulebook(), record, BEGAN).direct == SAFETY
    since = record.tell(SAFETY, False, BEGAN, order=3)
    assert follow_up(rulebook(), since, BEGAN).direct is None
    along = record.tell(SAFETY, False, BEGAN, order=2)
    assert follow_up(rulebook(), along, BEGAN).direct is None


@pytest.mark.hazard("unknown_as_no")
def test_could_not_say_is_asked_once_more_in_other_words() -> None:
    record = low(mood_two_weeks="low_most").tell(SAFETY, None, BEGAN, order=3)
    assert follow_up(rulebook(), record, BEGAN).direct == SAFETY


def test_while_the_mood_stays_low_the_answer_about_safety_grows_old() -> None:
    record = low(mood_two_weeks="low_most").tell(SAFETY, False, BEGAN, order=3)
    assert on_day(record, 7).direct is None
    assert on_day(record, 8).direct == SAFETY


def test_a_good_mood_leads_to_nothing() -> None:
    assert follow_up(rulebook(), low(mood_two_weeks="mixed"), BEGAN) == Due()
    assert follow_up(rulebook(), low(phq_1=1, phq_2=0), BEGAN, frozenset({"phq8"})) == Due()


def test_a_phq_2_of_two_asks_the_phq_8_where_its_wording_is_there() -> None:
    record = low(phq_1=1, phq_2=1)
    assert follow_up(rulebook(), record, BEGAN).instruments == ()
    wordings = frozenset({"phq2", "phq8"})
    assert follow_up(rulebook(), record, BEGAN, wordings).instruments == ("phq8",)
    rest = {f"phq_{number}": 0 for number in range(3, 9)}
    answered = record.tell_all(rest, BEGAN, order=3)
    assert follow_up(rulebook(), answered, BEGAN, wordings).instruments == ()
    anew = answered.tell_all({"phq_1": 2, "phq_2": 2}, day(14), order=4)
    assert follow_up(rulebook(), anew, day(14), wordings).instruments == ("phq8",)


def test_a_longer_form_that_was_left_comes_first_next_time() -> None:
    record = somebody({}).tell_all({"phq_1": 2, "phq_2": 2}, BEGAN, order=2)
    found = on_day(record, 1, "phq2", "phq8")
    assert found.instruments == ("phq8",)
    assert after_each(found) == EACH[1:]  # the question about safety stands first
    assert set(found.later) == {"psfs_1", *WEEK}


def test_three_points_of_worry_ask_the_longer_form() -> None:
    record = somebody(ALL_TOLD, gad_1=2, gad_2=1)
    assert follow_up(rulebook(), record, BEGAN, frozenset({"gad7"})).instruments == ("gad7",)


def test_retests_come_every_six_weeks_and_only_to_who_was_tested() -> None:
    tested = somebody(ALL_TOLD).measure({"side_bridge_left_s": 30.0}, BEGAN)
    assert not on_day(tested, 41).retest
    assert on_day(tested, 42).retest
    assert not on_day(somebody(ALL_TOLD), 42).retest
    lately = tested.measure({"side_bridge_left_s": 33.0}, day(30))
    assert not on_day(lately, 42).retest
    assert on_day(lately, 51).retest
    assert not on_day(tested.measure({"side_bridge_left_s": 33.0}, day(42)), 60).retest
    before_the_plan = somebody(ALL_TOLD, on=-30).measure({"side_bridge_left_s": 30.0}, day(-30))
    assert not on_day(before_the_plan, 1).retest


def test_before_the_plan_begins_nothing_breaks() -> None:
    found = due(rulebook(), somebody(ALL_TOLD, on=-3), BEGAN, day(-1))
    assert found.questions == EACH
    assert not found.retest


def test_reviews_after_2_6_and_12_weeks_find_fresh_answers() -> None:
    for often in (*RHYTHM.rounds, RHYTHM.retests):
        assert 84 % often.every_days == 0
        assert often.every_days <= 42
        assert 14 % often.every_days == 0 or often is RHYTHM.retests


def test_an_answer_lasts_until_it_is_asked_again_and_is_never_said_again_by_itself() -> None:
    for one in RHYTHM.rounds:
        for name in (*WEEK, "mood_two_weeks"):
            if name in (*one.questions, *one.instead):
                lasts = knowledge().findings[name].valid_days
                assert lasts is not None
                assert one.every_days - 1 <= lasts < 14
