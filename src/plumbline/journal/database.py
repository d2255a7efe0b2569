"""One SQLite file: made private, migrated when opened, and written so that nothing is lost."""

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, QueuePool, RootTransaction, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from plumbline.errors import JournalBusy, JournalError

from .migrations import HEAD, REVISIONS, upgrade

FILE_NAME: Final = "journal.sqlite3"

# FULL: a commit is on the disk before it is acknowledged. secure_delete: erased bytes become
# zeros. temp_store: no row is spilled to a file outside the home folder.
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)
_LOGGING_NAME: Final = "plumbline.journal"

_REASONS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written",
    sqlite3.SQLITE_READONLY: "its file may not be written",
    sqlite3.SQLITE_PERM: "its file may not be written",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_NOTADB: "its file is not a Plumbline journal",
    sqlite3.SQLITE_CONSTRAINT: "the database refused the change",
}


class Database:
    """The file and its one connection, used by one thread at a time.

    One connection is enough: SQLite has one writer, and a call here takes about a millisecond.
    """

    def __init__(self, home: Path, *, busy_timeout_s: float) -> None:
        self.home = home
        self.path = home / FILE_NAME
        # Re-entrant, so that a caller can hold it across several transactions.
        self.lock = threading.RLock()
        self._busy_timeout_s = busy_timeout_s
        self._opened: tuple[int, int] | None = None  # device and inode of the open file
        self._engine = _engine(self._connect)
        try:
            with self.lock, plain_errors():
                self._prepare()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A transaction that holds the write lock from its start; all of it happens or none."""
        with self._transaction(write=True) as connection:
            yield connection

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A transaction that sees one moment of the database."""
        with self._transaction(write=False) as connection:
            yield connection

    def close(self) -> None:
        with self.lock:
            self._engine.dispose()

    def scrub(self) -> None:
        """Leave no byte of erased rows in the database file or its write-ahead log."""
        with self.lock, plain_errors(), self._bare() as raw:
            _empty_wal(raw)  # the zeros that secure_delete wrote reach the file
            raw.execute("VACUUM")  # ... and what was left between live cells goes too
            _empty_wal(raw)
            raw.execute("PRAGMA user_version=0")
            _empty_wal(raw)

    def start_afresh(self, is_empty: Callable[[sqlite3.Connection], bool]) -> None:
        """Remove the file and make a new one, unless it is in use elsewhere or not empty.

        In use elsewhere it stays, scrubbed: nobody may be left writing to a file that has no
        name any more.
        """
        with self.lock, plain_errors():
            with self._bare() as raw, suppress(PermissionError), _unless_busy():
                # Leaving WAL succeeds only when no other connection has the file open.
                raw.execute("PRAGMA locking_mode=EXCLUSIVE")
                raw.execute("PRAGMA journal_mode=DELETE")
                raw.execute("BEGIN EXCLUSIVE")
                if is_empty(raw):
                    self.path.unlink()  # PermissionError: Windows keeps a file that is open
            self._engine.dispose()
            self._prepare()

    def _prepare(self) -> None:
        """Bring the file to this app's revision and finish an erasure that was cut short."""
        with self._bare() as raw:
            revision = _revision(raw)
            unscrubbed = raw.execute("PRAGMA user_version").fetchone()[0]
        if revision not in (None, *REVISIONS):
            raise JournalError(
                f"the journal in {self.home} was made by a newer Plumbline: "
                "update Plumbline to open it; nothing was changed"
            )
        if revision != HEAD:
            connection, transaction = self._connected(write=True)
            with closing(connection), transaction:
                # Whoever waited here for another process's upgrade finds nothing left to do.
                upgrade(connection)
        if unscrubbed:
            # Busy or full now: the mark stays, and the next opening tries again.
            with suppress(JournalError):
                self.scrub()

    @contextmanager
    def _transaction(self, *, write: bool) -> Generator[Connection]:
        with self.lock, plain_errors():
            connection, transaction = self._connected(write=write)
            if not self._file_is_current():
                # Another process erased the last profile and began a new file. What we would
                # write to the old one would be lost, so follow it.
                connection.close()
                self._engine.dispose()
                self._prepare()
                connection, transaction = self._connected(write=write)
            with closing(connection), transaction:
                yield connection

    def _connected(self, *, write: bool) -> tuple[Connection, RootTransaction]:
        connection = self._engine.connect().execution_options(journal_write=write)
        try:
            return connection, connection.begin()
        except BaseException:
            connection.close()
            raise

    def _file_is_current(self) -> bool:
        try:
            return _identity(self.path) == self._opened
        except FileNotFoundError:
            return False

    @contextmanager
    def _bare(self) -> Generator[sqlite3.Connection]:
        """The driver's own connection, for statements that refuse to run in a transaction."""
        pooled = self._engine.raw_connection()
        try:
            raw = pooled.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            yield raw
        finally:
            pooled.close()

    def _connect(self) -> sqlite3.Connection:
        _make_private(self.home, self.path)
        # Before opening: should the file be replaced in between, we notice and open again.
        self._opened = _identity(self.path)
        raw = sqlite3.connect(
            self.path,
            timeout=self._busy_timeout_s,
            isolation_level=None,  # we say BEGIN ourselves; the driver would do so too late
            check_same_thread=False,  # `lock` sees to that
        )
        try:
            for pragma in _PRAGMAS:
                raw.execute(pragma)
        except BaseException:
            raw.close()
            raise
        return raw


