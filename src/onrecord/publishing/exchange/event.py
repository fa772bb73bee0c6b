"""One happening as it is handed to others: what its most exact account tells, and all who tell it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.analysis.counted import Happening
from onrecord.publishing.rows import Row


class Event(Struct, frozen=True, kw_only=True):
    """A happening; `row` is its most exact account, but its dates are those that all accounts leave open."""

    id: str
    row: Row
    publishers: tuple[str, ...]
    urls: tuple[str, ...]
    origins: tuple[str, ...]
    is_denied: bool
    date_from: str | None
    date_to: str | None
    places: int
    """How many places its accounts tell: more than one where they contradict each other."""

    @property
    def is_exact(self) -> bool:
        """Whether one town or site is told, so that a point may stand for it."""
        point = self.row.latitude is not None and self.row.longitude is not None
        return point and self.places == 1 and self.row.place_precision in {"town", "site"}


def event(one: Happening, row: Row, others: Sequence[Row]) -> Event:
    """The event of a happening; `others` are the rows of all its accounts."""
    first, last = (one.days.first, one.days.last) if one.days else (None, None)
    return Event(
        id=one.id,
        row=row,
        publishers=tuple(dict.fromkeys(each.publisher for each in others if each.publisher)),
        urls=tuple(dict.fromkeys(each.url for each in others if each.url)),
        origins=tuple(origin.name for origin in one.origins),
        is_denied=one.is_denied,
        date_from=first.isoformat() if first else None,
        date_to=last.isoformat() if last else None,
        places=len(one.places),
    )
