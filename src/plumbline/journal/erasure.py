"""Erasing one profile: the one exception to append-only, and it must be complete."""

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, delete, select, text

from .database import Database, mark_unscrubbed
from .model import EventRow, KnowledgeRow, ProfileRow


def erase_profile(database: Database, profile_id: str) -> None:
    """Remove every trace of the profile from the home folder.

    Exports go first: should we be cut short, the profile is still there to be erased again.
    Once the rows are gone a cut-short scrub is finished at the next opening.
    """
    with database.read() as connection:
        others = connection.scalars(select(ProfileRow.id).where(ProfileRow.id != profile_id)).all()
    _remove_exports(database.home / "exports", profile_id if others else None)
    with database.write() as connection:
        _delete_rows(connection, profile_id)
        mark_unscrubbed(connection)
    database.scrub()
    if not others:
        database.start_afresh(_holds_no_profile)


def _delete_rows(connection: Connection, profile_id: str) -> None:
    triggers = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    connection.execute(delete(EventRow).where(EventRow.profile_id == profile_id))
    connection.execute(delete(ProfileRow).where(ProfileRow.id == profile_id))
    # Which knowledge a person met says when they were here, so what only they used goes too.
    used = select(EventRow.knowledge_version)
    connection.execute(delete(KnowledgeRow).where(KnowledgeRow.version.not_in(used)))
    # Dropped and made again in one transaction: nobody else ever sees the tables unguarded.
    for _, definition in triggers:
        connection.exec_driver_sql(definition)


def _holds_no_profile(raw: sqlite3.Connection) -> bool:
    return raw.execute("SELECT 1 FROM profile LIMIT 1").fetchone() is None


def _remove_exports(exports: Path, profile_id: str | None) -> None:
    """The profile's own folder and any other file that names the profile; all when None."""
    if profile_id is not None:
        for folder, _, names in os.walk(exports):
            for name in names:
                path = Path(folder, name)
                if path.is_file() and profile_id.encode("ascii") in path.read_bytes():
                    path.unlink()
    remains = exports if profile_id is None else exports / profile_id
    if remains.is_dir():
        shutil.rmtree(remains)
