"""What somebody has begun to type to what a collection holds that begins so; a protected name is never among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Literal, TypeAlias

from onrecord.analysis.wording import country_name
from onrecord.store import tallying
from onrecord.store.collection import Collection
from onrecord.store.keys import key

What: TypeAlias = Literal["person", "place", "group"]
_FEWEST = 2
"""Letters that must be there: fewer tell too little."""


def suggestions(collection: Collection, what: What, begun: str, *, limit: int = 10) -> tuple[str, ...]:
    """At most `limit` persons, places or groups whose name has words that begin so, the most frequent first."""
    if len(key(begun)) < _FEWEST:
        return ()
    with collection.reading() as connection:
        user = collection.user
        if what == "place":
            told = tallying.places_that_begin(connection, begun, user=user)
            return (*_countries(tallying.countries(connection, user=user), begun), *islice(told, limit))[:limit]
        if what == "group":
            return tuple(islice(tallying.groups_that_begin(connection, begun, user=user), limit))
        names = Counter(tallying.names_that_begin(connection, begun, user=user))
    return tuple(name for name, _ in names.most_common(limit))


def _countries(codes: Iterable[str], begun: str) -> list[str]:
    return [name for name in map(country_name, codes) if key(name).startswith(key(begun))]
