"""`onrecord estimate`: how many were never recorded, from how far independent lists share the same people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.figures import Output, shown, wanted
from onrecord.cli.options import Json, Where, opened

if TYPE_CHECKING:
    from onrecord.analysis.estimate.histories import By


def estimate(
    table: Annotated[
        Path | None,
        typer.Argument(
            metavar="LISTS.csv",
            help="A table with a row a person and a column `in_NAME` a list (1 or 0); else the collection's own persons.",
        ),
    ] = None,
    *,
    count: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Of a table with a row a combination of lists: the column with how many there are."
        ),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="kind|origin", help="What a list is: a kind of word-giver, or each origin by itself.")
    ] = "kind",
    type: options.Type = None,
    place: options.Place = None,
    date: options.Date = None,
    output: Output = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Estimate how many people there are in all, those that no list has among them (multiple systems estimation).

    Two ways side by side, each averaged over many models, with intervals and with what the answer hangs on. Refused where there are fewer than three
    lists, or where they share too few people for anything to be said.
    """
    from onrecord.verbs import drawing

    if table is not None:
        shown(drawing.estimate_table(table.read_bytes(), name=table.name, count=count), output, json=json)
        return
    asked = wanted(type=type, place=place, date=date, realis="actual")
    with opened(collection) as records:
        shown(drawing.estimate(records, asked, by=_by(by)), output, json=json)


def _by(told: str) -> By:
    from onrecord.errors import UnknownItem

    if told == "kind":
        return "kind"
    if told == "origin":
        return "origin"
    raise UnknownItem(f"Lists are by kind or by origin, not by `{told}`.")
