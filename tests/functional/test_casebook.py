"""A person's case in a real journal: what a check-in renews, and what stops a step up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbline.errors import NotReady
from plumbline.journal.casebook import Casebook
from tests.functional.casebook_person import GOOD, later, planned
from tests.unit.care.people import TODAY


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with planned(tmp_path) as case:
        yield case


@pytest.mark.hazard("load_raised_without_consent")
def test_a_good_check_in_offers_and_only_a_yes_adds(book: Casebook) -> None:
    before = book.programme()
    book.check_in(GOOD, later(1))
    assert book.programme() == before
    offered = book.offer(later(1))
    assert offered is not None
    assert book.accept_offer(later(1)).session_minutes == offered.session_minutes
    assert book.offer(later(1)) is None


@pytest.mark.hazard("contraindicated_offered")
def test_a_yes_counts_for_nothing_once_something_speaks_against_exercise(book: Casebook) -> None:
    book.check_in(GOOD, later(1))
    before = book.programme()
    book.answer({"heart_unstable": True}, later(1))
    assert book.standing(later(1)).triage.exercise_allowed
    with pytest.raises(NotReady):
        book.accept_offer(later(1))
    assert book.programme() == before


def test_a_check_in_sent_twice_is_one(book: Casebook) -> None:
    first = book.check_in(GOOD, later(1), request_id="r")
    stored = len(book.events())
    assert book.check_in(GOOD, later(1), request_id="r") == first
    assert len(book.events()) == stored


def test_nothing_new_says_lasting_symptoms_again_and_no_others(book: Casebook) -> None:
    book.check_in(GOOD, later(10))
    answers = book.record().answers
    assert answers["saddle_numbness"].on == later(10)
    assert answers["suicidal_thoughts"].on == TODAY
    assert answers["osteoporosis"].on == TODAY


@pytest.mark.hazard("unknown_as_no")
def test_what_has_grown_old_is_not_brought_back_by_it(book: Casebook) -> None:
    book.check_in(GOOD, later(20))
    assert book.record().answers["saddle_numbness"].on == TODAY
    assert not book.standing(later(20)).triage.exercise_allowed


@pytest.mark.hazard("unknown_as_no")
def test_something_new_asks_every_symptom_again(book: Casebook) -> None:
    review = book.check_in({**GOOD, "anything_new_or_worse": True}, later(1))
    assert review.action == "stop_and_check"
    assert "saddle_numbness" not in book.record().answers
    programme = book.programme()
    assert programme is not None
    assert programme.suspended
    with pytest.raises(NotReady):
        book.resume(later(1))
