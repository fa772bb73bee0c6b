"""Snapshots, reports, coded acts and refusals to rows; nothing that is kept is ever changed."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from onrecord.dates import bounds
from onrecord.model import Act, Coded, CoderName, Participant, Person, Report, Snapshot
from onrecord.store import ids, schema
from onrecord.store.collection import now
from onrecord.store.keys import key
from onrecord.store.schema import acts, coding_runs, participants, person_names, persons, readings, reports, snapshots


def keep_snapshot(connection: Connection, snapshot: Snapshot) -> bool:
    """Whether the snapshot was new; the same bytes are noted once, with the place they first came from."""
    if connection.scalar(select(snapshots.c.sha256).where(snapshots.c.sha256 == snapshot.sha256)):
        return False
    _insert(connection, snapshots, [msgspec.structs.asdict(snapshot)])
    return True


def keep_report(connection: Connection, report: Report, *, snapshot: str) -> tuple[str, bool]:
    """The permanent id of `report`, and whether its text was new; the reading from `snapshot` is noted either way."""
    id = connection.scalar(select(reports.c.id).where(reports.c.text_sha256 == report.sha256))
    fresh = id is None
    if id is None:
        [id] = ids.fresh(connection, reports.c.id, "R", 1)
        _insert(connection, reports, [_report_row(id, report)])
        _note(connection, "report kept", id)
    if not connection.scalar(select(readings.c.report).where(readings.c.snapshot == snapshot)):
        told = {"snapshot": snapshot, "report": id, "given_id": report.id, "json": _json(_without_text(report))}
        _insert(connection, readings, [told])
    return id, fresh


def keep_coded(connection: Connection, report: str, coded: Coded) -> bool:
    """Whether the coding was new: one coder, version and codebook codes a report once."""
    if coded_by(connection, report, coded.coder):
        return False
    run = _keep_run(connection, report, coded)
    known = _keep_persons(connection, run, coded.persons)
    _keep_acts(connection, run, coded.acts, known)
    _note(connection, "report coded", report)
    return True


def coded_by(connection: Connection, report: str, coder: CoderName) -> bool:
    """Whether this very coder has coded the report."""
    told = (coding_runs.c.coder, coding_runs.c.version, coding_runs.c.codebook)
    asked = (coder.name, coder.version, coder.codebook)
    where = [column == value for column, value in zip(told, asked, strict=True)]
    return connection.scalar(select(coding_runs.c.id).where(coding_runs.c.report == report, *where)) is not None


def report_of(connection: Connection, snapshot: str) -> str | None:
    """The report that was read from these bytes and has been coded, or None."""
    query = select(readings.c.report).join(coding_runs, coding_runs.c.report == readings.c.report)
    return connection.scalar(query.where(readings.c.snapshot == snapshot))


def report_with(connection: Connection, text_sha256: str) -> str | None:
    """The report with this text that has been coded, or None."""
    query = select(reports.c.id).join(coding_runs, coding_runs.c.report == reports.c.id)
    return connection.scalar(query.where(reports.c.text_sha256 == text_sha256))


def refuse(connection: Connection, *, address: str, snapshot: str | None, reason: str) -> None:
    """Notes that something brought could not be read or coded; the same refusal of the same bytes once."""
    told = {"address": address, "snapshot": snapshot, "reason": reason}
    same = [schema.refusals.c[name] == value for name, value in told.items()]
    if connection.scalar(select(schema.refusals.c.id).where(*same)) is None:
        _insert(connection, schema.refusals, [{"at": now(), **told}])


def _report_row(id: str, report: Report) -> dict[str, Any]:
    told = report.particulars
    return {
        "id": id,
        "text_sha256": report.sha256,
        "text": report.text,
        "kind": report.kind,
        "given_id": report.id,
        "url": report.url,
        "title": told.title,
        "publisher": told.publisher,
        "published": told.published,
        "language": told.language,
        "kept": now(),
        "json": _json(_without_text(report)),
    }


def _keep_run(connection: Connection, report: str, coded: Coded) -> int:
    row = {
        "report": report,
        "coder": coded.coder.name,
        "version": coded.coder.version,
        "codebook": coded.coder.codebook,
        "coded": now(),
        "line": _json(msgspec.structs.replace(coded, acts=(), persons=())),
    }
    [run] = connection.execute(coding_runs.insert().returning(coding_runs.c.id), schema.sealed(row)).one()
    return int(run)


def _keep_persons(connection: Connection, run: int, told: tuple[Person, ...]) -> dict[str, str]:
    """The permanent id of each local one."""
    given = ids.fresh(connection, persons.c.id, "P", len(told))
    known = {person.id: id for person, id in zip(told, given, strict=True)}
    _insert(connection, persons, [_person_row(known[person.id], run, person) for person in told])
    _insert(connection, person_names, [row for person in told for row in _name_rows(known[person.id], person)])
    return known


def _person_row(id: str, run: int, person: Person) -> dict[str, Any]:
    return {"id": id, "run": run, "local_id": person.id, "name": person.name, "json": _json(person)}


def _name_rows(id: str, person: Person) -> Iterator[dict[str, Any]]:
    for position, name in enumerate((person.name, *person.aliases)):
        yield {"person": id, "position": position, "name": name, "key": key(name)}


def _keep_acts(connection: Connection, run: int, told: tuple[Act, ...], known: dict[str, str]) -> None:
    given = ids.fresh(connection, acts.c.id, "A", len(told))
    numbered = list(zip(given, told, strict=True))
    _insert(connection, acts, [_act_row(id, run, position, act) for position, (id, act) in enumerate(numbered)])
    _insert(connection, participants, [row for id, act in numbered for row in _participant_rows(id, act, known)])


def _act_row(id: str, run: int, position: int, act: Act) -> dict[str, Any]:
    first, last = bounds(act.date) if act.date else (None, None)
    place = act.place.name or act.place.admin1 or act.place.text if act.place else None
    return {
        "id": id,
        "run": run,
        "local_id": act.id,
        "position": position,
        "type": act.type,
        "subtype": act.subtype,
        "realis": act.realis,
        "start": act.mentions[0].start,
        "end": act.mentions[0].end,
        "date": act.date,
        "date_from": first.isoformat() if first else None,
        "date_to": last.isoformat() if last else None,
        "country": act.place.country if act.place else None,
        "place": place,
        "place_key": _place_key(act),
        "json": _json(act),
    }


def _place_key(act: Act) -> str | None:
    if act.place is None:
        return None
    parts = (act.place.name, act.place.admin1, act.place.text)
    return key(" | ".join(part for part in parts if part)) or None


def _participant_rows(id: str, act: Act, known: dict[str, str]) -> Iterator[dict[str, Any]]:
    steps = [("actor", 0, act.actors), ("affected", 0, act.affected)]
    steps += [("source", step, speakers) for step, speakers in enumerate(act.source)]
    for role, step, people in steps:
        for position, one in enumerate(people):
            yield {"act": id, "role": role, "step": step, "position": position, **_participant(one, known)}


def _participant(one: Participant, known: dict[str, str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "key": key(one.name),
        "kind": one.kind,
        "person": known.get(one.person) if one.person else None,
    }


def _without_text(report: Report) -> Report:
    return msgspec.structs.replace(report, text="")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _note(connection: Connection, what: str, subject: str) -> None:
    _insert(connection, schema.audit, [{"at": now(), "who": _user(), "what": what, "subject": subject}])


def _user() -> str:
    try:
        return getpass.getuser()
    except OSError:  # a user without a name, as in some containers
        return "unknown"


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    told = [schema.sealed(row) for row in rows]
    if told:
        connection.execute(table.insert(), told)
