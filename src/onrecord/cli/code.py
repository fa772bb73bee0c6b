"""`onrecord code`: lines of reports to lines of acts, without a collection."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.lines import Reports, Workers, through


def code(
    reports: Reports,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="CODED.jsonl", help="Where to write; - is standard output.")
    ] = Path("-"),
    workers: Workers = 1,
) -> None:
    """Code reports line by line, in order: a line in, a line out.

    A line that is no report, or that cannot be coded, gives a line with its error; the others go on.
    """
    from onrecord.bulk.local import code_lines

    raise typer.Exit(through(reports, output, partial(code_lines, workers=workers)))
