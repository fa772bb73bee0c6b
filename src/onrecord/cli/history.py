"""`onrecord history`: what people did with a report, an act or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.verbs.remembering import Entry


def history(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a report, an act or a person.")],
    *,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show all that was done with a report and its acts, an act or a person: codings, decisions, second codings, assignments,
    judgements, protections; who, when, why, and whether it still stands.
    """
    from onrecord.verbs import remembering

    with opened(collection) as records:
        told = remembering.history(records, id)
    if json:
        print_json(told)
        return
    for one in told:
        _print(one)
    if not told:
        typer.echo("Nobody has done anything with it yet.")


def _print(one: Entry) -> None:
    from onrecord.cli.screen import console, text

    on = " ".join(filter(None, (one.slot, "of" if one.slot else None, one.on)))
    value = f": {one.value}" if one.value else ""
    why = f", because {one.because}" if one.because else ""
    past = "" if one.stands else " (no longer stands)"
    told = f"{one.at[:10]} {one.at[11:16]} {one.who}: {on} {one.what}{value}{why}"
    console().print(text((told, "" if one.stands else "dim"), (past, "dim"), (f"  {one.id}" if one.id else "", "dim")))
