"""`onrecord layers`: lines of reports to lines of what each layer of the coder finds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.lines import Reports, Workers, through


def layers(
    reports: Reports,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="LAYERS.jsonl", help="Where to write; - is standard output.")
    ] = Path("-"),
    workers: Workers = 1,
) -> None:
    """Write the times, places, persons and attributions of each report, before they are put together to acts.

    Every sentence is read, so that each layer can be looked at and measured alone. A line in, a line out, in order.
    """
    from onrecord.bulk.local import layer_lines

    raise typer.Exit(through(reports, output, partial(layer_lines, workers=workers)))
