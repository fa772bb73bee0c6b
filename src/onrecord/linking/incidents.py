"""Happenings to incidents: what belongs together (a rally, its dispersal, its arrests), and totals that are not summed with their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from onrecord.dates import bounds, is_valid, overlap
from onrecord.linking.happenings.when import days_apart
from onrecord.linking.happenings.where import is_same, may_hold
from onrecord.model import Count, Place

_FOLLOWS = {"protest": frozenset({"dispersal", "arrest", "assault", "killing", "search", "restriction", "questioning"})}
"""What may happen at, or for, a whole of this type, on its day or the next."""
_FOLLOWS["dispersal"] = _FOLLOWS["protest"] - {"dispersal"}
_FOLLOWS["search"] = frozenset({"arrest", "questioning"})
Range: TypeAlias = tuple[int, int | None]


class Gathered(Struct, frozen=True, kw_only=True):
    """A happening as it is gathered: what its accounts agree on, or the widest that they tell."""

    id: str
    type: str
    date: str | None = None
    place: Place | None = None
    persons: frozenset[str] = frozenset()
    """Identities or names of those it was done to."""
    groups: frozenset[str] = frozenset()
    """Who took part or was affected, in words."""
    count: Count | None = None
    part_of: frozenset[str] = frozenset()
    """Happenings of which some report says that this is a part."""


class Part(Struct, frozen=True):
    """That a happening is a part of another, and why."""

    part: str
    whole: str
    reasons: tuple[str, ...]


class Incident(Struct, frozen=True):
    """Happenings that belong together; `whole` is the one that the others hang on."""

    whole: str
    parts: tuple[Part, ...]

    @property
    def happenings(self) -> tuple[str, ...]:
        """All of them, the whole first."""
        return (self.whole, *sorted({one.part for one in self.parts} - {self.whole}))


def incidents(happenings: Iterable[Gathered]) -> tuple[Incident, ...]:
    """The incidents of happenings, also those of one happening alone; each happening is in one of them."""
    every = sorted(happenings, key=lambda one: one.id)
    ties = {one.part: one for one in (_best(one, every) for one in every) if one}
    members: dict[str, list[Part]] = defaultdict(list)
    for one in every:
        whole = _top(one.id, ties)
        members[whole].extend([ties[one.id]] if one.id in ties and whole != one.id else [])
    return tuple(Incident(whole, tuple(parts)) for whole, parts in sorted(members.items()))


def _top(id_: str, ties: Mapping[str, Part]) -> str:
    seen = {id_}
    while id_ in ties and ties[id_].whole not in seen:
        id_ = ties[id_].whole
        seen.add(id_)
    return min(seen) if id_ in ties else id_


def _best(one: Gathered, others: Sequence[Gathered]) -> Part | None:
    """The whole that it hangs on: one that a report names, else the one with the most reasons."""
    found = [part for other in others if other.id != one.id and (part := part_of(one, other))]
    return max(found, key=lambda part: (part.whole in one.part_of, len(part.reasons), part.whole), default=None)


def part_of(one: Gathered, whole: Gathered) -> Part | None:
    """Whether `one` is a part of `whole`: a report says so, it is counted in its total, or it happened at it."""
    if whole.id in one.part_of:
        return Part(one.id, whole.id, ("a report tells it as a part",))
    if is_total(whole, one):
        return Part(one.id, whole.id, ("counted in the total", *_where_and_when(one, whole)))
    reasons = _where_and_when(one, whole)
    if one.type not in _FOLLOWS.get(whole.type, ()) or len(reasons) < 2:
        return None
    return Part(one.id, whole.id, (f"{one.type} at a {whole.type}", *reasons, *_people(one, whole)))


def _where_and_when(one: Gathered, whole: Gathered) -> tuple[str, ...]:
    reasons = []
    if one.place and whole.place and _exact(one.place) and _exact(whole.place) and is_same(one.place, whole.place):
        reasons.append("same place")
    if one.date and whole.date and is_valid(one.date) and is_valid(whole.date) and _is_short(one.date, whole.date):
        if overlap(one.date, whole.date):
            reasons.append("same day")
        elif days_apart(one.date, whole.date) == 1 and bounds(one.date) > bounds(whole.date):
            reasons.append("the day after")
    return tuple(reasons)


def _exact(place: Place) -> bool:
    return place.precision in {"site", "town"}


def _is_short(*dates: str) -> bool:
    """Whether each date tells a week at most: to share a year is no tie."""
    ends = [bounds(one) for one in dates]
    return all(low and high and (high - low).days < 7 for low, high in ends)


def _people(one: Gathered, whole: Gathered) -> tuple[str, ...]:
    shared = (one.persons & whole.persons) | (one.groups & whole.groups)
    return ("same people: " + ", ".join(sorted(shared)),) if shared else ()


# ---------------------------------------------------------------- totals


def is_total(total: Gathered, part: Gathered) -> bool:
    """Whether `total` counts `part` among others: same type, more people, no names, a time and place that hold the part's."""
    if total.type != part.type or total.persons or total.count is None or (total.count.min or 0) <= _least(part):
        return False
    return _holds_time(total, part) and _holds_place(total, part)


