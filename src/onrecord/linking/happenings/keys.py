"""A doing to the keys under which acts that may be the same are found, so that not every two are compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from onrecord.dates import bounds, is_valid
from onrecord.letters import plain
from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.reasons import rules
from onrecord.linking.happenings.when import day_of
from onrecord.linking.names import keys as name_keys

_MOST_MONTHS = 3
_SLACK = timedelta(days=2)


def keys(doing: Doing) -> frozenset[str]:
    """Type and person; type, town or country and month; two acts that may be one share at least one.

    A date near the turn of a month has both months. One that tells more than three months gives no key of time: such an act
    is found by its people. Acts without a date stand in the month in which their report came out.
    """
    return frozenset(
        f"{kind}|{rest}" for kind in _kinds(doing.type) for rest in (*_people(doing), *_times(doing), *_words(doing))
    )


def _kinds(type_: str) -> Iterator[str]:
    """The type, and for types that are told as each other the pair."""
    yield type_
    yield from ("/".join(sorted(pair)) for pair in rules().told_as if type_ in pair)


def _people(doing: Doing) -> Iterator[str]:
    for one in (*doing.affected, *doing.actors):
        if one.is_named:
            yield f"who {one.key}"
            if one.identity is None:
                yield from (f"named {key}" for key in name_keys(one.name))


def _words(doing: Doing) -> Iterator[str]:
    """One key for the telling words, so that copies of one sentence meet however much else happened there in that month."""
    if len(doing.words) >= rules().limits["words_least"]:
        yield f"words {sha256(' '.join(sorted(set(doing.words))).encode()).hexdigest()[:16]}"


def _times(doing: Doing) -> Iterator[str]:
    place = doing.place
    where = [plain(place.name or ""), place.country] if place else [""]
    for month in _months(doing):
        yield from (f"{spot} {month}" for spot in dict.fromkeys(where) if spot is not None)


def _months(doing: Doing) -> list[str]:
    if doing.date and is_valid(doing.date):
        low, high = bounds(doing.date)
    else:
        low = high = day_of(doing.published)
    if low is None or high is None:
        return []
    low, high = low - _SLACK, high + _SLACK
    first, last = low.year * 12 + low.month - 1, high.year * 12 + high.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, last + 1)] if last - first < _MOST_MONTHS else []
