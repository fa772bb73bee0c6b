"""`onrecord attach`: a picture beside a capture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import Because, Where, opened


def attach(
    picture: Annotated[Path, typer.Argument(metavar="PICTURE", help="A screenshot: PNG, JPEG, GIF, TIFF, or a PDF.")],
    to: Annotated[str, typer.Argument(metavar="ADDRESS|REPORT", help="Where the page was captured, or a report's id.")],
    *,
    because: Because,
    collection: Where = None,
) -> None:
    """Attach a picture of what a page showed to its last capture, also where the page itself could not be read.

    The picture is sealed like every capture, checked by `verify`, and goes with the report when that is purged. To have its words
    read, `onrecord add` it.
    """
    from onrecord.verbs import attaching

    with opened(collection) as records:
        made = attaching.attach(records, picture, to, because=because)
    typer.echo(f"attached to capture {made.snapshot[:12]}" if made else "it is attached there already")
