"""Acts to a file for work within the team."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO

from onrecord.publishing.formats import Format, write
from onrecord.publishing.rows import rows
from onrecord.store import finding
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct, KeptReport


def export(collection: Collection, file: BinaryIO, *, format: Format) -> int:
    """How many acts were written to `file`, a row each, marked "internal, unchecked"."""
    with collection.reading() as connection:
        return write(rows(_with_reports(connection, collection.user)), file, format)


def _with_reports(connection: Reading, user: str) -> Iterator[tuple[KeptAct, KeptReport]]:
    for id, told in groupby(finding.find_acts(connection, Filter(), user=user), key=attrgetter("report")):
        report = finding.report(connection, id, user=user)
        yield from ((act, report) for act in told)
