"""From results in a journal to the plan: turned only with a yes, and never after a back-off."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plumbline.errors import BadInput, NotReady
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from tests.unit.care.people import TODAY, calm_values, knowledge, rulebook

LONG_AGO = TODAY - timedelta(days=200)
GOOD = {
    "spread_down_limb": False,
    "anything_new_or_worse": False,
    "pain_day_nrs": 2,
    "next_morning": "same",
    "session_felt": "right",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    """Somebody calm, in pain for months, with a plan made today."""
    with Journal.open(tmp_path, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as journal:
        case = Casebook(journal, rulebook(), journal.create_profile("Ann").id)
        case.answer({**calm_values(), "onset_date": LONG_AGO, "minutes_per_day": 30}, TODAY)
        case.make_plan(TODAY)
        yield case


def side_bridge(book: Casebook, left: float, right: float, ago: int = 0) -> None:
    values = {"side_bridge_left_s": left, "side_bridge_right_s": right}
    book.measure(values, TODAY - timedelta(days=ago))


def test_two_days_of_side_bridges_turn_the_plan_with_a_yes(book: Casebook) -> None:
    """Left 21 s, right 38 s, on two days: left first, and only once it was asked for."""
    before = book.programme()
    side_bridge(book, 21, 38, ago=5)
    side_bridge(book, 21, 38)
    assert book.programme() == before
    turned = book.refocus(TODAY)
    sides = [p for p in turned.exercises if p.because.startswith("impairments/")]
    assert sides, "what the tests found is trained"
    assert {knowledge().exercises[p.exercise].chains[0] for p in sides} == {"side"}
    assert {p.more_on for p in sides} == {"left"}
    assert not [p for p in before.exercises if p.because.startswith("impairments/")]
    assert book.programme() == turned


@pytest.mark.hazard("weakness_without_ground")
def test_one_day_names_no_side_in_the_plan(book: Casebook) -> None:
    side_bridge(book, 12, 40)
    assert all(planned.more_on is None for planned in book.refocus(TODAY).exercises)


@pytest.mark.hazard("load_raised_after_worse")
def test_a_plan_that_has_just_stepped_back_is_not_turned(book: Casebook) -> None:
    side_bridge(book, 12, 12)
    book.check_in({**GOOD, "next_morning": "worse"}, TODAY + timedelta(days=1))
    before = book.programme()
    with pytest.raises(NotReady):
        book.refocus(TODAY + timedelta(days=1))
    assert book.programme() == before
    book.check_in(GOOD, TODAY + timedelta(days=2))
    assert book.refocus(TODAY + timedelta(days=2)).exercises


@pytest.mark.hazard("contraindicated_offered")
def test_a_plan_is_not_turned_while_safety_is_open(book: Casebook) -> None:
    side_bridge(book, 12, 12)
    book.answer({"saddle_numbness": True}, TODAY)
    with pytest.raises(NotReady):
        book.refocus(TODAY)


@pytest.mark.hazard("contraindicated_offered")
def test_bending_that_spread_is_out_of_the_plan_at_once(book: Casebook) -> None:
    """Not only once the plan is turned: what may be done today holds none of it."""
    book.measure({"repeated_flexion_response": "centralised"}, TODAY - timedelta(days=1))
    before = book.refocus(TODAY)
    exercises = knowledge().exercises
    assert any(exercises[p.exercise].direction == "flexion" for p in before.exercises)
    book.measure({"repeated_flexion_response": "spread"}, TODAY)
    after = book.programme()
    assert after is not None
    assert not any(exercises[p.exercise].direction == "flexion" for p in after.exercises)


def test_only_results_of_tests_are_measured(book: Casebook) -> None:
    with pytest.raises(BadInput):
        book.measure({"saddle_numbness": False}, TODAY)
