"""A figure to JSON: its title, how it is to be read, and all that it rests on."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from onrecord.analysis.figure import Figure
from onrecord.publishing.rows import STATUS


def write(figure: Figure, file: BinaryIO) -> None:
    """Writes one object."""
    told = {"status": STATUS, "title": figure.title, "notes": figure.notes, "data": figure.data}
    file.write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
