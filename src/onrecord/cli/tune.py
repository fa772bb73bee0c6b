"""`onrecord tune`: what people judged of persons, to how sure the program must be before it joins two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.linking.tuning import Measured
    from onrecord.verbs.linking import Tuned


def tune(
    bar: Annotated[
        float | None, typer.Argument(metavar="BAR", help="The score from which on persons are joined; else only show.")
    ] = None,
    *,
    precision: Annotated[
        float, typer.Option("--precision", min=0.5, max=0.9999, help="How many of the joined must surely be one.")
    ] = 0.99,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show how often joining persons was right, by the pairs that people judged, and propose a bar; with BAR, have it hold.

    Nothing is changed but by naming a bar; who did it and when stands in the log. A lower bar holds only where the judgements show
    that it is good enough. `onrecord link` then links all persons by it.
    """
    from onrecord.verbs import linking

    with opened(collection) as records:
        if bar is None:
            told = linking.tuned(records, asked=precision)
            if json:
                print_json(told)
            else:
                _print(told)
            return
        before, now = linking.choose_bar(records, bar, asked=precision)
    if json:
        print_json({"before": before.holds, "now": now})
        return
    typer.echo(f"before: {_line(before.holds)}")
    typer.echo(f"now:    {_line(now)}")
    typer.echo("The bar is kept, with your name and the time; `onrecord link` links all persons by it.")


def _print(told: Tuned) -> None:
    who = f"chosen by {told.chosen.who}, {told.chosen.at}" if told.chosen else "the program's own"
    typer.echo(f"pairs judged that a bar may join: {told.judged}")
    for one in told.others:
        typer.echo(f"  {_line(one)}")
    typer.echo(f"holds: {_line(told.holds)} ({who})")
    if told.proposed is None:
        typer.echo(
            f"Too few judgements to propose a bar that keeps {told.asked:g}: it takes {told.needed} right ones at least. Nothing changes;"
            " `onrecord doubles` asks for more."
        )
    elif told.proposed.bar == told.holds.bar:
        typer.echo("The bar that holds is the one that the judgements speak for.")
    else:
        typer.echo(f"proposed: {_line(told.proposed)}; `onrecord tune {told.proposed.bar:g}` has it hold")


def _line(one: Measured) -> str:
    share = (
        "none judged" if one.precision is None else f"precision {one.precision:.3f} ({one.low:.3f} to {one.high:.3f})"
    )
    return f"{one.bar:g}: {one.right} of {one.pairs} pairs are one, {share}"
