"""`onrecord agreement`: how far coders agree."""

from __future__ import annotations

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json


def agreement(
    *,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show how far coders agree who judged the same acts blind to each other, slot by slot and for every two of them.

    alpha is Krippendorff's, kappa Cohen's: 1 where all agree, 0 where they agree as often as by chance. `tolerant` is alpha with
    dates that overlap, and counts that may be the same, taken as one. Second codings that are finished count (`onrecord second`).
    """
    from onrecord.review.units import FEW
    from onrecord.verbs import agreeing

    with opened(collection) as records:
        told = agreeing.agreement(records)
    if json:
        print_json(told)
        return
    if not told:
        typer.echo("Nothing was judged by two yet: `onrecord second begin REPORT` begins a second coding.")
        return
    from onrecord.cli import tables
    from onrecord.cli.screen import console

    console().print(tables.agreements(told))
    if any(one.few for one in told):
        typer.echo(f"* fewer than {FEW} units: too few to say much.")
