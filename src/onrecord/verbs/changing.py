"""An address that was captured more than once to what changed there from one time to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.analysis.differences import Difference, Retold, differences, passages, retold
from onrecord.errors import UnknownItem
from onrecord.model import Report
from onrecord.store import finding, history
from onrecord.store.collection import Collection, Reading
from onrecord.store.history import Taken
from onrecord.store.veil import Veil, veil

What: TypeAlias = Literal["changed", "same text", "same bytes", "gone", "back", "not read"]
"""What became of the text since the capture before; `gone` where the address gave a page and gives none any more."""
_GOOD = 200


class Step(Struct, frozen=True, kw_only=True):
    """From one capture of an address to the next: what became of its text."""

    before: Taken
    after: Taken
    what: What
    differences: tuple[Difference, ...] = ()
    particulars: tuple[Retold, ...] = ()


def changes(collection: Collection, address: str) -> list[Step]:
    """What changed at an address, from each capture to the next. Raises UnknownItem when nothing was captured there.

    An address that a protected report was read from is as one that is not known.
    """
    with collection.reading() as connection:
        found = history.history(connection, address)
        if not found or _is_hidden(found, veil(connection, collection.user)):
            raise UnknownItem(
                f"Nothing was captured at {address}: `onrecord changes` lists what was captured more than once."
            )
        return [_step(connection, *pair, user=collection.user) for pair in pairwise(found)]


def changed(collection: Collection) -> dict[str, list[Step]]:
    """By address, what changed at each that was captured more than once."""
    with collection.reading() as connection:
        hidden = veil(connection, collection.user)
        found = {
            address: all for address, all in history.captured_again(connection).items() if not _is_hidden(all, hidden)
        }
        user = collection.user
        return {
            address: [_step(connection, *pair, user=user) for pair in pairwise(all)] for address, all in found.items()
        }


def _is_hidden(taken: list[Taken], hidden: Veil) -> bool:
    return any(hidden.reports.intersection(one.reports) for one in taken)


def _step(connection: Reading, before: Taken, after: Taken, *, user: str) -> Step:
    if before.snapshot == after.snapshot:
        return Step(before=before, after=after, what="same bytes")
    stood, stands = (one.status in {None, _GOOD} for one in (before, after))
    if not stands:
        return Step(before=before, after=after, what="gone")
    old, new = ([finding.report(connection, id, user=user).report for id in one.reports] for one in (before, after))
    if not stood or not (old and new):
        return Step(before=before, after=after, what="not read" if stood else "back")
    return _compared(before, after, old, new)


def _compared(before: Taken, after: Taken, old: list[Report], new: list[Report]) -> Step:
    told = retold(old[0].particulars, new[0].particulars)
    if passages(old) == passages(new):
        return Step(before=before, after=after, what="same text", particulars=told)
    return Step(before=before, after=after, what="changed", differences=differences(old, new), particulars=told)
