"""What a person should look at, a row each, kept up as the view and the links change; all of it may be made again.

Questions on acts and persons follow the view of their report. Questions on two items, and on accounts of one happening, follow
the links: `linked` drops them with the pairs they came from, and whoever links notes them anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    select,
    text,
)

from onrecord.model import Evidence, Person, ProtectionHint
from onrecord.store import loading, questions, schema, versions
from onrecord.store.current import CurrentAct
from onrecord.store.questions import Question, QuestionKind
from onrecord.store.schema import coding_runs, decisions
from onrecord.store.view import view_acts, view_persons, view_reports

VERSION = 1
"""Raised by one whenever what is asked changes; the questions on acts and persons are then made again."""
_MADE = "queue"
"""The key under which `about` tells the version."""
_AT_ONCE = 500

metadata = MetaData()
queue_items = Table(
    "queue_items",
    metadata,
    Column("kind", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("report", String, nullable=False),
    Column("other_report", String, nullable=False),
    Column("type", String),
    Column("status", String),
    Column("rank", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Index("queue_items_by_rank", "rank", "item", "other", "kind"),
    Index("queue_items_by_kind", "kind", "rank", "item", "other"),
    Index("queue_items_by_type", "type", "rank", "item", "other", "kind"),
    Index("queue_items_by_status", "status", "rank", "item", "other", "kind"),
    Index("queue_items_by_report", "report", "rank"),
    Index("queue_items_by_other_report", "other_report"),
    Index("queue_items_by_other", "kind", "other"),
)
"""A question a row, by `rank`: the smaller, the more urgent. `other` is empty where it is on one item."""

_OF_VIEW = ("protection", "unsure", "conflict", "lost", "value")
_COLUMNS = tuple(column.name for column in queue_items.columns)
_NOTE = text(
    f"INSERT INTO queue_items ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"  # noqa: S608  # our own names
    " ON CONFLICT (kind, item, other) DO UPDATE SET rank = excluded.rank, why = excluded.why,"
    " report = excluded.report, other_report = excluded.other_report WHERE excluded.rank < queue_items.rank"
)
_OF_LINKS: dict[str, QuestionKind] = {
    "person": "double",
    "facility": "double",
    "report": "copy",
    "act": "rivals",
}


def create(connection: Connection) -> None:
    """The table, where it is not there yet."""
    metadata.create_all(connection)


def add(connection: Connection, asked: Iterable[Question]) -> None:
    """Notes questions that are not noted yet."""
    rows = [msgspec.structs.asdict(one) for one in asked]
    if rows:
        connection.execute(queue_items.insert(), rows)


def empty(connection: Connection) -> None:
    """Forgets what was to be asked of all acts and persons; the table is made where it is not there yet."""
    create(connection)
    connection.execute(delete(queue_items).where(queue_items.c.kind.in_(_OF_VIEW)))


def add_of(
    connection: Connection, told: Mapping[str, list[CurrentAct]], people: Mapping[str, list[tuple[int, Person]]]
) -> None:
    """Notes what is to be asked of the acts and persons of some reports, as they stand."""
    coded = _coded_at(connection, told)
    add(
        connection,
        (
            question
            for report, acts in told.items()
            for question in questions.of_all(acts, (one for _, one in people[report]), report, coded.get(report))
        ),
    )


def clear(connection: Connection, report: str) -> None:
    """Forgets what was to be asked of a report's acts and persons."""
    of_view = (queue_items.c.report == report) & queue_items.c.kind.in_(_OF_VIEW)
    connection.execute(delete(queue_items).where(of_view))


