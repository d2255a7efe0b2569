"""What has backed off stays so: no order of check-ins, rechecks and corrections gives it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbline.errors import NotReady
from plumbline.journal.casebook import Casebook
from plumbline.logic.schema import Value
from tests.functional.casebook_person import GOOD, later, planned
from tests.unit.care.people import TODAY, calm_values

BAD: dict[str, Value] = {**GOOD, "pain_day_nrs": 6}
AWFUL: dict[str, Value] = {**GOOD, "pain_day_nrs": 9}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with planned(tmp_path) as case:
        yield case


def settle(book: Casebook, day: int) -> None:
    calm = calm_values()
    while page := book.standing(later(day)).next_page:
        book.answer({name: calm[name] for name in page.findings}, later(day))
    programme = book.programme()
    if programme is not None and programme.suspended:
        book.resume(later(day))


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.parametrize("day", [4, 5])
def test_a_good_check_in_of_that_day_or_before_takes_nothing_back(book: Casebook, day: int) -> None:
    assert book.check_in(BAD, later(5)).action == "step_back"
    book.check_in(GOOD, later(day))
    assert book.offer(later(5)) is None
    assert not book.practice(later(5)).may_grow
    book.check_in(GOOD, later(6))
    assert book.offer(later(6)) is not None


@pytest.mark.hazard("load_raised_after_worse")
def test_after_everything_was_asked_again_a_good_check_in_comes_first(book: Casebook) -> None:
    book.check_in(GOOD, later(7))
    book.recheck(later(8))
    settle(book, 8)
    assert book.offer(later(8)) is None
    assert not book.practice(later(9), new_week=True).earned


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("name", ["anything_new_or_worse", "spread_down_limb"])
def test_an_answer_put_right_stops_the_plan_like_one_at_a_check_in(
    book: Casebook, name: str
) -> None:
    book.check_in(GOOD, later(1))
    assert book.offer(later(1)) is not None
    book.answer({name: True}, later(1))
    programme = book.programme()
    assert programme is not None
    assert programme.suspended
    assert book.standing(later(1)).next_page is not None
    with pytest.raises(NotReady):
        book.accept_offer(later(1))


@pytest.mark.hazard("answer_lost")
def test_the_same_form_with_worse_answers_is_not_taken_for_the_first(book: Casebook) -> None:
    book.check_in(GOOD, later(1), request_id="r")
    again = book.check_in({**GOOD, "anything_new_or_worse": True}, later(1), request_id="r")
    assert again.action == "stop_and_check"
    assert len(book.events("review")) == 2
    programme = book.programme()
    assert programme is not None
    assert programme.suspended


@pytest.mark.hazard("danger_undercalled")
def test_no_step_up_while_a_low_mood_waits_for_the_question_about_safety(book: Casebook) -> None:
    book.check_in({**GOOD, "mood_two_weeks": "low_most"}, later(1))
    assert book.offer(later(1)) is None
    book.answer({"suicidal_thoughts": False}, later(1))
    assert book.offer(later(1)) is not None


@pytest.mark.hazard("danger_undercalled")
def test_a_flare_up_that_lasts_is_asked_about_and_not_rested_away(book: Casebook) -> None:
    book.check_in(AWFUL, later(3))
    assert book.agenda.changes().off.keys() == {later(3)}
    book.check_in(AWFUL, later(4))
    programme = book.programme()
    assert programme is not None
    assert programme.suspended
    assert book.agenda.changes().off.keys() == {later(3)}, "a day of rest, and no more"


@pytest.mark.hazard("step_up_missed")
def test_flare_ups_count_over_the_weeks_and_not_anew_with_each(book: Casebook) -> None:
    for day in (3, 13, 23):
        book.flare(later(day))
        settle(book, day)
        book.check_in(GOOD, later(day + 5))
    worked_out = book.following.for_review(book.agenda, later(29))
    assert worked_out["flares_in_plan"] == 3
    assert worked_out["plan_weeks"] == (later(29) - TODAY).days // 7
