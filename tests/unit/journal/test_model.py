"""The migrations make what the models say, and the models suit PostgreSQL too."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from plumbline.errors import JournalError
from plumbline.journal import Journal, migrations
from plumbline.journal.model import Base

from .conftest import Clock


def test_the_migrations_make_the_tables_of_the_models(journal: Journal) -> None:
    path = journal.home / "journal.sqlite3"
    journal.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == migrations.HEAD
    engine.dispose()


def test_the_app_knows_every_revision_that_is_shipped() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    shipped = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(shipped)) == migrations.REVISIONS
    assert scripts.get_heads() == [migrations.HEAD]


def test_the_tables_can_be_made_in_postgresql() -> None:
    texts = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        for table in Base.metadata.sorted_tables
    ]
    assert sum("TIMESTAMP WITH TIME ZONE NOT NULL" in text for text in texts) == 2
    assert any("id SERIAL NOT NULL" in text for text in texts)


def test_a_journal_of_a_newer_app_is_refused_and_left_alone(journal: Journal, clock: Clock) -> None:
    path = journal.home / "journal.sqlite3"
    journal.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="newer Plumbline") as caught:
        Journal.open(journal.home, clock=clock)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_another_database_is_refused_and_left_alone(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.sqlite3"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.commit()
    raw.close()
    with pytest.raises(JournalError, match="not a Plumbline journal"):
        Journal.open(tmp_path, clock=clock)
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    raw.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"shopping list: eggs, milk, bread\n" * 200)
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not a Plumbline journal"):
        Journal.open(tmp_path, clock=clock)
    assert path.read_bytes() == before


@pytest.mark.hazard("answer_lost")
def test_a_commit_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path, clock: Clock) -> None:
    opened: list[sqlite3.Connection] = []

    def seen(dbapi_connection: sqlite3.Connection, _: object) -> None:
        opened.append(dbapi_connection)

    event.listen(Engine, "connect", seen)
    try:
        with Journal.open(tmp_path, clock=clock) as journal:
            journal.create_profile("Ann")
            # FULL is 2; temporary tables in memory is 2.
            expected = {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
                "temp_store": 2,
            }
            for pragma, value in expected.items():
                assert opened[-1].execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
    finally:
        event.remove(Engine, "connect", seen)
