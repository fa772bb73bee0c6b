"""The reports of a collection to pages of cards, the latest first, and to how many there are of each kind, publisher, site and language."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, false, func, select

from onrecord.errors import UnknownItem
from onrecord.store import capturing, filters, finding
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.kept import Facet, ReportCard
from onrecord.store.veil import Veil, veil
from onrecord.store.view import view_reports

FACETS = ("kind", "publisher", "site", "language")
"""What reports are counted by."""
_MOST = 30
"""So many values of each, the most frequent ones."""


class ReportFilter(Struct, frozen=True, kw_only=True):
    """Which reports to list; what is None is not asked."""

    words: str | None = None
    """Words of the title or the text, as in a search of acts."""
    kind: str | None = None
    publisher: str | None = None
    site: str | None = None
    """The host of the address, without `www.`."""
    language: str | None = None
    unsealed: bool = False
    """Only those of whose bytes no capture could be sealed."""
    empty: bool = False
    """Only those without acts."""


class ReportPage(Struct, frozen=True, kw_only=True):
    """Some reports, how many there are in all, and where the next page begins."""

    cards: tuple[ReportCard, ...]
    total: int
    next: str | None
    """The id to give as `after` for the next page; None on the last one."""


def page(
    connection: Connection, wanted: ReportFilter, *, user: str, limit: int, after: str | None = None
) -> ReportPage:
    """At most `limit` reports that match, from behind the report `after`. Raises UnknownItem when there is none such."""
    hidden = veil(connection, user)
    asked = list(_of(wanted, hidden, connection.dialect.name))
    query = select(view_reports.c.id).where(*asked).order_by(view_reports.c.number.desc()).limit(limit + 1)
    if after:
        query = query.where(view_reports.c.number < _position(connection, after, hidden))
    found = list(connection.scalars(query))
    total = connection.scalar(select(func.count()).select_from(view_reports).where(*asked)) or 0
    cards = _cards(connection, found[:limit], user)
    return ReportPage(cards=cards, total=total, next=found[limit - 1] if len(found) > limit else None)


def facets(connection: Connection, wanted: ReportFilter, *, user: str) -> dict[str, list[Facet]]:
    """By field, its values among the reports that match, the most frequent first; a protected name is none of them."""
    hidden = veil(connection, user)
    asked = list(_of(wanted, hidden, connection.dialect.name))
    found = {}
    for field in FACETS:
        column, reports = view_reports.c[field], func.count().label("reports")
        query = select(column.label("value"), reports).where(*asked).group_by(column)
        rows = connection.execute(query.order_by(reports.desc(), column).limit(_MOST))
        found[field] = [Facet(row.value, row.reports) for row in rows if not _is_hidden(row.value, hidden)]
    return found


def _of(wanted: ReportFilter, hidden: Veil, dialect: str) -> Iterator[ColumnElement[bool]]:
    yield from filters.of_reports(Filter(words=wanted.words), hidden, dialect)
    for field in FACETS:
        value = getattr(wanted, field)
        if value:
            yield false() if _is_hidden(value, hidden) else view_reports.c[field] == value
    if wanted.unsealed:
        yield view_reports.c.id.in_(capturing.unsealed_reports())
    if wanted.empty:
        yield view_reports.c.acts == 0


def _is_hidden(value: str | None, hidden: Veil) -> bool:
    return value is not None and hidden.masked(value) != value


def _position(connection: Connection, report: str, hidden: Veil) -> int:
    known = tidied(report)
    number = connection.scalar(select(view_reports.c.number).where(view_reports.c.id == known))
    if number is None or known in hidden.reports:
        raise UnknownItem(f"There is no report {known} here: `onrecord show reports` lists them.")
    return int(number)


def _cards(connection: Connection, ids: list[str], user: str) -> tuple[ReportCard, ...]:
    unsealed = capturing.unsealed(connection, ids)
    cards = {card.id: card for card in finding.find_reports(connection, user=user, ids=ids)}
    return tuple(msgspec.structs.replace(cards[id], unsealed=unsealed.get(id)) for id in ids)
