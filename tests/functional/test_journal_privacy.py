"""What a person said stays in files that only they can read, and goes when they say so."""

import logging
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plumbline.errors import BadInput, JournalBusy, JournalError
from plumbline.journal import Journal, Profile

pytestmark = pytest.mark.hazard("health_data_leaves")

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MARK = "numb-saddle-7f3a9c"


def opened(home: Path, busy_timeout_s: float = 5.0) -> Journal:
    journal = Journal.open(home, clock=lambda: NOW, busy_timeout_s=busy_timeout_s)
    journal.remember_knowledge("k1", "rules")
    return journal


def talk(journal: Journal, profile: Profile, mark: str) -> None:
    """Small events and ones that spill over many pages."""
    for n in range(30):
        payload = {"note": f"{mark} {n}", "long": f"{mark} " * (3_000 if n % 10 == 0 else 3)}
        journal.append(profile.id, "answer", payload, knowledge_version="k1")


def files_with(home: Path, text: str) -> list[str]:
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    return [str(path) for path in files if text.encode() in path.read_bytes()]


def count_pages(home: Path) -> int:
    raw = sqlite3.connect(home / "journal.sqlite3")
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    return int(pages)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with opened(tmp_path / "home") as journal:
        yield journal


@pytest.fixture
def lax_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("lax_umask")
def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    with opened(home) as journal:
        profile = journal.create_profile("Ann")
        talk(journal, profile, MARK)
        journal.export_to_file(profile.id)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*")}
        assert {"journal.sqlite3", "journal.sqlite3-wal", "journal.sqlite3-shm"} <= modes.keys()
        folders = {"exports", profile.id}
        assert {mode for name, mode in modes.items() if name in folders} == {0o700}
        assert {mode for name, mode in modes.items() if name not in folders} == {0o600}
        assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_journal_found_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    opened(home).close()
    home.chmod(0o755)
    (home / "journal.sqlite3").chmod(0o644)
    with opened(home) as journal:
        journal.create_profile("Ann")
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()} == {0o600}


@pytest.mark.usefixtures("lax_umask")
def test_even_a_strict_umask_leaves_a_file_that_can_be_used(tmp_path: Path) -> None:
    os.umask(0o777)
    with opened(tmp_path / "home") as journal:
        assert journal.create_profile("Ann").name == "Ann"


def test_the_loudest_log_holds_nothing_that_was_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # SQLAlchemy is quiet unless asked by name; at DEBUG it would log each row it reads.
    caplog.set_level(logging.DEBUG, logger="sqlalchemy")
    caplog.set_level(logging.DEBUG, logger="alembic")
    with opened(tmp_path / "home") as journal:
        profile = journal.create_profile(f"Ann {MARK}", "2468")
        talk(journal, profile, MARK)
        journal.unlock(profile.id, "2468")
        assert MARK in str(journal.events(profile.id)[0].payload)
        data = journal.export(profile.id)
        journal.erase(profile.id, f"Ann {MARK}")
        journal.import_(data)
    assert "sqlalchemy" in caplog.text, "the log was listened to"
    assert MARK not in caplog.text
    assert "2468" not in caplog.text


def test_an_error_holds_nothing_that_was_said(journal: Journal) -> None:
    profile = journal.create_profile("Ann")

    raw = sqlite3.connect(journal.home / "journal.sqlite3")
    raw.execute("CREATE TRIGGER t BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no'); END")
    raw.close()
    with pytest.raises(JournalError) as caught:
        journal.append(profile.id, "answer", {"note": MARK}, knowledge_version="k1")
    chain: list[BaseException] = [caught.value]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    assert "INSERT INTO event" in str(chain[1])
    assert not any(MARK in str(error) for error in chain)


def test_erasing_leaves_no_byte(journal: Journal) -> None:
    ann, ben = journal.create_profile("Ann"), journal.create_profile("Ben", "2468")
    for _ in range(2):
        talk(journal, ann, MARK)
        talk(journal, ben, "benign")
    export = journal.export_to_file(ann.id)
    kept = journal.export_to_file(ben.id)
    loose = journal.home / "exports" / "copy.json"
    loose.write_bytes(export.read_bytes())
    before = journal.events(ben.id)
    assert len(files_with(journal.home, MARK)) >= 3
    pages = count_pages(journal.home)

    journal.erase(ann.id, "Ann")

    assert count_pages(journal.home) < 0.7 * pages, "no page is kept empty"

    assert files_with(journal.home, MARK) == []
    assert files_with(journal.home, ann.id) == []
    assert journal.profiles() == [ben]
    assert journal.events(ben.id) == before
    assert kept.exists()
    journal.append(ben.id, "answer", {}, knowledge_version="k1")
    journal.close()
    assert files_with(journal.home, MARK) == []


