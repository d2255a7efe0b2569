"""After recovery: a lighter plan with a yes, one check-in a month, and "it is back"."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from plumbline.errors import NotReady
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.journal.new_week import NewWeek
from plumbline.journal.staying_well import StayingWell
from plumbline.logic.schema import Value
from tests.functional.casebook_person import GOOD, later
from tests.unit.care.people import TODAY, calm_values, rulebook


class Person:
    """Somebody with a plan who checks in now and then."""

    def __init__(self, journal: Journal) -> None:
        profile = journal.create_profile("Ann").id
        self.book = Casebook(journal, rulebook(), profile)
        self.well = StayingWell(self.book)
        self.weeks = NewWeek(self.book)
        self.book.answer(calm_values(), TODAY)
        self.book.make_plan(TODAY)

    def says(self, day: int, pain: int) -> date:
        """A check-in of a day, with all that has grown old answered as before."""
        on = later(day)
        self.settle(on)
        values: dict[str, Value] = {**GOOD, "pain_day_nrs": pain, "pain_day_worst_nrs": pain}
        self.book.check_in(values, on)
        self.settle(on)
        return on

    def settle(self, on: date) -> None:
        calm = calm_values()
        while page := self.book.standing(on).next_page:
            self.book.answer({name: calm[name] for name in page.findings}, on)
        programme = self.book.programme()
        if programme is not None and programme.suspended:
            self.book.resume(on)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Journal.open(tmp_path, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as journal:
        yield Person(journal)


def quiet(person: Person) -> date:
    """Five weeks, the last four with hardly any pain."""
    person.says(3, 3)
    for day in range(7, 36, 4):
        on = person.says(day, 1)
    return on


def test_it_is_offered_after_quiet_weeks_and_not_before(person: Person) -> None:
    person.says(3, 3)
    early = [person.well.offered(person.says(day, 1)) for day in range(7, 29, 4)]
    assert not any(early), "the bad day still lies within the four weeks"
    person.says(31, 1)
    assert person.well.offered(person.says(35, 1))


def test_silence_is_not_being_well(person: Person) -> None:
    on = person.says(2, 0)
    assert not person.well.offered(on + timedelta(days=40))


def test_one_bad_day_within_them_waits(person: Person) -> None:
    quiet(person)
    assert not person.well.offered(person.says(38, 2))


@pytest.mark.hazard("load_raised_without_consent")
def test_the_lighter_plan_has_fewer_sessions_and_nothing_that_is_more(person: Person) -> None:
    on = quiet(person)
    before = person.book.programme()
    assert before is not None
    after = person.well.accept(on)
    assert sum(day.session for day in after.days) == 2 < sum(day.session for day in before.days)
    assert [day.walk_minutes for day in after.days] == [day.walk_minutes for day in before.days]
    assert after.exercises == before.exercises
    assert person.weeks.occasions(on + timedelta(days=9)) == ()
    assert person.well.next_check_in(on) == on + timedelta(days=28)
    with pytest.raises(NotReady):
        person.well.accept(on)


def test_who_declines_is_not_asked_again_for_a_while(person: Person) -> None:
    on = quiet(person)
    person.well.decline(on)
    assert not person.well.offered(on)
    assert not person.well.offered(person.says(40, 1))


@pytest.mark.hazard("exercise_with_open_flag")
def test_it_is_back_begins_at_the_safety_questions_and_keeps_the_history(person: Person) -> None:
    on = quiet(person)
    person.well.accept(on)
    back = person.says((on - TODAY).days + 20, 3)
    assert person.well.warns(back)
    events = len(person.book.events())
    person.well.is_back(back)
    programme = person.book.programme()
    assert programme is not None
    assert programme.suspended
    assert person.book.standing(back).next_page is not None
    with pytest.raises(NotReady):
        person.book.resume(back)
    person.settle(back)
    assert len(person.book.events()) > events
    anew = person.book.programme()
    assert anew is not None
    assert not anew.suspended
    assert anew.start == back
    assert not person.book.following.is_well
    assert anew.changed_by.startswith("first_weeks/"), "made anew, not the lighter one again"
