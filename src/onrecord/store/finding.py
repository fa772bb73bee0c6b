"""Filters to the acts, persons and reports of the current codings, in the order they were kept and told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from onrecord.dates import bounds
from onrecord.errors import UnknownItem
from onrecord.model import Act, CoderName, Person, Report
from onrecord.store.ids import tidied
from onrecord.store.kept import KeptAct, KeptPerson, KeptReport, ReportCard
from onrecord.store.keys import key
from onrecord.store.schema import acts, coding_runs, participants, person_names, persons, readings, reports

Query = TypeVar("Query", bound="Select[Any]")

_ACTS = msgspec.json.Decoder(Act)
_PERSONS = msgspec.json.Decoder(Person)
_REPORTS = msgspec.json.Decoder(Report)


class Filter(Struct, frozen=True, kw_only=True):
    """What to look for; what is None is not asked. Words match anywhere in a name, whatever the case and accents."""

    type: str | None = None
    realis: str | None = None
    person: str | None = None
    """A name, or a part of one, of somebody in any role; or a person's id."""
    place: str | None = None
    """A town, region, site, or ISO 3166-1 alpha-2 country."""
    date: str | None = None
    """EDTF; an act matches when its own date may fall within it."""
    report: str | None = None


def find_acts(connection: Connection, wanted: Filter) -> Iterator[KeptAct]:
    """The acts that match every part of `wanted`."""
    columns = (acts.c.id, acts.c.json, acts.c.run, coding_runs.c.report)
    query = _current(select(*columns).join(coding_runs, coding_runs.c.id == acts.c.run))
    query = query.where(*_conditions(wanted)).order_by(coding_runs.c.id, acts.c.position)
    for run, told in groupby(connection.execute(query), key=attrgetter("run")):
        known, others = _local_ids(connection, run), _local_acts(connection, run)
        for row in told:
            yield KeptAct(id=row.id, report=row.report, act=_ACTS.decode(row.json), persons=known, acts=others)


def count_acts(connection: Connection, wanted: Filter) -> int:
    """How many acts match every part of `wanted`."""
    query = _current(select(func.count()).select_from(acts).join(coding_runs, coding_runs.c.id == acts.c.run))
    return connection.scalar(query.where(*_conditions(wanted))) or 0


def find_persons(connection: Connection, wanted: Filter) -> Iterator[KeptPerson]:
    """The persons whose name, id or report is wanted."""
    columns = (persons.c.id, persons.c.json, persons.c.run, coding_runs.c.report)
    query = _current(select(*columns).join(coding_runs, coding_runs.c.id == persons.c.run))
    if wanted.person:
        query = query.where(or_(persons.c.id == tidied(wanted.person), _called(wanted.person)))
    if wanted.report:
        query = query.where(coding_runs.c.report == tidied(wanted.report))
    found = connection.execute(query.order_by(coding_runs.c.id, persons.c.local_id))
    for run, told in groupby(found, key=attrgetter("run")):
        known, names = _local_ids(connection, run), _local_names(connection, run)
        for row in told:
            one = _PERSONS.decode(row.json)
            yield KeptPerson(id=row.id, report=row.report, person=one, persons=known, names=names)


def find_reports(connection: Connection, ids: Collection[str] | None = None) -> Iterator[ReportCard]:
    """Every report, or those with these ids, without their text."""
    current = select(coding_runs.c.report, func.max(coding_runs.c.id).label("run")).group_by(coding_runs.c.report)
    runs = current.subquery()
    joined = reports.outerjoin(runs, runs.c.report == reports.c.id).outerjoin(acts, acts.c.run == runs.c.run)
    columns = (reports.c.id, reports.c.kept, reports.c.json)
    query = select(*columns, func.count(acts.c.id)).select_from(joined).group_by(*columns)
    if ids is not None:
        query = query.where(reports.c.id.in_(ids))
    for id, kept, json, told in connection.execute(query.order_by(reports.c.kept, reports.c.id)):
        yield _card(id, kept, _REPORTS.decode(json), told)


