"""Rows of acts to bytes; one file a format."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import BinaryIO, Literal, TypeAlias

from onrecord.publishing.rows import Row

Format: TypeAlias = Literal["csv", "xlsx", "jsonl"]


def write(rows: Iterable[Row], file: BinaryIO, format: Format) -> int:
    """How many rows were written to `file` in `format`."""
    written: int = import_module(f"{__name__}.{format}_file").write(rows, file)
    return written
