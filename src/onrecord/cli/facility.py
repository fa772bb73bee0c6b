"""`onrecord facility`: a prison, camp, police station or court as all reports tell of it, with everyone held or tried there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json, say

if TYPE_CHECKING:
    from onrecord.verbs.linking.facilities import FacilityCard, FacilityJoin, FacilityLine, Kept


def facility(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="ID|NAME", help="The id of a facility in any report, or words of its name or town; else all."
        ),
    ] = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Show what brought the reports together.")] = False,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show a prison, camp, police station or court under all its names, where it lies, and everyone told to have been held or tried there.

    Only what has a name or a number of its own is one: "a court in Almaty" may be any. Another number, town or kind is another
    facility. `onrecord link` must have looked through the reports.
    """
    from onrecord.verbs import linking

    with opened(collection) as records:
        if what is None:
            lines = linking.every_facility(records)
            _print_all(lines, json=json)
            return
        cards = linking.find_facilities(records, what)
    if json:
        print_json(cards)
        return
    for card in cards:
        _print(card, why=why)


def _print_all(lines: list[FacilityLine], *, json: bool) -> None:
    if json:
        print_json(lines)
        return
    for one in lines:
        where = f", {'; '.join(one.towns)}" if one.towns else ""
        say(f"{one.id}  {one.kind}  {' = '.join(one.names)}{where}; reports: {one.reports}")
    if not lines:
        say(
            "No linked report names a prison, camp, police station or court; `onrecord link` looks through new reports."
        )


def _print(card: FacilityCard, *, why: bool) -> None:
    from onrecord.cli import tables
    from onrecord.cli.screen import console

    where = dict.fromkeys(part for one in card.facilities for part in _where(one))
    say(f"{card.id}  {card.kind}  {' = '.join(card.names)}; reports: {len(card.facilities)}")
    say(f"    {'; '.join(where) or 'where it lies is not told'}")
    for one in card.facilities:
        say(f"    {one.id} in {one.report}: {', '.join(one.names)}")
    for person in card.people:
        say(f"{person.how}: {person.name}  ({', '.join((*person.persons, *person.acts))})")
    if card.acts:
        screen = console()
        screen.print(tables.acts(screen, card.acts, card.reports))
    for join in card.joins if why else ():
        say(f"{join.left.id} = {join.right.id}: {_words(join)}")
    for judged in card.judgements:
        say(f"{judged.id}: {judged.left} and {judged.right} judged {judged.verdict} by {judged.who}: {judged.because}")
    for double in card.doubles:
        say(f"May be one with: {double.left.names[0]} ({double.left.id}) / {double.right.names[0]} ({double.right.id})")
        if why:
            say(f"    {_words(double)}")


def _where(one: Kept) -> list[str]:
    from onrecord.analysis.wording import country_name, place_words

    return [place_words(place) for place in one.towns] or [*one.regions, *map(country_name, one.countries)]


def _words(join: FacilityJoin) -> str:
    from onrecord.analysis.wording import reason

    return f"{join.score:.2f}, {'; '.join(reason(one) for one in join.reasons)}"
