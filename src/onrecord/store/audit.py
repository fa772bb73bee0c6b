"""A change of the collection to an entry of the audit log, and the log to what does not agree with it.

Each entry says who did what to which record, and carries for every table how many rows came with it and a keyed digest
of them; it also carries the digest of the entry before, and one of itself. So an edit, a removal, a swap or an addition
behind the program's back is named, and so is a change of the log. What cannot be seen from within: that the last
entries were cut off together with their rows, or that somebody who may write the database computed all of it anew. A
checkpoint (`checkpoint()`), kept elsewhere, shows both.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from secrets import token_hex
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Table, func, select

from onrecord.store import schema
from onrecord.store.clock import now
from onrecord.store.schema import audit, entry_keys

START = "0" * 64
"""What the first entry names as the digest before it."""

Content: TypeAlias = dict[str, tuple[int, str]]
"""By table: how many rows, and the keyed digest of them."""


Property: TypeAlias = Literal[
    "authenticity", "availability", "identity", "persistence", "renderability", "understandability"
]
"""What the Berkeley Protocol on Digital Open Source Investigations asks of what is preserved."""


class Fault(Struct, frozen=True):
    """What is not as it was kept: the record concerned, what is wrong with it, and which property that touches."""

    subject: str
    reason: str
    property: Property = "authenticity"


class Checkpoint(Struct, frozen=True, kw_only=True):
    """The log's last entry at some time, to be kept where whoever may write the collection may not."""

    collection: str
    entry: int
    digest: str
    at: str


