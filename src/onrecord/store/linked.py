"""What is linked across reports, as rows: items with what is compared of them, their keys, pairs and clusters.

All of it is computed, and may be thrown away and made again; what people judge is kept elsewhere (`judging.py`). A report that
changes stays linked as it was until it is linked again, so that nobody falls apart in between: a protection of one person
covers all that are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct
from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    select,
    update,
)

from onrecord.store import queued, schema
from onrecord.store.view import view_reports

metadata = MetaData()

linked_reports = Table(
    "linked_reports",
    metadata,
    Column("kind", String, primary_key=True),
    Column("report", String, primary_key=True),
)
"""The reports of which all items of a kind are among `linked_items` as the report stands now; of others they may be as it stood."""

linked_items = Table(
    "linked_items",
    metadata,
    Column("kind", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("data", Text, nullable=False),
    Column("component", String),
    Column("cluster", String),
    Index("linked_items_by_component", "kind", "component"),
    Index("linked_items_by_cluster", "kind", "cluster"),
)
"""What is linked across reports, each kind by itself: persons, acts, reports, facilities. `data` (JSON) is all that is compared of an item.
Items of one `cluster` are one and the same; a `component` is what hangs together by judgements, before what is different
in it was kept apart. Both are named by their first member; they are null where an item is still to be judged."""

linked_keys = Table(
    "linked_keys",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("item", String, primary_key=True),
    Index("linked_keys_by_item", "kind", "item"),
    sqlite_with_rowid=False,
)
"""Items that share a key are compared."""

linked_pairs = Table(
    "linked_pairs",
    metadata,
    Column("kind", String, primary_key=True),
    Column("left", String, primary_key=True),
    Column("right", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index("linked_pairs_by_right", "kind", "right"),
    Index("linked_pairs_by_verdict", "kind", "verdict", "score"),
)
"""What was judged of two items by itself: `same` for the links that hold a component together, and `unsure`."""

Kind: TypeAlias = Literal["person", "act", "report", "facility"]
_LINKER = "linker"
"""The key under which `about` tells the version of what linked."""
_AT_ONCE = 500


class Item(Struct, frozen=True):
    """Something that is linked, the report that tells of it, what is compared of it (JSON), and its keys."""

    id: str
    report: str
    data: str
    keys: tuple[str, ...]


class Pair(Struct, frozen=True):
    """Two items and what was judged of them by itself; `reasons` is JSON."""

    left: str
    right: str
    verdict: str
    score: float
    reasons: str


class Placed(Struct, frozen=True):
    """An item with its report, its data, and where it belongs; both null where it is still to be judged."""

    id: str
    report: str
    data: str
    component: str | None
    cluster: str | None


def create(connection: Connection) -> None:
    """The tables, where they are not there yet."""
    metadata.create_all(connection)


def version_of(connection: Connection) -> str | None:
    """The version of what linked the collection; None where nothing has."""
    return connection.scalar(select(schema.about.c.value).where(schema.about.c.key == _LINKER))


def ensure(connection: Connection, version: str) -> bool:
    """Whether all has to be linked again, because another version linked it."""
    about = schema.about
    if version_of(connection) == version:
        return False
    outdate(connection)
    connection.execute(delete(about).where(about.c.key == _LINKER))
    connection.execute(about.insert(), {"key": _LINKER, "value": version})
    return True


def not_linked(connection: Connection, kind: Kind, reports: Collection[str] | None = None) -> list[str]:
    """The reports, of all or of some, whose items are not among those of a kind, in the order in which they were kept."""
    linked = linked_reports.c
    known = select(linked.report).where(linked.kind == kind)
    query = select(view_reports.c.id, view_reports.c.number).where(view_reports.c.id.not_in(known))
    if reports is None:
        return [row.id for row in connection.execute(query.order_by(view_reports.c.number))]
    rows: list[Any] = []
    for some in _some(reports):
        known = select(linked.report).where(linked.kind == kind, linked.report.in_(some))
        query = select(view_reports.c.id, view_reports.c.number).where(view_reports.c.id.in_(some))
        rows += connection.execute(query.where(view_reports.c.id.not_in(known)))
    return [row.id for row in sorted(rows, key=attrgetter("number"))]


def held(connection: Connection, kind: Kind, reports: Collection[str]) -> set[str]:
    """Those of some reports that have items of a kind already."""
    found: set[str] = set()
    for some in _some(reports):
        found |= {row.report for row in _items_of(connection, some) if row.kind == kind}
    return found


def add(connection: Connection, kind: Kind, reports: Collection[str], items: Iterable[Item]) -> None:
    """Adds the items of some reports in place of those that they had, to be judged."""
    told = list(items)
    _remove(connection, kind, reports)
    rows = [{"kind": kind, "item": one.id, "report": one.report, "data": one.data} for one in told]
    keys = [{"kind": kind, "key": key, "item": one.id} for one in told for key in sorted(set(one.keys))]
    done = [{"kind": kind, "report": report} for report in reports]
    for table, some in ((linked_items, rows), (linked_keys, keys), (linked_reports, done)):
        if some:
            connection.execute(table.insert(), some)


def outdate(connection: Connection, reports: Collection[str] | None = None) -> None:
    """Has some reports, or all, linked again; until then they stay linked as they were."""
    if reports is None:
        connection.execute(delete(linked_reports))
        return
    for some in _some(reports):
        connection.execute(delete(linked_reports).where(linked_reports.c.report.in_(some)))


def forget(connection: Connection, report: str) -> None:
    """Takes all that is linked of a report away; whatever hung together with it is to be judged anew."""
    outdate(connection, [report])
    for kind in get_args(Kind):
        _remove(connection, kind, [report])


def _remove(connection: Connection, kind: Kind, reports: Collection[str]) -> None:
    items: list[str] = []
    for some in _some(reports):
        items += [row.item for row in _items_of(connection, some) if row.kind == kind]
    if items:
        loosen(connection, kind, items)
        for some in _some(items):
            connection.execute(delete(linked_keys).where(_among(linked_keys, kind, some)))
            connection.execute(delete(linked_items).where(_among(linked_items, kind, some)))


def _items_of(connection: Connection, reports: list[str]) -> list[Any]:
    """The items of every kind of some reports. Asked for one kind, SQLite would look through all of that kind."""
    told = linked_items.c
    return list(connection.execute(select(told.kind, told.item, told.report).where(told.report.in_(reports))))


def loosen(connection: Connection, kind: Kind, items: Collection[str]) -> None:
    """Has items, and all that hangs together with them, judged anew."""
    held = {one.component for one in placed(connection, kind, items) if one.component}
    for some in _some(held):
        within = (linked_items.c.kind == kind) & linked_items.c.component.in_(some)
        loose = list(connection.scalars(select(linked_items.c.item).where(within)))
        connection.execute(update(linked_items).where(within).values(component=None, cluster=None))
        drop_pairs(connection, kind, loose)
    drop_pairs(connection, kind, items)


def loose(connection: Connection, kind: Kind) -> list[str]:
    """The items that are still to be judged."""
    query = select(linked_items.c.item).where(linked_items.c.kind == kind, linked_items.c.cluster.is_(None))
    # Asked for in order, SQLite would look through all items for these few.
    return sorted(connection.scalars(query))


def groups(connection: Connection, kind: Kind) -> Iterator[tuple[str, list[str]]]:
    """Each key that an item still to be judged has, with all items that have it, where these are several."""
    fresh = select(linked_items.c.item).where(linked_items.c.kind == kind, linked_items.c.cluster.is_(None))
    asked = select(linked_keys.c.key).where(linked_keys.c.kind == kind, linked_keys.c.item.in_(fresh))
    query = select(linked_keys.c.key, linked_keys.c.item).where(
        linked_keys.c.kind == kind, linked_keys.c.key.in_(asked)
    )
    rows = connection.execute(query.order_by(linked_keys.c.key, linked_keys.c.item))
    for key, told in groupby(rows, key=attrgetter("key")):
        items = [row.item for row in told]
        if len(items) > 1:
            yield key, items


def placed(connection: Connection, kind: Kind, items: Collection[str]) -> list[Placed]:
    """These items, where they are among those linked."""
    return _placed(connection, kind, linked_items.c.item, items)


def of_components(connection: Connection, kind: Kind, components: Collection[str]) -> list[Placed]:
    """All items that hang together in these components."""
    return _placed(connection, kind, linked_items.c.component, components)


def all_data(connection: Connection, kind: Kind) -> Iterator[tuple[str, str]]:
    """Every item of a kind, with its data."""
    query = select(linked_items.c.item, linked_items.c.data).where(linked_items.c.kind == kind)
    for row in connection.execute(query):
        yield row.item, row.data


def clusters(connection: Connection, kind: Kind) -> Iterator[tuple[str, str]]:
    """Every item of a kind that was judged, with its cluster."""
    told = linked_items.c
    query = select(told.item, told.cluster).where(told.kind == kind, told.cluster.is_not(None))
    for row in connection.execute(query):
        yield row.item, row.cluster


def by_cluster(connection: Connection, kind: Kind) -> Iterator[list[Placed]]:
    """The items of each cluster of a kind, all of them, one cluster after the other."""
    told = linked_items.c
    query = select(told.item, told.report, told.data, told.component, told.cluster)
    query = query.where(told.kind == kind, told.cluster.is_not(None)).order_by(told.cluster, told.item)
    for _, rows in groupby(connection.execute(query), key=attrgetter("cluster")):
        yield [Placed(*row) for row in rows]


def of_clusters(connection: Connection, kind: Kind, clusters: Collection[str]) -> list[Placed]:
    """All items of these clusters."""
    return _placed(connection, kind, linked_items.c.cluster, clusters)


def cluster_of(connection: Connection, kind: Kind, items: Iterable[str]) -> dict[str, str]:
    """The cluster of each of these items that was judged."""
    return {one.id: one.cluster for one in placed(connection, kind, list(items)) if one.cluster}


def together(connection: Connection, kind: Kind, item: str) -> list[str]:
    """An item with all that are one with it, in order."""
    held = cluster_of(connection, kind, [item]).values()
    return sorted({item, *(one.id for one in of_clusters(connection, kind, list(held)))})


def place(connection: Connection, kind: Kind, rows: Iterable[tuple[str, str, str]]) -> None:
    """Notes of items the component and the cluster that they belong to."""
    told = [{"of": item, "component": component, "cluster": cluster} for item, component, cluster in rows]
    if told:
        query = update(linked_items).where(linked_items.c.kind == kind, linked_items.c.item == bindparam("of"))
        connection.execute(query.values(component=bindparam("component"), cluster=bindparam("cluster")), told)


def add_pairs(connection: Connection, kind: Kind, pairs: Iterable[Pair]) -> None:
    """Notes what was judged of pairs."""
    rows = [{"kind": kind, **{name: getattr(one, name) for name in Pair.__struct_fields__}} for one in pairs]
    if rows:
        connection.execute(linked_pairs.insert(), rows)


def drop_pairs(connection: Connection, kind: Kind, items: Collection[str]) -> None:
    """Forgets what was judged of all pairs with one of these items."""
    for some in _some(items):
        queued.drop_linked(connection, kind, some)
        for side in (linked_pairs.c.left, linked_pairs.c.right):
            connection.execute(delete(linked_pairs).where(linked_pairs.c.kind == kind, side.in_(some)))


def pairs(
    connection: Connection, kind: Kind, *, items: Collection[str] | None = None, verdict: str | None = None
) -> list[Pair]:
    """The pairs that were judged, the surest first: all, or those between two of `items`."""
    told = linked_pairs.c
    query = select(told.left, told.right, told.verdict, told.score, told.reasons).where(told.kind == kind)
    if items is None:
        rows: list[Any] = list(connection.execute(query.where(told.verdict == verdict) if verdict else query))
    else:
        # Asked for the verdict too, SQLite would go through all pairs of that verdict for these few.
        rows = [row for some in _some(items) for row in connection.execute(query.where(told.left.in_(some)))]
        rows = [row for row in rows if row.right in items and verdict in {None, row.verdict}]
    return [Pair(*row) for row in sorted(rows, key=lambda row: (-row.score, row.left, row.right))]


def _placed(connection: Connection, kind: Kind, column: Any, values: Collection[str]) -> list[Placed]:
    told = linked_items.c
    query = select(told.item, told.report, told.data, told.component, told.cluster).where(told.kind == kind)
    found: list[Placed] = []
    for some in _some(values):
        found += [Placed(*row) for row in connection.execute(query.where(column.in_(some)))]
    return sorted(found, key=attrgetter("id"))


def _among(table: Any, kind: str, items: Collection[str]) -> Any:
    return (table.c.kind == kind) & table.c.item.in_(items)


def _some(values: Iterable[str]) -> Iterator[list[str]]:
    """The values, in order, as many at once as one question may name."""
    told = sorted(values)
    for start in range(0, len(told), _AT_ONCE):
        yield told[start : start + _AT_ONCE]
