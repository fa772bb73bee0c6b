"""`onrecord queue` and `onrecord assign`: what most needs a person, and who is to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Because, Json, Report, Type, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.verbs.reviewing import QueueItem


def queue(
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Only such: protection, unsure, conflict, lost, rivals, value, double, copy, unread or waiting.",
        ),
    ] = None,
    type: Type = None,
    report: Report = None,
    assigned: Annotated[
        str | None, typer.Option(metavar="USER", help="Only what this user is to look at; `nobody` for what is free.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Only acts so judged: coded, corrected, accepted, unsure.")
    ] = None,
    by_report: Annotated[
        bool, typer.Option("--by-report", help="Each report once, with the most urgent question on it.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many at most.")] = 20,
    after: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Go on from here, as the page before says.")
    ] = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """List what most needs a person, the most urgent first: whom to protect, what nobody could tell, what contradicts itself or
    is not sure, who may be one, what may be a copy, what could not be read.
    """
    from onrecord.verbs import assigning, reviewing

    asked = reviewing.wanted(kind=kind, type=type, report=report, assigned=assigned, status=status, by_report=by_report)
    with opened(collection) as records:
        page = reviewing.queue(records, asked, limit=limit, after=after)
        counts = reviewing.counts(records, asked)
        given = [] if assigned in {None, reviewing.NOBODY} else assigning.assigned(records, assigned)
    if json:
        print_json({"items": page.items, "next": page.next, "counts": counts, "assigned": given})
        return
    for task in given:
        what = "to code a second time" if task.task == "second" else "to look at"
        typer.echo(f"{task.user}, {what}: {' '.join(filter(None, (task.subject, task.other)))}, because {task.because}")
    for one in page.items:
        _print(one)
    told = ", ".join(f"{number} {name}" for name, number in counts.items())
    typer.echo(told or "Nothing needs a person.")
    if page.next:
        typer.echo(f"... and more: --after {page.next}")


def assign(
    subject: Annotated[str, typer.Argument(metavar="REPORT|ID", help="The id of a report, or of one of two persons.")],
    user: Annotated[
        str | None, typer.Argument(metavar="USER", help="Who is to look at it; yourself, if you name nobody.")
    ] = None,
    *,
    other: Annotated[
        str | None, typer.Option("--with", metavar="ID", help="The other of two persons that may be one.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Take it back: it is nobody's again.")] = False,
    second: Annotated[
        bool, typer.Option("--second", help="To be coded a second time, blind to what others decided.")
    ] = False,
    because: Because,
    collection: Where = None,
) -> None:
    """Give a report, or a question on two persons, to a user; `queue --assigned USER` lists it.

    Who gave what to whom, when and why, is kept.
    """
    from onrecord.store.assigning import Task
    from onrecord.verbs import assigning

    task: Task = "second" if second else "review"
    with opened(collection) as records:
        if back:
            made = assigning.take_back(records, subject, other=other, task=task, because=because)
        else:
            told = user or records.user
            made = assigning.assign(records, subject, told, other=other, task=task, because=because)
    what = " and ".join(filter(None, (made.subject, made.other)))
    typer.echo(f"{what} {f'is assigned to {made.user}' if made.user else 'is assigned to nobody'}")


def _print(one: QueueItem) -> None:
    from onrecord.cli.screen import console, text

    ids = " ".join(one.ids) or one.title or ""
    of_report = f"  {one.report}: {one.title or ''}" if one.report else ""
    given = f"  for {one.assigned}" if one.assigned else ""
    more = f"  ({one.questions} questions)" if one.questions > 1 else ""
    screen = console()
    screen.print(text((f"{one.score:.2f} {one.kind}", "bold"), f" {ids} {one.type or ''}", (given, "green"), more))
    screen.print(text(*(("   ", of_report.strip(), "\n") if of_report else ()), ("    " + "; ".join(one.why), "dim")))