def mark_unscrubbed(connection: Connection) -> None:
    """Within the transaction that erases: if we die before `scrub`, the next opening does it."""
    connection.execute(text("PRAGMA user_version=1"))


@contextmanager
def plain_errors() -> Generator[None]:
    """Turn what the database or the disk says into one clear line without a person's data."""
    try:
        yield
    except DBAPIError as error:
        raise _plain(error.orig) from error
    except (sqlite3.Error, OSError) as error:
        raise _plain(error) from error


def _plain(error: BaseException | None) -> JournalError:
    if _is_busy(error):
        return JournalBusy("another Plumbline is using the journal: try again in a moment")
    if isinstance(error, OSError):
        return JournalError(f"the journal could not be used: {error.strerror}")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    reason = _REASONS.get(code, "the database reported an error")
    return JournalError(f"the journal could not be used: {reason}; nothing was stored")


def _is_busy(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def _unless_busy() -> Generator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    # At DEBUG SQLAlchemy logs each row it reads. A level of its own keeps this engine quiet
    # even when everything else is told to talk.
    logging.getLogger(f"sqlalchemy.engine.Engine.{_LOGGING_NAME}").setLevel(logging.WARNING)
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        logging_name=_LOGGING_NAME,
    )
    event.listen(engine, "begin", _say_begin)
    return engine


def _say_begin(connection: Connection) -> None:
    # IMMEDIATE: a writer that starts as a reader can be refused half-way.
    write = connection.get_execution_options().get("journal_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _revision(raw: sqlite3.Connection) -> str | None:
    """The migration this file stands at; None for a new file."""
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    if "alembic_version" not in tables:
        if tables:
            raise JournalError("the file is not a Plumbline journal: it holds other tables")
        return None
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _empty_wal(raw: sqlite3.Connection) -> None:
    busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise JournalBusy(
            "the record is erased, but another Plumbline still reads the journal and traces "
            "remain in its files: close it, then open Plumbline once more to remove them"
        )


def _identity(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_dev, facts.st_ino


def _make_private(home: Path, path: Path) -> None:
    """The folder for its owner alone (0700) and the file too (0600), whatever the umask.

    SQLite gives the write-ahead log and its index the mode of the database file. The file is
    never opened here once it is in use: closing it would drop SQLite's locks (POSIX).
    """
    if not home.is_dir():
        home.mkdir(parents=True, mode=0o700)
        _sync_folder(home.parent)
    home.chmod(0o700)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _sync_folder(home)
    path.chmod(0o600)


def _sync_folder(folder: Path) -> None:
    """Make a new name in `folder` outlive a power cut."""
    with suppress(PermissionError):  # Windows does not open folders, nor need it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
