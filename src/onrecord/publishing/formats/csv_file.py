"""Rows to CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets need to read names aright."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from onrecord.publishing.cells import COLUMNS, cells
from onrecord.publishing.rows import Row


def write(rows: Iterable[Row], file: BinaryIO) -> int:
    """How many rows were written to `file`."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    number = 0
    for row in rows:
        writer.writerow(cells(row))
        number += 1
    text.detach()
    return number
