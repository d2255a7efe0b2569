"""Alembic runs this file; the connection, already in a transaction, is handed in."""

from alembic import context

from plumbline.journal.model import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # SQLite can, as long as BEGIN is said: half an upgrade is none
)
with context.begin_transaction():
    context.run_migrations()
