"""What cannot be told of one person: two towns on one day, an arrest after a death, two persons of one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import combinations, product

from onrecord.dates import bounds
from onrecord.geo import km_between
from onrecord.linking.people.mention import Involvement, Mention
from onrecord.linking.people.naming import differ

__all__ = ["apart", "contradictions"]

_ALIVE = frozenset({"arrest", "release", "trial", "questioning", "abduction", "deportation", "protest"})
"""Acts at which the person affected is there, alive."""
_BODILY = _ALIVE | {"killing"}
_FAR_KM = 100.0
"""What lies between two towns where somebody cannot be held or tried on one day."""


def contradictions(one: Mention, other: Mention) -> Iterator[str]:
    """Each thing, in words, for which the two cannot be one person."""
    if one.report == other.report:
        yield "the report tells of them as two persons"
    for mine, theirs in product(_bodily(one.doings), _bodily(other.doings)):
        yield from _of_two(mine, theirs)


def apart(mentions: Mapping[str, Mention]) -> Iterator[tuple[str, str]]:
    """The pairs among some mentions that cannot be one person, by their ids, the smaller first."""
    for one, other in _to_compare(mentions):
        if differ(one.names, other.names) or any(contradictions(one, other)):
            yield (one.id, other.id) if one.id < other.id else (other.id, one.id)


def _to_compare(mentions: Mapping[str, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of one report, pairs with differing names, and pairs of which both tell of a day."""
    by_report: dict[str, list[Mention]] = defaultdict(list)
    by_names: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for one in mentions.values():
        by_report[one.report].append(one)
        by_names[one.names].append(one)
    for told in by_report.values():
        yield from combinations(told, 2)
    for names, others in combinations(by_names, 2):
        if differ(names, others):
            yield from product(by_names[names], by_names[others])
    yield from combinations([one for one in mentions.values() if _bodily(one.doings)], 2)


@lru_cache(maxsize=1 << 16)
def _bodily(doings: tuple[Involvement, ...]) -> tuple[Involvement, ...]:
    """What was done to the person on one day that is told, and had them be there."""
    return tuple(
        doing
        for doing in doings
        if doing.role == "affected" and doing.realis == "actual" and doing.type in _BODILY and _day(doing)
    )


def _of_two(mine: Involvement, theirs: Involvement) -> Iterator[str]:
    if mine.date == theirs.date and _far(mine, theirs):
        yield f"{mine.type} in {mine.town} and {theirs.type} in {theirs.town} on {mine.date}"
    for killed, alive in ((mine, theirs), (theirs, mine)):
        if killed.type == "killing" and alive.type in _ALIVE and _later(alive, killed):
            yield f"killed on {killed.date}, and {alive.type} on {alive.date}"


def _later(alive: Involvement, killed: Involvement) -> bool:
    first, second = _day(killed), _day(alive)
    return first is not None and second is not None and (second - first).days > 1


def _day(doing: Involvement) -> date | None:
    """The one day that a date names, if it names one."""
    if not doing.date:
        return None
    first, last = bounds(doing.date)
    return first if first == last else None


def _far(mine: Involvement, theirs: Involvement) -> bool:
    if mine.lat is None or mine.lon is None or theirs.lat is None or theirs.lon is None:
        return False
    if not mine.town or not theirs.town:
        return False
    return km_between((mine.lat, mine.lon), (theirs.lat, theirs.lon)) > _FAR_KM
