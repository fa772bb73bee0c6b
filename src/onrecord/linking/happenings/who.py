"""People of two acts to what they say of the acts being one doing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.letters import plain
from onrecord.linking.happenings.doing import Doing, Somebody
from onrecord.linking.happenings.reasons import contradiction, finding
from onrecord.linking.judgement import Reason, Verdict
from onrecord.linking.names import verdict


def alike(a: Somebody, b: Somebody) -> Verdict:
    """Whether two tellings name one person: by identity where both have one, else by the name."""
    if a.identity and b.identity:
        return "same" if a.identity == b.identity else "different"
    return of_names(a.name, b.name)


@lru_cache(maxsize=1 << 16)
def of_names(one: str, other: str) -> Verdict:
    """Whether two names may be one person's, in any scripts and spellings; a single word alone never tells it."""
    if plain(one) == plain(other):
        return "same" if len(one.split()) > 1 else "unsure"
    return verdict(one, other)


def by_people(a: Doing, b: Doing) -> Iterator[Reason]:
    """What the people say: those it was done to first; doers add a little where they are the same."""
    if a.persons and b.persons:
        yield from _persons(a, b)
    elif shared := _in_common(a.groups, b.groups):
        yield finding("people", "same people in words", ", ".join(shared))
    if doers := _in_common(a.actors, b.actors):
        yield finding("actors", "same doers", ", ".join(doers))


def share_a_person(a: Doing, b: Doing) -> bool:
    """Whether some named person of one surely is one of the other."""
    return any(alike(one, other) == "same" for one in a.persons for other in b.persons)


def _persons(a: Doing, b: Doing) -> Iterator[Reason]:
    pairs = [(one, other, alike(one, other)) for one in a.persons for other in b.persons]
    same = [one.name for one, _, likeness in pairs if likeness == "same"]
    if same:
        yield finding("people", "same person", ", ".join(dict.fromkeys(same)))
        if len(same) < min(len(a.persons), len(b.persons)):
            yield finding("people", "other persons too")
    elif all(likeness == "different" for _, _, likeness in pairs):
        yield _others(a, b)
    else:
        yield finding("people", "perhaps the same person", f"{_names(a.persons)} and {_names(b.persons)}")


def _others(a: Doing, b: Doing) -> Reason:
    words = f"{_names(a.persons)} here, {_names(b.persons)} there"
    alone = not a.groups and not b.groups and (_is_one(a) or _is_one(b))
    return contradiction("people", f"other persons: {words}") if alone else finding("people", "other persons", words)


def _is_one(doing: Doing) -> bool:
    """Whether it was done to one person alone."""
    most = doing.count.max if doing.count else None
    return len(doing.affected) == 1 and (most is None or most <= 1)


def _in_common(some: Sequence[Somebody], others: Sequence[Somebody]) -> list[str]:
    keys = {other.key for other in others}
    return [one.name for one in some if one.key in keys]


def _names(people: Sequence[Somebody]) -> str:
    return ", ".join(one.name for one in people)
