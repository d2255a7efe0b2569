"""Nothing acknowledged is ever lost: kill -9, a full disk, a clock put back, two processes."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

import plumbline
from plumbline.errors import JournalBusy, JournalError
from plumbline.journal import Event, Journal, Profile

pytestmark = pytest.mark.hazard("answer_lost")

SOURCE = str(Path(plumbline.__file__).parents[1])
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from plumbline.journal import Journal

home, profile_id, name, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
journal = Journal.open(home, clock=lambda: datetime.now(UTC), busy_timeout_s=60)
journal.remember_knowledge("k1", "rules")
print("ready", flush=True)
sys.stdin.readline()
for n in range(count):
    event = journal.append(
        profile_id, "answer", {"from": name, "n": n, "note": "x" * 300}, knowledge_version="k1"
    )
    print(event.id, n, flush=True)
"""


def now() -> datetime:
    return datetime.now(UTC)


def writer(home: Path, profile: Profile, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), profile.id, name, str(count)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("go\n")
    child.stdin.flush()


def acknowledged(output: str) -> set[tuple[int, int]]:
    # A last line cut in the middle was not acknowledged.
    whole = output[: output.rfind("\n") + 1].splitlines()
    return {(int(event_id), int(n)) for event_id, n in (line.split() for line in whole)}


def ids(events: list[Event], name: str) -> set[tuple[int, int]]:
    return {(e.id, int(str(e.payload["n"]))) for e in events if e.payload["from"] == name}


def make_profile(home: Path) -> Profile:
    with Journal.open(home, clock=now) as journal:
        journal.remember_knowledge("k1", "rules")
        return journal.create_profile("Ann")


def test_a_killed_process_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    profile = make_profile(tmp_path)
    known: dict[str, set[tuple[int, int]]] = {}
    for round_number in range(5):
        name = f"round {round_number}"
        with writer(tmp_path, profile, name, 100_000) as child:
            go(child)
            assert child.stdout is not None
            # Another moment in each round: some lines in, with the next append under way.
            seen = "".join(child.stdout.readline() for _ in range(3 + 17 * round_number))
            child.send_signal(signal.SIGKILL)
            seen += child.stdout.read()
        assert child.returncode == -signal.SIGKILL
        known[name] = acknowledged(seen)
        assert len(known[name]) >= 3 + 17 * round_number
        with Journal.open(tmp_path, clock=now) as journal:
            events = journal.events(profile.id)
            for earlier, expected in known.items():
                # At most one more: stored, and killed before it could say so.
                extra = ids(events, earlier) - expected
                assert ids(events, earlier) >= expected
                assert len(extra) <= 1
            journal.append(profile.id, "answer", {"from": "after", "n": 0}, knowledge_version="k1")


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    profile = make_profile(tmp_path)
    children = {name: writer(tmp_path, profile, name, 150) for name in ("one", "two")}
    for child in children.values():
        go(child)
    said = {name: acknowledged(child.communicate()[0]) for name, child in children.items()}
    assert [child.returncode for child in children.values()] == [0, 0]
    with Journal.open(tmp_path, clock=now) as journal:
        events = journal.events(profile.id)
    assert {name: ids(events, name) for name in children} == said
    assert [len(said[name]) for name in children] == [150, 150]
    for name in children:
        assert [e.payload["n"] for e in events if e.payload["from"] == name] == list(range(150))


def test_processes_that_open_a_new_home_at_once_all_succeed(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from plumbline.journal import Journal\n"
        "sys.stdin.readline()\n"
        "j = Journal.open(Path(sys.argv[1]), clock=lambda: datetime.now(UTC), busy_timeout_s=60)\n"
        "print(j.create_profile('Ann').id)\n"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "home")],
            env={**os.environ, "PYTHONPATH": SOURCE},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    outputs = [child.communicate("go\n") for child in children]
    assert [child.returncode for child in children] == [0] * 4, outputs
    with Journal.open(tmp_path / "home", clock=now) as journal:
        assert {p.id for p in journal.profiles()} == {out.strip() for out, _ in outputs}


def test_a_clock_put_back_keeps_the_order(tmp_path: Path) -> None:
    moment = [datetime(2026, 5, 1, tzinfo=UTC)]
    with Journal.open(tmp_path, clock=lambda: moment[0]) as journal:
        journal.remember_knowledge("k1", "rules")
        profile = journal.create_profile("Ann")
        for n, days in enumerate([0, 300, -4000, 1]):
            moment[0] += timedelta(days=days)
            journal.append(profile.id, "answer", {"n": n}, knowledge_version="k1")
        events = journal.events(profile.id)
        assert [e.payload["n"] for e in events] == [0, 1, 2, 3]
        latest = journal.latest(profile.id, "answer")
        assert latest == events[-1]
        assert latest.at < events[0].at


