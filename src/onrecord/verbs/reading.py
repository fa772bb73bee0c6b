"""Files, folders and archives to reports in the input form of the coder, without keeping anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.capture.captured import Captured, Unusable
from onrecord.capture.items import items
from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading import read_all


class ReadLine(Struct, frozen=True):
    """One line of JSON, without its line break; `error` when it tells of a failure."""

    line: bytes
    error: str | None = None


def read_lines(brought: Iterable[Path]) -> Iterator[ReadLine]:
    """A line for each report in what was brought, in order; for what cannot be read, a line with `id` and `error`."""
    for path in brought:
        try:
            for item in items(path):
                yield from _lines(item)
        except InputError as error:
            yield _failed(path.stem, str(error))


def _lines(item: Captured | Unusable) -> Iterator[ReadLine]:
    if isinstance(item, Unusable):
        yield _failed(Path(item.address).stem, item.reason)
        return
    name = Path(item.snapshot.address).stem
    try:
        for reading in read_all(item):
            if reading.report is not None:
                yield ReadLine(msgspec.json.encode(as_input(reading.report)))
            else:
                yield _failed(f"{name}-{reading.part}" if reading.part else name, str(reading.problem))
    except InputError as error:
        yield _failed(name, str(error))


def _failed(id: str, reason: str) -> ReadLine:
    return ReadLine(msgspec.json.encode({"id": id, "error": reason}), reason)


def as_input(report: Report) -> dict[str, Any]:
    """The report as `onrecord code` takes it; `text` last, and beside the usual fields what a reading tells more."""
    told = report.particulars
    return {
        "id": report.id,
        "url": report.url,
        "publisher": told.publisher,
        "title": told.title,
        "published": told.published,
        "updated": told.updated,
        "language": told.language,
        "agency": told.agency,
        "byline": told.byline,
        "dateline": told.dateline,
        "kind": report.kind,
        "derived_from": report.derived_from,
        "flags": report.flags,
        "text": report.text,
    }
