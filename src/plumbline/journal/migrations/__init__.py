"""How the tables came to be, step by step (Alembic)."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

REVISIONS: Final = ("0001",)
"""Every revision this app knows, oldest first. Kept here so that opening need not load Alembic."""

HEAD: Final = REVISIONS[-1]


def upgrade(connection: Connection) -> None:
    """Bring the tables to HEAD inside the transaction that `connection` is in."""
    from alembic import command  # a third of a second, and only a new or old file needs it
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
