"""The text layer of a PDF, a page at a time, in a process of its own that may be ended: `python -m onrecord.reading.pdf_pages < PDF`.

Writes one JSON object: `pages`, the lines of each page; `told`, what the file says of itself; `problem`, why it cannot be
read, or null. A PDF can be built to take any time and memory, so the process bounds both for itself.
"""

from __future__ import annotations

import io
import logging
import resource
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2_000
_MOST_CHARACTERS = 20_000_000
_SECONDS = 60
_MEMORY = 2_000_000_000
_TOLD = {"/Title": "title", "/Author": "author", "/CreationDate": "created"}


class Layer(Struct, frozen=True):
    """What the process says of a PDF."""

    pages: list[list[str]] = []
    told: dict[str, str] = {}
    problem: str | None = None


def layer_of(data: bytes) -> Layer:
    """The text layer of a PDF, in this very process and without bounds; a file that cannot be read gives its problem."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return Layer(problem="is protected with a password: save it without one")
        return Layer(pages=_pages(reader), told=_told(reader))
    except RecursionError:
        return Layer(problem="is nested deeper than any page: print it to a new PDF")
    except MemoryError:
        return Layer(problem="takes more memory than there is: split it")
    # A damaged file makes the library raise whatever its code comes upon; all of it means the same.
    except Exception as error:  # noqa: BLE001
        return Layer(problem=f"is damaged ({type(error).__name__}: {' '.join(str(error).split())[:80]}): get it again")


def _pages(reader: PdfReader) -> list[list[str]]:
    if len(reader.pages) > MOST_PAGES:
        raise ValueError(f"more than {MOST_PAGES} pages")
    pages: list[list[str]] = []
    left = _MOST_CHARACTERS
    for page in reader.pages:
        text = page.extract_text()[:left]
        left -= len(text)
        pages.append([line.rstrip() for line in text.replace("\x00", "").split("\n")])
    return pages


def _told(reader: PdfReader) -> dict[str, str]:
    """The fields of the file's own description that are text."""
    held: Any = reader.metadata or {}
    return {name: str(held[key])[:500] for key, name in _TOLD.items() if isinstance(held.get(key), str)}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 5))
    with suppress(ValueError, OSError):  # macOS knows no bound of memory
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    layer = layer_of(sys.stdin.buffer.read())
    text = msgspec.json.encode(msgspec.to_builtins(layer, str_keys=True)) if _is_whole(layer) else b""
    sys.stdout.buffer.write(
        text or msgspec.json.encode(Layer(problem="holds broken characters: print it to a new PDF"))
    )


def _is_whole(layer: Layer) -> bool:
    """Whether all of it can be written as UTF-8."""
    try:
        "".join(line for page in layer.pages for line in page).encode()
        "".join(layer.told.values()).encode()
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
