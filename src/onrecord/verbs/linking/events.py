"""A collection's reports to those that tell one event, be it in their own words: what is to be read side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from onrecord.dates import overlap
from onrecord.errors import SettingsError, UnknownItem
from onrecord.linking.happenings.when import day_of
from onrecord.linking.stories import Telling, stories, telling
from onrecord.store import finding
from onrecord.store.collection import Collection, Reading
from onrecord.store.ids import tidied
from onrecord.store.kept import ReportCard

__all__ = ["events"]

_NEAR = timedelta(days=14)
"""Reports that came out farther from one are not looked through for its event."""
_AT_ONCE = 500
_MOST = 3_000
"""More reports are not set beside each other: it would take many minutes."""


def events(
    collection: Collection, report: str | None = None, *, date: str | None = None
) -> list[tuple[ReportCard, ...]]:
    """The reports that tell one event, those of most first: all, those that came out at a time (EDTF), or those that tell what one does.

    Nothing is joined by it. Raises UnknownItem for a report that is not there, or may not be seen, and SettingsError for too many.
    """
    with collection.reading() as connection:
        cards = {one.id: one for one in finding.find_reports(connection, user=collection.user)}
        known = tidied(report) if report else None
        if known is not None and known not in cards:
            raise UnknownItem(f"There is no report {known} here: `onrecord show reports` lists them.")
        wanted = [one.id for one in _near(cards.values(), cards[known] if known else None, date)]
        if len(wanted) > _MOST:
            raise SettingsError(
                f"{len(wanted)} reports are too many to set beside each other: name one of them, or a --date."
            )
        tellings = dict(_tellings(connection, wanted))
    found = [tuple(cards[id] for id in group) for group in stories(tellings) if known is None or known in group]
    return sorted((one for one in found if len(one) > 1), key=lambda one: (-len(one), one[0].id))


def _near(cards: Iterable[ReportCard], one: ReportCard | None, date: str | None) -> Iterator[ReportCard]:
    """Those that came out at the time asked for, and about when one did; those without a day where none is asked for."""
    day = day_of(one.particulars.published) if one else None
    for card in cards:
        out = day_of(card.particulars.published)
        if date is not None and (out is None or not overlap(out.isoformat(), date)):
            continue
        if day is None or out is None or abs(out - day) <= _NEAR:
            yield card


def _tellings(connection: Reading, reports: list[str]) -> Iterator[tuple[str, Telling]]:
    for start in range(0, len(reports), _AT_ONCE):
        for id, told, text in finding.texts_of(connection, reports[start : start + _AT_ONCE]):
            yield id, telling(text, title=told.title, day=day_of(told.published))
