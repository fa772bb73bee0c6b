"""`onrecord verify` and `onrecord salvage`: is everything as it was kept, and what can be saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import exits
from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json, written

if TYPE_CHECKING:
    from onrecord.verbs.guarding import Verdict

_LIMIT = (
    "What this cannot see: the last changes cut off together with what they changed, or all of it computed anew by somebody"
    " who can write the database. Keep a checkpoint where they cannot: --checkpoint FILE now, --against FILE later."
)


def verify(
    *,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A checkpoint written earlier and kept elsewhere.")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a checkpoint of today, to be kept elsewhere.")
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make what is searched again, from what is kept.")
    ] = False,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Prove, offline, that nothing was changed, removed, added or swapped since it was kept; name what was.

    Exit code 1 when something is not as it was kept.
    """
    import msgspec

    from onrecord.verbs import guarding

    with opened(collection) as records:
        if rebuild:
            guarding.rebuild(records)
        found = guarding.verify(records, guarding.read_checkpoint(against) if against else None)
    if json:
        print_json(found)
    else:
        _tell(found)
    if checkpoint and found.last and not found.faults:
        with written(checkpoint) as file:
            file.write(msgspec.json.encode(found.last) + b"\n")
        typer.echo(f"Checkpoint: {checkpoint}", err=True)
    raise typer.Exit(exits.SOME_FAILED if found.faults else exits.DONE)


def _tell(found: Verdict) -> None:
    from onrecord.cli.screen import clean

    for fault in found.faults:
        typer.echo(clean(f"{fault.subject}: {fault.reason}"))
    for one in found.unsealed:
        typer.echo(clean(f"{one.subject}: {one.reason}"))
    for grave in found.purged:
        typer.echo(clean(f"{grave.id} was purged on {grave.at[:10]} by {grave.who}: {grave.ground}"))
    entries = f"{found.last.entry} changes" if found.last else "nothing yet"
    faults = len(found.faults)
    typer.echo(
        f"{faults} fault{'' if faults == 1 else 's'} found." if faults else f"Everything is as it was kept ({entries})."
    )
    typer.echo("What the Berkeley Protocol asks of what is preserved:")
    for answer in found.properties:
        typer.echo(f"  {answer.property:<17} {'yes' if answer.holds else 'NO':<4} {answer.told}")
    typer.echo(_LIMIT)


def salvage(
    damaged: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the damaged collection.")],
    target: Annotated[Path, typer.Argument(metavar="NEW", help="A new folder for what can be saved.")],
) -> None:
    """Save what is whole of a collection that a disk or a crash has damaged, into a new one; list the rest.

    Try a backup first. Nothing in the damaged folder is changed, and nothing is guessed.
    """
    from onrecord.verbs import guarding

    saved = guarding.save(damaged, target)
    for lost in saved.lost:
        number = (
            "rows that cannot be counted" if lost.rows is None else f"{lost.rows} row{'' if lost.rows == 1 else 's'}"
        )
        typer.echo(f"lost of {lost.table}: {number}, {lost.reason}")
    typer.echo(f"{saved.rows} rows and {saved.files} files saved to {target}")
    raise typer.Exit(exits.SOME_FAILED if saved.lost else exits.DONE)
