"""A person takes their record along, and brings it back; a bad file changes nothing."""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plumbline.errors import BadInput, TooLarge
from plumbline.journal import Event, Journal, Profile

START = datetime(2026, 3, 1, tzinfo=UTC)


def opened(home: Path) -> Journal:
    steps = iter(range(100_000))
    return Journal.open(home, clock=lambda: START + timedelta(seconds=next(steps)))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with opened(tmp_path / "here") as journal:
        yield journal


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Journal]:
    with opened(tmp_path / "elsewhere") as journal:
        yield journal


@pytest.fixture
def ann(journal: Journal) -> Profile:
    for version in ("k1", "k2", "unused"):
        journal.remember_knowledge(version, f'{{"rules":"of {version}, ö"}}')
    profile = journal.create_profile("Ann Ö", "2468")
    journal.append(profile.id, "answer", {"pain_now_nrs": 4}, knowledge_version="k1")
    journal.append_many(
        profile.id,
        [("decision", {"why": ["ä", None, 0.1]}), ("told", {"n": 10**20})],
        knowledge_version="k2",
        request_id="form-1",
    )
    return profile


def said(events: list[Event]) -> list[tuple[Any, ...]]:
    """All of an event but what belongs to one database: its number and its profile."""
    return [
        (e.at, e.kind, e.payload, e.knowledge_version, e.app_version, e.request_id, e.part)
        for e in events
    ]


def signed(content: dict[str, Any]) -> bytes:
    """The file again, its digest put right: what a careful forger would hand in."""
    content.pop("sha256", None)
    digest = hashlib.sha256(canonical(content)).hexdigest()
    return canonical({**content, "sha256": digest})


def canonical(content: Any) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_out_and_in_and_out_again_is_the_same(
    journal: Journal, ann: Profile, elsewhere: Journal
) -> None:
    data = journal.export(ann.id)
    brought = elsewhere.import_(data)
    assert (brought.id, brought.name, brought.created_at) == (ann.id, ann.name, ann.created_at)
    assert not brought.has_pin
    assert said(elsewhere.events(brought.id)) == said(journal.events(ann.id))
    assert elsewhere.knowledge("k2") == journal.knowledge("k2")
    assert elsewhere.export(brought.id) == data
    assert elsewhere.profiles() == [brought]


def test_the_file_is_plain_canonical_json(journal: Journal, ann: Profile) -> None:
    path = journal.export_to_file(ann.id)
    data = path.read_bytes()
    assert data == journal.export(ann.id)
    content = json.loads(data)
    assert canonical(content) == data
    assert signed(content) == data
    assert content["format_version"] == 1
    assert sorted(content["knowledge"]) == ["k1", "k2"]
    assert content["events"][0]["payload"] == {"pain_now_nrs": 4}


def test_what_follows_after_coming_back_is_added(
    journal: Journal, ann: Profile, elsewhere: Journal
) -> None:
    brought = elsewhere.import_(journal.export(ann.id))
    later = elsewhere.append(brought.id, "answer", {"n": 1}, knowledge_version="k1")
    assert elsewhere.events(brought.id)[-1] == later
    again = elsewhere.append_many(
        brought.id,
        [("decision", {"why": ["ä", None, 0.1]}), ("told", {"n": 10**20})],
        knowledge_version="k2",
        request_id="form-1",
    )
    assert again == elsewhere.events(brought.id)[1:3], "a form sent before is known"


def test_the_same_file_is_not_taken_in_twice(
    journal: Journal, ann: Profile, elsewhere: Journal
) -> None:
    data = journal.export(ann.id)
    with pytest.raises(BadInput, match="already in this journal"):
        journal.import_(data)
    brought = elsewhere.import_(data)
    elsewhere.append(brought.id, "answer", {"n": 1}, knowledge_version="k1")
    with pytest.raises(BadInput, match="already in this journal"):
        elsewhere.import_(data)
    assert len(elsewhere.profiles()) == 1
    elsewhere.erase(brought.id, "Ann Ö")
    assert elsewhere.import_(data).id == ann.id, "once erased it may come back"


def test_an_existing_profile_is_never_overwritten(journal: Journal, ann: Profile) -> None:
    old = journal.export(ann.id)
    journal.append(ann.id, "answer", {"later": True}, knowledge_version="k1")
    now = journal.export(ann.id)
    second = journal.import_(old)
    assert second.id != ann.id
    assert journal.export(ann.id) == now
    assert said(journal.events(second.id)) == said(journal.events(ann.id))[:-1]
    with pytest.raises(BadInput, match="already in this journal"):
        journal.import_(old)


Change = Callable[[dict[str, Any]], object]

