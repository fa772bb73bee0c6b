"""Two copies and when they were published to which of them the other was probably made from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from onrecord.dates import bounds, is_valid
from onrecord.linking.copies.copying import Copying


def likely_original(
    found: Copying, *, a_published: str | None = None, b_published: str | None = None
) -> Literal["a", "b"] | None:
    """The earlier one; where the dates leave it open, the longer one of which the other is a cut. None where nothing tells.

    Dates are ISO 8601, as precise as told. Likely only: an outlet may put its date on a story that a wire sent the day before.
    """
    if a_published and b_published:
        if _is_before(a_published, b_published):
            return "a"
        if _is_before(b_published, a_published):
            return "b"
    return {"cut": "b", "extended": "a"}.get(found.kind)  # type: ignore[return-value]


def _is_before(one: str, other: str) -> bool:
    """Whether it is certain: by the clock where both tell it with its zone, else by whole days, months or years."""
    at, then = _instant(one), _instant(other)
    if at and then:
        return at < then
    if not is_valid(one[:10]) or not is_valid(other[:10]):
        return False
    last, first = bounds(one[:10])[1], bounds(other[:10])[0]
    return last is not None and first is not None and last < first


def _instant(told: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo else None
