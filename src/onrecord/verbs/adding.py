"""Files to reports that are captured, read, coded and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.capture.captured import Captured
from onrecord.capture.files import capture
from onrecord.capture.seal import seal
from onrecord.errors import InputError
from onrecord.model import Report, Uncoded
from onrecord.pipeline import attempt
from onrecord.reading import read
from onrecord.store import keeping
from onrecord.store.collection import Collection

Status: TypeAlias = Literal["kept", "already kept", "failed"]


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one item that was brought: a file, or a line of one."""

    address: str
    status: Status
    report: str | None = None
    acts: int = 0
    note: str = ""
    """Why it failed, or what is odd about it."""


def add(collection: Collection, paths: Iterable[Path]) -> Iterator[Outcome]:
    """What becomes of each item in the files at `paths`; each is safe in the collection when its outcome is given.

    The bytes are sealed first, then the report and what was coded are kept in one transaction: a run that is
    broken off loses nothing it has told of, and the same call again goes on from there.
    """
    for path in paths:
        try:
            for item in capture(path):
                yield add_item(collection, item)
        except InputError as error:
            yield _refused(collection, str(path), None, str(error))


def add_item(collection: Collection, item: Captured) -> Outcome:
    """What becomes of one captured item."""
    snapshot = item.snapshot
    with collection.reading() as connection:
        known = keeping.report_of(connection, snapshot.sha256)
    if known:
        return Outcome(address=snapshot.address, status="already kept", report=known)
    seal(collection.folder, item.data)
    try:
        report = read(item)
    except InputError as error:
        return _refused(collection, snapshot.address, item, str(error))
    with collection.reading() as connection:
        known = keeping.report_with(connection, report.sha256)
    return _keep_reading(collection, item, report) if known else _keep(collection, item, report)


def _keep(collection: Collection, item: Captured, report: Report) -> Outcome:
    snapshot = item.snapshot
    coded = attempt(report, longest=collection.settings.longest_text)
    with collection.writing() as connection:
        kept = keeping.keep(
            connection, snapshot, report, None if isinstance(coded, Uncoded) else coded, who=collection.user
        )
        if isinstance(coded, Uncoded):
            keeping.refuse(
                connection, address=snapshot.address, snapshot=snapshot, reason=coded.error, who=collection.user
            )
            return Outcome(address=snapshot.address, status="failed", report=kept.id, note=coded.error)
    if not kept.new_coding:
        # Another process was quicker.
        return Outcome(address=snapshot.address, status="already kept", report=kept.id)
    note = "; ".join(dict.fromkeys((*report.flags, *coded.flags)))
    return Outcome(address=snapshot.address, status="kept", report=kept.id, acts=len(coded.acts), note=note)


def _keep_reading(collection: Collection, item: Captured, report: Report) -> Outcome:
    """A text that is known and coded is not coded again: that it came from these bytes too is noted."""
    with collection.writing() as connection:
        kept = keeping.keep(connection, item.snapshot, report, None, who=collection.user)
    return Outcome(address=item.snapshot.address, status="already kept", report=kept.id, note="same text, other bytes")


def _refused(collection: Collection, address: str, item: Captured | None, reason: str) -> Outcome:
    snapshot = item.snapshot if item else None
    with collection.writing() as connection:
        keeping.refuse(connection, address=address, snapshot=snapshot, reason=reason, who=collection.user)
    return Outcome(address=address, status="failed", note=reason)
