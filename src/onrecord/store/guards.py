"""Triggers by which the database itself refuses to change or remove a kept row, whoever asks."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from onrecord.store import schema


def guard(connection: Connection) -> None:
    """Makes the database itself refuse to change or remove a kept row, in every table that is there by now."""
    for statement in _guards(connection, "CREATE"):
        connection.exec_driver_sql(statement)


def unguard(connection: Connection) -> None:
    """Lets rows be removed until `guard` is called again, within the same transaction."""
    for statement in _guards(connection, "DROP"):
        connection.exec_driver_sql(statement)


def _guards(connection: Connection, verb: str) -> list[str]:
    dialect, there = connection.dialect.name, set(inspect(connection).get_table_names())
    told = [
        (table.name, change) for table in schema.APPEND_ONLY if table.name in there for change in ("UPDATE", "DELETE")
    ]
    if verb == "DROP":
        place = " ON {}" if dialect == "postgresql" else ""
        return [f"DROP TRIGGER {name}_no_{change.lower()}{place.format(name)}" for name, change in told]
    if dialect == "postgresql":
        return [_REFUSE, *(_POSTGRES_TRIGGER.format(name, change, change.lower()) for name, change in told)]
    return [_SQLITE_TRIGGER.format(name, change, change.lower()) for name, change in told]


_SQLITE_TRIGGER = (
    "CREATE TRIGGER IF NOT EXISTS {0}_no_{2} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END"
)
_POSTGRES_TRIGGER = (
    "CREATE OR REPLACE TRIGGER {0}_no_{2} BEFORE {1} ON {0} FOR EACH ROW EXECUTE FUNCTION onrecord_refuse()"
)
_REFUSE = """
CREATE OR REPLACE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
