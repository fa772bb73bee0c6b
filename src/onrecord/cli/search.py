"""`onrecord search`: acts and reports by words, people, places, times and whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import options
from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.store.collection import Collection
    from onrecord.store.filters import Filter
    from onrecord.verbs.searching import Hit, Page


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='Words that must all stand there; `begin*` for beginnings, "a phrase".'),
    ] = None,
    *,
    type: options.Type = None,
    person: options.Person = None,
    place: options.Place = None,
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON,KM", help="Only within so many km, such as 43.25,76.95,50.")
    ] = None,
    date: options.Date = None,
    realis: options.How = None,
    word: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Only on the word of: person, people, official, organisation, outlet, state, other, or report (its own).",
        ),
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Only coded, accepted, corrected, added or rejected acts.")
    ] = None,
    report: options.Report = None,
    reports: Annotated[bool, typer.Option("--reports", help="Search the reports' titles and texts instead.")] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count what was found by type, country, year and so on.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many on a page.")] = 20,
    after: Annotated[
        str | None, typer.Option(metavar="ID", help="The page behind this act; each page names the next.")
    ] = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Search acts by the words that tell them and by their values, or reports by title and text.

    A date matches wherever it may fall within the one asked for: an act of 2019 is found for March 2019, and marked.
    """
    from onrecord.verbs.looking import wanted

    asked = wanted(
        words=" ".join(words) if words else None,
        type=type,
        person=person,
        place=place,
        near=near,
        date=date,
        realis=realis,
        word=word,
        status=status,
        report=report,
    )
    with opened(collection) as records:
        if facets:
            _facets(records, asked, json=json)
        elif reports:
            _reports(records, asked, limit, json=json)
        else:
            _acts(records, asked, limit, after, json=json)


def _acts(records: Collection, asked: Filter, limit: int, after: str | None, *, json: bool) -> None:
    from onrecord.verbs import searching

    page = searching.page(records, asked, limit=limit, after=after)
    if json:
        print_json(page)
    else:
        _print_acts(page)


def _print_acts(page: Page) -> None:
    from onrecord.cli.screen import console, text

    screen = console()
    for hit in page.hits:
        screen.print(_head(hit), soft_wrap=True)
        screen.print(text("   ", hit.quote), soft_wrap=True)
    shown, total = len(page.hits), page.total
    screen.print(f"{shown} of {total} act{'' if total == 1 else 's'}" if total else "No act found.")
    if page.next:
        screen.print(f"The next page: --after {page.next}", style="dim")


def _head(hit: Hit) -> Any:
    from onrecord.analysis import wording
    from onrecord.cli.screen import text

    act = hit.kept.act
    when = wording.when(act) + (" (may be outside the time asked for)" if hit.overlap == "partly" else "")
    told = [wording.told_as(act)] if act.realis != "actual" else []
    told += [hit.kept.status] if hit.kept.status != "coded" else []
    about = "; ".join([wording.what(act), *told, when, wording.where_in_short(act), wording.to_whom(act)])
    return text((hit.kept.id, "bold"), f"  {about}", (f"  in {hit.kept.report}", "dim"))


def _reports(records: Collection, asked: Filter, limit: int, *, json: bool) -> None:
    from onrecord.cli.screen import console, text
    from onrecord.verbs import searching

    found = searching.reports(records, asked, limit=limit)
    if json:
        print_json(found)
        return
    screen = console()
    for hit in found:
        told = hit.card.particulars
        about = ", ".join(part for part in (told.publisher, (told.published or "")[:10]) if part)
        title = told.title or hit.card.given_id
        screen.print(text((hit.card.id, "bold"), f"  {title}", (f"  {about}" if about else "", "dim")), soft_wrap=True)
        screen.print(text("   ", hit.snippet), soft_wrap=True)
    screen.print(f"{len(found)} report{'' if len(found) == 1 else 's'}" if found else "No report found.")


def _facets(records: Collection, asked: Filter, *, json: bool) -> None:
    from onrecord.cli.screen import console, text
    from onrecord.verbs import looking

    found = looking.facets(records, asked)
    if json:
        print_json(found)
        return
    screen = console()
    for field, values in found.items():
        screen.print(text((field, "bold")))
        for one in values:
            screen.print(text(f"  {one.acts:>9,}  ", one.value or ("not told", "dim")))
