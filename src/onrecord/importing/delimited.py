"""The bytes of a CSV or TSV file to its records, whatever the delimiter and the character set."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from onrecord.errors import UnreadableFile
from onrecord.importing.sheets import Record, Records
from onrecord.reading.decode import decode

_DELIMITERS = ",;\t|"
_SAMPLE, _SAMPLE_ROWS = 200_000, 100
_ENOUGH = 0.6
"""The share of the first rows that must have as many cells as most of them have."""
_NAMES = {".csv", ".tsv", ".tab"}
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LONGEST_NAME = 100

# The reader would refuse cells that this package refuses itself, with the number of the row.
csv.field_size_limit(1 << 30)


def records_in(data: bytes, *, name: str) -> tuple[Records, tuple[str, ...]]:
    """The records of a file, and what is doubtful about its characters. Raises UnreadableFile when it has no columns."""
    decoded = decode(data, name=name)
    text, delimiter = decoded.text, None
    if told := _TOLD.match(text):  # a spreadsheet's own hint
        text, delimiter = text[told.end() :], told.group(1)
    chosen = delimiter or _delimiter(text, name)

    def records() -> Iterator[Record]:
        return enumerate(_parsed(text, chosen), 1)

    return records, decoded.flags


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)


def _delimiter(text: str, name: str) -> str:
    fits = [(*_fit(text[:_SAMPLE], delimiter), delimiter) for delimiter in _DELIMITERS]
    good = [fit for fit in fits if fit[0] >= _ENOUGH and fit[1] > 1]
    if good:
        return max(good, key=lambda fit: (round(fit[0], 1), fit[1]))[2]
    first = text.lstrip().partition("\n")[0].strip()
    if Path(name).suffix.lower() in _NAMES and len(first) < _LONGEST_NAME:
        return ","  # a sheet of one column
    raise UnreadableFile(
        f"{name} is no sheet: its lines have no columns. If it is a report or a page of text, use `onrecord add`"
    )


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of the first rows that have the usual number of cells or the head's, and how wide that is.

    Rows may break off, where the head is as wide as any of them and its cells look like names.
    """
    rows = [cells for cells in islice(_parsed(sample, delimiter), _SAMPLE_ROWS) if any(map(str.strip, cells))]
    if not rows:
        return 0.0, 0
    widths = [len(cells) for cells in rows]
    usual = Counter(widths).most_common(1)[0][0]
    wide = max(usual, widths[0])
    whole = sum(width in (wide, usual) for width in widths) / len(widths)
    if widths[0] == max(widths) > 2 and all(len(cell) < _LONGEST_NAME // 2 for cell in rows[0]):
        return max(whole, sum(width > 1 for width in widths) / len(widths)), wide
    return whole, wide
