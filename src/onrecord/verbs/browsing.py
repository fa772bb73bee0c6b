"""The reports of a collection to pages of them."""

from __future__ import annotations

from onrecord.store import browsing
from onrecord.store.browsing import ReportFilter, ReportPage
from onrecord.store.collection import Collection
from onrecord.store.kept import Facet


def page(
    collection: Collection, asked: ReportFilter = ReportFilter(), *, limit: int = 50, after: str | None = None
) -> ReportPage:
    """At most `limit` reports that match, the latest first, from behind the report `after`. Raises UnknownItem."""
    with collection.reading() as connection:
        return browsing.page(connection, asked, user=collection.user, limit=limit, after=after)


def facets(collection: Collection, asked: ReportFilter = ReportFilter()) -> dict[str, list[Facet]]:
    """By field, its values among the reports that match, the most frequent first."""
    with collection.reading() as connection:
        return browsing.facets(connection, asked, user=collection.user)
