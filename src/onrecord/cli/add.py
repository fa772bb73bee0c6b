"""`onrecord add`: files to kept and coded reports."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from onrecord.cli import exits
from onrecord.cli.options import Where, opened_or_new
from onrecord.model import Derivation, DerivationKind, ReportKind

if TYPE_CHECKING:
    from onrecord.verbs.adding import Outcome


def add(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|ADDRESS",
            help="Texts, web pages, PDFs, pictures, e-mails, agency files, lists, archives, folders of these, or the address"
            " of a page; `example` is the bundled story.",
        ),
    ],
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
    collection: Where = None,
) -> None:
    """Capture, read and code reports, and keep them in a collection.

    The same bytes again add nothing. A run that is broken off loses nothing: run it again to go on. Nothing is fetched but the
    addresses you name, and where they lead. Interview notes are seen by nobody but you, until you open them to others.
    """
    from onrecord.cli.screen import clean
    from onrecord.verbs import adding

    if derived_from and how is None:
        raise typer.BadParameter(
            "say also how it was made: --how translation, for instance", param_hint="--derived-from"
        )
    source = Derivation(how=how, report=derived_from.strip().upper() if derived_from else None) if how else None
    seen: Counter[str] = Counter()
    with opened_or_new(collection) as records:
        for outcome in adding.add(records, map(_bundled, files), nature=adding.Nature(kind=kind, derived_from=source)):
            seen[outcome.status] += 1
            typer.echo(clean(_line(outcome)))
        typer.echo(_sum(seen))
        typer.echo(f"Collection: {records.folder}")
    raise typer.Exit(exits.of(failed=seen["failed"], total=seen.total()))


def _bundled(thing: str) -> str | Path:
    """What was named, or the example that comes with the package when its name is asked for."""
    from onrecord.examples import EXAMPLES

    return thing if Path(thing).exists() else EXAMPLES.get(thing, thing)


def _line(outcome: Outcome) -> str:
    told = [outcome.report] if outcome.report else []
    if outcome.status == "kept":
        told.append(f"{outcome.acts} act{'' if outcome.acts == 1 else 's'}")
    told += [outcome.note] if outcome.note else []
    return f"{outcome.status:<13} {outcome.address}: {', '.join(told)}"


def _sum(seen: Counter[str]) -> str:
    return (
        f"{seen.total()} item{'' if seen.total() == 1 else 's'}: {seen['kept']} kept,"
        f" {seen['already kept']} already kept, {seen['failed']} failed"
    )
