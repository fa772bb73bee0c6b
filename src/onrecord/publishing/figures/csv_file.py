"""A figure's rows to CSV (RFC 4180) in UTF-8 with a byte order mark; no cell can start a formula."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from onrecord.analysis.figure import Figure
from onrecord.publishing.cells import safe


def write(figure: Figure, file: BinaryIO) -> None:
    """Writes the head and a row each."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    text.write(printed(figure))
    text.detach()


def printed(figure: Figure) -> str:
    """The rows as text."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(figure.columns)
    writer.writerows([safe(value) for value in row] for row in figure.rows)
    return made.getvalue()
