"""`onrecord backup` and `onrecord restore`: a collection to one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import Where, opened


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The file; else beside the collection, named by the time.")
    ] = None,
    *,
    collection: Where = None,
) -> None:
    """Write all of a collection to one file, while others may go on working.

    Do not copy the folder of a collection in use: a copy taken in the middle of a change loses it.
    """
    from onrecord.verbs import guarding

    with opened(collection) as records:
        target, made = guarding.back_up(records, file)
    typer.echo(f"{target}: {made.entries} changes, the last of them {made.last.digest[:16] if made.last else 'none'}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the collection, new or empty.")],
    *,
    db: Annotated[
        str, typer.Option("--db", metavar="ADDRESS", help="An empty PostgreSQL database to put it into; else a file.")
    ] = "",
) -> None:
    """Make a collection from a backup, in a new folder."""
    from onrecord.verbs import guarding

    made = guarding.restore(file, folder, database=db)
    typer.echo(f"Collection: {folder}, as it was at {made.at}")
