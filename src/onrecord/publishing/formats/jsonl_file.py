"""Rows to JSON Lines: the same fields as the columns of a sheet, with nulls and numbers as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from onrecord.publishing.rows import Row


def write(rows: Iterable[Row], file: BinaryIO) -> int:
    """How many rows were written to `file`."""
    encoder = msgspec.json.Encoder()
    number = 0
    for row in rows:
        file.write(encoder.encode(row) + b"\n")
        number += 1
    return number
