"""What happened cannot be changed, not even by SQL typed at the file."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plumbline.journal import Journal

pytestmark = pytest.mark.hazard("answer_lost")

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with Journal.open(tmp_path, clock=lambda: NOW) as journal:
        journal.remember_knowledge("k1", "rules")
        profile = journal.create_profile("Ann")
        for n in range(2):
            journal.append(
                profile.id, "answer", {"n": n}, knowledge_version="k1", request_id=f"r{n}"
            )
        other = journal.create_profile("Ben")
        journal.append(other.id, "answer", {"n": 9}, knowledge_version="k1")
        journal.erase(other.id, "Ben")  # the guards are back after an erasure
    connection = sqlite3.connect(tmp_path / "journal.sqlite3")
    yield connection
    connection.close()


REPLACE = "INSERT OR REPLACE INTO event SELECT"
REST = "at, 'x', payload, knowledge_version, app_version, request_id, part FROM event WHERE id = 1"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET payload = '{}'",
        "UPDATE event SET at = '2020-01-01' WHERE id = 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE id = 2",
        f"{REPLACE} id, profile_id, {REST}",
        f"{REPLACE} 77, profile_id, {REST}",
        f"{REPLACE} id, profile_id, {REST}".replace("request_id", "'other'"),
        "UPDATE knowledge_snapshot SET compressed = x'00'",
        "DELETE FROM knowledge_snapshot",
        "INSERT OR REPLACE INTO knowledge_snapshot VALUES ('k1', x'00')",
        "INSERT INTO knowledge_snapshot VALUES ('k1', x'00') "
        "ON CONFLICT (version) DO UPDATE SET compressed = x'00'",
    ],
)
def test_raw_sql_is_refused(raw: sqlite3.Connection, change: str) -> None:
    before = contents(raw)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(change)
    raw.commit()
    assert contents(raw) == before


def test_an_id_is_never_given_again(raw: sqlite3.Connection) -> None:
    raw.execute(
        "INSERT INTO event SELECT NULL, profile_id, at, kind, payload, knowledge_version, "
        "app_version, 'r9', part FROM event WHERE id = 1"
    )
    assert raw.execute("SELECT max(id) FROM event").fetchone() == (4,), "3 was erased"


def contents(raw: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    tables = ("event", "knowledge_snapshot", "profile")
    return [raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