CHANGES: dict[str, tuple[str, Change]] = {
    "other format": ("format", lambda c: c.update(format="diary")),
    "newer": ("format_version", lambda c: c.update(format_version=2)),
    "version as text": ("format_version", lambda c: c.update(format_version="1")),
    "no events": ("events", lambda c: c.pop("events")),
    "events not a list": ("events", lambda c: c.update(events={})),
    "unknown field": ("export file", lambda c: c.update({"secret-words": 1})),
    "unknown field inside": ("profile", lambda c: c["profile"].update(pin_hash="x")),
    "id": ("profile.id", lambda c: c["profile"].update(id="../../etc")),
    "id in capitals": ("profile.id", lambda c: c["profile"].update(id="A" * 32)),
    "name": ("profile.name", lambda c: c["profile"].update(name="a\nb")),
    "long name": ("profile.name", lambda c: c["profile"].update(name="a" * 81)),
    "no zone": ("profile.created_at", lambda c: c["profile"].update(created_at="2026-01-01")),
    "at a number": ("events.1.at", lambda c: c["events"][1].update(at=5)),
    "year 0": ("events.1.at", lambda c: c["events"][1].update(at="0001-01-01T00:00+14:00")),
    "kind": ("events.2.kind", lambda c: c["events"][2].update(kind="")),
    "kind a number": ("events.2.kind", lambda c: c["events"][2].update(kind=7)),
    "payload": ("events.0.payload", lambda c: c["events"][0].update(payload=["secret-words"])),
    "half a letter": (
        "events.0.payload",
        lambda c: c["events"][0].update(payload={"secret-words": "\ud800"}),
    ),
    "part": ("events.0.part", lambda c: c["events"][0].update(part=-1)),
    "part true": ("events.0.part", lambda c: c["events"][0].update(part=True)),
    "request twice": ("request_id", lambda c: c["events"][2].update(part=0)),
    "knowledge missing": ("knowledge", lambda c: c["knowledge"].pop("k1")),
    "knowledge unused": ("knowledge", lambda c: c["knowledge"].update(k9="eJwDAAAAAAE=")),
    "knowledge no base64": ("knowledge.k1", lambda c: c["knowledge"].update(k1="***")),
    "knowledge not packed": ("knowledge", lambda c: c["knowledge"].update(k1="aGVsbG8=")),
    "knowledge cut": (
        "knowledge",
        lambda c: c["knowledge"].update(k1=c["knowledge"]["k1"][:8]),
    ),
    "knowledge too large": (
        "knowledge",
        lambda c: c["knowledge"].update(
            k1=base64.b64encode(zlib.compress(b"0" * 50_000_001, 9)).decode()
        ),
    ),
}


@pytest.mark.hazard("health_data_leaves")
@pytest.mark.parametrize(("field", "change"), CHANGES.values(), ids=CHANGES.keys())
def test_a_wrong_field_is_named_and_nothing_is_stored(
    journal: Journal, ann: Profile, elsewhere: Journal, field: str, change: Change
) -> None:
    content = json.loads(journal.export(ann.id))
    change(content)
    content.pop("sha256")
    try:
        data = signed(content)
    except UnicodeEncodeError:  # half a letter: only an escape can carry it
        data = json.dumps({**content, "sha256": ""}).encode()
    with pytest.raises(BadInput) as caught:
        elsewhere.import_(data)
    assert caught.value.what.startswith(field)
    assert "secret-words" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert elsewhere.profiles() == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\x00\x01\x02\xff" * 100,
        b"\xff\xfe{\x00}\x00",
        b"PK\x03\x04",
        b'{"format":"a","format":"b"}',
        b'{"format_version":NaN}',
        b'{"n":' + b"9" * 5_000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_a_file_that_is_no_export_is_refused(journal: Journal, data: bytes) -> None:
    with pytest.raises(BadInput, match="export"):
        journal.import_(data)
    assert journal.profiles() == []


def test_a_key_that_stands_twice_is_refused(
    journal: Journal, ann: Profile, elsewhere: Journal
) -> None:
    """Another reader might take the first where we take the last."""
    data = journal.export(ann.id).replace(b"{", b'{"format":"diary",', 1)
    with pytest.raises(BadInput, match="not a Plumbline export"):
        elsewhere.import_(data)
    assert elsewhere.profiles() == []


def test_a_huge_file_is_not_read(journal: Journal) -> None:
    with pytest.raises(TooLarge, match="50 MB"):
        journal.import_(b" " * 50_000_001)


def test_each_changed_byte_is_noticed(journal: Journal, ann: Profile, elsewhere: Journal) -> None:
    data = journal.export(ann.id)
    for place in range(0, len(data), 7):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(BadInput):
            elsewhere.import_(changed)
        with pytest.raises(BadInput):
            elsewhere.import_(data[:place])
    assert elsewhere.profiles() == []


def test_knowledge_that_contradicts_ours_is_refused(
    journal: Journal, ann: Profile, elsewhere: Journal
) -> None:
    elsewhere.remember_knowledge("k2", "other rules")
    with pytest.raises(BadInput, match="another text"):
        elsewhere.import_(journal.export(ann.id))
    assert elsewhere.profiles() == []
    assert elsewhere.knowledge("k2") == "other rules"
