"""`onrecord read`: pages, papers and archives to lines of reports, without a collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.lines import put
from onrecord.cli.output import written


def read(
    pages: Annotated[
        list[Path],
        typer.Argument(
            metavar="PAGE",
            help="Texts, web pages, PDFs, pictures, e-mails, agency files, lists, archives, or folders of these.",
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="REPORTS.jsonl", help="Where to write; - is standard output.")
    ] = Path("-"),
) -> None:
    """Read what is in files, a report a line, as `onrecord code` takes them; nothing is kept.

    What cannot be read gives a line with its name and the error; the others go on.
    """
    from onrecord.verbs.reading import read_lines

    with written(output) as out:
        code = put(read_lines(pages), out, undone="items not read")
    raise typer.Exit(code)
