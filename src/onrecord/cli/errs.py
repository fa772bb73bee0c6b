"""`onrecord errs`: where the coder errs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json, written

if TYPE_CHECKING:
    from onrecord.verbs.erring import Example


def errs(
    *,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE", help="Write what was wrong as cases, in YAML.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many rows at most.")] = 40,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show where the coder errs, by slot, act type and rule: how many values people accepted, corrected, rejected and added.

    `--cases` writes the sentences with what they should give. Nothing that is protected from anybody is in them.
    """
    from onrecord.verbs import erring

    with opened(collection) as records:
        told = erring.errs(records)
        made = erring.cases(records) if cases else None
    if json:
        print_json(told)
    elif told:
        from onrecord.cli import tables
        from onrecord.cli.screen import console

        console().print(tables.erring(told[:limit]))
        if len(told) > limit:
            typer.echo(f"... and {len(told) - limit} more: --limit {len(told)} lists all.")
    else:
        typer.echo("Nobody has judged an act yet: `onrecord queue` lists what needs a person.")
    if cases and made:
        _write(cases, made.examples)
        left_out = f"{made.restricted} left out as restricted, {made.unjudged} because acts beside are not judged"
        typer.echo(f"{len(made.examples)} cases written to {cases}; {left_out}", err=json)


def _write(target: Path, examples: tuple[Example, ...]) -> None:
    import msgspec
    import yaml

    from onrecord.verbs.erring import HEAD

    with written(target) as file:
        told = yaml.safe_dump(msgspec.to_builtins(examples), allow_unicode=True, sort_keys=False, width=120)
        file.write((HEAD + told).encode())
