"""Rows to values and back. Each function works inside the caller's transaction."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from plumbline.errors import BadInput, JournalError

from .exchange import Export, decompress
from .model import EventRow, KnowledgeRow, ProfileRow
from .pin import Tries
from .values import JSON, Event, Profile, canonical_payload

_PROFILE = (
    ProfileRow.id,
    ProfileRow.name,
    ProfileRow.created_at,
    ProfileRow.pin_hash,
    ProfileRow.locked_until,
)
_EVENT = (
    EventRow.id,
    EventRow.profile_id,
    EventRow.at,
    EventRow.kind,
    EventRow.payload,
    EventRow.knowledge_version,
    EventRow.app_version,
    EventRow.request_id,
    EventRow.part,
)

_ProfileFields: TypeAlias = Row[str, str, datetime, str | None, datetime | None]
_EventQuery: TypeAlias = Select[int, str, datetime, str, str, str, str, str | None, int]

# What is read for every page is written down once: making a statement takes longer than running it.
_OF_PROFILE = select(*_PROFILE).where(ProfileRow.id == bindparam("profile"))
_OF_RECORD = select(*_EVENT).where(EventRow.profile_id == bindparam("profile"))
_EVENTS = _OF_RECORD.where(EventRow.id > bindparam("after")).order_by(EventRow.id)
_EVENTS_OF_KINDS = _EVENTS.where(EventRow.kind.in_(bindparam("kinds", expanding=True)))
_OF_KIND = _OF_RECORD.where(EventRow.kind == bindparam("kind"))
_LATEST = _OF_KIND.order_by(EventRow.id.desc()).limit(1)
_PLACE = select(func.max(EventRow.id)).where(EventRow.profile_id == bindparam("profile"))


# Profiles


def add_profile(
    connection: Connection,
    profile: Profile,
    *,
    pin_hash: str | None = None,
    imported_sha256: str | None = None,
) -> None:
    connection.execute(
        insert(ProfileRow).values(
            id=profile.id,
            name=profile.name,
            created_at=profile.created_at,
            pin_hash=pin_hash,
            failed_tries=0,
            imported_sha256=imported_sha256,
        )
    )


def profiles(connection: Connection) -> list[Profile]:
    found = connection.execute(
        select(*_PROFILE).order_by(ProfileRow.created_at, ProfileRow.id)
    ).all()
    return [_profile(row) for row in found]


def profile(connection: Connection, profile_id: str) -> Profile:
    row = connection.execute(_OF_PROFILE, {"profile": profile_id}).first()
    if row is None:
        raise _unknown_profile()
    return _profile(row)


def has_profile(connection: Connection, profile_id: str) -> bool:
    return connection.scalar(select(ProfileRow.id).where(ProfileRow.id == profile_id)) is not None


def hold_profile(connection: Connection, profile_id: str) -> None:
    """Let no one else append to this profile now, so that ids appear in order.

    SQLite has one writer anyway; PostgreSQL would otherwise show a later id before an earlier.
    """
    held = select(ProfileRow.id).where(ProfileRow.id == profile_id).with_for_update()
    if connection.scalar(held) is None:
        raise _unknown_profile()


def lock(connection: Connection, profile_id: str) -> tuple[str | None, Tries]:
    """The hash of the profile's PIN, None without one, and the wrong tries so far."""
    row = connection.execute(
        select(ProfileRow.pin_hash, ProfileRow.failed_tries, ProfileRow.locked_until)
        .where(ProfileRow.id == profile_id)
        .with_for_update()
    ).first()
    if row is None:
        raise _unknown_profile()
    return row.pin_hash, Tries(row.failed_tries, row.locked_until)


def set_tries(connection: Connection, profile_id: str, tries: Tries) -> None:
    connection.execute(
        update(ProfileRow)
        .where(ProfileRow.id == profile_id)
        .values(failed_tries=tries.failed, locked_until=tries.locked_until)
    )


def set_pin_hash(connection: Connection, profile_id: str, pin_hash: str | None) -> None:
    connection.execute(
        update(ProfileRow)
        .where(ProfileRow.id == profile_id)
        .values(pin_hash=pin_hash, failed_tries=0, locked_until=None)
    )


def _profile(row: _ProfileFields) -> Profile:
    return Profile(row.id, row.name, row.created_at, row.pin_hash is not None, row.locked_until)


def _unknown_profile() -> BadInput:
    return BadInput("profile", "is not in this journal", allowed="the id of one that is")


# Events


