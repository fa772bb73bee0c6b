"""What is linked across reports, to pages of lists: persons and happenings, those first that most reports tell of.

Whatever leaves here has passed the veil of the user who asks: who is kept from them is in no list and no number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from anyascii import anyascii
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, literal, or_, select, union_all

from onrecord.store import filters
from onrecord.store.filters import Filter
from onrecord.store.ids import is_id
from onrecord.store.linked import Kind, cluster_of, linked_items, linked_keys, linked_reports
from onrecord.store.veil import Veil, veil
from onrecord.store.view import view_acts, view_people, view_persons, view_reports

_AT_ONCE = 500
_ALPHABETICAL = 10_000
"""The most persons that are put in the order of their names."""
_ITEMS = linked_items.c


class Listed(Struct, frozen=True):
    """One line of a list: what its reports tell of by the id of the first, and how many reports these are."""

    id: str
    reports: int


class Page(Struct, frozen=True):
    """Some lines of a list, and how many it has in all."""

    lines: tuple[Listed, ...]
    total: int


class Named(Struct, frozen=True):
    """A person of a report with the name there."""

    id: str
    report: str
    name: str


def people(
    connection: Connection, name: str | None, keys: Collection[str], *, user: str, skip: int, limit: int
) -> Page:
    """The persons of all reports, all or those with a name, or with one that shares a key with it.

    Where there are many, or any name is kept from the user, those of as many reports are in no order of the alphabet.
    """
    hidden = veil(connection, user)
    named = _named(connection, name, keys, hidden) if name else None
    lines = union_all(_joined(connection, hidden, named), _alone(hidden, named)).subquery()
    query = select(lines.c.id, lines.c.reports, func.count().over().label("total"))
    page = _page(connection.execute(_ordered(query, lines, skip, limit)))
    if page.total > _ALPHABETICAL or hidden.names:
        return page
    # A name's place in the alphabet tells of it, so names that are kept from the user give no order.
    query = query.outerjoin(view_persons, view_persons.c.id == lines.c.id)
    return _page(connection.execute(_ordered(query, lines, skip, limit, view_persons.c.name)))


def names(connection: Connection, people: Collection[str], *, user: str) -> dict[str, list[Named]]:
    """By person, those of single reports who are the same, in the order in which they were kept."""
    hidden = veil(connection, user)
    found: dict[str, dict[int, Named]] = {one: {} for one in people}
    person = view_persons.c
    for some in _some(people):
        alone = select(person.id.label("of"), person.number, person.id, person.report, person.name)
        joined = select(_ITEMS.cluster.label("of"), person.number, person.id, person.report, person.name)
        joined = joined.join(linked_items, _is_person()).where(_ITEMS.cluster.in_(some))
        for query in (alone.where(person.id.in_(some)), joined):
            for row in connection.execute(query.where(*_seen(hidden))):
                found[row.of][row.number] = Named(row.id, row.report, hidden.over(row.name))
    return {one: [told[number] for number in sorted(told)] for one, told in found.items()}


def acts_of_people(connection: Connection, people: Collection[str], *, user: str) -> dict[str, int]:
    """By person, in how many acts that stand they take part."""
    hidden = veil(connection, user)
    part = view_people.c
    number = func.count(part.act.distinct()).label("acts")
    found: dict[str, int] = {}
    for some in _some(people):
        joined = select(_ITEMS.cluster.label("of"), number).join(
            view_people, (part.person == _ITEMS.item) & (_ITEMS.kind == "person")
        )
        alone = select(part.person.label("of"), number)
        for query, which in ((alone, part.person), (joined, _ITEMS.cluster)):
            asked = query.join(view_acts, view_acts.c.number == part.act).where(which.in_(some), *_stands(hidden))
            found |= {row.of: row.acts for row in connection.execute(asked.group_by(which))}
    return found


def happenings(connection: Connection, wanted: Filter, *, user: str, limit: int) -> Page:
    """What several reports tell of, all or what has an act that is wanted."""
    hidden = veil(connection, user)
    reports = func.count(_ITEMS.report.distinct()).label("reports")
    several = select(_ITEMS.cluster).where(_ITEMS.kind == "act", _ITEMS.cluster.is_not(None))
    several = several.group_by(_ITEMS.cluster).having(func.count() > 1)
    query = select(_ITEMS.cluster.label("id"), reports, func.count().over().label("total"))
    query = query.join(view_acts, view_acts.c.id == _ITEMS.item)
    query = query.where(_ITEMS.kind == "act", _ITEMS.cluster.in_(several), *_stands(hidden))
    if wanted != Filter():
        some = select(_ITEMS.cluster).join(view_acts, view_acts.c.id == _ITEMS.item).where(_ITEMS.kind == "act")
        query = query.where(_ITEMS.cluster.in_(some.where(*filters.of_acts(wanted, hidden, connection.dialect.name))))
    query = query.group_by(_ITEMS.cluster).having(reports > 1).order_by(reports.desc(), _ITEMS.cluster)
    return _page(connection.execute(query.limit(limit)))


def acts_of_happenings(connection: Connection, happenings: Collection[str], *, user: str) -> dict[str, tuple[str, ...]]:
    """By happening, its acts that stand and may be seen."""
    hidden = veil(connection, user)
    found: dict[str, tuple[str, ...]] = {}
    for some in _some(happenings):
        query = select(_ITEMS.cluster, _ITEMS.item).join(view_acts, view_acts.c.id == _ITEMS.item)
        query = query.where(_ITEMS.kind == "act", _ITEMS.cluster.in_(some), *_stands(hidden))
        rows = connection.execute(query.order_by(_ITEMS.cluster, _ITEMS.item))
        found |= {cluster: tuple(row.item for row in told) for cluster, told in groupby(rows, attrgetter("cluster"))}
    return found


def seen(connection: Connection, kind: Kind, items: Collection[str], *, user: str) -> set[str]:
    """Those of some persons, acts or reports that stand and of which a user may know."""
    hidden = veil(connection, user)
    told: set[str] = set()
    for some in _some(items):
        if kind == "person":
            query = select(view_persons.c.id).where(view_persons.c.id.in_(some), *_seen(hidden))
        elif kind == "act":
            query = select(view_acts.c.id).where(view_acts.c.id.in_(some), *_stands(hidden))
        else:
            query = select(view_reports.c.id).where(view_reports.c.id.in_(some))
        told |= set(connection.scalars(query))
    return told - hidden.reports


def _joined(connection: Connection, hidden: Veil, named: Select[Any] | None) -> Select[Any]:
    """Those who were linked, with in how many reports; of this the index by cluster tells, and no row is read."""
    query = select(_ITEMS.cluster.label("id"), func.count().label("reports"))
    query = query.where(_ITEMS.kind == "person", _ITEMS.cluster.is_not(None))
    if hidden.persons:
        query = query.where(_ITEMS.cluster.not_in(cluster_of(connection, "person", hidden.persons).values()))
    if hidden.reports:
        query = query.where(_ITEMS.report.not_in(hidden.reports))
    if named is not None:
        query = query.where(_ITEMS.cluster.in_(select(named.subquery().c.cluster)))
    return query.group_by(_ITEMS.cluster)


def _alone(hidden: Veil, named: Select[Any] | None) -> Select[Any]:
    """Those who are still to be linked, each by itself."""
    person = view_persons.c
    done = select(linked_reports.c.report).where(linked_reports.c.kind == "person")
    waiting = select(view_reports.c.id).where(view_reports.c.id.not_in(done))
    loose = select(_ITEMS.item).where(_ITEMS.kind == "person", _ITEMS.cluster.is_(None))
    is_one = select(_ITEMS.item).where(_is_person(), _ITEMS.cluster.is_not(None)).correlate(view_persons).exists()
    query = select(person.id.label("id"), literal(1).label("reports"))
    query = query.where(or_(person.report.in_(waiting), person.id.in_(loose)), ~is_one, *_seen(hidden))
    return query if named is None else query.where(person.id.in_(select(named.subquery().c.id)))


def _named(connection: Connection, name: str, keys: Collection[str], hidden: Veil) -> Select[Any]:
    """The persons of reports who have a name, each with what it belongs to."""
    query = select(view_persons.c.id, _ITEMS.cluster).select_from(view_persons.outerjoin(linked_items, _is_person()))
    return query.where(*_seen(hidden), _has(connection, name, keys, hidden))


def _ordered(query: Select[Any], lines: Subquery, skip: int, limit: int, *then: ColumnElement[Any]) -> Select[Any]:
    return query.order_by(lines.c.reports.desc(), *then, lines.c.id).offset(skip).limit(limit)


def _is_person() -> ColumnElement[bool]:
    return and_(_ITEMS.kind == "person", _ITEMS.item == view_persons.c.id)


def _seen(hidden: Veil) -> Iterator[ColumnElement[bool]]:
    if hidden.reports:
        yield view_persons.c.report.not_in(hidden.reports)
    if hidden.persons:
        yield view_persons.c.id.not_in(hidden.persons)


def _stands(hidden: Veil) -> Iterator[ColumnElement[bool]]:
    yield view_acts.c.rejected.is_(False)
    if hidden.reports:
        yield view_acts.c.report.not_in(hidden.reports)


def _has(connection: Connection, name: str, keys: Collection[str], hidden: Veil) -> ColumnElement[bool]:
    """Whether a person has a name, in its own letters, in Latin ones, or in a spelling that shares a key."""
    dialect = connection.dialect.name
    forms = [name] if is_id(name) else list(dict.fromkeys((name, anyascii(name))))
    asked = [and_(*filters.of_persons(replace(Filter(), person=form), hidden, dialect)) for form in forms]
    if keys:
        told = select(linked_keys.c.item).where(linked_keys.c.kind == "person", linked_keys.c.key.in_(keys))
        asked.append(view_persons.c.id.in_(told))
    return or_(*asked)


def _page(rows: Any) -> Page:
    told = list(rows)
    return Page(tuple(Listed(row.id, row.reports) for row in told), told[0].total if told else 0)


def _some(values: Collection[str]) -> Iterator[Sequence[str]]:
    told = sorted(values)
    for start in range(0, len(told), _AT_ONCE):
        yield told[start : start + _AT_ONCE]
