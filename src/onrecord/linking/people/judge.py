"""Two mentions to whether they are one person, with what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from onrecord.dates import Bounds, bounds, months, overlap
from onrecord.linking.judgement import Judgement, Reason, Verdict, score
from onrecord.linking.people.contradictions import contradictions
from onrecord.linking.people.mention import Involvement, Mention
from onrecord.linking.people.naming import same_name
from onrecord.linking.people.weights import weights

__all__ = ["judge", "marks"]

_TELLING_DAYS = 31
"""An act whose date allows more days than this tells little of when it was."""
_TELLING = frozenset({"tie", "other", "town", "group", "doing"})
"""Namesakes are one only where they share one of these; a country, a word or a charge is shared by many."""


def judge(one: Mention, other: Mention, *, bar: float | None = None) -> Judgement:
    """Whether two mentions are one person; `bar` is the score (0..1) from which on they are, else the usual one."""
    told = weights()
    name = same_name(one.names, other.names)
    if name is None:
        return Judgement("none", 0.0)
    against = [Reason("against", "contradiction", 0.0, words, contradicts=True) for words in contradictions(one, other)]
    if against:
        return Judgement("different", 0.0, (*against, name.reason))
    reasons = [name.reason, *_for(one, other), *_against(one, other)]
    found = score(reasons)
    verdict: Verdict = "unsure" if found >= told.bars["unsure"] else "none"
    if found >= (bar or told.bars["same"]) and not name.unsure and any(one.kind in _TELLING for one in reasons):
        verdict = "same"
    return Judgement(verdict, found, tuple(sorted(reasons, key=lambda reason: -reason.weight)))


def marks(mention: Mention) -> Iterator[str]:
    """What two mentions share at least one of when they are judged the same: kin, companions, groups, towns, the same done in a month."""
    yield from mention.ties
    yield from mention.others
    yield from mention.groups
    yield from mention.towns
    yield from {f"{doing.type} {month}" for doing in _telling(mention.doings) for month in _months(doing.date or "")}


def _months(date: str) -> list[str]:
    """Every month that a date of few days touches."""
    first, last = _ends(date)
    return months(first.isoformat(), last.isoformat()) if first and last else []


def _for(one: Mention, other: Mention) -> Iterator[Reason]:
    yield from _shared("tie", one.ties & other.ties)
    yield from _shared("other", {one.others[key] for key in one.others.keys() & other.others.keys()})
    yield from _shared("group", one.groups & other.groups)
    yield from _shared("bearing", one.bearing & other.bearing)
    yield from _shared("town", one.towns & other.towns)
    yield from _shared("country", one.countries & other.countries)
    yield from _shared("doing", _same_doings(one, other))
    yield from _shared("charge", _charges(one) & _charges(other))


def _shared(kind: str, shared: Iterable[str]) -> Iterator[Reason]:
    told = sorted(shared)
    if told:
        known = weights()
        first = known.speaks_for[kind]
        weight = min(known.most[kind], first + first * known.speaks_for["again"] * (len(told) - 1))
        yield Reason("for", kind, round(weight, 2), "; ".join(told[:3]))


def _against(one: Mention, other: Mention) -> Iterator[Reason]:
    known = weights().against
    if one.countries and other.countries and not one.countries & other.countries:
        words = f"{', '.join(sorted(one.countries))} and {', '.join(sorted(other.countries))}"
        yield Reason("against", "country", -known["country"], words)
    for mine, theirs in _pairs(one, other):
        if mine.type == theirs.type and not _may_be_one(mine, theirs) and _close(mine, theirs):
            yield Reason("against", "doing", -known["doing"], f"{mine.type} on {mine.date} and on {theirs.date}")
            return


def _same_doings(one: Mention, other: Mention) -> set[str]:
    return {
        f"{mine.type} {mine.date or ''}".strip()
        for mine, theirs in _pairs(one, other)
        if mine.type == theirs.type and mine.realis == theirs.realis and _may_be_one(mine, theirs)
    }


def _pairs(one: Mention, other: Mention) -> Iterator[tuple[Involvement, Involvement]]:
    """What was done to either, with a date that tells."""
    return product(_telling(one.doings), _telling(other.doings))


@lru_cache(maxsize=1 << 16)
def _telling(doings: tuple[Involvement, ...]) -> tuple[Involvement, ...]:
    return tuple(doing for doing in doings if doing.role == "affected" and _tells(doing.date or ""))


@lru_cache(maxsize=1 << 14)
def _tells(date: str) -> bool:
    first, last = _ends(date)
    return first is not None and last is not None and (last - first).days <= _TELLING_DAYS


@lru_cache(maxsize=1 << 14)
def _ends(date: str) -> Bounds:
    return bounds(date) if date else (None, None)


def _may_be_one(mine: Involvement, theirs: Involvement) -> bool:
    apart = mine.country and theirs.country and mine.country != theirs.country
    return not apart and _overlap(mine.date or "", theirs.date or "")


_overlap = lru_cache(maxsize=1 << 14)(overlap)


def _close(mine: Involvement, theirs: Involvement) -> bool:
    first, last = _ends(mine.date or ""), _ends(theirs.date or "")
    if not first[0] or not last[0]:
        return False
    return abs((first[0] - last[0]).days) <= _TELLING_DAYS


def _charges(one: Mention) -> set[str]:
    return {doing.charge for doing in one.doings if doing.charge}
