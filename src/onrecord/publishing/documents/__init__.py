"""A text with headings and tables to bytes: a page that needs nothing else, or a PDF."""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO, Literal, TypeAlias

from onrecord.errors import InputError
from onrecord.publishing.documents.document import Document

Format: TypeAlias = Literal["html", "pdf"]


def format_of(name: str) -> Format:
    """The format that a file's name asks for. Raises InputError."""
    ending = name.rpartition(".")[2].lower()
    if ending == "html":
        return "html"
    if ending == "pdf":
        return "pdf"
    raise InputError(f"A dossier is written as .html or .pdf, not as .{ending}.")


def write(document: Document, file: BinaryIO, format: Format) -> None:
    """Writes the document. Raises InputError where it cannot be drawn."""
    import_module(f"{__name__}.{format}_file").write(document, file)
