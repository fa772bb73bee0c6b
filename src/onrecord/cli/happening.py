"""`onrecord happening`, `incident`, `case` and `copies`: what several reports tell, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Date, Json, Place, Type, Where, opened
from onrecord.cli.output import print_json, say

if TYPE_CHECKING:
    from onrecord.linking.happenings.rivals import Values
    from onrecord.linking.origins import Corroboration
    from onrecord.store.kept import ReportCard
    from onrecord.verbs.linking import CaseCard, Copy, HappeningCard, IncidentCard

OptionalAct = Annotated[
    str | None, typer.Argument(metavar="ACT", help="The id of an act of any report that tells of it; else all.")
]
Origins = Annotated[
    int | None,
    typer.Option("--origins", min=1, metavar="N", help="Only what at least so many independent origins tell as done."),
]
Limit = Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many of all at most.")]


def happening(
    act: OptionalAct = None,
    *,
    origins: Origins = None,
    type: Type = None,
    place: Place = None,
    date: Date = None,
    limit: Limit = 20,
    why: Annotated[bool, typer.Option("--why", help="Show what brought the acts together.")] = False,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show one happening as all linked reports tell of it: who tells what, where they contradict each other, and how many
    independent origins it rests on; with --origins, those that rest on so many.

    Reports that are copies of one text, or relay one speaker, count as one origin. --origins 2 is the rule of two independent sources.
    """
    from onrecord.verbs import linking
    from onrecord.verbs.looking import wanted

    with opened(collection) as records:
        if act is None:
            asked = wanted(type=type, place=place, date=date)
            found = linking.happenings(records, asked, least=origins or 1, limit=limit)
            cards, total = found.happenings, found.total
        else:
            cards, total = (linking.happening(records, act),), 1
    if json:
        print_json({"total": total, "happenings": cards} if act is None else cards[0])
        return
    for card in cards:
        if act is None or card.corroboration.has(origins or 0):
            _print_happening(card, why=why)
        else:
            say(f"{card.id}: {_origins(card.corroboration)}; fewer than {origins}")
    if act is None:
        say(
            f"happenings that rest on {origins or 1} independent origins or more: {total}"
            + (f"; shown: {limit}" if total > limit else "")
        )


def incident(
    act: OptionalAct = None,
    *,
    origins: Origins = None,
    type: Type = None,
    place: Place = None,
    date: Date = None,
    limit: Limit = 20,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show the incident that an act belongs to: the whole (a rally), and its parts (its dispersal, its arrests); with --origins, the
    incidents of which a happening rests on so many independent origins, and only what of them does.
    """
    from onrecord.verbs import linking
    from onrecord.verbs.looking import wanted

    with opened(collection) as records:
        if act is None:
            asked = wanted(type=type, place=place, date=date)
            cards = linking.incidents(records, asked, least=origins or 1, limit=limit)
        else:
            cards = [linking.incident(records, act)]
    if json:
        print_json(cards if act is None else cards[0])
        return
    for card in cards:
        _print_incident(card, least=origins or 0)
    if not cards:
        say(f"No incident rests on {origins or 1} independent origins or more.")


def case(
    who: Annotated[str, typer.Argument(metavar="ID|NAME", help="The id of a person in any report, or a name.")],
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="What was known by this day; else by today.")
    ] = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show what happened to a person, in order, with the last known status, what is missing, and what was superseded."""
    from onrecord.verbs import linking

    day = day_of(as_of)
    with opened(collection) as records:
        cards = linking.case(records, who, as_of=day)
    if json:
        print_json(cards)
        return
    for card in cards:
        _print_case(card)


def day_of(told: str | None) -> str:
    """The day that is named, as ISO 8601; else today."""
    from datetime import UTC, date, datetime

    day = told or datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"`{day}` is no day: write it as 2024-05-31", param_hint="--as-of") from error


