"""Filters to the acts, persons and reports as they stand, in the order in which they were kept and told.

Whatever leaves here has passed the veil of the user who asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

import msgspec
from sqlalchemy import Connection, Select, func, select

from onrecord.errors import UnknownItem
from onrecord.model import CoderName, Particulars, Report
from onrecord.store import counting, filters, loading, schema, second, versions
from onrecord.store.current import CurrentAct
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.kept import Facet, KeptAct, KeptPerson, KeptReport, ReportCard, Told, kept_act
from onrecord.store.schema import coding_runs, readings
from onrecord.store.veil import Veil, veil
from onrecord.store.view import view_acts, view_people, view_persons, view_reports

_AT_ONCE = 200
"""Reports that are read together."""
Value = TypeVar("Value")
Position: TypeAlias = int
"""Where an act stands in the order of all: its number in the view."""


def find_acts(
    connection: Connection,
    wanted: Filter,
    *,
    user: str,
    after: Position | None = None,
    limit: int | None = None,
    ids: Collection[str] | None = None,
) -> Iterator[KeptAct]:
    """The acts that match, or those of them with these ids, from behind the position `after`, at most `limit`."""
    hidden = veil(connection, user)
    columns = (view_acts.c.id, view_acts.c.report)
    query = _acts(connection, select(*columns), wanted, hidden)
    if after is not None:
        query = query.where(view_acts.c.number > after)
    if ids is not None:
        query = query.where(view_acts.c.id.in_(ids))
    order = filters.order_of_acts(wanted, connection.dialect.name)
    found = connection.execute(query.order_by(order).limit(limit))
    for reports in _batches(found):
        told = _acts_of(connection, reports, user)
        coders = _coders(connection, reports)
        for report, found_here in reports.items():
            by_id = {one.id: one for one in told[report]}
            for id in found_here:
                if id in by_id:
                    yield hidden.over(kept_act(by_id[id], report, coders))


def position_of(connection: Connection, act: str) -> Position:
    """Where an act stands in the order; raises UnknownItem."""
    number = connection.scalar(select(view_acts.c.number).where(view_acts.c.id == tidied(act)))
    if number is None:
        raise _no_act(act)
    return int(number)


def count_acts(connection: Connection, wanted: Filter, *, user: str) -> int:
    """How many acts match every part of `wanted`."""
    query = _acts(connection, select(func.count()).select_from(view_acts), wanted, veil(connection, user))
    return connection.scalar(query) or 0


def facets(connection: Connection, wanted: Filter, *, user: str) -> dict[str, list[Facet]]:
    """For each field that acts are counted by, its values among the acts that match, the most frequent first."""
    hidden = veil(connection, user)
    if wanted == Filter():
        unseen = counting.of_reports(connection, hidden.reports)
        return {
            field: [Facet(*one) for one in counting.counts(connection, field, without=unseen)]
            for field in counting.FIELDS
        }
    return _facets(connection, wanted, hidden)


def find_persons(
    connection: Connection, wanted: Filter, *, user: str, ids: Collection[str] | None = None
) -> Iterator[KeptPerson]:
    """The persons whose name, id or report is wanted, or those of them with these ids."""
    hidden = veil(connection, user)
    query = select(view_persons.c.id, view_persons.c.report)
    query = query.where(*filters.of_persons(wanted, hidden, connection.dialect.name)).order_by(view_persons.c.number)
    if ids is not None:
        query = query.where(view_persons.c.id.in_(ids))
    for reports in _batches(connection.execute(query)):
        told = loading.persons_of(connection, reports)
        for report, found_here in reports.items():
            people = {person.id: person for _, person in told[report]}
            names = {id: person.name for id, person in people.items()}
            for id in found_here:
                kept = KeptPerson(id=id, report=report, person=people[id], names=names, withheld=id in hidden.persons)
                yield hidden.over(kept)


def find_reports(
    connection: Connection,
    wanted: Filter = Filter(),
    *,
    user: str,
    ids: Collection[str] | None = None,
    limit: int | None = None,
) -> Iterator[ReportCard]:
    """The reports that match, or those of them with these ids, at most `limit`, without their text."""
    hidden = veil(connection, user)
    kept = schema.reports
    query = select(view_reports.c.id, view_reports.c.kept, view_reports.c.acts, kept.c.json)
    query = query.join(kept, kept.c.id == view_reports.c.id)
    query = query.where(*filters.of_reports(wanted, hidden, connection.dialect.name))
    if ids is not None:
        query = query.where(view_reports.c.id.in_(ids))
    for row in connection.execute(query.order_by(view_reports.c.number).limit(limit)):
        yield hidden.over(_card(row.id, row.kept, msgspec.json.decode(row.json, type=Report), row.acts))


def count_reports(connection: Connection, wanted: Filter, *, user: str) -> int:
    """How many reports match."""
    hidden = veil(connection, user)
    query = select(func.count()).select_from(view_reports)
    return connection.scalar(query.where(*filters.of_reports(wanted, hidden, connection.dialect.name))) or 0


def act(connection: Connection, id: str, *, user: str) -> KeptAct:
    """The act with this id, rejected or not; raises UnknownItem."""
    hidden = veil(connection, user)
    report = connection.scalar(select(view_acts.c.report).where(view_acts.c.id == tidied(id)))
    if report is None or report in hidden.reports:
        raise _no_act(id)
    one = next((one for one in _acts_of(connection, [report], user)[report] if one.id == tidied(id)), None)
    if one is None:
        raise _no_act(id)
    return hidden.over(kept_act(one, report, _coders(connection, [report])))


def report(connection: Connection, id: str, *, user: str) -> KeptReport:
    """The report with this id, with its text and its current coder, as the user may see it; raises UnknownItem."""
    hidden = veil(connection, user)
    if tidied(id) in hidden.reports:
        raise _no_report(id)
    found = whole_report(connection, id)
    told = hidden.over(msgspec.structs.replace(found.report, text=""))
    return msgspec.structs.replace(found, report=msgspec.structs.replace(told, text=hidden.masked(found.report.text)))


def whole_report(connection: Connection, id: str) -> KeptReport:
    """The report with this id as it was read, for a coder and not for a user; raises UnknownItem."""
    kept = schema.reports
    row = connection.execute(select(kept.c.text, kept.c.json).where(kept.c.id == tidied(id))).one_or_none()
    if row is None:
        raise _no_report(id)
    told = msgspec.structs.replace(msgspec.json.decode(row.json, type=Report), text=row.text)
    read_from = [
        *connection.scalars(select(readings.c.snapshot).where(readings.c.report == tidied(id))),
        *versions.sheets_of(connection, tidied(id)),
    ]
    coders = _coders(connection, [tidied(id)])
    coder = coders[max(coders)] if coders else None
    return KeptReport(id=tidied(id), report=told, snapshots=tuple(read_from), coder=coder)


def told_of(connection: Connection, reports: Collection[str]) -> dict[str, Told]:
    """All that some reports tell, as it stands, for what compares them and not for a user; rejected acts are left out."""
    kept = schema.reports
    rows = connection.execute(select(kept.c.id, kept.c.json, kept.c.text).where(kept.c.id.in_(reports)))
    acts, people = loading.acts_of(connection, reports), loading.persons_of(connection, reports)
    return {
        row.id: Told(
            particulars=msgspec.json.decode(row.json, type=Report).particulars,
            text=row.text,
            persons=tuple(person for _, person in people[row.id]),
            acts=tuple(one.act for one in acts[row.id] if one.status != "rejected"),
        )
        for row in rows
    }


def texts_of(connection: Connection, reports: Collection[str]) -> Iterator[tuple[str, Particulars, str]]:
    """Some reports with what they say of themselves and their texts, for what compares them and not for a user."""
    kept = schema.reports
    for row in connection.execute(select(kept.c.id, kept.c.json, kept.c.text).where(kept.c.id.in_(reports))):
        yield row.id, msgspec.json.decode(row.json, type=Report).particulars, row.text


def standing_acts(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of some acts that are there and not rejected."""
    told, found = sorted(ids), set[str]()
    for start in range(0, len(told), _AT_ONCE):
        some = view_acts.c.id.in_(told[start : start + _AT_ONCE])
        found |= set(connection.scalars(select(view_acts.c.id).where(some, view_acts.c.rejected.is_(False))))
    return found


