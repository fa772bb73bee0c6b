"""What `verify` found to answers, one for each property that the Berkeley Protocol asks of what is preserved.

The six are those of its part on digital preservation (OHCHR and Human Rights Center, Berkeley Protocol on Digital Open
Source Investigations, 2022): that an item is as it was collected, is there, can be told from others, is whole bit for
bit, can be shown, and can be understood. Whether what a page says is true is no property of its preservation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, func, select

from onrecord.capture import stamps
from onrecord.model import Report
from onrecord.store import schema
from onrecord.store.audit import Fault, Property
from onrecord.store.schema import captures, readings, snapshots


class Answer(Struct, frozen=True):
    """Whether a property holds, and what was counted to say so."""

    property: Property
    holds: bool
    told: str


def answers(connection: Connection, faults: Sequence[Fault]) -> Iterator[Answer]:
    """An answer for each property, from what `verify` found and from what is kept."""
    wrong = Counter(fault.property for fault in faults)
    number, unsealed = _number(connection, captures), len(list(_unsealed(connection)))
    files, open_ = _number(connection, snapshots), _without_capture(connection)
    changed = wrong["authenticity"]
    yield Answer(
        "authenticity",
        not changed and not unsealed,
        f"{changed} not as kept; {number - unsealed} of {number} captures sealed{_stamped(connection)};"
        f" {_number(connection, schema.audit)} changes in the log",
    )
    missing, gone = wrong["availability"], _number(connection, schema.removals)
    told = f"{missing} of {files + number - unsealed} files missing" + (
        f"; {gone} taken away by purges" if gone else ""
    )
    yield Answer("availability", not missing, told)
    told = f"{files - open_} of {files} captured items have an id, an address, a time and a SHA-256 each time they came"
    yield Answer("identity", not open_, told + ("; add the others again to have them" if open_ else ""))
    broken = changed + wrong["persistence"] + missing
    yield Answer("persistence", not broken, f"{broken} damaged bit for bit; keep a backup elsewhere: `onrecord backup`")
    unread = wrong["renderability"]
    read, refused = _number(connection, readings), _unread(connection)
    told = f"{read} texts read from them; {refused} items kept unread; {unread} that cannot be shown as kept"
    yield Answer("renderability", not unread, told)
    yield _understandable(connection)


def unsealed(connection: Connection) -> Iterator[Fault]:
    """Each capture that could not be sealed, and was not sealed since, or has no timestamp though one was asked for, with why."""
    yield from (Fault(f"capture {id}", f"is not sealed: {reason}") for id, reason in _unsealed(connection))
    query = select(captures.c.id, captures.c.unstamped).where(captures.c.unstamped.is_not(None))
    yield from (Fault(f"capture {row.id}", f"has no timestamp: {row.unstamped}") for row in connection.execute(query))


def _stamped(connection: Connection) -> str:
    """How many captures bear a timestamp, in words, where any does."""
    number = connection.scalar(select(func.count()).where(captures.c.timestamp.is_not(None))) or 0
    unread = "" if stamps.is_readable() else ", which cannot be read here: install `onrecord[timestamps]`"
    return f", {number} with a timestamp{unread}" if number else ""


def _unsealed(connection: Connection) -> Iterator[tuple[str, str]]:
    good = select(captures.c.snapshot).where(captures.c.record.is_not(None))
    query = (
        select(captures.c.id, captures.c.unsealed).where(captures.c.snapshot.not_in(good)).order_by(captures.c.entry)
    )
    return ((row.id, str(row.unsealed)) for row in connection.execute(query))


def _understandable(connection: Connection) -> Answer:
    """Whether each report says where it is from and when, without which nobody can judge what it says."""
    total = whole = 0
    for told in connection.scalars(select(schema.reports.c.json)):
        total += 1
        try:
            particulars = msgspec.json.decode(told, type=Report).particulars
        except (msgspec.MsgspecError, TypeError):  # damaged: the row is told among the faults
            continue
        whole += bool(particulars.publisher and particulars.published)
    told = f"{whole} of {total} reports tell their publisher and date; a log says who did what, and why, in words"
    return Answer("understandability", whole == total, told)


def _number(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _without_capture(connection: Connection) -> int:
    """Captured items of before captures were kept."""
    query = select(func.count()).where(snapshots.c.sha256.not_in(select(captures.c.snapshot)))
    return connection.scalar(query.where(snapshots.c.sha256.not_in(select(schema.removals.c.snapshot)))) or 0


def _unread(connection: Connection) -> int:
    """Items that are kept although no text could be read from them."""
    read = select(readings.c.snapshot)
    sheets = select(schema.imports.c.snapshot)
    query = select(func.count()).where(snapshots.c.sha256.not_in(read), snapshots.c.sha256.not_in(sheets))
    return connection.scalar(query) or 0
