"""`onrecord table` and what else answers with a figure: on the screen as words, or to a file as data or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import written

if TYPE_CHECKING:
    from onrecord.analysis.figure import Figure
    from onrecord.store.filters import Filter

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where to write: a name that ends in .csv, .json, .svg, .png, .html (or .graphml).",
    ),
]
How = Annotated[
    str,
    typer.Option(
        metavar="HOW",
        help="Only what is told in this way: actual, negated, planned, demanded, threatened, attempted, hypothetical, or any.",
    ),
]
Group = Annotated[str | None, typer.Option(metavar="NAME", help="Only what names this organisation or outlet.")]


def table(
    *,
    by: Annotated[
        list[str],
        typer.Option(
            metavar="SLOT",
            help="What to count by, once or twice: type, subtype, realis, country, region, town, month, year, person, actor, group,"
            " word, status, origin.",
        ),
    ],
    type: options.Type = None,
    person: options.Person = None,
    group: Group = None,
    place: options.Place = None,
    date: options.Date = None,
    realis: How = "actual",
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Only coded, accepted, corrected or added acts.")
    ] = None,
    output: Output = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Count happenings, at least and at most, by one slot or by two, and say what the numbers rest on.

    Each happening counts once, however many reports tell it; acts that are not linked count as their own happenings: `onrecord link`
    links them. Only what is told as done counts, unless --realis says otherwise.
    """
    from onrecord.verbs import drawing

    asked = wanted(type=type, person=person, group=group, place=place, date=date, realis=realis, status=status, by=by)
    with opened(collection) as records:
        shown(drawing.table(records, by, asked), output, json=json)


def timeline(
    *,
    type: options.Type = None,
    person: options.Person = None,
    group: Group = None,
    place: options.Place = None,
    date: options.Date = None,
    realis: How = "any",
    output: Output = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show what was done to or by a person or group, or at a place, in order, each as exactly as its date is told."""
    from onrecord.verbs import drawing

    asked = wanted(type=type, person=person, group=group, place=place, date=date, realis=realis)
    with opened(collection) as records:
        shown(drawing.timeline(records, asked), output, json=json)


def map(
    *,
    type: options.Type = None,
    person: options.Person = None,
    group: Group = None,
    place: options.Place = None,
    date: options.Date = None,
    realis: How = "actual",
    output: Output = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show where things were done, each place as exactly as it is told; no borders are drawn."""
    from onrecord.verbs import drawing

    asked = wanted(type=type, person=person, group=group, place=place, date=date, realis=realis)
    with opened(collection) as records:
        shown(drawing.places_of(records, asked), output, json=json)


def network(
    *,
    type: options.Type = None,
    person: options.Person = None,
    group: Group = None,
    place: options.Place = None,
    date: options.Date = None,
    realis: How = "actual",
    output: Output = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show who did what to whom, who was affected together, who is kin, and who gave word of whom: those with a name.

    A file that ends in .graphml can be opened in other programs for networks.
    """
    from onrecord.verbs import drawing

    asked = wanted(type=type, person=person, group=group, place=place, date=date, realis=realis)
    with opened(collection) as records:
        shown(drawing.network(records, asked), output, json=json)


def wanted(*, realis: str, by: list[str] | None = None, **told: str | None) -> Filter:
    """What to look for, checked; `any` way of telling, or counting by it, asks for all of them."""
    from typing import get_args

    from onrecord.errors import UnknownItem
    from onrecord.model import Realis
    from onrecord.verbs import looking

    if realis not in {"any", *get_args(Realis)}:
        raise UnknownItem(f"Nothing is told as `{realis}`: {', '.join(get_args(Realis))}, or any.")
    how = None if realis == "any" or "realis" in (by or ()) else realis
    return looking.wanted(realis=how, **told)


def shown(figure: Figure, output: Path | None, *, json: bool) -> None:
    """Shows a figure on the screen, or writes it to a file."""
    from onrecord.publishing import figures

    if output is not None:
        format = figures.format_of(output.name)
        with written(output) as file:
            figures.write(figure, file, format)
        typer.echo(f"{len(figure.rows)} rows to {output} (internal, unchecked)", err=True)
    elif json:
        with written(Path("-")) as file:
            figures.write(figure, file, "json")
    else:
        _print(figure)


def _print(figure: Figure) -> None:
    from onrecord.cli import tables
    from onrecord.cli.screen import console, text

    screen = console()
    screen.print(text((figure.title, "bold")), soft_wrap=True)
    told = figure.brief or figure
    screen.print(tables.plain(told.columns, told.rows))
    for note in figure.notes:
        screen.print(text((note, "dim")), soft_wrap=True)
