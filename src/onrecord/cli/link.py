"""`onrecord link`, `doubles` and `judge`: who is the same across reports, who may be, and what a person judges of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Because, Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.linking.judgement import Reason
    from onrecord.store.kept import KeptPerson
    from onrecord.verbs.linking import Join


class Verdicts(StrEnum):
    """What may be judged of two."""

    same = "same"
    different = "different"
    unsure = "unsure"


def link(
    *,
    why: Annotated[
        bool, typer.Option("--why", help="List every join there is, the least sure first, with its reasons.")
    ] = False,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Join the persons, acts and texts that several reports share, where that is beyond doubt, and list who was joined.

    Each join of persons is shown with its reasons, and gives way to what you judge (`onrecord judge`). Who only may be the same is
    not joined: `onrecord doubles` lists them.
    """
    from onrecord.verbs import linking

    with opened(collection) as records:
        done = linking.link(records)
        new = done.joins["person"]
        shown = linking.joins(records, only=None if why else new)
        open_questions = linking.open_questions(records)
    if json:
        print_json({"reports": done.reports, "joins": shown, "doubles": open_questions})
        return
    for one in shown:
        typer.echo(join_line(one))
    typer.echo(
        f"reports linked: {done.reports}; persons joined: {len(new)}; "
        f"left open, who may be one: {open_questions} (`onrecord doubles`)"
    )
    typer.echo(
        f"acts joined to happenings: {len(done.joins['act'])} (`onrecord happening ACT`); "
        f"reports joined as copies: {len(done.joins['report'])} (`onrecord copies`); "
        f"prisons, stations and courts joined: {len(done.joins['facility'])} (`onrecord facility`)"
    )


def doubles(
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many at most.")] = 20,
    json: Json = False,
    collection: Where = None,
) -> None:
    """List persons who may be one and are not joined, the question first whose answer settles most.

    Answer with `onrecord judge same|different ID ID --because ...`.
    """
    from onrecord.verbs import linking

    with opened(collection) as records:
        told = linking.doubles(records, limit=limit)
        number = linking.open_questions(records)
    if json:
        print_json(told)
        return
    for one in told:
        typer.echo(
            f"{named(one.left)} and {named(one.right)}: {one.score:.2f}, {one.acts} acts\n    {reasons(one.reasons)}"
        )
    if number > limit:
        typer.echo(f"... and {number - limit} more: --limit {number} lists all.")
    if not told:
        typer.echo("Nobody who may be one is left open; `onrecord link` looks through new reports.")


def judge(
    verdict: Annotated[Verdicts, typer.Argument(metavar="same|different|unsure", help="What is judged.")],
    one: Annotated[str, typer.Argument(metavar="ID", help="The id of a person, act, facility or report.")],
    other: Annotated[str, typer.Argument(metavar="ID", help="That of the other.")],
    *,
    because: Because,
    collection: Where = None,
) -> None:
    """Judge whether two persons, acts, facilities or reports are the same: this joins or parts them, and can be undone.

    What hangs on a join goes with it: parting two takes each to where the other reasons put them.
    """
    from onrecord.verbs import linking

    with opened(collection) as records:
        made = linking.judge(records, one, other, verdict.value, because=because)
    typer.echo(
        f"{made.id}: {made.left} and {made.right} judged {made.verdict}; "
        f"take it back with `onrecord undo {made.id} --because ...`"
    )


def join_line(join: Join) -> str:
    """A join in words, with its reasons."""
    gives_way = "" if join.holds else " (gives way to a surer one, or to what was judged)"
    return f"{named(join.left)} = {named(join.right)}: {join.score:.2f}{gives_way}\n    {reasons(join.reasons)}"


def named(kept: KeptPerson) -> str:
    """A person's name, with the id and the report that tells of them."""
    from onrecord.cli.screen import clean

    return f"{clean(kept.person.name)} ({kept.id} in {kept.report})"


def reasons(told: tuple[Reason, ...]) -> str:
    """What speaks for and against, in words."""
    from onrecord.analysis.wording import reason
    from onrecord.cli.screen import clean

    return clean("; ".join(reason(one) for one in told))
