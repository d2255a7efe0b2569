from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from plumbline.errors import BadInput, JournalError
from plumbline.journal import Journal, Profile

from .conftest import Clock


def test_profiles_come_oldest_first(journal: Journal, clock: Clock) -> None:
    ann = journal.create_profile("Ann")
    clock.move(seconds=1)
    ben = journal.create_profile("Ben")
    assert journal.profiles() == [ann, ben]
    assert journal.profile(ann.id) == ann
    assert ann.created_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", " Ann", "A\nnn", "x" * 81])
def test_a_name_that_cannot_be_used_is_refused(journal: Journal, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        journal.create_profile(name)
    assert journal.profiles() == []


def test_an_event_comes_back_as_it_was_given(journal: Journal, ann: Profile, clock: Clock) -> None:
    clock.now = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    stored = journal.append(
        ann.id, "answer", {"pain_now_nrs": 4, "where": ["back"]}, knowledge_version="k1"
    )
    assert stored.at == datetime(2026, 7, 1, 10, 0, 0, 123456, tzinfo=UTC)
    assert stored.at.tzinfo is UTC
    assert stored.payload == {"pain_now_nrs": 4, "where": ["back"]}
    assert stored.app_version
    assert journal.events(ann.id) == [stored]


def test_events_are_chosen_by_kind_and_by_what_was_seen(journal: Journal, ann: Profile) -> None:
    a, b, c = [journal.append(ann.id, kind, {}, knowledge_version="k1") for kind in ("a", "b", "a")]
    assert a.id < b.id < c.id
    assert journal.events(ann.id, kinds={"a"}) == [a, c]
    assert journal.events(ann.id, after=a.id) == [b, c]
    assert journal.events(ann.id, kinds=["a"], after=a.id) == [c]
    assert journal.events(ann.id, kinds=[]) == []
    assert journal.latest(ann.id, "a") == c
    assert journal.latest(ann.id, "z") is None


def test_profiles_do_not_see_each_other(journal: Journal, ann: Profile) -> None:
    ben = journal.create_profile("Ben")
    event = journal.append(ann.id, "a", {}, knowledge_version="k1", request_id="form-1")
    other = journal.append(ben.id, "a", {}, knowledge_version="k1", request_id="form-1")
    assert journal.events(ann.id) == [event]
    assert journal.events(ben.id) == [other]


def test_a_form_sent_twice_is_stored_once(journal: Journal, ann: Profile, clock: Clock) -> None:
    first = journal.append(ann.id, "a", {"n": 1}, knowledge_version="k1", request_id="form-1")
    clock.move(minutes=1)
    again = journal.append(ann.id, "a", {"n": 1}, knowledge_version="k1", request_id="form-1")
    assert again == first
    assert journal.events(ann.id) == [first]


@pytest.mark.hazard("answer_lost")
@pytest.mark.parametrize(("kind", "payload"), [("a", {"n": 2}), ("b", {"n": 1})])
def test_another_form_under_a_used_request_is_refused_aloud(
    journal: Journal, ann: Profile, kind: str, payload: dict[str, int]
) -> None:
    first = journal.append(ann.id, "a", {"n": 1}, knowledge_version="k1", request_id="form-1")
    with pytest.raises(BadInput, match="request_id"):
        journal.append(ann.id, kind, payload, knowledge_version="k1", request_id="form-1")
    with pytest.raises(BadInput, match="request_id"):
        journal.append_many(
            ann.id,
            [("a", {"n": 1}), ("a", {"n": 1})],
            knowledge_version="k1",
            request_id="form-1",
        )
    assert journal.events(ann.id) == [first]


def test_many_events_are_one_request(journal: Journal, ann: Profile) -> None:
    entries = [("a", {"n": n}) for n in range(3)]
    stored = journal.append_many(ann.id, entries, knowledge_version="k1", request_id="form-1")
    again = journal.append_many(ann.id, entries, knowledge_version="k1", request_id="form-1")
    assert stored == again == journal.events(ann.id)
    assert journal.events_of_request(ann.id, "form-1") == stored
    assert journal.events_of_request(ann.id, "form-2") == []
    assert [event.part for event in stored] == [0, 1, 2]
    assert journal.append_many(ann.id, [], knowledge_version="k1") == []


def test_of_many_events_all_are_stored_or_none(journal: Journal, ann: Profile) -> None:
    with pytest.raises(BadInput):
        journal.append_many(ann.id, [("a", {}), ("a", {"n": float("nan")})], knowledge_version="k1")
    assert journal.events(ann.id) == []


def test_an_unknown_profile_is_named_as_the_problem(journal: Journal) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    for call in (
        lambda: journal.profile(nobody),
        lambda: journal.unlock(nobody, "1234"),
        lambda: journal.events(nobody),
        lambda: journal.latest(nobody, "a"),
        lambda: journal.append(nobody, "a", {}, knowledge_version="k1"),
        lambda: journal.export(nobody),
        lambda: journal.erase(nobody, "Ann"),
        lambda: journal.set_pin(nobody, "1234"),
    ):
        with pytest.raises(BadInput, match="profile"):
            call()


def test_what_was_decided_can_be_replayed_with_its_knowledge(
    journal: Journal, ann: Profile
) -> None:
    with pytest.raises(BadInput, match="knowledge_version"):
        journal.append(ann.id, "decision", {}, knowledge_version="k2")
    journal.remember_knowledge("k2", "the new rules, ö")
    journal.remember_knowledge("k2", "the new rules, ö")
    event = journal.append(ann.id, "decision", {}, knowledge_version="k2")
    assert journal.knowledge(event.knowledge_version) == "the new rules, ö"
    with pytest.raises(BadInput, match="another text"):
        journal.remember_knowledge("k2", "other rules")
    with pytest.raises(JournalError, match="not in the journal"):
        journal.knowledge("k3")


def test_a_clock_without_a_zone_is_refused(tmp_path: Path) -> None:
    with (
        Journal.open(tmp_path, clock=lambda: datetime(2026, 1, 1)) as journal,
        pytest.raises(JournalError, match="zone"),
    ):
        journal.create_profile("Ann")


def test_a_home_that_is_a_file_is_refused(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(JournalError, match="could not be used"):
        Journal.open(tmp_path / "home", clock=clock)


def test_a_name_typed_with_other_accents_still_confirms(journal: Journal) -> None:
    zoe = journal.create_profile("Zo\u00eb")
    journal.erase(zoe.id, " Zoe\u0308 ")
    assert journal.profiles() == []


def test_knowledge_is_there_again_for_the_next_person(journal: Journal, ann: Profile) -> None:
    journal.append(ann.id, "a", {}, knowledge_version="k1")
    rules = journal.knowledge("k1")
    journal.erase(ann.id, "Ann")
    journal.remember_knowledge("k1", rules)
    ben = journal.create_profile("Ben")
    journal.append(ben.id, "a", {}, knowledge_version="k1")
    journal.close()
    with Journal.open(journal.home, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as again:
        assert again.knowledge("k1") == rules