def acts_of_persons(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """By person of a report, in how many acts that stand they take part."""
    people, found = view_people.c, Counter[str]()
    query = select(people.person, func.count(people.act.distinct()).label("acts"))
    query = query.join(view_acts, view_acts.c.number == people.act).where(view_acts.c.rejected.is_(False))
    told = sorted(ids)
    for start in range(0, len(told), _AT_ONCE):
        some = told[start : start + _AT_ONCE]
        for row in connection.execute(query.where(people.person.in_(some)).group_by(people.person)):
            found[row.person] = row.acts
    return found


def seen_by(connection: Connection, told: Value, *, user: str) -> Value:
    """The same value as a user may see it, with protected names withheld."""
    return veil(connection, user).over(told)


def _acts_of(connection: Connection, reports: Collection[str], user: str) -> dict[str, list[CurrentAct]]:
    """The acts as they stand; of a report that the user codes a second time, blind to others, as they see it there."""
    return loading.acts_of(connection, reports) | second.own_acts(connection, reports, who=user)


def _acts(connection: Connection, query: Select[Any], wanted: Filter, hidden: Veil) -> Select[Any]:
    asked = filters.plain(wanted)
    sqlite = connection.dialect.name == "sqlite"
    shares = counting.shares(connection, asked) if sqlite and len(asked) > 1 else {}
    return query.where(*filters.of_acts(wanted, hidden, connection.dialect.name, shares))


def _facets(connection: Connection, wanted: Filter, hidden: Veil) -> dict[str, list[Facet]]:
    """Each field's counts, all from one pass over the acts that match."""
    columns = [view_acts.c[field] for field in counting.FIELDS]
    found: dict[str, Counter[str | None]] = {field: Counter() for field in counting.FIELDS}
    query = _acts(connection, select(*columns, func.count()), wanted, hidden).group_by(*columns)
    for *values, acts in connection.execute(query):
        for field, value in zip(counting.FIELDS, values, strict=True):
            found[field][None if value is None else str(value)] += acts
    return {field: [Facet(*one) for one in sorted(told.items(), key=_frequent)] for field, told in found.items()}


def _frequent(counted: tuple[str | None, int]) -> tuple[int, bool, str]:
    value, acts = counted
    return -acts, value is None, value or ""


def _batches(found: Any) -> Iterator[dict[str, list[str]]]:
    """The ids that were found, by report, some reports at a time."""
    batch: dict[str, list[str]] = {}
    for report, rows in groupby(found, key=attrgetter("report")):
        if report not in batch and len(batch) == _AT_ONCE:
            yield batch
            batch = {}
        batch.setdefault(report, []).extend(row.id for row in rows)
    if batch:
        yield batch


def _coders(connection: Connection, reports: Collection[str]) -> dict[int, CoderName]:
    """By run, who coded."""
    columns = (coding_runs.c.id, coding_runs.c.coder, coding_runs.c.version, coding_runs.c.codebook)
    rows = connection.execute(select(*columns).where(coding_runs.c.report.in_(reports)))
    return {row.id: CoderName(row.coder, row.version, row.codebook) for row in rows}


def _card(id: str, kept: str, told: Report, acts: int) -> ReportCard:
    return ReportCard(
        id=id,
        given_id=told.id,
        url=told.url,
        kind=told.kind,
        kept=kept,
        particulars=told.particulars,
        flags=told.flags,
        acts=acts,
    )


def _no_report(id: str) -> UnknownItem:
    return UnknownItem(f"There is no report {tidied(id)} here: `onrecord show reports` lists them.")


def _no_act(id: str) -> UnknownItem:
    return UnknownItem(f"There is no act {tidied(id)} here: `onrecord show` lists the acts with their ids.")