def fill(journal: Journal, profile: Profile) -> list[Event]:
    """Append until the disk is full; what was acknowledged."""
    stored: list[Event] = []

    def store(n: int) -> None:
        payload = {"n": n, "note": "x" * 5_000}
        stored.append(journal.append(profile.id, "answer", payload, knowledge_version="k1"))

    with pytest.raises(JournalError) as caught:
        all(store(n) is None for n in range(10_000))
    assert not isinstance(caught.value, JournalBusy)
    assert "disk" in str(caught.value)
    assert "xxx" not in str(caught.value)
    assert stored
    return stored


def assert_full_disk_is_survived(journal: Journal, make_room: Any) -> None:
    journal.remember_knowledge("k1", "rules")
    profile = journal.create_profile("Ann")
    stored = fill(journal, profile)
    assert journal.events(profile.id) == stored
    with pytest.raises(JournalError):
        journal.append_many(
            profile.id, [("answer", {"note": "y" * 9_000})] * 40, knowledge_version="k1"
        )
    assert journal.events(profile.id) == stored, "of many events none is stored"
    make_room()
    later = journal.append(profile.id, "answer", {"note": "z" * 9_000}, knowledge_version="k1")
    assert journal.events(profile.id) == [*stored, later]
    journal.close()
    with Journal.open(journal.home, clock=now) as again:
        assert again.events(profile.id) == [*stored, later]


def test_a_database_that_may_not_grow_keeps_what_it_has(tmp_path: Path) -> None:
    opened: list[Any] = []

    def limit(dbapi_connection: Any, _: object) -> None:
        opened.append(dbapi_connection)
        dbapi_connection.execute("PRAGMA max_page_count=60")

    event.listen(Engine, "connect", limit)
    try:
        with Journal.open(tmp_path, clock=now) as journal:
            assert_full_disk_is_survived(
                journal, lambda: opened[-1].execute("PRAGMA max_page_count=100000")
            )
    finally:
        event.remove(Engine, "connect", limit)


def test_a_file_size_limit_keeps_what_it_has(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="POSIX only")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal.open(tmp_path, clock=now) as journal:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
        try:
            assert_full_disk_is_survived(
                journal, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            )
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    try:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("no mount here")
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_what_it_has(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk") as disk,
        Journal.open(disk / "home", clock=now) as journal,
    ):
        ballast = disk / "ballast"
        ballast.write_bytes(b"0" * 300_000)
        assert_full_disk_is_survived(journal, ballast.unlink)


def test_a_journal_held_by_another_says_so_and_stores_nothing(tmp_path: Path) -> None:
    with Journal.open(tmp_path, clock=now, busy_timeout_s=0.05) as journal:
        journal.remember_knowledge("k1", "rules")
        profile = journal.create_profile("Ann")
        other = sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBusy, match="another Plumbline"):
            journal.append(profile.id, "answer", {"n": 1}, knowledge_version="k1")
        assert journal.events(profile.id) == [], "reading goes on"
        other.rollback()
        other.close()
        journal.append(profile.id, "answer", {"n": 2}, knowledge_version="k1")
        assert [e.payload["n"] for e in journal.events(profile.id)] == [2]


def test_what_one_process_writes_after_another_began_a_new_file_is_kept(tmp_path: Path) -> None:
    """Its file has no name any more: it must follow to the new one."""
    with Journal.open(tmp_path, clock=now) as journal:
        journal.remember_knowledge("k1", "rules")
        journal.create_profile("Ann")
        for file in tmp_path.iterdir():
            file.unlink()
        profile = journal.create_profile("Ben")
        journal.append(profile.id, "answer", {"n": 1}, knowledge_version="k1")
    with Journal.open(tmp_path, clock=now) as again:
        assert [p.name for p in again.profiles()] == ["Ben"]
        assert [e.payload for e in again.events(profile.id)] == [{"n": 1}]


def test_threads_share_one_journal(tmp_path: Path) -> None:
    with Journal.open(tmp_path, clock=now) as journal:
        journal.remember_knowledge("k1", "rules")
        profile = journal.create_profile("Ann")

        def store(n: int) -> int:
            journal.events(profile.id)
            return journal.append(profile.id, "answer", {"n": n}, knowledge_version="k1").id

        with ThreadPoolExecutor(8) as threads:
            numbers = list(threads.map(store, range(80)))
        events = journal.events(profile.id)
        assert sorted(numbers) == [e.id for e in events]
        assert sorted(int(str(e.payload["n"])) for e in events) == list(range(80))
