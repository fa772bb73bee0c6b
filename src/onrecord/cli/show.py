"""`onrecord show`: what a collection holds."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import options
from onrecord.cli.options import Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.table import Table

    from onrecord.store.collection import Collection
    from onrecord.store.filters import Filter


_LEGEND = (
    "How sure: of the least sure value of the act, from 0 to 1, and which value that is.\n"
    "Why is it here? `onrecord why ID` shows the words of the report that each value was taken from."
)


class Nouns(StrEnum):
    """What may be shown."""

    acts = "acts"
    persons = "persons"
    reports = "reports"


def show(
    what: Annotated[
        Nouns | None,
        typer.Argument(metavar="acts|persons|reports", help="Acts, persons or reports; else acts and persons."),
    ] = None,
    *,
    type: options.Type = None,
    person: options.Person = None,
    place: options.Place = None,
    date: options.Date = None,
    realis: options.How = None,
    report: options.Report = None,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="How many at most; 0 for all.")] = 200,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs; all of it.")] = False,
    collection: Where = None,
) -> None:
    """Show the acts, persons and reports of a collection."""
    from onrecord.verbs.looking import wanted

    asked = wanted(type=type, realis=realis, person=person, place=place, date=date, report=report)
    nouns = (what,) if what else (Nouns.acts, Nouns.persons)
    with opened(collection) as records:
        if json:
            _as_json(records, asked, nouns)
        else:
            _as_tables(records, asked, nouns, limit)


def _as_json(records: Collection, asked: Filter, nouns: tuple[Nouns, ...]) -> None:
    told = {noun.value: list(_found(records, asked, noun)) for noun in nouns}
    print_json({"collection": str(records.folder), **told})


def _as_tables(records: Collection, asked: Filter, nouns: tuple[Nouns, ...], limit: int) -> None:
    from onrecord.cli.screen import clean, console

    screen = console()
    for noun in nouns:
        _print(screen, records, asked, noun, limit)
    screen.print(clean(f"Collection: {records.settings.title}, in {records.folder}"), soft_wrap=True)
    if Nouns.acts in nouns:
        screen.print(_LEGEND, style="dim", soft_wrap=True)


def _print(screen: Console, records: Collection, asked: Filter, noun: Nouns, limit: int) -> None:
    shown = list(islice(_found(records, asked, noun), limit or None))
    if not shown:
        screen.print(f"No {noun.value} found.\n")
        return
    screen.print(_table(screen, records, noun, shown))
    total = _number(records, asked, noun) if len(shown) == limit else len(shown)
    counted = f"{total} {noun.value if total != 1 else noun.value[:-1]}"
    left = f", {total - len(shown)} not shown: --limit 0 shows all" if total > len(shown) else ""
    screen.print(f"{counted}{left}\n")


def _table(screen: Console, records: Collection, noun: Nouns, shown: list[Any]) -> Table:
    from onrecord.cli import tables
    from onrecord.verbs import looking

    if noun is Nouns.acts:
        cards = looking.reports(records, ids={kept.report for kept in shown})
        return tables.acts(screen, shown, {card.id: card for card in cards})
    return tables.persons(shown) if noun is Nouns.persons else tables.reports(shown)


def _number(records: Collection, asked: Filter, noun: Nouns) -> int:
    from onrecord.verbs import looking

    return looking.count_acts(records, asked) if noun is Nouns.acts else sum(1 for _ in _found(records, asked, noun))


def _found(records: Collection, asked: Filter, noun: Nouns) -> Iterator[Any]:
    from onrecord.verbs import looking

    if noun is Nouns.acts:
        return looking.acts(records, asked)
    return looking.persons(records, asked) if noun is Nouns.persons else looking.reports(records)
