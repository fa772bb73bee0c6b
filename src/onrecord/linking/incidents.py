"""Happenings to incidents: what belongs together (a rally, its dispersal, its arrests), and totals that are not summed with their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from onrecord.dates import bounds, is_valid, overlap
from onrecord.letters import plain
from onrecord.linking.happenings.when import days_apart
from onrecord.linking.happenings.where import is_same, may_hold
from onrecord.model import Count, Place

_FOLLOWS = {"protest": frozenset({"dispersal", "arrest", "assault", "killing", "search", "restriction", "questioning"})}
"""What may happen at, or for, a whole of this type, on its day or the next."""
_FOLLOWS["dispersal"] = _FOLLOWS["protest"] - {"dispersal"}
_FOLLOWS["search"] = frozenset({"arrest", "questioning"})
Range: TypeAlias = tuple[int, int | None]
Key: TypeAlias = tuple[str | int | None, ...]


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
    wholes = {one.id: whole for one in every if (whole := totals.smallest(one))}
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


class _Total(NamedTuple):
    """A happening that may count others: the first and last of its days, an open end reaching as far as need be, and its number."""

    low: int
    high: int
    least: int
    gathered: Gathered


class _Totals:
    """Happenings that may count others, found by where and when these were: comparing all with all would take hours."""

    def __init__(self, every: Sequence[Gathered]) -> None:
        self._by_id = {one.id: one for one in every}
        self._by_key: dict[Key, list[_Total]] = defaultdict(list)
        for one in every:
            if one.persons or one.count is None or (one.count.min or 0) < 2 or one.place is None:
                continue
            if days := _ordinals(one):
                total = _Total(*days, one.count.min or 0, one)
                for key in _keys(one.place, around=0):
                    # A town holds no other; under its country it would be found by everything there.
                    if key[0] != "country" or not _exact(one.place):
                        self._by_key[key].append(total)
        for some in self._by_key.values():
            some.sort(key=lambda one: (one.least, one.gathered.id))

    def smallest(self, part: Gathered) -> str | None:
        """The smallest whole of a part: one that some report calls so, or that has its place, holds its days, and is more."""
        named = [self._by_id[id_] for id_ in part.part_of if id_ in self._by_id and id_ != part.id]
        found = [(_least(one), one.id) for one in named]
        days = _ordinals(part)
        if part.place is not None and days is not None:
            for key in _keys(part.place, around=1):
                found += [(one.least, one.gathered.id) for one in islice(self._holding(key, part, days), 1)]
        return min(found)[1] if found else None

    def _holding(self, key: Key, part: Gathered, days: tuple[int, int]) -> Iterator[_Total]:
        """Those under a key, the smallest first."""
        low, high, least = *days, _least(part)
        for one in self._by_key.get(key, ()):
            holds_days = one.least > least and one.low <= low and high <= one.high
            if holds_days and one.gathered.id != part.id and _holds_place(one.gathered, part):
                yield one


def _ordinals(one: Gathered) -> tuple[int, int] | None:
    if not one.date or not is_valid(one.date):
        return None
    low, high = bounds(one.date)
    return low.toordinal() if low else 0, high.toordinal() if high else date.max.toordinal() + 1


def _keys(place: Place, *, around: int) -> Iterator[Key]:
    """What places share of which one may hold the other; `around` says how many degrees' squares about it are meant too."""
    yield "country", place.country
    if place.geonameid is not None:
        yield "id", place.geonameid
    if place.name:
        yield "name", plain(place.name)
    if place.lat is not None and place.lon is not None and _exact(place):
        lat, lon = int(place.lat // 1), int(place.lon // 1)
        steps = range(-around, around + 1)
        yield from (("square", lat + up, lon + along) for up in steps for along in steps)


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
