"""The journal: what each person said, did and was told, in order, never changed.

Length: the one door to the store.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from plumbline import __version__
from plumbline.errors import BadInput, JournalError, ProfileLocked

from . import rows
from .database import Database, plain_errors
from .erasure import erase_profile
from .exchange import compress, decompress, read_export
from .files import write_private
from .pin import Tries, hash_pin, must_wait, pin_matches, was_wrong
from .steady import closed_view, once
from .values import Entry, Event, Payload, Profile, canonical_payload, checked_text, same_letters


class Journal:
    """The journal in one home folder, for any number of threads and processes.

    Methods raise JournalError when the disk or the database fails (then nothing was
    stored), JournalBusy when another process keeps the file too long, and BadInput when what
    it was given cannot be used. No message quotes a payload.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], uuid.UUID] = uuid.uuid4,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        # What `remember_knowledge` was given: an erasure may remove a snapshot we still need.
        self._knowledge: dict[str, str] = {}

    @classmethod
    def open(
        cls, home: Path, *, clock: Callable[[], datetime], busy_timeout_s: float = 5.0
    ) -> Self:
        """Open the journal in `home`, making or upgrading it as needed.

        `clock` gives the time with its zone. Raises JournalError when a newer Plumbline wrote it.
        """
        return cls(Database(Path(home), busy_timeout_s=busy_timeout_s), clock=clock)

    @property
    def home(self) -> Path:
        """The folder that holds the journal; what it exports stands in `exports` there."""
        return self._database.home

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Profiles

    def create_profile(self, name: str, pin: str | None = None) -> Profile:
        """A new profile. `name` is one line of up to 80 characters, `pin` 4 to 64."""
        name = checked_text(name, "name", longest=80)
        pin_hash = None if pin is None else hash_pin(pin)
        profile = Profile(str(self._new_id()), name, self._now(), pin is not None)
        with self._database.write() as connection:
            rows.add_profile(connection, profile, pin_hash=pin_hash)
        return profile

    def profiles(self) -> list[Profile]:
        """All profiles, oldest first."""
        with self._database.read() as connection:
            return rows.profiles(connection)

    def profile(self, profile_id: str) -> Profile:
        with self._database.read() as connection:
            return rows.profile(connection, profile_id)

    def unlock(self, profile_id: str, pin: str | None) -> Profile:
        """The profile, if the PIN is right or none is set.

        Raises ProfileLocked when it is wrong or missing. After five wrong tries the next must
        wait 30 seconds, then twice as long each time, up to an hour.
        """
        with self._database.read() as connection:
            pin_hash, _ = rows.lock(connection, profile_id)
        if pin_hash is None:
            return self.profile(profile_id)
        if not pin:
            raise ProfileLocked("this profile needs its PIN")
        # The try is counted before it is checked: ending the process does not win another one.
        now = self._now()
        with self._database.write() as connection:
            pin_hash, tries = rows.lock(connection, profile_id)
            wait = tries.wait(now)
            tries = Tries(tries.failed, now + wait) if wait else tries.one_more(now)
            rows.set_tries(connection, profile_id, tries)
        if wait:
            raise must_wait(wait)
        if pin_hash is not None and not pin_matches(pin_hash, pin):
            raise was_wrong(tries, now)
        with self._database.write() as connection:
            rows.set_tries(connection, profile_id, Tries())
            return rows.profile(connection, profile_id)

    def set_pin(self, profile_id: str, pin: str | None, *, current: str | None = None) -> Profile:
        """Set, change or (None) remove the PIN. A PIN that is set must be given as `current`."""
        pin_hash = None if pin is None else hash_pin(pin)
        self.unlock(profile_id, current)
        with self._database.write() as connection:
            rows.set_pin_hash(connection, profile_id, pin_hash)
            return rows.profile(connection, profile_id)

    # Events

    def append(
        self,
        profile_id: str,
        kind: str,
        payload: Payload,
        *,
        knowledge_version: str,
        request_id: str | None = None,
    ) -> Event:
        """Store one event; when this returns, it is on the disk.

        The same `request_id` with the same kind and payload gives the event stored before (a
        form sent twice); with another, BadInput. `knowledge_version` must be one that
        `remember_knowledge` was given.
        """
        return self.append_many(
            profile_id,
            [(kind, payload)],
            knowledge_version=knowledge_version,
            request_id=request_id,
        )[0]

    def append_many(
        self,
        profile_id: str,
        entries: Sequence[Entry],
        *,
        knowledge_version: str,
        request_id: str | None = None,
    ) -> list[Event]:
        """Store several events, all or none; otherwise as `append`."""
        texts = [
            (checked_text(kind, "kind", longest=100), canonical_payload(payload))
            for kind, payload in entries
        ]
        if request_id is not None:
            checked_text(request_id, "request_id", longest=200)
        at = self._now()
        # Seen by the rest of the page that stores it: the view is closed after the writing.
        with closed_view(), self._database.write() as connection:
            rows.hold_profile(connection, profile_id)
            if request_id is not None and (
                earlier := rows.events_of_request(connection, profile_id, request_id)
            ):
                rows.check_same_request(earlier, texts)
                return earlier
            if texts:
                self._ensure_knowledge(connection, knowledge_version)
            return [
                rows.add_event(
                    connection,
                    profile_id=profile_id,
                    at=at,
                    kind=kind,
                    payload=payload,
                    knowledge_version=knowledge_version,
                    app_version=__version__,
                    request_id=request_id,
                    part=part,
                )
                for part, (kind, payload) in enumerate(texts)
            ]

    def events(
        self, profile_id: str, kinds: Collection[str] | None = None, after: int = 0
    ) -> list[Event]:
        """The profile's events in the order they were stored: of these kinds, after this id."""
        wanted = None if kinds is None else frozenset(kinds)

        def read() -> tuple[Event, ...]:
            with self._database.read() as connection:
                rows.profile(connection, profile_id)
                return tuple(rows.events(connection, profile_id, kinds=wanted, after=after))

        return list(once((id(self), profile_id, wanted, after), read))

    def events_of_request(self, profile_id: str, request_id: str) -> list[Event]:
        """What a form stored when it was sent before: ask first where its entries are computed."""
        with self._database.read() as connection:
            rows.profile(connection, profile_id)
            return rows.events_of_request(connection, profile_id, request_id)

    def latest(self, profile_id: str, kind: str) -> Event | None:
        """The event of this kind that was stored last."""

        def read() -> Event | None:
            with self._database.read() as connection:
                rows.profile(connection, profile_id)
                return rows.latest(connection, profile_id, kind)

        return once((id(self), profile_id, kind), read)

    def place(self, profile_id: str) -> int:
        """The number of the profile's last event; 0 before the first."""
        with self._database.read() as connection:
            rows.profile(connection, profile_id)
            return rows.place(connection, profile_id)

    # Knowledge

    def remember_knowledge(self, version: str, text: str) -> None:
        """Keep the whole text of a knowledge version, once, so that decisions can be replayed."""
        checked_text(version, "knowledge version", longest=128)
        if self._knowledge.get(version) == text:
            return  # stored by us before; should an erasure have removed it, `append` sees to it
        compressed = compress(text)
        decompress(compressed)  # what could not be read back must not be stored
        with self._database.write() as connection:
            rows.add_knowledge(connection, version, compressed)
        self._knowledge[version] = text

    def knowledge(self, version: str) -> str:
        """The text of a knowledge version; JournalError when it was never remembered."""
        with self._database.read() as connection:
            compressed = rows.knowledge(connection, version)
        if compressed is not None:
            return decompress(compressed)
        if version not in self._knowledge:
            raise JournalError("this version of the knowledge is not in the journal")
        return self._knowledge[version]

    # The whole record

    def export(self, profile_id: str) -> bytes:
        """The whole record as one canonical JSON file: profile (no PIN), events, knowledge."""
        with self._database.read() as connection:
            return rows.export(connection, profile_id).to_bytes()

    def export_to_file(self, profile_id: str) -> Path:
        """`export` written to home/exports/<profile id>/, which `erase` removes."""
        data = self.export(profile_id)
        name = f"record-{self._now():%Y%m%dT%H%M%SZ}.json"
        with plain_errors():
            return write_private(self.home / "exports" / profile_id / name, data)

    def import_(self, data: bytes) -> Profile:
        """Take in an export: all of it or nothing. The profile has no PIN.

        A different record with the same profile id is left alone; the new one gets a new id.
        Raises TooLarge above 50 MB, and BadInput naming the field that is wrong or saying that
        this record is already here.
        """
        export = read_export(data)
        digest = export.sha256()
        with self._database.write() as connection:
            if rows.has_record(connection, export, digest):
                raise BadInput(
                    "export file",
                    "its record is already in this journal",
                    allowed="a record that is not here yet",
                )
            profile = export.profile
            if rows.has_profile(connection, profile.id):
                profile = replace(profile, id=str(self._new_id()))
            for version, compressed in export.knowledge.items():
                rows.add_knowledge(connection, version, compressed)
            rows.add_profile(connection, profile, imported_sha256=digest)
            rows.add_events(connection, profile.id, export.events)
        return profile

    def erase(self, profile_id: str, typed_confirmation: str) -> None:
        """Remove the profile and every trace of it under home. The typed text is its name.

        Raises JournalBusy when another process still reads the file: the record is gone then,
        and the next opening removes the last traces.
        """
        with self._database.lock:
            if not same_letters(typed_confirmation, self.profile(profile_id).name):
                raise BadInput(
                    "confirmation",
                    "is not the name of this profile, so nothing was erased",
                    allowed="the profile's name, letter for letter",
                )
            with plain_errors():
                erase_profile(self._database, profile_id)

    def _ensure_knowledge(self, connection: Connection, version: str) -> None:
        if rows.knowledge(connection, version) is None:
            if version not in self._knowledge:
                raise BadInput(
                    "knowledge_version",
                    "is not in the journal",
                    allowed="a version that remember_knowledge was given",
                )
            rows.add_knowledge(connection, version, compress(self._knowledge[version]))

    def _now(self) -> datetime:
        now = self._clock()
        if now.tzinfo is None:
            raise JournalError("the clock gave a time without a zone")
        return now.astimezone(UTC)
