"""Steps up: when one is open, what it may not touch, and that backing off holds."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from plumbline.care.decision import canonical, dump
from plumbline.care.programme import Practice, Programme, Wish
from plumbline.journal.casebook import Casebook
from tests.functional.casebook_person import GOOD, later, planned
from tests.unit.care.people import TODAY, calm_values

HARD = {**GOOD, "session_felt": "hard"}
WORSE = {**GOOD, "next_morning": "worse"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    """Somebody with lasting pain."""
    with planned(tmp_path, onset_date=TODAY - timedelta(days=100)) as case:
        yield case


def plan(book: Casebook) -> Programme:
    programme = book.programme()
    assert programme is not None
    return programme


def raised(book: Casebook, today: date) -> set[str]:
    """The exercises that the offered step asks more of."""
    offered, before = book.offer(today), plan(book)
    assert offered is not None
    pairs = zip(before.exercises, offered.exercises, strict=True)
    return {new.exercise for old, new in pairs if new.dose > old.dose}


def walked(programme: Programme) -> int:
    return sum(day.walk_minutes for day in programme.days)


@pytest.mark.hazard("load_raised_without_consent")
def test_a_step_is_open_once_and_for_a_week(book: Casebook) -> None:
    book.check_in(GOOD, TODAY)
    assert book.offer(TODAY) is None, "nothing was tried yet"
    book.check_in(GOOD, later(1))
    assert book.offer(later(7)) is not None
    assert book.offer(later(8)) is None, "what went well a week ago says nothing of today"
    book.accept_offer(later(1))
    book.check_in(GOOD, later(1))
    assert book.offer(later(1)) is None, "one step, then a night or a session"
    book.check_in(GOOD, later(2))
    assert book.offer(later(2)) is not None


@pytest.mark.hazard("load_raised_after_worse")
def test_pain_in_a_session_closes_the_step(book: Casebook) -> None:
    book.check_in(GOOD, later(1))
    [name] = raised(book, later(1))
    book.session_done(later(2), {name: "stopped_pain"})
    assert book.offer(later(2)) is None
    book.check_in(GOOD, later(3))
    assert name not in raised(book, later(3))


@pytest.mark.hazard("wish_ignored")
def test_a_dose_that_was_fixed_is_not_offered_more(book: Casebook) -> None:
    book.check_in(GOOD, later(1))
    [name] = raised(book, later(1))
    book.wish(Wish("dose", name, "clinician", 0), later(1))
    book.check_in(GOOD, later(2))
    assert name not in raised(book, later(2))


@pytest.mark.hazard("contraindicated_offered")
def test_what_is_barred_meanwhile_is_neither_raised_nor_brought_back(book: Casebook) -> None:
    names = {one.exercise for one in plan(book).exercises}
    assert "clamshell" in names
    book.recheck(later(1))
    book.answer({**calm_values(), "hip_replacement": True}, later(1))
    assert "clamshell" not in {one.exercise for one in book.resume(later(1)).exercises}


@pytest.mark.hazard("load_raised_after_worse")
def test_a_day_that_only_holds_gives_nothing_back(book: Casebook) -> None:
    before = plan(book)
    book.session_done(later(1), {before.exercises[0].exercise: "done"})
    for _ in range(4):
        book.flare(later(1))
    low = plan(book)
    assert walked(low) < walked(before)
    book.check_in(HARD, later(2))
    assert not book.practice(later(2)).may_grow
    book.wish(Wish("ban", before.exercises[0].exercise), later(2))
    again = book.replan(later(2))
    assert walked(again) <= walked(low)
    assert len(again.exercises) <= len(low.exercises)


@pytest.mark.hazard("load_raised_after_worse")
def test_a_wish_for_a_dose_does_not_climb_back_by_itself(book: Casebook) -> None:
    name = plan(book).exercises[0].exercise
    book.wish(Wish("dose", name, "clinician", 1), TODAY)
    granted = book.replan(TODAY, "wished_clinician", granted=name)
    assert next(one.dose for one in granted.exercises if one.exercise == name) == 1
    book.check_in(WORSE, later(1))
    book.check_in(GOOD, later(2))
    again = book.replan(later(2))
    assert next(one.dose for one in again.exercises if one.exercise == name) == 0


@pytest.mark.hazard("load_raised_without_consent")
def test_a_plan_made_anew_without_a_step_asks_for_no_more(book: Casebook) -> None:
    before = plan(book)
    book.session_done(later(1), {one.exercise: "done" for one in before.exercises})
    book.wish(Wish("ban", before.exercises[0].exercise), later(2))
    after = book.replan(later(2))

    def minutes(programme: Programme) -> float:
        days = (day for day in programme.days if day.session)
        return sum(one.minutes for day in days for one in programme.session(day.template))

    assert minutes(after) <= minutes(before)
    assert walked(after) <= walked(before)
    assert len(after.exercises) <= len(before.exercises)


def test_what_hurt_is_stored_in_one_order() -> None:
    names = [f"e{number}" for number in range(12)]
    one = Practice(hurt=frozenset(names), fresh=frozenset(names))
    other = Practice(hurt=frozenset(reversed(names)), fresh=frozenset(reversed(names)))
    assert dump(one)["hurt"] == sorted(names)
    assert canonical(dump(one)) == canonical(dump(other))
