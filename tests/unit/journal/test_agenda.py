"""A person's days in a real journal: stored as events, read back, exported and taken in again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from plumbline.care.decision import dump
from plumbline.care.programme.appointment import Times
from plumbline.care.programme.model import Programme
from plumbline.care.record import Record, facts
from plumbline.errors import BadInput, NotReady
from plumbline.journal import Journal
from plumbline.journal.agenda import Agenda
from plumbline.journal.casebook import Casebook
from plumbline.journal.reminders import profile_of
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_values, rulebook
from tests.unit.care.schedules import MONDAY, day, line, programme

WEEK = programme("A..B...", walk="1110000")


class Person:
    """Somebody with a programme made by hand."""

    def __init__(self, journal: Journal, profile_id: str) -> None:
        self.journal, self.id = journal, profile_id

    @property
    def agenda(self) -> Agenda:
        return Casebook(self.journal, rulebook(), self.id).agenda

    def plan(self, plan: Programme) -> None:
        knowledge = rulebook().knowledge
        self.journal.remember_knowledge(knowledge.version, knowledge.snapshot)
        payload = {"because": "made", "programme": dump(plan)}
        self.journal.append(self.id, "programme", payload, knowledge_version=knowledge.version)

    def do(self, n: int, mark: str = "done") -> None:
        done = {WEEK.exercises[0].exercise: mark}
        Casebook(self.journal, rulebook(), self.id).session_done(day(n), done)

    def week(self, weeks: int = 1) -> str:
        return line(self.agenda.days(day(0), day(7 * weeks - 1)))

    def stored(self, kind: str) -> list[object]:
        return [event.payload for event in self.journal.events(self.id, kinds=(kind,))]


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Journal.open(tmp_path, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as journal:
        ann = Person(journal, journal.create_profile("Ann").id)
        ann.plan(WEEK)
        yield ann


def test_a_move_is_an_event_that_says_who_did_it(person: Person) -> None:
    person.agenda.move_session(day(3), day(5), day(0), by="clinician")
    assert person.week() == "A....B."
    assert person.stored("session_moved") == [
        {"on": "2026-03-02", "session": "2026-03-05", "from": "2026-03-05", "to": "2026-03-07"}
        | {"by": "clinician"}
    ]


def test_a_move_of_a_moved_session_is_one_move(person: Person) -> None:
    person.agenda.move_session(day(3), day(5), day(0))
    person.agenda.move_session(day(5), day(4), day(0))
    assert person.week() == "A...B.."


def test_what_breaks_something_is_refused_and_not_stored(person: Person) -> None:
    with pytest.raises(NotReady):
        person.agenda.move_session(day(0), day(2), day(0))
    with pytest.raises(NotReady):
        person.agenda.move_session(day(1), day(2), day(0))
    assert person.stored("session_moved") == []


def test_the_rest_of_the_week_moves_along_in_one_go(person: Person) -> None:
    person.plan(programme("A.B.A.."))
    with pytest.raises(NotReady):
        person.agenda.move_session(day(0), day(1), day(0))
    person.agenda.move_session(day(0), day(1), day(0), along=True)
    assert person.week(2) == ".A.B.A.A.B.A.."


def test_a_form_sent_twice_counts_once(person: Person) -> None:
    for _ in range(2):
        person.agenda.move_session(day(3), day(5), day(0), request_id="one")
        person.agenda.set_off(day(12), "rest", day(0), request_id="two")
    assert len(person.stored("session_moved")) == len(person.stored("day_off")) == 1


def test_days_off_come_and_go(person: Person) -> None:
    person.agenda.set_off(day(3), "travel", day(0), last=day(6))
    assert person.week() == "A.B...."
    person.agenda.clear_off(day(3), day(1))
    assert person.week() == "A..B..."
    assert set(person.agenda.changes().off) == {day(4), day(5), day(6)}


@pytest.mark.parametrize(("first", "last", "today"), [(0, 0, 1), (3, 2, 0), (3, 3 + 120, 0)])
def test_no_such_days_off(person: Person, first: int, last: int, today: int) -> None:
    with pytest.raises(BadInput):
        person.agenda.set_off(day(first), "rest", day(today), last=day(last))
    assert person.stored("day_off") == []


def test_a_day_with_a_session_done_cannot_be_off_nor_given_back_once_over(person: Person) -> None:
    person.do(0)
    with pytest.raises(BadInput):
        person.agenda.set_off(day(0), "rest", day(0))
    person.agenda.set_off(day(1), "rest", day(0))
    with pytest.raises(BadInput):
        person.agenda.clear_off(day(1), day(2))


def test_a_missed_session_done_later_is_that_session(person: Person) -> None:
    assert person.agenda.missed(day(1)) is not None
    person.do(1)
    assert person.week() == ".A.B..."
    assert person.agenda.missed(day(2)) is None


def test_a_walk_or_a_session_left_out_whole_is_no_session(person: Person) -> None:
    person.do(0, "skipped")
    walk = rulebook().knowledge.programme.aerobic[0]
    Casebook(person.journal, rulebook(), person.id).session_done(day(0), {walk: "done"})
    assert person.agenda.changes().done == frozenset()


def test_the_past_keeps_the_programme_it_had(person: Person) -> None:
    person.plan(programme(".B..B..", day(7)))
    assert person.week(2) == "A..B....B..B.."
    assert person.agenda.programme_on(day(3)) == WEEK


def test_a_new_programme_of_the_same_day_takes_the_place_of_the_old(person: Person) -> None:
    person.plan(programme(".B..B.."))
    assert person.week() == ".B..B.."


@pytest.mark.parametrize("change", ["none", "move", "off", "replan"])
def test_appointments_keep_their_name_and_the_revision_rises(person: Person, change: str) -> None:
    before = person.agenda.appointments(day(0), day(6))
    count = person.agenda.revision().count
    match change:
        case "move":
            person.agenda.move_session(day(3), day(5), day(0))
        case "off":
            person.agenda.set_off(day(3), "rest", day(0))
        case "replan":
            person.plan(WEEK)
        case _:
            pass
    after = person.agenda.appointments(day(0), day(6))
    assert [one.uid for one in after] == [one.uid for one in before]
    assert len({one.uid for one in after}) == 2
    assert (person.agenda.revision().count > count) is (change != "none")
    assert after[0].minutes == 15  # five of exercise, ten of walking


def test_no_appointment_while_the_programme_waits(person: Person) -> None:
    person.plan(Programme(MONDAY, "later", WEEK.exercises, WEEK.days, (), 30, suspended=True))
    assert person.agenda.appointments(day(0), day(30)) == ()


@pytest.mark.hazard("contraindicated_offered")
def test_an_appointment_holds_only_what_may_be_done(person: Person) -> None:
    barred, fine = "clamshell", WEEK.exercises[0]
    first, second = (replace(one, exercise=barred) for one in WEEK.exercises)
    person.plan(replace(WEEK, exercises=(first, fine, second)))

    def minutes(**told: Value) -> dict[date, int]:
        known = facts(rulebook(), Record().tell_all({**calm_values(), **told}, TODAY), TODAY)
        return {one.on: one.minutes for one in person.agenda.appointments(day(0), day(6), known)}

    assert minutes() == {day(0): 20, day(3): 5}
    # The second session has nothing left.
    assert minutes(hip_replacement=True) == {day(0): 15}
    person.plan(replace(WEEK, exercises=(first, fine, second), aerobic=barred))
    assert minutes(hip_replacement=True) == {day(0): 5}


def test_the_revision_rises_with_answers_that_may_bar(person: Person) -> None:
    count = person.agenda.revision().count
    Casebook(person.journal, rulebook(), person.id).answer({"hip_replacement": True}, day(0))
    assert person.agenda.revision().count > count


def test_times_are_kept_and_checked(person: Person) -> None:
    own = person.agenda.reminders
    assert own.times() == Times()
    times = Times(time(18), 30, "Europe/London")
    own.set_times(times, day(0))
    assert own.times() == times
    for wrong in (
        Times(time(8)),
        Times(zone="Nowhere/At_All"),
        Times(remind=-1),
        Times(remind=1441),
    ):
        with pytest.raises(BadInput):
            own.set_times(wrong, day(0))
    assert own.times() == times


def test_the_feed_is_off_until_switched_on_and_opens_with_the_last_token_only(
    person: Person,
) -> None:
    own, knowledge = person.agenda.reminders, rulebook().knowledge
    assert not own.feed_is_on
    assert not own.opens_with("")
    old, new = own.renew_feed(day(0)), own.renew_feed(day(0))
    assert own.feed_is_on
    assert old != new
    assert len(new) >= 43  # 256 bits
    assert (own.opens_with(old), own.opens_with(new)) == (False, True)
    assert profile_of(person.journal, knowledge, new) == person.id
    assert profile_of(person.journal, knowledge, old) is None
    assert new not in person.journal.export(person.id).decode()
    own.stop_feed(day(0))
    assert not own.opens_with(new)
    assert profile_of(person.journal, knowledge, new) is None


def test_everything_survives_the_way_to_another_machine(person: Person, tmp_path: Path) -> None:
    person.agenda.move_session(day(3), day(5), day(0))
    person.agenda.set_off(day(7), "rest", day(0))
    person.agenda.reminders.set_times(Times(time(7, 30), None, "Asia/Tokyo"), day(0))
    person.agenda.reminders.renew_feed(day(0))
    data = person.journal.export(person.id)
    with Journal.open(tmp_path / "other", clock=lambda: datetime(2026, 3, 9, tzinfo=UTC)) as other:
        there = Person(other, other.import_(data).id)
        assert there.week(2) == person.week(2)
        assert there.agenda.changes() == person.agenda.changes()
        assert there.agenda.reminders.times() == person.agenda.reminders.times()
        assert there.journal.export(there.id) == data


def test_a_record_taken_in_beside_its_own_has_no_feed(person: Person) -> None:
    token = person.agenda.reminders.renew_feed(day(0))
    data = person.journal.export(person.id)
    person.do(0)
    twin = person.journal.import_(data)
    assert twin.id != person.id
    assert not Person(person.journal, twin.id).agenda.reminders.feed_is_on
    assert profile_of(person.journal, rulebook().knowledge, token) == person.id


def test_a_year_of_days_takes_no_more_reads_than_a_week(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[object] = []
    for name in ("events", "latest"):
        read = getattr(Journal, name)

        def counted(*given: object, read: Any = read, **named: object) -> Any:
            reads.append(given)
            return read(*given, **named)

        monkeypatch.setattr(Journal, name, counted)
    person.do(0)
    reads.clear()
    person.agenda.days(day(0), day(6))
    few = len(reads)
    for week in range(1, 52):
        person.do(7 * week)
    reads.clear()
    agenda = person.agenda
    agenda.days(day(358), day(364))
    assert len(reads) == few > 0
    assert line(agenda.days(day(364), day(370))) == "A..B..."
