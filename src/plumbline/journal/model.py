"""The tables, for any database SQLAlchemy speaks; `migrations/` creates them.

Two tables only ever grow (triggers, made by the migrations, refuse to change or remove a row):
`event` and `knowledge_snapshot`. `profile` holds what may change: name, PIN, wrong tries.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is turned to UTC on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment in the journal needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pk",
            "fk": "%(table_name)s_%(column_0_name)s_fk",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
        }
    )


class ProfileRow(Base):
    __tablename__ = "profile"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The digest of the export this profile came from: the same file is not taken in twice.
    imported_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)


class KnowledgeRow(Base):
    __tablename__ = "knowledge_snapshot"

    version: Mapped[str] = mapped_column(String(128), primary_key=True)
    compressed: Mapped[bytes] = mapped_column(LargeBinary)


class EventRow(Base):
    """One thing that happened. Order is the order of `id`; `at` is only what the clock said."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(100))
    payload: Mapped[str] = mapped_column(Text)
    knowledge_version: Mapped[str] = mapped_column(ForeignKey("knowledge_snapshot.version"))
    app_version: Mapped[str] = mapped_column(String(50))
    request_id: Mapped[str | None] = mapped_column(String(200))
    # The place of this event among those of one request.
    part: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("profile_id", "request_id", "part"),
        Index("event_of_profile", "profile_id", "id"),
        Index("event_of_kind", "profile_id", "kind", "id"),
        # Without this SQLite gives the id of an erased event to the next one.
        {"sqlite_autoincrement": True},
    )
