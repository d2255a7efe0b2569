"""What a simulated life reads from memory is what stands in the tables."""

from dataclasses import replace
from pathlib import Path

from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.journal.new_week import NewWeek
from plumbline.journal.practice import OF_A_PLAN
from plumbline.simulate.house import BEGAN, Clock, open_house
from plumbline.simulate.life import live
from plumbline.simulate.model import people
from plumbline.simulate.person import draw
from plumbline.simulate.remembering import RememberingJournal
from tests.unit.care.people import calm_values, knowledge, rulebook


def test_every_way_to_read_gives_what_is_stored(tmp_path: Path) -> None:
    with RememberingJournal.open(tmp_path, clock=Clock()) as journal:
        profile = journal.create_profile("Somebody").id
        book = Casebook(journal, rulebook(), profile)
        assert (journal.place(profile), journal.latest(profile, "answers")) == (0, None)
        book.answer(calm_values(), BEGAN, request_id="one")
        book.answer(calm_values(), BEGAN, request_id="one")
        book.make_plan(BEGAN)
        book.session_done(BEGAN, {})
        assert NewWeek(book).occasions(BEGAN) == ()
        with Journal.open(tmp_path, clock=Clock()) as stored:
            every = stored.events(profile)
            assert journal.events(profile) == every
            assert journal.events(profile, OF_A_PLAN, 2) == stored.events(profile, OF_A_PLAN, 2)
            for kind in {event.kind for event in every}:
                assert journal.latest(profile, kind) == stored.latest(profile, kind)
            asked = journal.events_of_request(profile, "one")
            assert asked == stored.events_of_request(profile, "one") != []
            assert journal.place(profile) == stored.place(profile)


def test_a_life_is_the_same_with_and_without_it(tmp_path: Path) -> None:
    house = open_house(tmp_path / "lives", rulebook=rulebook())
    person = replace(draw(people(), knowledge(), 1, 6, 28), days=12)
    remembered, _plan = live(people(), house, person)
    read, _plan = live(people(), replace(house, journals=Journal), person)
    assert remembered == read
