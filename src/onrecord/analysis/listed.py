"""Happenings to the named persons to whom something was done, each with who independently tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from onrecord.analysis.counted import Happening
from onrecord.store.veil import WITHHELD


class Listed(Struct, frozen=True, kw_only=True):
    """A person, what was done to them, and who tells of it."""

    id: str
    name: str
    types: tuple[str, ...]
    origins: frozenset[str]
    kinds: frozenset[str]
    """The kinds of those origins."""


def listed(happenings: Iterable[Happening], labels: Mapping[str, str]) -> list[Listed]:
    """Every named person to whom something is told as done, with the origins that name them; those withheld are left out."""
    types: dict[str, set[str]] = defaultdict(set)
    origins: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in happenings:
        for person, acts in one.named.items():
            told_by = [origin for origin in one.origins if acts.intersection(origin.acts)]
            if told_by and person != WITHHELD:
                types[person] |= one.slots["type"].possible
                origins[person] |= {origin.name for origin in told_by}
                kinds[person] |= {origin.kind for origin in told_by}
    return [
        Listed(
            id=id,
            name=labels.get(id, id),
            types=tuple(sorted(types[id])),
            origins=frozenset(origins[id]),
            kinds=frozenset(kinds[id]),
        )
        for id in sorted(types)
    ]