def test_erasing_the_last_profile_begins_a_new_file(journal: Journal) -> None:
    ann = journal.create_profile("Ann")
    talk(journal, ann, MARK)
    (journal.home / "exports").mkdir()
    (journal.home / "exports" / "letter.pdf").write_text(MARK)
    inode = (journal.home / "journal.sqlite3").stat()
    handle = (journal.home / "journal.sqlite3").open("rb")  # so that its inode is not reused

    journal.erase(ann.id, "Ann")

    with handle:
        assert (journal.home / "journal.sqlite3").stat().st_ino != inode.st_ino
        assert MARK.encode() not in handle.read()
    assert files_with(journal.home, MARK) == []
    assert journal.profiles() == []
    assert not (journal.home / "exports").exists()
    ben = journal.create_profile("Ben")
    assert journal.append(ben.id, "answer", {}, knowledge_version="k1").id == 1
    assert journal.knowledge("k1") == "rules"


def test_knowledge_that_only_the_erased_person_used_goes_too(journal: Journal) -> None:
    ann, ben = journal.create_profile("Ann"), journal.create_profile("Ben")
    journal.append(ben.id, "answer", {}, knowledge_version="k1")
    journal.close()
    with opened(journal.home) as other:
        other.remember_knowledge("k0", "old rules")
        other.append(ann.id, "answer", {}, knowledge_version="k0")
    journal.erase(ann.id, "Ann")
    assert journal.knowledge("k1") == "rules"
    with pytest.raises(JournalError, match="not in the journal"):
        journal.knowledge("k0")


@pytest.mark.parametrize("typed", ["", "ann", "Ann Lee", "yes"])
def test_without_the_name_nothing_is_erased(journal: Journal, typed: str) -> None:
    ann = journal.create_profile("Ann")
    talk(journal, ann, MARK)
    with pytest.raises(BadInput, match="confirmation"):
        journal.erase(ann.id, typed)
    assert len(journal.events(ann.id)) == 30


def test_an_erasure_that_another_reader_holds_up_is_finished_later(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(home, busy_timeout_s=0.05) as journal:
        ann, ben = journal.create_profile("Ann"), journal.create_profile("Ben")
        talk(journal, ann, MARK)
        reader = sqlite3.connect(home / "journal.sqlite3", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM event").fetchone()
        with pytest.raises(JournalBusy, match="traces remain"):
            journal.erase(ann.id, "Ann")
        assert journal.profiles() == [ben], "the record is gone for everybody who asks"
        reader.close()
        assert files_with(home, MARK) != []
        with opened(home) as again:
            assert files_with(home, MARK) == []
            assert again.profiles() == [ben]


def test_the_last_profile_erased_while_another_process_has_the_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(home, busy_timeout_s=0.05) as journal:
        ann = journal.create_profile("Ann")
        talk(journal, ann, MARK)
        other = sqlite3.connect(home / "journal.sqlite3", isolation_level=None)
        assert other.execute("SELECT count(*) FROM profile").fetchone() == (1,)
        inode = (home / "journal.sqlite3").stat().st_ino
        journal.erase(ann.id, "Ann")
        assert (home / "journal.sqlite3").stat().st_ino == inode, "a file in use keeps its name"
        ben = journal.create_profile("Ben")
        names = other.execute("SELECT name FROM profile").fetchall()
        assert names == [("Ben",)], "the other process still has the real file"
        other.close()
        assert files_with(home, MARK) == []
        assert journal.profiles() == [ben]


def test_a_pin_is_not_in_the_files_nor_in_the_export(journal: Journal) -> None:
    profile = journal.create_profile("Ann", "pin-31415926")
    data = journal.export(profile.id)
    assert b"argon2" not in data
    assert files_with(journal.home, "pin-31415926") == []
    assert not re.search(rb"pin_hash|failed", data)
