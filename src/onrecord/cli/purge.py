"""`onrecord purge`: a report out of the collection for good."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import Where, opened


def purge(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of the report.")],
    *,
    ground: Annotated[
        str,
        typer.Option(
            metavar="WORDS", help="Why, such as `court order`: it is kept, so it must not tell what the report told."
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    collection: Where = None,
) -> None:
    """Remove a report, all that was coded and decided of it, and the bytes it was read from.

    What stays is its id, the ground, and the log, still whole. Where several people work with a collection, one asks and
    another confirms by the same command. Backups hold it until they are replaced: delete those made before.
    """
    from onrecord.verbs import purging

    if not yes:
        typer.confirm(f"Remove {report} for good? Nothing brings it back", abort=True)
    with opened(collection) as records:
        made = purging.purge(records, report, ground=ground)
    if not made.done:
        typer.echo(f"{made.report}: asked for; it is removed when somebody else runs the same command.")
        return
    typer.echo(f"{made.report}: removed, {made.rows} rows and {made.files} files. Backups made before still hold it.")
