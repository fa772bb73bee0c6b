"""`onrecord release`: what a policy lets leave, to files that others may have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.exits import NOTHING_DONE, WRONG_USE
from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.verbs.releasing import Outcome


def release(
    policy: Annotated[Path, typer.Argument(metavar="POLICY", help="The file that says what may leave (TOML).")],
    *,
    init: Annotated[bool, typer.Option("--init", help="Write such a file to begin with, and end.")] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would leave and what would stay; write nothing.")
    ] = False,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="The folder of all releases of this collection.")
    ] = Path("releases"),
    json: Json = False,
    collection: Where = None,
) -> None:
    """Publish what a policy lets leave: a data package, a SQLite file for Datasette, and pages for any browser.

    Everybody is left out but those whom the policy names with a reason. Nothing is written until every check passes: nobody left out can be
    found by a name, an id, a search, a small number, or what earlier releases told. Each release lies in a folder of its own under --to;
    `current` there is always the last whole one.
    """
    from onrecord.verbs import releasing

    if init:
        _begin(policy)
        return
    told = releasing.policy_of(policy)
    with opened(collection) as records:
        made = releasing.preview(records, told) if preview else releasing.release(records, told, to)
    if json:
        print_json(made)
    else:
        _print(made)
    if not made.is_open:
        typer.echo("The gate is closed: nothing was written.", err=True)
        raise typer.Exit(NOTHING_DONE)
    if made.folder:
        typer.echo(f"release {made.number} is in {made.folder}", err=json)


def _begin(policy: Path) -> None:
    from onrecord.verbs import releasing

    if policy.exists():
        typer.echo(f"onrecord: {policy} is there already.", err=True)
        raise typer.Exit(WRONG_USE)
    policy.write_text(releasing.template(), "utf-8")
    typer.echo(f"{policy} says what may leave: read it, fill it in, then `onrecord release {policy} --preview`.")


def _print(made: Outcome) -> None:
    from onrecord.cli.screen import clean

    lines = [f"leaves: {made.incidents} incidents, {made.persons} persons ({made.new} new, {made.changed} changed, {made.removed} removed)"]  # fmt: skip
    for one in made.examples:
        told = (one.type, one.date, one.place or one.region or one.country, one.actors)
        lines.append(f"    {one.incident}  {', '.join(each for each in told if each)}")
    lines += [f"stays, {one.rule}: {one.number} ({', '.join(one.examples)})" for one in made.stays]
    lines += [f"note: {one}" for one in made.notes]
    for check in made.checks:
        lines.append(f"check, {check.name}: {'passes' if check.passes else 'FAILS'}")
        lines += [f"    {fault}" for fault in check.faults]
    for line in lines:
        typer.echo(clean(line))
