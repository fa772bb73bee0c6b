"""`onrecord export`: acts to a file for a spreadsheet or a script, captures to a web archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import WRONG_USE
from onrecord.cli.options import Where, opened
from onrecord.cli.output import written

if TYPE_CHECKING:
    from onrecord.publishing.formats import Format
    from onrecord.verbs.archiving import Archive

_ENDINGS = {"warc": "warc.gz", "wacz": "wacz"}


def export(
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="An Excel workbook.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="A JSON object a line.")] = False,
    warc: Annotated[bool, typer.Option("--warc", help="The captures, as one WARC file.")] = False,
    wacz: Annotated[bool, typer.Option("--wacz", help="The captures, as a WACZ.")] = False,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORM",
            help="In the form of others, a happening a row: acled, cameo, huridocs, plover, geojson, kml, ftm (FollowTheMoney); datapackage"
            " (acts, reports, codebook); people (a row a person, a column an origin).",
        ),
    ] = None,
    type: options.Type = None,
    place: options.Place = None,
    date: options.Date = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output."),
    ] = None,
    collection: Where = None,
) -> None:
    """Write every act to a sheet or a list, a row each, or the captures to a web archive.

    The file is marked "internal, unchecked": it is for work within the team, not for publishing. Texts that a spreadsheet would run as a formula
    get an apostrophe before them. Archives hold the bytes as they came, but no capture that a protected report or name stands in,
    and nobody's name who captured them.

    --to writes in the form of another scheme or program, narrowed by --type, --place and --date, and says what that form cannot hold.
    """
    from onrecord.verbs import exporting

    if to is not None:
        if csv or xlsx or jsonl or warc or wacz:
            typer.echo("onrecord: say --to FORM, or one of --csv, --xlsx, --jsonl, --warc, --wacz.", err=True)
            raise typer.Exit(WRONG_USE)
        _hand_over(to, output, collection, type=type, place=place, date=date)
        return
    if type or place or date:
        typer.echo("onrecord: --type, --place and --date narrow what --to writes; the other forms hold all.", err=True)
        raise typer.Exit(WRONG_USE)
    format = _only(csv=csv, xlsx=xlsx, jsonl=jsonl, warc=warc, wacz=wacz)
    if format == "warc" or format == "wacz":  # noqa: PLR1714  # narrows the type
        _archive(format, output, collection)
        return
    target = output or Path(f"onrecord-acts.internal-unchecked.{format}")
    with opened(collection) as records, written(target) as file:
        number = exporting.export(records, file, format=format)
    typer.echo(f"{number} acts to {target} (internal, unchecked)", err=True)


def _hand_over(to: str, output: Path | None, collection: Where, **asked: str | None) -> None:
    from onrecord.cli.screen import clean
    from onrecord.errors import UnknownItem
    from onrecord.verbs import handing
    from onrecord.verbs.looking import wanted

    target = next((one for one in handing.ENDINGS if one == to), None)
    if target is None:
        raise UnknownItem(f"There is no form `{to}`: {', '.join(sorted(handing.ENDINGS))}.")
    where = output or Path(f"onrecord-{to}.internal-unchecked.{handing.ENDINGS[target]}")
    with opened(collection) as records, written(where) as file:
        made = handing.hand_over(records, file, to=target, asked=wanted(**asked))
    for loss in made.losses:
        typer.echo(clean(f"lost: {loss}"), err=True)
    typer.echo(f"{made.number} written to {where} (internal, unchecked)", err=True)


def _archive(format: Archive, output: Path | None, collection: Where) -> None:
    from onrecord.cli.screen import clean
    from onrecord.verbs import archiving

    target = output or Path(f"onrecord-captures.internal-unchecked.{_ENDINGS[format]}")
    with opened(collection) as records, written(target) as file:
        made = archiving.archive(records, file, format=format)
    for one in made.held:
        typer.echo(clean(f"held back: capture {one.id}, {one.reason}"), err=True)
    typer.echo(f"{made.captures} captures to {target}, {len(made.held)} held back (internal, unchecked)", err=True)


def _only(**asked: bool) -> Format | Archive:
    chosen: list[Format | Archive] = [name for name in ("csv", "xlsx", "jsonl", "warc", "wacz") if asked[name]]
    if len(chosen) != 1:
        typer.echo("onrecord: say one of --csv, --xlsx, --jsonl, --warc, --wacz.", err=True)
        raise typer.Exit(WRONG_USE)
    return chosen[0]
