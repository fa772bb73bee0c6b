"""Whether two acts of a report are about the same people, and how far apart they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coding.choosing import Chosen


def share_people(a: Chosen, b: Chosen) -> bool:
    """Whether somebody in particular stands in both acts."""
    mine = {p.figure for p in (*a.affected, *a.actors) if p.figure is not None}
    return any(p.figure in mine for p in (*b.affected, *b.actors) if p.figure is not None)


def may_share_people(a: Chosen, b: Chosen) -> bool:
    """Whether the same people stand in both acts, or one of them names nobody."""
    named = [{p.figure for p in act.affected if p.figure is not None} for act in (a, b)]
    return bool(named[0] & named[1]) or not all(named)


def gap(act: Chosen, other: Chosen) -> int | None:
    """Sentences from the last telling of another act to this one; None where all its tellings come later."""
    told = [t.sentence for t in other.tellings if t.sentence <= act.lead.sentence]
    return act.lead.sentence - max(told) if told else None