def _least(one: Gathered) -> int:
    told = one.count.min if one.count and one.count.min is not None else 0
    return max(told, len(one.persons), 1)


def _holds_time(total: Gathered, part: Gathered) -> bool:
    if not total.date or not part.date or not is_valid(total.date) or not is_valid(part.date):
        return False
    (t_low, t_high), (p_low, p_high) = bounds(total.date), bounds(part.date)
    begins = t_low is None or (p_low is not None and t_low <= p_low)
    return begins and (t_high is None or (p_high is not None and p_high <= t_high))


def _holds_place(total: Gathered, part: Gathered) -> bool:
    if total.place is None or part.place is None:
        return False
    return is_same(total.place, part.place) or (may_hold(total.place, part.place) and not _exact(total.place))


def counted(happenings: Iterable[Gathered], *, type_: str) -> Range:
    """How many people were affected by happenings of one type, least and most, no part counted beside its total.

    A total counts as the larger of its own number and the sum of its parts; the most is None where some end is open.
    """
    every = [one for one in happenings if one.type == type_]
    totals = _Totals(every)
    wholes: dict[str, str] = {}
    for one in every:
        if fitting := [total for total in totals.around(one) if total.id in one.part_of or is_total(total, one)]:
            wholes[one.id] = min(fitting, key=lambda total: (_least(total), total.id)).id
    for id_ in sorted(wholes):
        if _leads_back(id_, wholes):
            del wholes[id_]
    children: dict[str, list[Gathered]] = defaultdict(list)
    for one in every:
        children[wholes.get(one.id, "")].append(one)
    return _added(_range(one, children) for one in children[""])


def _leads_back(id_: str, wholes: Mapping[str, str]) -> bool:
    """Whether something is told as a part of what is a part of it: neither may be lost by that."""
    seen, at = set[str](), wholes.get(id_)
    while at is not None and at not in seen and at != id_:
        seen.add(at)
        at = wholes.get(at)
    return at == id_


class _Totals:
    """Happenings that may count others, found by when these were: comparing all with all would take hours."""

    def __init__(self, every: Sequence[Gathered]) -> None:
        self._by_id = {one.id: one for one in every}
        self._wide: list[Gathered] = []
        self._by_month: dict[tuple[int, int], list[Gathered]] = defaultdict(list)
        for one in every:
            if one.persons or one.count is None or (one.count.min or 0) < 2 or not one.date or not is_valid(one.date):
                continue
            low, high = bounds(one.date)
            if low and high and (high - low).days < 28:
                for month in {(low.year, low.month), (high.year, high.month)}:
                    self._by_month[month].append(one)
            else:
                self._wide.append(one)

    def around(self, part: Gathered) -> Iterator[Gathered]:
        """Those that some report calls the whole of the part, and those that may hold its days."""
        named = [self._by_id[id_] for id_ in part.part_of if id_ in self._by_id and id_ != part.id]
        yield from named
        low = bounds(part.date)[0] if part.date and is_valid(part.date) else None
        near = self._by_month[low.year, low.month] if low else []
        yield from (one for some in (near, self._wide) for one in some if one.id != part.id and one not in named)


def _range(one: Gathered, children: Mapping[str, Sequence[Gathered]]) -> Range:
    inner = _added(_range(child, children) for child in children.get(one.id, ()))
    most = max(one.count.max, inner[0]) if one.count and one.count.max is not None else None
    if one.count is None and one.persons:
        most = max(len(one.persons), inner[0])
    return max(_least(one), inner[0]), most


def _added(ranges: Iterable[Range]) -> Range:
    least, most = 0, 0
    is_open = False
    for low, high in ranges:
        least += low
        most += high or 0
        is_open = is_open or high is None
    return least, None if is_open else most
