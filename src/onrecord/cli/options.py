"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from onrecord.model import Realis

if TYPE_CHECKING:
    from onrecord.store.collection import Collection

Where = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        "-c",
        metavar="DIR",
        envvar="ONRECORD_COLLECTION",
        help="The folder of the collection; else the one you are in, else ./collection.",
    ),
]

Type = Annotated[str | None, typer.Option(metavar="TYPE", help="Only acts of this type, such as arrest.")]
Person = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only what names this person; a part of the name will do.")
]
Place = Annotated[
    str | None, typer.Option(metavar="PLACE", help="Only this town, region or country (name or two letters).")
]
Date = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what may have happened then: 2021, 2021-07, 2021-07-01/2021-07-09."),
]
How = Annotated[
    Realis | None, typer.Option(metavar="HOW", help=f"Only acts told in this way: {', '.join(get_args(Realis))}.")
]
Report = Annotated[str | None, typer.Option(metavar="ID", help="Only what this report tells (its id).")]
Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
Because = Annotated[str, typer.Option(metavar="WORDS", help="Why; it is kept with the decision.")]


def opened(folder: Path | None) -> Collection:
    """The collection named, or the one that is found from the current folder."""
    from onrecord.store import collection

    return collection.open_collection(folder or collection.find(Path.cwd()))


def opened_or_new(folder: Path | None) -> Collection:
    """The same, made when there is none."""
    from onrecord.errors import NoCollection
    from onrecord.store import collection

    if folder is None:
        try:
            folder = collection.find(Path.cwd())
        except NoCollection:
            folder = Path.cwd() / collection.USUAL
    return collection.open_or_create(folder)
