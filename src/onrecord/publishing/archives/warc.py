"""Captures to one WARC file: the files of each, one behind the other, as they were sealed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from onrecord.store.leaving import Exhibit


def write(exhibits: Iterable[tuple[Exhibit, bytes]], file: BinaryIO) -> int:
    """How many captures were written to `file`, each with the bytes of its WARC file."""
    return sum(1 for _, record in exhibits if file.write(record))
