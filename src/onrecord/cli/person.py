"""`onrecord person`: a person as all reports tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.verbs.linking import PersonCard


def person(
    who: Annotated[str, typer.Argument(metavar="ID|NAME", help="The id of a person in any report, or a name.")],
    *,
    why: Annotated[bool, typer.Option("--why", help="Show what brought the reports together.")] = False,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show a person with the names, ties and acts that all linked reports tell of them, in order of time.

    Any id of the person will do, and goes on doing so. `onrecord link` must have looked through the reports.
    """
    from onrecord.verbs import linking

    with opened(collection) as records:
        cards = linking.persons(records, who)
    if json:
        print_json(cards)
        return
    for card in cards:
        _print(card, why=why)


def _print(card: PersonCard, *, why: bool) -> None:
    from onrecord.cli import tables
    from onrecord.cli.link import join_line, named, reasons
    from onrecord.cli.screen import console, text

    screen = console()
    names = dict.fromkeys(name for one in card.persons for name in (one.person.name, *one.person.aliases))
    screen.print(text((card.id, "bold"), f" {', '.join(names)}; reports: {len(card.persons)}"))
    screen.print(tables.persons(card.persons))
    if card.acts:
        screen.print(tables.acts(screen, card.acts, card.reports))
    for join in card.joins if why else ():
        screen.print(text(join_line(join)))
    for one in card.judgements:
        screen.print(
            text((f"{one.id}: {one.left} and {one.right} judged {one.verdict} by {one.who}: {one.because}", "green"))
        )
    for double in card.doubles:
        screen.print(text(("May be one with: ", "yellow"), f"{named(double.left)} / {named(double.right)}"))
        if why:
            screen.print(text((f"    {reasons(double.reasons)}", "dim")))