def act(connection: Connection, id: str) -> KeptAct:
    """The act with this id; raises UnknownItem."""
    query = select(acts.c.id, acts.c.json, acts.c.run, coding_runs.c.report).join(coding_runs)
    row = connection.execute(query.where(acts.c.id == tidied(id))).one_or_none()
    if row is None:
        raise UnknownItem(f"There is no act {tidied(id)} here: `onrecord show` lists the acts with their ids.")
    known, others = _local_ids(connection, row.run), _local_acts(connection, row.run)
    return KeptAct(id=row.id, report=row.report, act=_ACTS.decode(row.json), persons=known, acts=others)


def report(connection: Connection, id: str) -> KeptReport:
    """The report with this id, with its text and its current coder; raises UnknownItem."""
    row = connection.execute(select(reports.c.text, reports.c.json).where(reports.c.id == tidied(id))).one_or_none()
    if row is None:
        raise UnknownItem(f"There is no report {tidied(id)} here: `onrecord show reports` lists them.")
    told = msgspec.structs.replace(_REPORTS.decode(row.json), text=row.text)
    read_from = connection.scalars(select(readings.c.snapshot).where(readings.c.report == tidied(id)))
    return KeptReport(id=tidied(id), report=told, snapshots=tuple(read_from), coder=_coder(connection, tidied(id)))


def _current(query: Query) -> Query:
    """Only what the latest coding of each report says."""
    return query.where(coding_runs.c.id.in_(select(func.max(coding_runs.c.id)).group_by(coding_runs.c.report)))


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.type:
        yield acts.c.type == wanted.type
    if wanted.realis:
        yield acts.c.realis == wanted.realis
    if wanted.report:
        yield coding_runs.c.report == tidied(wanted.report)
    if wanted.person:
        yield _takes_part(wanted.person)
    if wanted.place:
        yield or_(acts.c.country == wanted.place.upper(), acts.c.place_key.contains(key(wanted.place), autoescape=True))
    if wanted.date:
        yield _may_fall_within(wanted.date)


def _takes_part(name: str) -> ColumnElement[bool]:
    by_name = participants.c.key.contains(key(name), autoescape=True)
    by_person = participants.c.person.in_(
        select(persons.c.id).where(or_(persons.c.id == tidied(name), _called(name))),
    )
    return exists().where(participants.c.act == acts.c.id, or_(by_name, by_person))


def _called(name: str) -> ColumnElement[bool]:
    asked = person_names.c.key.contains(key(name), autoescape=True)
    return exists().where(person_names.c.person == persons.c.id, asked)


def _may_fall_within(date: str) -> ColumnElement[bool]:
    first, last = bounds(date)
    parts: list[ColumnElement[bool]] = [acts.c.date.is_not(None)]
    if last:
        parts.append(or_(acts.c.date_from.is_(None), acts.c.date_from <= last.isoformat()))
    if first:
        parts.append(or_(acts.c.date_to.is_(None), acts.c.date_to >= first.isoformat()))
    return and_(*parts)


def _local_ids(connection: Connection, run: int) -> dict[str, str]:
    rows = connection.execute(select(persons.c.local_id, persons.c.id).where(persons.c.run == run))
    return {row.local_id: row.id for row in rows}


def _local_acts(connection: Connection, run: int) -> dict[str, str]:
    rows = connection.execute(select(acts.c.local_id, acts.c.id).where(acts.c.run == run))
    return {row.local_id: row.id for row in rows}


def _local_names(connection: Connection, run: int) -> dict[str, str]:
    rows = connection.execute(select(persons.c.local_id, persons.c.name).where(persons.c.run == run))
    return {row.local_id: row.name for row in rows}


def _coder(connection: Connection, report: str) -> CoderName | None:
    columns = (coding_runs.c.coder, coding_runs.c.version, coding_runs.c.codebook)
    query = select(*columns).where(coding_runs.c.report == report).order_by(coding_runs.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return CoderName(*row) if row else None


def _card(id: str, kept: str, told: Report, number: int) -> ReportCard:
    return ReportCard(
        id=id,
        given_id=told.id,
        url=told.url,
        kind=told.kind,
        kept=kept,
        particulars=told.particulars,
        flags=told.flags,
        acts=number,
    )