class Change:
    """One change of the collection under way; what it keeps belongs to one entry of the log."""

    def __init__(self, connection: Connection, entry: int) -> None:
        self.connection = connection
        self.entry = entry
        self._digests: dict[str, list[str]] = {}

    def keep(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Adds rows to a kept table."""
        told = [schema.sealed({**row, "entry": self.entry}) for row in rows]
        if told:
            self.connection.execute(table.insert(), told)
            self._digests.setdefault(table.name, []).extend(row["digest"] for row in told)

    def keep_numbered(self, table: Table, row: dict[str, Any]) -> int:
        """Adds one row to a table whose rows are numbered, and gives its number."""
        number = (self.connection.scalar(select(func.max(table.c.id))) or 0) + 1
        self.keep(table, [{"id": number, **row}])
        return number

    def content(self, key: str) -> Content:
        """What the entry says of the rows."""
        return {name: (len(digests), keyed(key, digests)) for name, digests in self._digests.items()}


@contextmanager
def change(
    connection: Connection, what: str, subject: str, *, who: str, left: dict[int, Content] | None = None
) -> Iterator[Change]:
    """A change that is entered in the log when the block ends; `what` in words, `subject` the id concerned.

    `left` tells, of a purge, what earlier entries must hold from now on.
    """
    last = head(connection)
    number, previous = (last.id + 1, last.digest) if last else (1, START)
    made = Change(connection, number)
    yield made
    key = token_hex(32)
    connection.execute(entry_keys.insert(), {"entry": number, "key": key})
    told: dict[str, object] = {**made.content(key)}
    if left:
        told["left"] = {str(entry): content for entry, content in left.items()}
    content = msgspec.json.encode(told, order="sorted").decode()
    row = {"id": number, "at": now(), "who": who, "what": what, "subject": subject, "content": content}
    connection.execute(audit.insert(), schema.sealed({**row, "previous": previous}))


def head(connection: Connection) -> Row[Any] | None:
    """The last entry, or None of an empty log."""
    return connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1)).one_or_none()


def checkpoint(connection: Connection, collection: str) -> Checkpoint | None:
    """The log's last entry, to be kept elsewhere; None of an empty log."""
    last = head(connection)
    return Checkpoint(collection=collection, entry=last.id, digest=last.digest, at=now()) if last else None


def keyed(key: str, digests: Iterable[str]) -> str:
    """The digest of some rows, whatever their order, that tells nothing of them without the key."""
    return hmac.new(bytes.fromhex(key), "".join(sorted(digests)).encode(), sha256).hexdigest()


def faults(connection: Connection, known: Checkpoint | None = None) -> Iterator[Fault]:
    """Whatever does not agree with the log, or the log with a checkpoint, in the order of the entries."""
    yield from _broken_chain(connection)
    if known:
        yield from _against(connection, known)
    for table in schema.CONTENT:
        yield from _broken_rows(connection, table)
    yield from _broken_entries(connection)


def _broken_chain(connection: Connection) -> Iterator[Fault]:
    previous, expected = START, 1
    for entry in connection.execute(select(audit).order_by(audit.c.id)):
        subject = f"audit entry {entry.id}"
        if entry.id != expected:
            yield Fault(subject, f"the entries before it, from {expected} on, were removed")
        elif entry.previous != previous:
            yield Fault(subject, "does not follow the entry before it: one of them was changed or swapped")
        if schema.digest(dict(entry._mapping)) != entry.digest:  # noqa: SLF001  # the public name of a row's mapping
            yield Fault(subject, "was changed after it was written")
        previous, expected = entry.digest, entry.id + 1


def _against(connection: Connection, known: Checkpoint) -> Iterator[Fault]:
    found = connection.scalar(select(audit.c.digest).where(audit.c.id == known.entry))
    if found is None:
        yield Fault(f"audit entry {known.entry}", f"was cut off after the checkpoint of {known.at}")
    elif found != known.digest:
        yield Fault(
            f"audit entry {known.entry}", f"is not the one of the checkpoint of {known.at}: the log was rewritten"
        )


def _broken_rows(connection: Connection, table: Table) -> Iterator[Fault]:
    keys = [column.name for column in table.primary_key]
    for row in connection.execute(select(table)).mappings():
        if schema.digest(dict(row)) != row["digest"]:
            named = ", ".join(str(row[name]) for name in keys)
            yield Fault(f"{table.name} {named}", f"was changed after it was kept (audit entry {row['entry']})")


def _broken_entries(connection: Connection) -> Iterator[Fault]:
    """Entries whose rows are not all there, or not those they came with; rows that no entry tells of."""
    kept = [_Rows(connection, table) for table in schema.CONTENT]
    keys = {row.entry: row.key for row in connection.execute(select(entry_keys))}
    latest = _latest_content(connection)
    for entry in connection.execute(select(audit.c.id, audit.c.what, audit.c.subject).order_by(audit.c.id)):
        for rows in kept:
            yield from map(_past_the_log, rows.before(entry.id))
            told = latest[entry.id].get(rows.name)
            yield from _compared(entry, rows.name, told, rows.of(entry.id), keys.get(entry.id))
    for rows in kept:
        yield from map(_past_the_log, rows.before(None))


class _Rows:
    """The digests of one table's rows by their entry, taken in order."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.name = table.name
        rows = connection.execute(select(table.c.entry, table.c.digest).order_by(table.c.entry))
        self._groups = groupby(rows, key=attrgetter("entry"))
        self._waiting = self._taken()

    def before(self, entry: int | None) -> Iterator[str]:
        """The names of rows of earlier entries that nobody asked for; all that are left when `entry` is None."""
        while self._waiting and (entry is None or self._waiting[0] < entry):
            yield f"{self.name} of entry {self._waiting[0]}"
            self._waiting = self._taken()

    def of(self, entry: int) -> list[str]:
        """The digests of an entry's rows."""
        if self._waiting is None or self._waiting[0] != entry:
            return []
        found = self._waiting[1]
        self._waiting = self._taken()
        return found

    def _taken(self) -> tuple[int, list[str]] | None:
        group = next(self._groups, None)
        return (group[0], [row.digest for row in group[1]]) if group else None


def _past_the_log(subject: str) -> Fault:
    return Fault(subject, "stand in no entry of the audit log: they were added past it")


def _compared(
    entry: Any, table: str, told: tuple[int, str] | None, found: list[str], key: str | None
) -> Iterator[Fault]:
    number, digest = told or (0, "")
    where = f"{table} of {entry.subject} (audit entry {entry.id}, {entry.what})"
    if len(found) < number:
        yield Fault(where, f"{number - len(found)} of {number} were removed")
    elif len(found) > number:
        yield Fault(where, f"{len(found) - number} were added past the audit log")
    elif number and key is None:
        yield Fault(where, "cannot be checked: the key of the entry was removed")
    elif number and key and keyed(key, found) != digest:
        yield Fault(where, "are not those that were kept: one was changed or swapped, and its digest with it")


def _latest_content(connection: Connection) -> dict[int, Content]:
    """What each entry's rows must be now: what it came with, or what a later purge left of it."""
    latest: dict[int, Content] = {}
    for entry in connection.execute(select(audit.c.id, audit.c.content).order_by(audit.c.id)):
        told = msgspec.json.decode(entry.content)
        left = told.pop("left", {})
        latest[entry.id] = told
        latest.update({int(number): content for number, content in left.items()})
    return latest
