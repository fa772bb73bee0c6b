"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
