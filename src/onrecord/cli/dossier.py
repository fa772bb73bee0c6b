"""`onrecord dossier`: a person or an act as a document to read through, or a draft of a submission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Where, opened
from onrecord.cli.output import written

if TYPE_CHECKING:
    from onrecord.publishing.documents.document import Document
    from onrecord.store.collection import Collection


def dossier(
    which: Annotated[
        str, typer.Argument(metavar="PERSON|ACT", help="The id of a person (P-...) or of an act (A-...).")
    ],
    *,
    submission: Annotated[
        bool,
        typer.Option(
            "--submission",
            help="Of a person: a draft for the UN Working Group on Arbitrary Detention, each field with its sources.",
        ),
    ] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="What was known by this day; else by today.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write: a name that ends in .html or .pdf."),
    ] = None,
    collection: Where = None,
) -> None:
    """Write all that is told of a person, or of an act and what belongs to it: in order, accounts side by side, who says so, digests of the
    evidence, and what is open.

    It is internal and unchecked. PDF needs the extra `pdf`, and is refused where it has not all letters of a name.
    """
    from onrecord.cli.happening import day_of
    from onrecord.publishing import documents

    day = day_of(as_of)
    target = output or Path(f"onrecord-{'submission' if submission else 'dossier'}.internal-unchecked.html")
    format = documents.format_of(target.name)
    with opened(collection) as records:
        made = _compiled(records, which, day, submission=submission)
    with written(target) as file:
        documents.write(made, file, format)
    typer.echo(f"{target} (internal, unchecked)", err=True)


def _compiled(records: Collection, which: str, day: str, *, submission: bool) -> Document:
    from onrecord.errors import UnknownItem
    from onrecord.store.ids import tidied
    from onrecord.verbs import compiling

    id = tidied(which)
    if id.startswith("P-"):
        return (
            compiling.submission(records, id, as_of=day) if submission else compiling.of_person(records, id, as_of=day)
        )
    if submission or not id.startswith("A-"):
        raise UnknownItem(
            f"`{which}` is no {'person' if submission else 'person or act'}: `onrecord show persons` lists their ids."
        )
    return compiling.of_act(records, id, as_of=day)
