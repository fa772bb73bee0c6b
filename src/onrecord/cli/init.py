"""`onrecord init`: a new, empty collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder, new or empty.")] = Path("collection"),
    *,
    db: Annotated[
        str,
        typer.Option(
            "--db",
            metavar="ADDRESS",
            help="A PostgreSQL database for several people, postgresql://USER@HOST/NAME; else a file in the folder.",
        ),
    ] = "",
) -> None:
    """Make an empty collection, in a file or in a PostgreSQL database.

    The password of a database is read from the environment, ONRECORD_DB_PASSWORD, and written nowhere.
    """
    from onrecord.store.collection import create

    with create(folder, database=db) as records:
        where = "PostgreSQL" if records.settings.database else "a file in it"
        typer.echo(f"Collection: {records.folder}, kept in {where}")
