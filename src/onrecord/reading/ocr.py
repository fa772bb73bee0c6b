"""Pictures of text to text, by the OCR program `tesseract`, bounded in time and memory and marked as what it is."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from onrecord.errors import UnreadableFile
from onrecord.model import Derivation
from onrecord.reading.pdf_lines import paragraphs_of_pages
from onrecord.reading.story import Story

LANGUAGES = ("eng", "rus", "kaz")
_PAGE_SECONDS = 90.0
_ALL_SECONDS = 1_200.0
_MEMORY = 2_000_000_000
_MOST_PAGES = 300
_MOST_PIXELS = 100_000_000
_LATIN = 0.9
"""Share of Latin letters from which a page is taken to hold no others."""
_DOTS = "200"
"""Dots an inch a page of a scan is drawn with: enough for small print, and four million pixels a page."""
_INSTALL = (
    "install the OCR programs (Debian: apt install tesseract-ocr tesseract-ocr-eng tesseract-ocr-rus tesseract-ocr-kaz"
    " poppler-utils) and add it again, or type its text into a .txt file and add that"
)


def read_picture(data: bytes, *, name: str) -> list[Story]:
    """The text in a picture (PNG, JPEG, GIF, TIFF). Raises UnreadableFile when it holds none, is too large, or no OCR is installed."""
    pixels = size_of(data)
    if pixels is not None and pixels[0] * pixels[1] > _MOST_PIXELS:
        raise UnreadableFile(
            f"{name} is a picture of {pixels[0]:,} by {pixels[1]:,} dots, more than any page: make it smaller and add it again"
        )
    spoken = _languages(name)
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "picture"
        path.write_bytes(data)
        spoken, text = _spoken_on(path, spoken, name)
    return [_story([text.split("\n")], spoken, name)]


def story_of_scan(data: bytes, *, name: str, pages: int) -> Story:
    """The text on the pictures of pages that a PDF consists of. Raises UnreadableFile as `read_picture` does."""
    spoken = _languages(name)
    if shutil.which("pdftoppm") is None:
        raise UnreadableFile(f"{name} is a scan: {_INSTALL}")
    if pages > _MOST_PAGES:
        raise UnreadableFile(f"{name} is a scan of {pages} pages, more than {_MOST_PAGES}: split it and add the parts")
    end = time.monotonic() + _ALL_SECONDS
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        paper = Path(folder) / "paper.pdf"
        paper.write_bytes(data)
        drawn = [_drawn(paper, number, name) for number in range(1, pages + 1)]
        spoken, first = _spoken_on(drawn[0], spoken, name)
        read = [_recognised(one, spoken, min(_PAGE_SECONDS, end - time.monotonic()), name) for one in drawn[1:]]
    read.insert(0, first)
    return _story([page.split("\n") for page in read], spoken, name)


def _spoken_on(picture: Path, spoken: tuple[str, ...], name: str) -> tuple[tuple[str, ...], str]:
    """The languages to read with and the text: English alone on a page in Latin letters, lest some come out as Cyrillic ones."""
    text = _recognised(picture, spoken, _PAGE_SECONDS, name)
    letters = [c for c in text if c.isalpha()]
    if "eng" not in spoken or len(spoken) == 1 or sum(c < "\u0250" for c in letters) < _LATIN * len(letters):
        return spoken, text
    return ("eng",), _recognised(picture, ("eng",), _PAGE_SECONDS, name)


def _drawn(paper: Path, number: int, name: str) -> Path:
    root = paper.with_name(f"page-{number}")
    _run(
        ["pdftoppm", "-f", str(number), "-l", str(number), "-r", _DOTS, "-scale-to", "4000", "-gray", "-png", "-singlefile",
         str(paper), str(root)],
        _PAGE_SECONDS, name,
    )  # fmt: skip
    return root.with_suffix(".png")


def _recognised(picture: Path, spoken: tuple[str, ...], seconds: float, name: str) -> str:
    words = ["tesseract", str(picture), "stdout", "-l", "+".join(spoken)]
    return _run(words, max(seconds, 0.1), name).decode("utf-8", "replace")


def _run(words: list[str], seconds: float, name: str) -> bytes:
    """What a program writes, within bounds of time and memory. Raises UnreadableFile when it fails."""
    bounds = ["prlimit", f"--as={_MEMORY}", f"--cpu={int(seconds) + 1}"] if shutil.which("prlimit") else []
    try:
        done = subprocess.run(
            [*bounds, *words], capture_output=True, timeout=seconds, check=True, stdin=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, OSError) as error:
        raise UnreadableFile(
            f"{name} is a picture that cannot be read: see that it opens and is not too large, or type its text"
            " into a .txt file and add that"
        ) from error
    return done.stdout


def _story(pages: list[list[str]], spoken: tuple[str, ...], name: str) -> Story:
    text = paragraphs_of_pages(pages)
    if not any(c.isalpha() for c in text):
        raise UnreadableFile(
            f"{name} is a picture without words that can be read: type its text into a .txt file and add that"
        )
    told = f"text read from a picture by OCR ({'+'.join(spoken)}): check names and numbers against it"
    return Story(text=text, derived_from=Derivation(how="OCR"), flags=(told,))


def _languages(name: str) -> tuple[str, ...]:
    """The languages that OCR is installed for. Raises UnreadableFile, with how to install it, when there is none."""
    spoken = tuple(one for one in LANGUAGES if one in installed())
    if not spoken:
        raise UnreadableFile(f"{name} is a picture: {_INSTALL}")
    return spoken


@cache
def installed() -> frozenset[str]:
    """The languages that `tesseract` knows on this machine; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False).stdout
    return frozenset(told.split("\n")[1:])


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height that a picture says it has; None where its head does not tell."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if data.startswith(b"GIF8") and len(data) >= 10:
        return struct.unpack("<HH", data[6:10])
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The size in the frame header of a JPEG, which comes after other segments of told lengths."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return None
