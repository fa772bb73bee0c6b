"""`onrecord add`: files to kept and coded reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from onrecord.cli import exits
from onrecord.cli.joining import NoLink, link_new
from onrecord.cli.options import Where, opened_or_new
from onrecord.model import Derivation, DerivationKind, ReportKind


def add(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|ADDRESS...",
            help="Texts, web pages, PDFs, pictures, e-mails, agency files, lists, archives, folders of these, lists of links, or"
            " the address of a page or a feed; `example` is the bundled story.",
        ),
    ] = None,
    *,
    kind: Annotated[
        ReportKind | None, typer.Option(metavar="KIND", help=f"What they are: {', '.join(get_args(ReportKind)[:-1])}.")
    ] = None,
    derived_from: Annotated[
        str | None, typer.Option(metavar="REPORT", help="The kept report (its id) that they were made from.")
    ] = None,
    how: Annotated[
        DerivationKind | None,
        typer.Option(metavar="HOW", help=f"How they were made: {', '.join(get_args(DerivationKind))}."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask for pages of feeds and lists of links again that are kept already.")
    ] = False,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Ask for addresses that wait since a run without a network.")
    ] = False,
    no_link: NoLink = False,
    json: Annotated[bool, typer.Option("--json", help="One line of JSON for each item, and one of sums.")] = False,
    collection: Where = None,
) -> None:
    """Capture, read and code reports, keep them in a collection, and join what they share with others there.

    The same bytes again add nothing. A run that is broken off loses nothing: run it again to go on. Nothing is fetched but the
    addresses you name, and where they lead; without a network they wait for the next run that fetches. Interview notes are seen by nobody but you, until you open them to others.
    """
    from onrecord.cli.telling import Tally, bar
    from onrecord.verbs import adding, bringing

    if derived_from and how is None:
        raise typer.BadParameter(
            "say also how it was made: --how translation, for instance", param_hint="--derived-from"
        )
    source = Derivation(how=how, report=derived_from.strip().upper() if derived_from else None) if how else None
    if not files and not waiting:
        raise typer.BadParameter("name what to add, or say --waiting", param_hint="FILE|ADDRESS")
    brought, tally = [_bundled(one) for one in files or ()], Tally(as_json=json)
    nature = adding.Nature(kind=kind, derived_from=source)
    total = bringing.expected(brought) if sys.stdout.isatty() else 0
    with opened_or_new(collection) as records:
        outcomes = adding.add(records, brought, nature=nature, again=again, waiting=waiting)
        with bar(outcomes, total=total, tally=tally) as moving:
            for outcome in moving:
                tally.tell(outcome)
        try:
            if not no_link:
                link_new(records, tally.reports, tally)
        finally:
            tally.close()
        if not json:
            typer.echo(f"Collection: {records.folder}")
    raise typer.Exit(exits.of(failed=tally.failed, total=tally.total))


def _bundled(thing: str) -> str | Path:
    """What was named, or the example that comes with the package when its name is asked for."""
    from onrecord.examples import EXAMPLES

    return thing if Path(thing).exists() else EXAMPLES.get(thing, thing)