def add_event(
    connection: Connection,
    *,
    profile_id: str,
    at: datetime,
    kind: str,
    payload: str,
    knowledge_version: str,
    app_version: str,
    request_id: str | None,
    part: int,
) -> Event:
    result = connection.execute(
        insert(EventRow).values(
            profile_id=profile_id,
            at=at,
            kind=kind,
            payload=payload,
            knowledge_version=knowledge_version,
            app_version=app_version,
            request_id=request_id,
            part=part,
        )
    )
    (event_id,) = result.inserted_primary_key or (None,)
    if not isinstance(event_id, int):
        raise JournalError("the database gave the event no id")
    return Event(
        id=event_id,
        profile_id=profile_id,
        at=at,
        kind=kind,
        payload=json.loads(payload),
        knowledge_version=knowledge_version,
        app_version=app_version,
        request_id=request_id,
        part=part,
    )


def add_events(connection: Connection, profile_id: str, added: Iterable[Event]) -> None:
    """Many events at once, in this order, numbered anew."""
    values = [
        {
            "profile_id": profile_id,
            "at": event.at,
            "kind": event.kind,
            "payload": canonical_payload(event.payload),
            "knowledge_version": event.knowledge_version,
            "app_version": event.app_version,
            "request_id": event.request_id,
            "part": event.part,
        }
        for event in added
    ]
    if values:
        connection.execute(insert(EventRow), values)


def events(
    connection: Connection,
    profile_id: str,
    *,
    kinds: Collection[str] | None = None,
    after: int = 0,
) -> list[Event]:
    wanted: dict[str, object] = {"profile": profile_id, "after": after}
    if kinds is None:
        return _events(connection, _EVENTS, wanted)
    return _events(connection, _EVENTS_OF_KINDS, wanted | {"kinds": list(kinds)})


def events_of_request(connection: Connection, profile_id: str, request_id: str) -> list[Event]:
    query = _OF_RECORD.where(EventRow.request_id == request_id).order_by(EventRow.part)
    return _events(connection, query, {"profile": profile_id})


def check_same_request(earlier: Sequence[Event], texts: Sequence[tuple[str, str]]) -> None:
    """BadInput unless a request says again what it said: (kind, canonical payload) of each."""
    if [(event.kind, canonical_payload(event.payload)) for event in earlier] != list(texts):
        raise BadInput(
            "request_id",
            "was used before for something else, so this was not stored",
            allowed="a new one for each new form",
        )


def latest(connection: Connection, profile_id: str, kind: str) -> Event | None:
    found = _events(connection, _LATEST, {"profile": profile_id, "kind": kind})
    return found[0] if found else None


def place(connection: Connection, profile_id: str) -> int:
    return connection.scalar(_PLACE, {"profile": profile_id}) or 0


def _events(connection: Connection, query: _EventQuery, wanted: dict[str, object]) -> list[Event]:
    found = connection.execute(query, wanted).all()
    # One call reads all payloads: a call for each takes three times as long.
    payloads: list[dict[str, JSON]] = json.loads(f"[{','.join(row[4] for row in found)}]")
    return [
        Event(number, profile_id, at, kind, payload, knowledge_version, app, request_id, part)
        for payload, (
            number,
            profile_id,
            at,
            kind,
            _,
            knowledge_version,
            app,
            request_id,
            part,
        ) in zip(payloads, found, strict=True)
    ]


# Knowledge


def add_knowledge(connection: Connection, version: str, compressed: bytes) -> None:
    """Store a snapshot unless it is there; BadInput when another text has its version."""
    stored = knowledge(connection, version)
    if stored is None:
        connection.execute(insert(KnowledgeRow).values(version=version, compressed=compressed))
    elif stored != compressed and decompress(stored) != decompress(compressed):
        raise BadInput(
            "knowledge",
            "is already stored with another text under this version",
            allowed="one text for each version",
        )


def knowledge(connection: Connection, version: str) -> bytes | None:
    return connection.scalar(select(KnowledgeRow.compressed).where(KnowledgeRow.version == version))


# The whole record


def export(connection: Connection, profile_id: str) -> Export:
    owner = profile(connection, profile_id)
    found = events(connection, profile_id)
    used = sorted({event.knowledge_version for event in found})
    snapshots = {version: knowledge(connection, version) or b"" for version in used}
    return Export(owner, found, snapshots)


def has_record(connection: Connection, other: Export, digest: str) -> bool:
    """Whether this very record is here: taken in before, or the one the export was made from."""
    taken_in = select(ProfileRow.id).where(ProfileRow.imported_sha256 == digest)
    if connection.scalar(taken_in) is not None:
        return True
    same_id = has_profile(connection, other.profile.id)
    return same_id and export(connection, other.profile.id).sha256() == digest
