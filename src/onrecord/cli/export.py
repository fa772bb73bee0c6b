"""`onrecord export`: acts to a file for a spreadsheet or a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.exits import WRONG_USE
from onrecord.cli.options import Where, opened
from onrecord.cli.output import written

if TYPE_CHECKING:
    from onrecord.publishing.formats import Format


def export(
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="An Excel workbook.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="A JSON object a line.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output."),
    ] = None,
    collection: Where = None,
) -> None:
    """Write every act to a sheet or a list, a row each.

    The file is marked "internal, unchecked": it is for work within the team, not for publishing. Texts that a spreadsheet would run as a formula
    get an apostrophe before them.
    """
    from onrecord.verbs import exporting

    format = _only(csv=csv, xlsx=xlsx, jsonl=jsonl)
    target = output or Path(f"onrecord-acts.internal-unchecked.{format}")
    with opened(collection) as records, written(target) as file:
        number = exporting.export(records, file, format=format)
    typer.echo(f"{number} acts to {target} (internal, unchecked)", err=True)


def _only(**asked: bool) -> Format:
    chosen: list[Format] = [name for name in ("csv", "xlsx", "jsonl") if asked[name]]
    if len(chosen) != 1:
        typer.echo("onrecord: say one of --csv, --xlsx, --jsonl.", err=True)
        raise typer.Exit(WRONG_USE)
    return chosen[0]
