"""Times that lean on another doing, placed by that doing's date."""

from __future__ import annotations

from onrecord import dates
from onrecord.coding.times.mention import TimeMention
from onrecord.coding.times.units import resolved


def anchored(mention: TimeMention, reference: str) -> str | None:
    """The EDTF date of a time that is told from another doing, given that doing's EDTF date.

    "Two days earlier" and 2021-07-01 give 2021-06-29. The result is never sharper than the reference, and
    "about" where the count or the unit is not exact. None when the words do not lean on an act, or when
    nothing can be said ("years later").
    """
    if mention.anchor != "act" or mention.shift is None:
        return None
    placed = resolved(mention.shift, reference)
    if placed is None:
        return None
    if mention.relation in ("before", "until"):
        return dates.until(placed[1])
    if mention.relation in ("since", "after"):
        return dates.since(placed[1])
    return placed[1]
