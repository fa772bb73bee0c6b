"""Places of two acts to what they say of the acts being one doing."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.geo import km_between
from onrecord.letters import plain
from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.reasons import contradiction, finding, rules
from onrecord.linking.judgement import Reason
from onrecord.model import Place

_EXACT = ("site", "town")


def by_place(a: Doing, b: Doing) -> Iterator[Reason]:
    """What the places say; nothing where one is not told."""
    if a.place is None or b.place is None:
        return
    words = " and ".join(dict.fromkeys((words_for(a.place), words_for(b.place))))
    if is_same(a.place, b.place):
        exact = a.place.precision in _EXACT and b.place.precision in _EXACT
        yield finding("place", "same place" if exact else "a place within the other", words)
    elif may_hold(a.place, b.place):
        yield finding("place", "a place within the other", words)
    elif {a.type, b.type} & rules().sets["many_places"]:
        yield finding("place", "another place", words)
    else:
        yield _apart(a.place, b.place, words)


def _apart(a: Place, b: Place, words: str) -> Reason:
    if a.country and b.country and a.country != b.country:
        return contradiction("place", f"in other countries: {words}")
    away = kilometres(a, b)
    if away is not None and away <= rules().limits["kilometres_near"]:
        return finding("place", "not far apart", words)
    if away is not None and a.precision in _EXACT and b.precision in _EXACT:
        return contradiction("place", f"{away:.0f} km apart: {words}")
    return finding("place", "another place", words)


def is_same(a: Place, b: Place) -> bool:
    """Whether two places are one: by number, by name in one country, or next to each other."""
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    if not a.name and not b.name and a.precision != b.precision:
        return False
    if plain(a.name or "") == plain(b.name or "") and a.country == b.country:
        return not a.admin1 or not b.admin1 or plain(a.admin1) == plain(b.admin1)
    away = kilometres(a, b)
    exact = a.precision in _EXACT and b.precision in _EXACT
    return exact and away is not None and away <= rules().limits["kilometres_same"]


def may_hold(a: Place, b: Place) -> bool:
    """Whether one of two places lies within the other, as far as is told: a town and its region, a region and its country."""
    return _holds(a, b) or _holds(b, a)


def _holds(wide: Place, narrow: Place) -> bool:
    if not wide.country or wide.country != narrow.country:
        return False
    if wide.precision == "country":
        return True
    if wide.precision == "region":
        return plain(wide.admin1 or wide.name or "") == plain(narrow.admin1 or narrow.name or "")
    return wide.precision == "town" and narrow.precision == "site" and plain(wide.name or "") in plain(narrow.text)


def kilometres(a: Place, b: Place) -> float | None:
    """How far apart two places lie; None where one has no position."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return km_between((a.lat, a.lon), (b.lat, b.lon))


def words_for(place: Place) -> str:
    """A place in words: the name, the region, the country, as far as known."""
    return ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part)) or place.text
