"""`onrecord serve`: the desk in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import Where, opened_or_new


def serve(
    *,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, metavar="N", help="The port; else 8765 or the next free one.")
    ] = None,
    collection: Where = None,
) -> None:
    """Open the desk: a page in your browser, served from this machine alone, where reports are read and judged.

    The address holds a token: whoever has it, on this machine, is let in until the desk is closed with Ctrl-C.
    """
    from onrecord.web import serving

    with opened_or_new(collection) as records:
        server = serving.bind(records, port=port)
        typer.echo(f"The desk of {records.settings.title} is open. Go to\n\n  {server.address}\n")
        typer.echo("Everything stays on this machine. Ctrl-C closes the desk.")
        server.run()
