"""Snapshots, reports, coded acts and refusals to rows; nothing that is kept is ever changed.

Each call is one change, with one entry in the audit log, and leaves the view as the change makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Column, Connection, select

from onrecord.model import Act, Coded, CoderName, Person, Report, Snapshot
from onrecord.store import audit, ids, viewing
from onrecord.store.audit import Change
from onrecord.store.capturing import Capture, keep_capture
from onrecord.store.carrying import Known, carried, known_act, known_person
from onrecord.store.clock import now
from onrecord.store.schema import acts, coding_runs, persons, readings, refusals, reports, snapshots

_AT_ONCE = 400


class Before(Struct, frozen=True):
    """What was told of a report, or of an earlier row of the same record: its acts and its persons."""

    acts: tuple[Known, ...] = ()
    persons: tuple[Known, ...] = ()


class KeptAs(Struct, frozen=True):
    """What became of a report: its permanent id, and whether its text, this coding and these bytes of it are new."""

    id: str
    new_text: bool
    new_coding: bool
    new_reading: bool = False


def keep(
    connection: Connection,
    snapshot: Snapshot,
    report: Report,
    coded: Coded | None,
    *,
    who: str,
    part: str | None = None,
    capture: Capture | None = None,
) -> KeptAs:
    """A report that was read from a snapshot, or a part of it, and what was coded; whatever is there already is not kept again.

    `capture` is how the bytes came this time, where that is new.
    """
    known = connection.scalar(select(reports.c.id).where(reports.c.text_sha256 == report.sha256))
    id = known or ids.fresh(connection, reports.c.id, "R", 1)[0]
    fresh = coded is not None and not coded_by(connection, id, coded.coder)
    read = known is not None and _has_reading(connection, snapshot.sha256, id)
    if read and not fresh:
        if capture:
            capture_again(connection, snapshot, capture, who=who)
        return KeptAs(id, new_text=False, new_coding=False)
    with audit.change(connection, _what(known, fresh=fresh), id, who=who) as change:
        keep_snapshot(change, snapshot, capture)
        if not known:
            change.keep(reports, [report_row(id, report)])
        if not read:
            told = {"snapshot": snapshot.sha256, "report": id, "part": part, "given_id": report.id}
            change.keep(readings, [{**told, "json": _json(_without_text(report))}])
        if coded and fresh:
            _keep_coding(change, id, coded)
    viewing.refresh(connection, id)
    return KeptAs(id, new_text=not known, new_coding=fresh, new_reading=not read)


def capture_again(connection: Connection, snapshot: Snapshot, capture: Capture, *, who: str) -> None:
    """Notes that bytes which are known were captured once more."""
    with audit.change(connection, "captured again", "bytes that are known", who=who) as change:
        keep_snapshot(change, snapshot, capture)


def keep_many(connection: Connection, brought: Iterable[tuple[Snapshot, Report, Coded]], *, who: str) -> int:
    """Keeps many reports of an archive under one entry of the log; how many of them had a text that was not there yet.

    Those whose text is known are left as they are.
    """
    by_text = {report.sha256: (snapshot, report, coded) for snapshot, report, coded in brought}
    known = set(connection.scalars(select(reports.c.text_sha256).where(reports.c.text_sha256.in_(by_text))))
    new = [one for digest, one in by_text.items() if digest not in known]
    if not new:
        return 0
    given = ids.fresh(connection, reports.c.id, "R", len(new))
    with audit.change(connection, "reports kept", f"{len(new)} reports", who=who) as change:
        for id, (snapshot, report, coded) in zip(given, new, strict=True):
            keep_snapshot(change, snapshot)
            change.keep(reports, [report_row(id, report)])
            told = {"snapshot": snapshot.sha256, "report": id, "given_id": report.id}
            change.keep(readings, [{**told, "json": _json(_without_text(report))}])
            keep_coded(change, id, coded)
    viewing.fill(connection, given)
    return len(new)


def keep_coding(connection: Connection, report: str, coded: Coded, *, who: str) -> bool:
    """Whether this coding of a kept report was new: one coder, version and codebook codes a report once."""
    if coded_by(connection, report, coded.coder):
        return False
    with audit.change(connection, "report coded again", report, who=who) as change:
        _keep_coding(change, report, coded)
    viewing.refresh(connection, report)
    return True


def coded_by(connection: Connection, report: str, coder: CoderName) -> bool:
    """Whether this very coder has coded the report."""
    told = (coding_runs.c.coder, coding_runs.c.version, coding_runs.c.codebook)
    asked = (coder.name, coder.version, coder.codebook)
    where = [column == value for column, value in zip(told, asked, strict=True)]
    return connection.scalar(select(coding_runs.c.id).where(coding_runs.c.report == report, *where)) is not None


def has_report(connection: Connection, id: str) -> bool:
    """Whether a report is kept under this id."""
    return connection.scalar(select(reports.c.id).where(reports.c.id == id)) is not None


def report_of(connection: Connection, snapshot: str) -> str | None:
    """The one report that was read from the whole of these bytes and has been coded, or None."""
    query = select(readings.c.report).join(coding_runs, coding_runs.c.report == readings.c.report)
    return connection.scalar(query.where(readings.c.snapshot == snapshot, readings.c.part.is_(None)))


def media_type(connection: Connection, snapshot: str) -> str | None:
    """What kind of bytes were captured under this digest; None where none were."""
    return connection.scalar(select(snapshots.c.media_type).where(snapshots.c.sha256 == snapshot))


def reports_from(connection: Connection, addresses: Sequence[str]) -> dict[str, str]:
    """By address, the report that was read from what stood there and has been coded; of several the one captured last."""
    query = select(snapshots.c.address, readings.c.report).join(readings, readings.c.snapshot == snapshots.c.sha256)
    query = query.join(coding_runs, coding_runs.c.report == readings.c.report).order_by(snapshots.c.captured)
    found: dict[str, str] = {}
    for start in range(0, len(addresses), _AT_ONCE):
        some = addresses[start : start + _AT_ONCE]
        found.update((address, id) for address, id in connection.execute(query.where(snapshots.c.address.in_(some))))
    return found


def report_with(connection: Connection, text_sha256: str) -> str | None:
    """The report with this text that has been coded, or None."""
    query = select(reports.c.id).join(coding_runs, coding_runs.c.report == reports.c.id)
    return connection.scalar(query.where(reports.c.text_sha256 == text_sha256))


def refuse(
    connection: Connection,
    *,
    address: str,
    snapshot: Snapshot | None,
    reason: str,
    who: str,
    capture: Capture | None = None,
) -> None:
    """Notes that something brought could not be read or coded; the same refusal of the same bytes once."""
    told = {"address": address, "snapshot": snapshot and snapshot.sha256, "reason": reason}
    same = [refusals.c[name] == value for name, value in told.items()]
    if connection.scalar(select(refusals.c.id).where(*same)) is not None:
        if snapshot and capture:
            capture_again(connection, snapshot, capture, who=who)
        return
    with audit.change(connection, "refused", "what was brought", who=who) as change:
        if snapshot:
            keep_snapshot(change, snapshot, capture)
        change.keep_numbered(refusals, {"at": now(), **told})


def _what(known: str | None, *, fresh: bool) -> str:
    if known is None:
        return "report kept"
    return "report coded" if fresh else "report read from other bytes"


def keep_snapshot(change: Change, snapshot: Snapshot, capture: Capture | None = None) -> None:
    """Notes some bytes that were captured; the same are noted once, with the place they first came from, each capture each time."""
    known = select(snapshots.c.sha256).where(snapshots.c.sha256 == snapshot.sha256)
    if change.connection.scalar(known) is None:
        change.keep(snapshots, [msgspec.structs.asdict(snapshot)])
    if capture:
        keep_capture(change, capture)


def _has_reading(connection: Connection, snapshot: str, report: str) -> bool:
    same = (readings.c.snapshot == snapshot, readings.c.report == report)
    return connection.scalar(select(readings.c.report).where(*same)) is not None


def report_row(id: str, report: Report) -> dict[str, Any]:
    """The row that keeps a report under this permanent id."""
    return {
        "id": id,
        "text_sha256": report.sha256,
        "text": report.text,
        "kept": now(),
        "json": _json(_without_text(report)),
    }


def _keep_coding(change: Change, report: str, coded: Coded) -> None:
    keep_coded(change, report, coded, told_before(change.connection, report))


def keep_coded(
    change: Change, report: str, coded: Coded, before: Before = Before(), wanted: Sequence[str] = ()
) -> None:
    """Keeps a coding of a report; acts and persons told `before` keep their ids, new acts get those `wanted` if free."""
    row = {
        "report": report,
        "coder": coded.coder.name,
        "version": coded.coder.version,
        "codebook": coded.coder.codebook,
        "coded": now(),
        "line": _json(msgspec.structs.replace(coded, acts=(), persons=())),
    }
    run = change.keep_numbered(coding_runs, row)
    _keep_persons(change, run, coded.persons, before.persons)
    _keep_acts(change, run, coded.acts, before.acts, wanted)


def told_before(connection: Connection, report: str) -> Before:
    """The acts and the persons of all codings of a report so far, each as it was told last."""
    query = select(acts.c.id, acts.c.json).join(coding_runs, coding_runs.c.id == acts.c.run)
    query = query.where(coding_runs.c.report == report).order_by(acts.c.run)
    known = {id: known_act(id, msgspec.json.decode(told, type=Act)) for id, told in connection.execute(query)}
    query = select(persons.c.id, persons.c.json).join(coding_runs, coding_runs.c.id == persons.c.run)
    query = query.where(coding_runs.c.report == report).order_by(persons.c.run)
    people = {id: known_person(id, msgspec.json.decode(told, type=Person)) for id, told in connection.execute(query)}
    return Before(tuple(known.values()), tuple(people.values()))


def _keep_persons(change: Change, run: int, told: Sequence[Person], earlier: Sequence[Known]) -> None:
    given = _ids(change.connection, persons.c.id, "P", carried(earlier, told))
    rows = ({"id": id, "run": run, "local_id": one.id, "json": _json(one)} for id, one in zip(given, told, strict=True))
    change.keep(persons, rows)


def _keep_acts(
    change: Change, run: int, told: Sequence[Act], earlier: Sequence[Known], wanted: Sequence[str] = ()
) -> None:
    known = _free(change.connection, carried(earlier, told), wanted)
    given = _ids(change.connection, acts.c.id, "A", known)
    numbered = enumerate(zip(given, told, strict=True))
    change.keep(acts, [_act_row(id, run, position, act) for position, (id, act) in numbered])


def _free(connection: Connection, known: list[str | None], wanted: Sequence[str]) -> list[str | None]:
    """The ids that are known, with those wanted for the others where no act has them yet."""
    if not wanted:
        return known
    taken = set(connection.scalars(select(acts.c.id).where(acts.c.id.in_(wanted)))) | set(known)
    return [id or (more if more not in taken else None) for id, more in zip_longest(known, wanted[: len(known)])]


def _ids(connection: Connection, column: Column[str], kind: ids.Kind, known: Sequence[str | None]) -> list[str]:
    """The ids that are known, and new ones for the rest."""
    missing = known.count(None)
    fresh = iter(ids.fresh(connection, column, kind, missing) if missing else ())
    return [id or next(fresh) for id in known]


def _act_row(id: str, run: int, position: int, act: Act) -> dict[str, Any]:
    return {
        "id": id,
        "run": run,
        "local_id": act.id,
        "position": position,
        "type": act.type,
        "start": act.mentions[0].start,
        "end": act.mentions[0].end,
        "json": _json(act),
    }


def _without_text(report: Report) -> Report:
    return msgspec.structs.replace(report, text="")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
