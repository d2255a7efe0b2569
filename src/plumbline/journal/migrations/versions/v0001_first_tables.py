"""Profiles, events and knowledge snapshots; the last two may only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# INSERT OR REPLACE removes the old row without asking the DELETE trigger, hence `no_replace`.
_APPEND_ONLY = (
    """CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
    """CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
    """CREATE TRIGGER event_no_replace BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM event WHERE profile_id = NEW.profile_id
                 AND request_id = NEW.request_id AND part = NEW.part)
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
    """CREATE TRIGGER knowledge_snapshot_no_update BEFORE UPDATE ON knowledge_snapshot
    BEGIN SELECT RAISE(ABORT, 'knowledge_snapshot is append-only'); END""",
    """CREATE TRIGGER knowledge_snapshot_no_delete BEFORE DELETE ON knowledge_snapshot
    BEGIN SELECT RAISE(ABORT, 'knowledge_snapshot is append-only'); END""",
    """CREATE TRIGGER knowledge_snapshot_no_replace BEFORE INSERT ON knowledge_snapshot
    WHEN EXISTS (SELECT 1 FROM knowledge_snapshot WHERE version = NEW.version)
    BEGIN SELECT RAISE(ABORT, 'knowledge_snapshot is append-only'); END""",
)


_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_profile()
    _create_knowledge_snapshot()
    _create_event()
    for trigger in _APPEND_ONLY:
        op.execute(trigger)


def _create_profile() -> None:
    op.create_table(
        "profile",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("pin_hash", sa.String(200)),
        sa.Column("failed_tries", sa.Integer, nullable=False),
        sa.Column("locked_until", _MOMENT),
        sa.Column("imported_sha256", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="profile_pk"),
        sa.UniqueConstraint("imported_sha256", name="profile_imported_sha256_key"),
    )


def _create_knowledge_snapshot() -> None:
    op.create_table(
        "knowledge_snapshot",
        sa.Column("version", sa.String(128), nullable=False),
        sa.Column("compressed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("version", name="knowledge_snapshot_pk"),
    )


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("profile_id", sa.String(36), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("knowledge_version", sa.String(128), nullable=False),
        sa.Column("app_version", sa.String(50), nullable=False),
        sa.Column("request_id", sa.String(200)),
        sa.Column("part", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="event_pk"),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="event_profile_id_fk"),
        sa.ForeignKeyConstraint(
            ["knowledge_version"],
            ["knowledge_snapshot.version"],
            name="event_knowledge_version_fk",
        ),
        sa.UniqueConstraint(
            "profile_id", "request_id", "part", name="event_profile_id_request_id_part_key"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("event_of_profile", "event", ["profile_id", "id"])
    op.create_index("event_of_kind", "event", ["profile_id", "kind", "id"])
