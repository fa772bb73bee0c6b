"""`onrecord show`: what a collection holds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import Where, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from onrecord.store.collection import Collection
    from onrecord.store.finding import Filter


class Nouns(StrEnum):
    """What may be shown."""

    acts = "acts"
    persons = "persons"
    reports = "reports"


class Realis(StrEnum):
    """How an act may be told."""

    actual = "actual"
    negated = "negated"
    planned = "planned"
    demanded = "demanded"
    threatened = "threatened"
    attempted = "attempted"
    hypothetical = "hypothetical"


def show(
    what: Annotated[Nouns | None, typer.Argument(help="Acts, persons or reports; else acts and persons.")] = None,
    *,
    type: Annotated[str | None, typer.Option(help="Only acts of this type, such as arrest.")] = None,
    person: Annotated[str | None, typer.Option(help="Only what names this person; a part of the name will do.")] = None,
    place: Annotated[str | None, typer.Option(help="Only this town, region or country (name or two letters).")] = None,
    date: Annotated[
        str | None, typer.Option(help="Only what may have happened then: 2021, 2021-07, 2021-07-01/2021-07-09.")
    ] = None,
    realis: Annotated[Realis | None, typer.Option(help="Only acts told in this way.")] = None,
    report: Annotated[str | None, typer.Option(help="Only what this report tells (its id).")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many at most; 0 for all.")] = 200,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs; all of it.")] = False,
    collection: Where = None,
) -> None:
    """Show the acts, persons and reports of a collection."""
    from onrecord.verbs import wanted

    asked = wanted(
        type=type, realis=realis.value if realis else None, person=person, place=place, date=date, report=report
    )
    nouns = (what,) if what else (Nouns.acts, Nouns.persons)
    with opened(collection) as records:
        if json:
            _as_json(records, asked, nouns)
        else:
            _as_tables(records, asked, nouns, limit)


def _as_json(records: Collection, asked: Filter, nouns: tuple[Nouns, ...]) -> None:
    import msgspec

    told = {noun.value: list(_found(records, asked, noun)) for noun in nouns}
    typer.echo(msgspec.json.format(msgspec.json.encode({"collection": str(records.folder), **told}), indent=2).decode())


def _as_tables(records: Collection, asked: Filter, nouns: tuple[Nouns, ...], limit: int) -> None:
    from onrecord.cli.screen import clean, console

    screen = console()
    for noun in nouns:
        _print(screen, records, list(_found(records, asked, noun)), noun, limit)
    screen.print(clean(f"Collection: {records.settings.title}, in {records.folder}"), soft_wrap=True)
    if Nouns.acts in nouns:
        screen.print("Why is an act here? `onrecord why ID` shows the words of the report.", style="dim")


def _print(screen: Console, records: Collection, told: list[Any], noun: Nouns, limit: int) -> None:
    from onrecord import verbs
    from onrecord.cli import tables

    shown = told[:limit] if limit else told
    if not told:
        screen.print(f"No {noun.value} found.\n")
        return
    if noun is Nouns.acts:
        screen.print(tables.acts(screen, shown, {card.id: card for card in verbs.reports(records)}))
    else:
        screen.print(tables.persons(shown) if noun is Nouns.persons else tables.reports(shown))
    left = len(told) - len(shown)
    screen.print(
        f"{len(told)} {noun.value if len(told) != 1 else noun.value[:-1]}"
        + (f", {left} not shown: --limit 0 shows all" if left else "")
        + "\n"
    )


def _found(records: Collection, asked: Filter, noun: Nouns) -> Iterator[Any]:
    from onrecord import verbs

    if noun is Nouns.acts:
        return verbs.acts(records, asked)
    return verbs.persons(records, asked) if noun is Nouns.persons else verbs.reports(records)
