"""A PDF to its story: by its text layer, or, where it is only pictures of pages, by OCR."""

from __future__ import annotations

import re
import subprocess
import sys

import msgspec

from onrecord.errors import UnreadableFile
from onrecord.reading import ocr
from onrecord.reading.pdf_lines import paragraphs_of_pages
from onrecord.reading.pdf_pages import Layer
from onrecord.reading.story import Story
from onrecord.reading.wire import lay_out

SECONDS = 90.0
_FEW = 25
"""Characters a page, on the average, under which it is a picture with at most a stamp on it."""
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b|untitled|document\d*$|slide 1|print|scan)|\.(?:docx?|rtf|odt|indd|qxd|pdf|pub|txt|html?)$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"^(?:user|admin\w*|owner|microsoft\b.*|office\b.*|.{0,2}|.*[\\/@_].*|\d+)$", re.IGNORECASE)
_CREATED = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)'?)?)?")


def read_pdf(data: bytes, *, name: str) -> list[Story]:
    """The story in a PDF. Raises UnreadableFile when it is damaged, protected, or a scan and no OCR is installed."""
    layer = text_layer(data, name=name)
    text = paragraphs_of_pages(layer.pages)
    if len(text) < _FEW * len(layer.pages):
        return [ocr.story_of_scan(data, name=name, pages=len(layer.pages))]
    made, flags = _created(layer.told.get("created"), text)
    return [
        Story(
            text=text, title=_title(layer), byline=_author(layer), published=made, flags=flags,
        )
    ]  # fmt: skip


def text_layer(data: bytes, *, name: str, seconds: float = SECONDS) -> Layer:
    """The text layer of a PDF, read by a process that ends after so many seconds. Raises UnreadableFile when there is none."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "onrecord.reading.pdf_pages"],  # -P: no module of the current folder is loaded
            input=data, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
        layer = msgspec.json.decode(done.stdout, type=Layer)
    except (subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        raise UnreadableFile(
            f"{name} takes more time or memory than any paper: print its pages to a new PDF and add that"
        ) from error
    if layer.problem:
        raise UnreadableFile(f"{name} is a PDF that {layer.problem} and add that")
    if not layer.pages:
        raise UnreadableFile(f"{name} is a PDF without pages: get it again")
    return layer


def _title(layer: Layer) -> str | None:
    """The title in the file's description, where it is no name of a file or of a program."""
    title = " ".join(layer.told.get("title", "").split())
    return None if not title or _NO_TITLE.search(title) else title


def _author(layer: Layer) -> str | None:
    """The author in the file's description, where it is no name of an account or of a program."""
    author = " ".join(layer.told.get("author", "").split())
    return None if not author or _NO_AUTHOR.match(author) or len(author) > 100 else author


def _created(told: str | None, text: str) -> tuple[str | None, tuple[str, ...]]:
    """When the file was made, flagged, where its text does not tell when it was published."""
    found = _CREATED.match(told or "")
    if found is None or lay_out(text).published:
        return None, ()
    zone = "Z" if found[7] else f"{found[8]}:{found[9]}" if found[8] else ""
    time = f"T{found[4]}:{found[5]}:{found[6] or '00'}{zone}" if found[4] else ""
    return f"{found[1]}-{found[2]}-{found[3]}{time}", ("published: taken from when the file was made; check it",)
