"""An older collection to the tables of today, one revision after another, all within the transaction it is given.

`versions/` holds a file a revision. A revision that was published is never edited; a change of `schema.py` comes with a
new one, and a test holds both against each other.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

_HERE = Path(__file__).parent
CONNECTION = "onrecord_connection"
"""The attribute under which `env.py` finds the connection."""


def known() -> set[str]:
    """The revisions that can be upgraded from."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection, revision: str, *, to: str = "head") -> None:
    """Brings the tables from `revision` up to another one, by default the newest."""
    config = _config()
    config.attributes[CONNECTION] = connection
    if not inspect(connection).has_table("alembic_version"):
        command.stamp(config, revision)
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("path_separator", "os")
    return config