def copies(
    report: Annotated[
        str | None, typer.Argument(metavar="REPORT", help="The id of a report; else all stories that several print.")
    ] = None,
    *,
    stories: Annotated[
        bool, typer.Option("--stories", help="Which reports tell one event, also each in its own words.")
    ] = False,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="With --stories, only reports that came out then: 2021-07.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show every passage that differs.")] = False,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show which reports are copies of one story: the same text, cut, edited, extended, or taken into another.

    With --stories, which reports seem to tell one event, by the words that few others have: what is to be read side by side. That joins
    nothing, and makes nobody a copy of another.
    """
    from onrecord.verbs import linking
    from onrecord.verbs.looking import wanted

    with opened(collection) as records:
        if stories:
            families = linking.events(records, report, date=wanted(date=date).date)
            _print_families(families, "tell one event", json=json)
        elif report is None:
            _print_families(linking.copies(records), "print one story", json=json)
        else:
            _print_copies(linking.copies_of(records, report), why=why, json=json)


def _print_families(families: list[tuple[ReportCard, ...]], what: str, *, json: bool) -> None:
    if json:
        print_json(families)
        return
    for told in families:
        say(f"{len(told)} reports {what}:")
        for card in told:
            say(f"    {card.id}  {card.particulars.publisher or ''}  {card.particulars.title or card.given_id}")
    if not families:
        say(
            "No two linked reports are copies of one story."
            if "print" in what
            else "No two reports are found to tell one event."
        )


def _print_copies(found: list[Copy], *, why: bool, json: bool) -> None:
    if json:
        print_json(found)
        return
    for one in found:
        _print_copy(one, why=why)
    if not found:
        say("No other linked report has text in common with it.")


def _print_happening(card: HappeningCard, *, why: bool) -> None:
    told = card.corroboration
    say(f"{card.id}: acts: {len(card.acts)}; reports: {len(card.reports)}")
    for act in card.acts:
        outlet = card.reports[act.report].particulars.publisher or act.report
        say(f"    {act.id}  {act.act.type}  {act.act.realis}  {outlet}")
    for values in card.values:
        _print_values(values)
    say(_origins(told))
    if told.denied_by:
        say(f"denied by: {', '.join(one.name for one in told.denied_by)}")
    if told.told_otherwise_by:
        say(f"not told as done by: {', '.join(one.name for one in told.told_otherwise_by)}")
    say(f"officials: {told.official}")
    for one in told.said_nothing:
        say(f"    “{one.words}” (of {', '.join(one.acts)})")
    for tie in card.ties if why else ():
        say(f"    {tie.left} = {tie.right}: {tie.score:.2f}, {'; '.join(tie.reasons)}")
    for judged in card.judgements:
        say(f"{judged.id}: {judged.left} and {judged.right} judged {judged.verdict} by {judged.who}: {judged.because}")


def _origins(told: Corroboration) -> str:
    kinds = ", ".join(f"{kind} {number}" for kind, number in told.by_kind.items())
    names = ", ".join(one.name for one in told.told_by)
    return f"independent origins: {len(told.told_by)} ({names or 'none'}{f'; {kinds}' if kinds else ''})"


def _print_values(values: Values) -> None:
    name = "told as" if values.slot == "realis" else values.slot
    if not values.are_rival:
        say(f"{name}: {values.values[0].words}")
        return
    say(f"{name}: the accounts differ")
    for one in values.values:
        say(f"    {one.words}  ({', '.join(one.acts)})")


def _print_incident(card: IncidentCard, *, least: int) -> None:
    why = {one.part: one for one in card.incident.parts}
    for id, acts in card.acts.items():
        told = card.corroboration[id]
        if told.has(least):
            reason = f": {'; '.join(why[id].reasons)}" if id in why else ""
            say(f"{'part ' if id in why else 'whole'} {id}  {acts[0].act.type}, told by {len(acts)} acts{reason}")
            say(f"    {_origins(told)}; officials: {told.official}")
        else:
            say(f"{'part ' if id in why else 'whole'} {id}  {acts[0].act.type}: fewer than {least} independent origins")


def _print_case(card: CaseCard) -> None:
    from onrecord.dates import describe

    told = card.case
    say(f"{card.person.id} {card.person.persons[0].person.name}: {told.status.words}")
    for step in told.steps:
        when = describe(step.date) if step.date else "on a day not told"
        say(f"    {step.happening}  {step.type}{'' if step.realis == 'actual' else f' ({step.realis})'}, {when}")
    for old in told.superseded:
        say(f"superseded: {old.words} ({old.happening}) by {old.by}")
    for gap in told.gaps:
        say(f"not told: {gap}")


def _print_copy(one: Copy, *, why: bool) -> None:
    how = one.copying
    shares = f"{how.a_share:.0%} of it stand there, {how.b_share:.0%} of that stand here"
    say(
        f"{one.report.id}  {one.report.particulars.title or one.report.given_id}: {how.kind}; {shares}; {len(how.changes)} passages differ"
    )
    for change in how.changes if why else ():
        say(f"    {change.kind}: [-{change.a_words}-] {{+{change.b_words}+}}")
