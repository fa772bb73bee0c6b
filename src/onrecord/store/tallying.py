"""Acts that are wanted to what is counted of them: by month, by place, by group and by person. All of it has passed the veil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, literal_column, select

from onrecord.store import counting, filters, placing, words
from onrecord.store.filters import Filter
from onrecord.store.linked import linked_items
from onrecord.store.placing import Spot
from onrecord.store.unread import unread
from onrecord.store.veil import Veil, veil
from onrecord.store.view import view_acts, view_groups, view_people, view_persons, view_reports

_ALL = Filter()
_SOME = 300
"""Rows that are looked at for a suggestion."""


class Sizes(Struct, frozen=True, kw_only=True):
    """How much a collection holds."""

    reports: int
    acts: int
    persons: int
    """As single reports tell of them: who is told of in two is counted twice."""
    waiting: int
    """Addresses that wait for a network."""
    failed: int
    """What was brought and could not be read, and was not read since."""


def sizes(connection: Connection, *, user: str) -> Sizes:
    """How much of each there is that the user may see."""
    whole = veil(connection, user)
    hidden, not_read = whole.reports, unread(connection, whole)
    unseen = counting.of_reports(connection, hidden)
    return Sizes(
        reports=_number(connection, _seen(select(func.count()).select_from(view_reports), view_reports.c.id, hidden)),
        acts=sum(acts for _, acts in counting.counts(connection, "type", without=unseen)),
        persons=_number(
            connection, _seen(select(func.count()).select_from(view_persons), view_persons.c.report, hidden)
        ),
        waiting=sum(one.waits for one in not_read),
        failed=sum(not one.waits for one in not_read),
    )


def months(connection: Connection, wanted: Filter = _ALL, *, user: str) -> dict[str, int]:
    """By month, how many acts fall in it; under `2021` those of which the year alone is told, see `counting.month`."""
    hidden = veil(connection, user)
    if wanted == _ALL:
        unseen = counting.of_reports(connection, hidden.reports)
        return {value or "": acts for value, acts in counting.counts(connection, "month", without=unseen)}
    days = (view_acts.c.first_day, view_acts.c.last_day)
    query = _wanted(connection, select(*days, func.count().label("acts")), wanted, hidden).group_by(*days)
    found = Counter[str]()
    for row in connection.execute(query):
        found[counting.month(row.first_day, row.last_day)] += row.acts
    return dict(found)


def published(connection: Connection, *, user: str) -> dict[str, int]:
    """By month, how many reports were published in it; a report that tells no month is left out."""
    month = func.substr(view_reports.c.published, literal_column("1"), literal_column("7"))
    query = select(month.label("month"), func.count().label("reports")).group_by(month)
    rows = connection.execute(_seen(query, view_reports.c.id, veil(connection, user).reports))
    return {row.month: row.reports for row in rows if row.month and len(row.month) == len("2021-07")}


def spots(connection: Connection, wanted: Filter = _ALL, *, user: str) -> list[tuple[Spot, int]]:
    """Each place with its acts, the most frequent first."""
    hidden = veil(connection, user)
    if wanted == Filter(at=wanted.at):
        unseen = counting.of_reports(connection, hidden.reports).places
        told = [(one, acts - unseen[one]) for one, acts in placing.spots(connection) if _is_at(one, wanted.at)]
    else:
        query = _wanted(connection, select(*placing.COLUMNS, func.count().label("acts")), wanted, hidden)
        rows = connection.execute(query.where(view_acts.c.precision.is_not(None)).group_by(*placing.COLUMNS))
        told = [(placing.spot(row), row.acts) for row in rows]
    seen = [(one, acts) for one, acts in told if acts > 0 and _may_be_told(hidden, one.name, one.region)]
    return sorted(seen, key=lambda one: -one[1])


def _is_at(spot: Spot, at: str | None) -> bool:
    country, _, name = (at or "").partition("/")
    return not at or (spot.country == country and (not name or name in {spot.name, spot.region}))


def groups(connection: Connection, *, user: str, limit: int) -> list[tuple[str, int]]:
    """The organisations and outlets of most acts, by the name that one report gives each."""
    hidden = veil(connection, user)
    unseen = counting.of_reports(connection, hidden.reports)
    told = ((str(known_as), acts) for known_as, acts in counting.counts(connection, "group", without=unseen))
    return list(islice(_named(connection, told, hidden), limit))


def group_named(connection: Connection, known_as: str, *, user: str) -> str | None:
    """A name that a report gives the group of this folded name; None where there is none that may be told."""
    return next((name for name, _ in _named(connection, [(known_as, 1)], veil(connection, user))), None)


def roles_of_group(connection: Connection, known_as: str, wanted: Filter, *, user: str) -> dict[str, int]:
    """In how many of the acts that are wanted a group is the actor, affected, or the source."""
    query: Any = select(view_groups.c.role, func.count(view_groups.c.act.distinct()).label("acts"))
    query = query.join(view_acts, view_acts.c.number == view_groups.c.act).where(view_groups.c.known_as == known_as)
    rows = connection.execute(_wanted(connection, query, wanted, veil(connection, user)).group_by(view_groups.c.role))
    return {row.role: row.acts for row in rows}


def persons(connection: Connection, wanted: Filter, *, user: str, limit: int) -> list[tuple[str, int]]:
    """One id of each person to whom most of the acts were done, with their number; who is protected is left out."""
    hidden = veil(connection, user)
    held = (linked_items.c.item == view_people.c.person) & (linked_items.c.kind == "person")
    known_as = func.coalesce(linked_items.c.cluster, view_people.c.person)
    acts = func.count(view_people.c.act.distinct()).label("acts")
    query: Any = select(func.min(view_people.c.person).label("person"), acts).select_from(view_people)
    query = query.join(view_acts, view_acts.c.number == view_people.c.act).outerjoin(linked_items, held)
    query = _wanted(connection, query, wanted, hidden).where(view_people.c.role == "affected")
    if hidden.persons:
        query = query.where(view_people.c.person.not_in(hidden.persons))
    rows = connection.execute(query.group_by(known_as).order_by(acts.desc(), known_as).limit(limit))
    return [(row.person, row.acts) for row in rows]


def countries(connection: Connection, *, user: str) -> list[str]:
    """The codes of the countries that acts are told of, the most frequent first."""
    unseen = counting.of_reports(connection, veil(connection, user).reports)
    return [code for code, _ in counting.counts(connection, "country", without=unseen) if code]


def places_that_begin(connection: Connection, begun: str, *, user: str) -> Iterator[str]:
    """Names of places that begin so, the most frequent first."""
    hidden = veil(connection, user)
    unseen = counting.of_reports(connection, hidden.reports).places
    told = (one.name for one, acts in placing.spots(connection, begins=begun, limit=_SOME) if acts > unseen[one])
    yield from dict.fromkeys(name for name in told if name and _may_be_told(hidden, name))


def groups_that_begin(connection: Connection, begun: str, *, user: str) -> Iterator[str]:
    """Names of groups that begin so, the most frequent first."""
    hidden = veil(connection, user)
    unseen = counting.of_reports(connection, hidden.reports)
    told = counting.counts(connection, "group", without=unseen)
    begins = ((name, acts) for name, acts in told if name and name.startswith(words.folded(begun)))
    yield from (name for name, _ in _named(connection, islice(begins, _SOME), hidden))


def names_that_begin(connection: Connection, begun: str, *, user: str) -> Iterator[str]:
    """Names of persons of whose words some begin so, as often as reports tell them."""
    hidden = veil(connection, user)
    asked = Filter(person=begun)
    query = select(view_persons.c.id, view_persons.c.name).limit(_SOME)
    for row in connection.execute(query.where(*filters.of_persons(asked, hidden, connection.dialect.name))):
        if row.id not in hidden.persons and _may_be_told(hidden, row.name):
            yield row.name


def _named(connection: Connection, told: Iterable[tuple[str, int]], hidden: Veil) -> Iterator[tuple[str, int]]:
    for known_as, acts in told:
        query = select(view_groups.c.name).where(view_groups.c.known_as == known_as)
        name = connection.scalar(query.order_by(view_groups.c.act).limit(1))
        if name is not None and _may_be_told(hidden, name):
            yield name, acts


def _may_be_told(hidden: Veil, *names: str | None) -> bool:
    return all(hidden.masked(name) == name for name in names if name)


def _wanted(connection: Connection, query: Select[Any], wanted: Filter, hidden: Veil) -> Select[Any]:
    return query.where(*filters.of_acts(wanted, hidden, connection.dialect.name))


def _seen(query: Select[Any], report: Any, hidden: frozenset[str]) -> Select[Any]:
    return query.where(report.not_in(hidden)) if hidden else query


def _number(connection: Connection, query: Select[Any]) -> int:
    return connection.scalar(query) or 0