def of_reports(connection: Connection, reports: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is to be asked of the acts and persons of some reports, a row each, to be compared."""
    told = queue_items.c
    for row in connection.execute(select(queue_items).where(told.report.in_(reports), told.kind.in_(_OF_VIEW))):
        yield row.report, repr(tuple(row))


def drop_linked(connection: Connection, kind: str, items: Collection[str]) -> None:
    """Forgets what was to be asked of these items together with others, some hundred items at most."""
    if kind in _OF_LINKS:
        for which in _on(kind, items):
            connection.execute(delete(queue_items).where(which))


def note_pair(connection: Connection, asked: Iterable[Question]) -> None:
    """Notes questions on two items; of several on the same two, the most urgent stands."""
    rows = [msgspec.structs.asdict(one) for one in asked]
    if rows:
        connection.execute(_NOTE, rows)


def close(connection: Connection, kind: str, items: Collection[str], of: Mapping[str, str]) -> None:
    """Forgets questions on some of these items and another that are one by now; `of` tells of each item where it belongs."""
    told = sorted(items) if kind in _OF_LINKS else []
    for start in range(0, len(told), _AT_ONCE):
        for which in _on(kind, told[start : start + _AT_ONCE]):
            query = select(queue_items.c.item, queue_items.c.other).where(which)
            for item, other in connection.execute(query).all():
                if of.get(item, item) == of.get(other, other):
                    same = (queue_items.c.item == item) & (queue_items.c.other == other)
                    connection.execute(delete(queue_items).where(queue_items.c.kind == _OF_LINKS[kind], same))


def _on(kind: str, items: Collection[str]) -> Iterator[ColumnElement[bool]]:
    """What holds of questions on these items, on either side; by each in turn, since SQLite finds both at once by no index."""
    for side in (queue_items.c.item, queue_items.c.other):
        yield and_(queue_items.c.kind == _OF_LINKS[kind], side.in_(items))


def is_made(connection: Connection) -> bool:
    """Whether the questions are there, and of this version."""
    return connection.scalar(select(schema.about.c.value).where(schema.about.c.key == _MADE)) == str(VERSION)


def note_made(connection: Connection) -> None:
    """Notes by which version the questions were made."""
    connection.execute(delete(schema.about).where(schema.about.c.key == _MADE))
    connection.execute(schema.about.insert(), {"key": _MADE, "value": str(VERSION)})


def ensure(connection: Connection) -> None:
    """Makes the questions on acts and persons where there are none of this version, without making the view again."""
    if is_made(connection):
        return
    empty(connection)
    last = connection.scalar(select(func.max(view_reports.c.number))) or 0
    for start in range(0, last + 1, _AT_ONCE):
        query = select(view_reports.c.id).where(view_reports.c.number.between(start, start + _AT_ONCE - 1))
        _fill(connection, list(connection.scalars(query)))
    note_made(connection)


class _Told(Struct):
    """Of a coded act only what is asked about."""

    flags: tuple[str, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = {}


class _Hints(Struct):
    protection: tuple[ProtectionHint, ...] = ()


def _fill(connection: Connection, reports: list[str]) -> None:
    judged = _judged(connection, reports)
    if judged:
        add_of(connection, loading.acts_of(connection, judged), {report: [] for report in judged})
    rest = sorted(set(reports) - judged)
    add(connection, _of_coded_acts(connection, rest))
    add(connection, _of_persons(connection, reports))


def _judged(connection: Connection, reports: list[str]) -> set[str]:
    """The reports that somebody decided something on, with the rows of sheets that take over what was decided on others."""
    others = versions.siblings(connection, reports)
    asked = set(reports).union(*others.values())
    told = set(connection.scalars(select(decisions.c.report).where(decisions.c.report.in_(asked)).distinct()))
    return {report for report in reports if report in told or told & others.get(report, set())}


def _of_coded_acts(connection: Connection, reports: list[str]) -> Iterator[Question]:
    coded = schema.acts.c
    columns = (view_acts.c.id, view_acts.c.report, view_acts.c.type, view_acts.c.status, coded.json)
    query = select(*columns).join(schema.acts, (coded.id == view_acts.c.id) & (coded.run == view_acts.c.run))
    decode = msgspec.json.Decoder(_Told).decode
    for id, report, type, status, json in connection.execute(query.where(view_acts.c.report.in_(reports))):
        told = decode(json)
        yield from questions.of_coded(id, report, type, status, told.flags, told.evidence)


def _of_persons(connection: Connection, reports: list[str]) -> Iterator[Question]:
    told = schema.persons.c
    query = select(view_persons.c.id, view_persons.c.report, told.json)
    query = query.join(schema.persons, (told.id == view_persons.c.id) & (told.run == view_persons.c.run))
    decode = msgspec.json.Decoder(_Hints).decode
    for id, report, json in connection.execute(query.where(view_persons.c.report.in_(reports))):
        yield from questions.of_person(id, report, decode(json).protection)


def _coded_at(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """By report, when it was coded last."""
    query = select(coding_runs.c.report, coding_runs.c.coded).where(coding_runs.c.report.in_(reports))
    return {row.report: row.coded for row in connection.execute(query.order_by(coding_runs.c.id))}
