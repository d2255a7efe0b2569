"""The real journal, which also remembers what it has just stored: a life reads it a thousand times.

Everything is written to the real tables as ever. What is read comes from memory, which is right
only because nobody else writes to the journal of a simulated person; a test compares the two.
"""

from collections.abc import Collection, Sequence

from plumbline.journal import Entry, Event, Journal


class RememberingJournal(Journal):
    """A journal with one writer: itself. It is new: what was stored before it was opened is not
    remembered."""

    _kept: list[Event]

    def append_many(
        self,
        profile_id: str,
        entries: Sequence[Entry],
        *,
        knowledge_version: str,
        request_id: str | None = None,
    ) -> list[Event]:
        stored = super().append_many(
            profile_id, entries, knowledge_version=knowledge_version, request_id=request_id
        )
        kept = self._remembered
        # What was sent twice is stored once.
        kept.extend(event for event in stored if not kept or event.id > kept[-1].id)
        return stored

    def events(
        self, profile_id: str, kinds: Collection[str] | None = None, after: int = 0
    ) -> list[Event]:
        return [
            event
            for event in self._remembered
            if event.id > after
            and event.profile_id == profile_id
            and (kinds is None or event.kind in kinds)
        ]

    def events_of_request(self, profile_id: str, request_id: str) -> list[Event]:
        return [event for event in self.events(profile_id) if event.request_id == request_id]

    def latest(self, profile_id: str, kind: str) -> Event | None:
        kept = reversed(self._remembered)
        return next((e for e in kept if e.kind == kind and e.profile_id == profile_id), None)

    def place(self, profile_id: str) -> int:
        kept = reversed(self._remembered)
        return next((event.id for event in kept if event.profile_id == profile_id), 0)

    @property
    def _remembered(self) -> list[Event]:
        if not hasattr(self, "_kept"):
            self._kept = []
        return self._kept
