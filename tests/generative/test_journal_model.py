"""Any sequence of operations leaves the journal equal to plain lists in memory."""

import itertools
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from plumbline.errors import BadInput
from plumbline.journal import Event, Journal

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
PAYLOADS = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)
KINDS = st.sampled_from(["answer", "decision", "told"])
REQUESTS = st.none() | st.sampled_from(["r1", "r2", "r3"])


Row: TypeAlias = tuple[Any, ...]


def said(event: Event) -> Row:
    return (event.at, event.kind, event.payload, event.request_id, event.part)


class JournalAgainstLists(RuleBasedStateMachine):
    profile_ids: Bundle[str] = Bundle("profile_ids")
    exports: Bundle[tuple[bytes, list[Row]]] = Bundle("exports")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.names = (f"Person {n}" for n in itertools.count())
        self.model: dict[str, list[Row]] = {}
        self.called: dict[str, str] = {}
        self.taken_in: dict[str, bytes] = {}
        self.open()

    def open(self) -> None:
        self.journal = Journal.open(self.home, clock=lambda: self.now)
        self.journal.remember_knowledge("k1", "rules")

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.home)

    @initialize(target=profile_ids)
    def first_profile(self) -> str:
        return self.create()

    @rule(target=profile_ids)
    def create(self) -> str:
        profile = self.journal.create_profile(next(self.names))
        self.model[profile.id] = []
        self.called[profile.id] = profile.name
        return profile.id

    @rule(hours=st.integers(-1_000, 1_000))
    def move_the_clock(self, hours: int) -> None:
        self.now += timedelta(hours=hours, microseconds=1)

    @rule(
        profile_id=profile_ids,
        entries=st.lists(st.tuples(KINDS, PAYLOADS), max_size=3),
        request=REQUESTS,
    )
    def append(
        self, profile_id: str, entries: list[tuple[str, dict[str, Any]]], request: str | None
    ) -> None:
        stored = self.model[profile_id]
        earlier = [row for row in stored if request is not None and row[3] == request]
        if earlier and [(row[1], row[2]) for row in earlier] != entries:
            with pytest.raises(BadInput):
                self.journal.append_many(
                    profile_id, entries, knowledge_version="k1", request_id=request
                )
            return
        given = self.journal.append_many(
            profile_id, entries, knowledge_version="k1", request_id=request
        )
        if earlier:
            assert [said(event) for event in given] == earlier
            return
        stored += [
            (self.now, kind, payload, request, part) for part, (kind, payload) in enumerate(entries)
        ]
        if entries:
            assert [said(event) for event in given] == stored[-len(entries) :]

    @rule(profile_id=profile_ids, request=st.sampled_from(["r1", "r2", "r3"]))
    def send_again(self, profile_id: str, request: str) -> None:
        earlier = [row for row in self.model[profile_id] if row[3] == request]
        if earlier:
            self.append(profile_id, [(row[1], row[2]) for row in earlier], request)

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.open()

    @rule(target=exports, profile_id=profile_ids)
    def export(self, profile_id: str) -> tuple[bytes, list[Row]]:
        return self.journal.export(profile_id), list(self.model[profile_id])

    @rule(target=profile_ids, export=exports)
    def import_(self, export: tuple[bytes, list[Row]]) -> Any:
        data, rows = export
        here = {self.journal.export(profile_id) for profile_id in self.model}
        if data in here or data in self.taken_in.values():
            with pytest.raises(BadInput, match="already"):
                self.journal.import_(data)
            return multiple()
        profile = self.journal.import_(data)
        assert profile.id not in self.model
        self.model[profile.id] = rows.copy()
        self.called[profile.id] = profile.name
        self.taken_in[profile.id] = data
        return profile.id

    @rule(profile_id=consumes(profile_ids))
    def erase(self, profile_id: str) -> None:
        self.journal.erase(profile_id, self.called.pop(profile_id))
        del self.model[profile_id]
        self.taken_in.pop(profile_id, None)

    @invariant()
    def the_journal_equals_the_lists(self) -> None:
        assert {profile.id for profile in self.journal.profiles()} == self.model.keys()
        for profile_id, stored in self.model.items():
            events = self.journal.events(profile_id)
            assert [said(event) for event in events] == stored
            numbers = [event.id for event in events]
            assert numbers == sorted(set(numbers))
            assert self.journal.events(profile_id, after=numbers[0] if numbers else 0) == events[1:]
            told = [event for event in events if event.kind == "told"]
            assert self.journal.events(profile_id, kinds={"told"}) == told
            assert self.journal.latest(profile_id, "told") == (told[-1] if told else None)


TestJournalAgainstLists = pytest.mark.hazard("answer_lost")(JournalAgainstLists.TestCase)
TestJournalAgainstLists.settings = settings(
    max_examples=20, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
