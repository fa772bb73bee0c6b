"""Figures to bytes; one file a format. What is written says that nobody has checked it."""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO, Literal, TypeAlias, get_args

from onrecord.analysis.figure import Figure
from onrecord.errors import InputError

Format: TypeAlias = Literal["csv", "json", "svg", "png", "html", "graphml"]


def format_of(name: str) -> Format:
    """The format that a file's name asks for. Raises InputError."""
    ending = name.rpartition(".")[2].lower()
    for one in get_args(Format):
        if ending == one:
            return one  # type: ignore[no-any-return]  # one of the literals
    raise InputError(f"No picture or table is written as .{ending}: name the file .{', .'.join(get_args(Format))}.")


def write(figure: Figure, file: BinaryIO, format: Format) -> None:
    """Writes a figure to `file` in `format`. Raises InputError where it has no picture, or nothing can draw it here."""
    if format in {"svg", "png"} and not figure.svg:
        raise InputError("There is no picture of this: write it as .csv, .json or .html.")
    import_module(f"{__name__}.{format}_file").write(figure, file)
