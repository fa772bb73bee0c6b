"""What the acts of one report are to each other: a part, a denial, a changed sentence, an end, a demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from onrecord.model import Act, Link

_ENDS = {"release": ("custody", "arrest", "abduction"), "acquittal": ("charge", "trial")}
_CHANGES = {"sentence_change": ("sentence", "conviction", "fine")}


def linked(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts with the links that their types, people and order make plain."""
    return tuple(replace(act, links=tuple(_links(n, acts))) for n, act in enumerate(acts))


def _links(n: int, acts: Sequence[Act]) -> Iterator[Link]:
    act = acts[n]
    if act.realis == "negated":
        yield from _first("denies", n, acts, (act.type,), "actual")
    elif act.realis == "actual":
        yield from _first("ends", n, acts, _ENDS.get(act.type, ()), "actual")
        yield from _first("changes", n, acts, _CHANGES.get(act.type, ()), "actual")
        yield from _total(n, acts)


def _first(
    kind: Literal["denies", "changes", "ends"], n: int, acts: Sequence[Act], types: tuple[str, ...], realis: str
) -> Iterator[Link]:
    """The nearest fitting act about the same people."""
    fitting = [
        m
        for m, other in enumerate(acts)
        if m != n and other.type in types and other.realis == realis and _same_people(acts[n], other)
    ]
    if fitting:
        nearest = min(fitting, key=lambda m: abs(m - n))
        yield Link(kind, acts[nearest].id)


def _total(n: int, acts: Sequence[Act]) -> Iterator[Link]:
    """The total that this act is a part of: a group told of first, of the same type and not another date."""
    act = acts[n]
    if not _names_somebody(act):
        return
    totals = [other for other in acts[:n] if _may_be_total(other, act)]
    if totals:
        yield Link("part_of", totals[-1].id)


def _may_be_total(other: Act, act: Act) -> bool:
    """Whether an act told before is of unnamed people, more of them, of the same type and date."""
    if other.type != act.type or other.realis != "actual" or act.date is None or act.date != other.date:
        return False
    more = other.count is not None and (other.count.max is None or other.count.max > len(act.affected))
    return more and not _names_somebody(other)


def _names_somebody(act: Act) -> bool:
    return any(p.person for p in act.affected)


def _same_people(a: Act, b: Act) -> bool:
    mine = {p.person or p.name.casefold() for p in a.affected}
    return any((p.person or p.name.casefold()) in mine for p in b.affected)
