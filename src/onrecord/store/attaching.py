"""A picture of what a page showed to the capture of the page that it is attached to."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.model import Snapshot
from onrecord.store import audit, keeping
from onrecord.store.capturing import Capture
from onrecord.store.clock import now
from onrecord.store.ids import tidied
from onrecord.store.schema import attachments, captures, readings, snapshots
from onrecord.store.veil import Veil


class Attachment(Struct, frozen=True, kw_only=True):
    """A picture, by its digest, of what stood in a snapshot; who attached it, when, why."""

    picture: str
    snapshot: str
    at: str
    who: str
    because: str


def attach(
    connection: Connection, picture: Snapshot, to: str, *, capture: Capture | None, because: str, who: str
) -> Attachment | None:
    """A picture attached to the snapshot `to`; None where it was before."""
    within = (attachments.c.picture == picture.sha256) & (attachments.c.snapshot == to)
    if connection.scalar(select(attachments.c.picture).where(within)):
        return None
    row = {"picture": picture.sha256, "snapshot": to, "at": now(), "who": who, "because": because}
    with audit.change(connection, "picture attached", to, who=who) as change:
        if keeping.media_type(connection, picture.sha256) is None:
            keeping.keep_snapshot(change, picture, capture)
        change.keep(attachments, [row])
    return Attachment(**row)


def latest_of(connection: Connection, told: str, hidden: Veil) -> str | None:
    """The snapshot that was captured last at an address, or of a report by its id; None where there is none that may be seen."""
    of_report = select(readings.c.snapshot).where(readings.c.report == tidied(told))
    kept_back = select(readings.c.snapshot).where(readings.c.report.in_(hidden.reports))
    which = (captures.c.address == told) | captures.c.snapshot.in_(of_report)
    last = select(captures.c.snapshot).where(which, captures.c.snapshot.not_in(kept_back))
    bare = select(snapshots.c.sha256).where(snapshots.c.sha256.in_(of_report), snapshots.c.sha256.not_in(kept_back))
    return connection.scalar(last.order_by(captures.c.at.desc()).limit(1)) or connection.scalar(bare.limit(1))


def attached(connection: Connection, to: Collection[str]) -> list[Attachment]:
    """What is attached to some snapshots, the first one first."""
    columns = (attachments.c[name] for name in Attachment.__struct_fields__)
    query = select(*columns).where(attachments.c.snapshot.in_(to)).order_by(attachments.c.entry)
    return [Attachment(**row) for row in connection.execute(query).mappings()]
