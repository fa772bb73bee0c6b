"""The values behind a `?` to what is looked for: one reading of them for pages and the API."""

from __future__ import annotations

from onrecord.store.browsing import ReportFilter
from onrecord.store.filters import Filter
from onrecord.verbs import looking
from onrecord.web.asking import Asked

ACTS = ("words", "type", "realis", "status", "person", "place", "near", "date", "word", "report", "at", "group")
REPORTS = ("words", "kind", "publisher", "site", "language", "unsealed", "empty")
_FLAGS = ("unsealed", "empty")


def acts(asked: Asked) -> Filter:
    """Which acts. Raises UnknownItem where a value is none."""
    told = {name: asked.query[name].strip() for name in ACTS if name in asked.query}
    return looking.wanted(**told)


def reports(asked: Asked) -> ReportFilter:
    """Which reports."""
    told = {name: asked.query[name].strip() for name in REPORTS if name in asked.query and name not in _FLAGS}
    return ReportFilter(**told, unsealed="unsealed" in asked.query, empty="empty" in asked.query)
