"""`onrecord changes`: what changed at an address from one capture to the next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.analysis.differences import Difference
    from onrecord.verbs.changing import Step

_STYLES = {"same": "", "removed": "red strike", "added": "green"}
_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""How words are marked where there are no colours, as programs that compare words do."""


def changes(
    address: Annotated[
        str | None,
        typer.Argument(metavar="ADDRESS", help="Where it was captured; else all that was captured more than once."),
    ] = None,
    *,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show what changed at an address between captures: silent edits, passages taken away, a page that is gone.

    `onrecord add ADDRESS` captures it again; --again does so for the pages of feeds and lists.
    """
    from onrecord.verbs import changing

    with opened(collection) as records:
        found = {address: changing.changes(records, address)} if address else changing.changed(records)
    if json:
        _as_json(found)
    elif address:
        _as_text(found[address])
    else:
        _as_list(found)


def _as_json(found: dict[str, list[Step]]) -> None:
    told = [{"address": address, "steps": steps} for address, steps in found.items()]
    print_json({"addresses": told})


def _as_list(found: dict[str, list[Step]]) -> None:
    from onrecord.cli.screen import clean

    for address, steps in found.items():
        told = ", ".join(f"{what} {number}" for what, number in Counter(step.what for step in steps).items())
        typer.echo(clean(f"{address}: {len(steps) + 1} captures, the last {steps[-1].after.at[:10]}: {told}"))
    if not found:
        typer.echo("No address was captured more than once: `onrecord add ADDRESS` captures it again.")


def _as_text(steps: list[Step]) -> None:
    from onrecord.cli.screen import console, text

    screen = console()
    if not steps:
        screen.print("Captured once: there is nothing to compare yet.")
    for step in steps:
        screen.print(text((f"{step.before.at} to {step.after.at}: {step.what}", "bold")))
        for told in step.particulars:
            screen.print(
                text(
                    f"  {told.name}: ", (told.before or "not told", "red"), " -> ", (told.after or "not told", "green")
                )
            )
        for one in step.differences:
            screen.print(_passage(screen, one), soft_wrap=True)


def _passage(screen: Console, one: Difference) -> Text:
    from onrecord.cli.screen import text

    if one.kind != "changed":
        style = _STYLES[one.kind]
        return text(f"  {one.kind}: ", ((one.after if one.kind == "added" else one.before) or "", style))
    plain = screen.color_system is None
    parts = []
    for piece in one.pieces:
        opens, closes = _MARKS[piece.kind] if plain else ("", "")
        parts.append((f"{opens}{piece.text}{closes}", _STYLES[piece.kind]))
    return text("  changed: ", *parts)
