"""A figure's picture to SVG."""

from __future__ import annotations

from typing import BinaryIO

from onrecord.analysis.figure import Figure


def write(figure: Figure, file: BinaryIO) -> None:
    """Writes the picture."""
    file.write(figure.svg.encode())
