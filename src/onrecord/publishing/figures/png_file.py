"""A figure's picture to PNG, by resvg within `vl-convert`, which is given the picture alone and loads nothing."""

from __future__ import annotations

from typing import BinaryIO

from onrecord.analysis.figure import Figure
from onrecord.errors import InputError


def write(figure: Figure, file: BinaryIO) -> None:
    """Writes the picture at twice its size. Raises InputError where the extra is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        raise InputError("PNG needs the extra `charts` (pip install 'onrecord[charts]'); SVG needs nothing.") from error
    file.write(vl_convert.svg_to_png(figure.svg, scale=2))
