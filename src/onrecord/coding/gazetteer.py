"""Names of places to what is known of them: GeoNames facts, countries and their people, and places added by hand."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.codebook.data import Country, countries, degrees, file_at, parts, read_rows
from onrecord.letters import plain

EntryKind: TypeAlias = Literal["country", "region", "district", "town", "site"]

_KINDS: dict[str, EntryKind] = {"R": "region", "D": "district", "T": "town"}
_BLOCK = 4096
_MARKS = str.maketrans(dict.fromkeys("'’‘ʻʼ`´.ʿʾ", "") | dict.fromkeys("-‐‑–/,", " "))
_POSSESSIVE = re.compile(r"['’]s\b")
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


class Entry(Struct, frozen=True):
    """One place that bears a name."""

    kind: EntryKind
    name: str
    country: str
    admin1: str = ""
    """Name of the first-level unit it lies in."""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    geonameid: int | None = None
    other: bool = False
    """Found under another name than its own."""
    word: bool = False
    """The name is an English word too."""
    surname: bool = False
    """The name is a given name or surname too."""
    by_hand: bool = False


def key_of(name: str) -> str:
    """The form under which a name is looked up: small letters, no marks, no possessive, hyphens as blanks, "saint" as "st"."""
    if name.isascii() and name.isalpha():
        return _SHORT.get(low := name.lower(), low)
    name = _POSSESSIVE.sub("", name)
    words = plain(name).translate(_MARKS).split()
    return " ".join([_SHORT.get(word, word) for word in words])


class Gazetteer:
    """What the tables under `codebook/places/` know, looked up by `key_of` a name."""

    __slots__ = (
        "_added",
        "_data",
        "_demonyms",
        "_edges",
        "_firsts",
        "_offsets",
        "_openings",
        "_units",
        "begins",
        "countries",
        "extends",
        "find",
    )

    def __init__(
        self, data: bytes, *, countries: Iterable[Country], added: Iterable[tuple[str, Entry]], units: dict[str, str]
    ) -> None:
        self._data = data
        self._edges, self._offsets = _index(self._data)
        self.countries = {country.code: country for country in countries}
        self._units = units
        self._demonyms = {key_of(word): c.code for c in self.countries.values() for word in c.demonyms}
        self._added: dict[str, list[Entry]] = {}
        for key, entry in (*_country_entries(self.countries.values()), *added):
            self._added.setdefault(key, []).append(entry)
        self._firsts = {key.partition(" ")[0] for key in (*self._added, *self._demonyms)}
        self._openings = {opening for key in (*self._added, *self._demonyms) for opening in _openings(key)}
        self.find = lru_cache(maxsize=32768)(self._find)
        """Everything that bears a name, given as its key: countries, then what was added, then GeoNames."""
        self.begins = lru_cache(maxsize=32768)(self._begins)
        """Whether the name of a place or people begins with this word, given as its key."""
        self.extends = lru_cache(maxsize=32768)(self._extends)
        """Whether some name goes on after these words, given as their key."""

    def country_of_demonym(self, word: str) -> str | None:
        """The country of "Kazakh" or "Hong Kongers"; none for a people without a state ("Uyghur")."""
        return self.of_people(key_of(word))

    def of_people(self, key: str) -> str | None:
        """The same for a word given as its key."""
        return self._demonyms.get(key)

    def is_country(self, word: str) -> bool:
        """Whether a name is one of a country or territory with a code of its own."""
        return any(entry.kind == "country" for entry in self._added.get(key_of(word), ()))

    def is_place_name(self, words: str) -> bool:
        """Whether any table knows a place of this name."""
        return bool(self.find(key_of(words)))

    def _begins(self, word: str) -> bool:
        return (
            word in self._firsts
            or word in self._added
            or bool(self._lines(word.encode()))
            or self._continues(word.encode())
        )

    def _extends(self, key: str) -> bool:
        return key in self._openings or self._continues(key.encode())

    def _find(self, key: str) -> tuple[Entry, ...]:
        known = self._added.get(key, [])
        ids = {entry.geonameid for entry in known if entry.geonameid}
        return (*known, *(e for e in self._of_geonames(key) if e.geonameid not in ids))

    def _of_geonames(self, key: str) -> Iterator[Entry]:
        for line in self._lines(key.encode()):
            kind, _, rest = line.partition("\t")
            if kind == "A":
                main, number, flags = rest.split("\t")
                yield from self._under_main_name(main, number, flags)
            else:
                yield self._entry(key, kind, rest.split("\t"))

    def _under_main_name(self, key: str, number: str, flags: str) -> Iterator[Entry]:
        for line in self._lines(key.encode()):
            fields = line.split("\t")
            if fields[0] == "T" and fields[7] == number:
                yield self._entry(key, "T", [*fields[1:8], flags], other=True)

    def _entry(self, key: str, kind: str, fields: list[str], *, other: bool = False) -> Entry:
        name, country, unit, lat, lon, population, number, flags = fields
        return Entry(
            kind=_KINDS[kind],
            name=name or key.title(),
            country=country,
            admin1=self._units.get(f"{country}\t{unit}", ""),
            lat=float(lat),
            lon=float(lon),
            population=int(population),
            geonameid=int(number),
            other=other,
            word="w" in flags,
            surname="n" in flags,
        )

    def _lines(self, key: bytes) -> list[str]:
        """The lines of one key, without it."""
        low, high = self._block(key, key)
        mark = b"\n" + key + b"\t"
        at = self._data.find(mark, low, high)
        found: list[str] = []
        while at >= 0 and self._data.startswith(mark, at):
            end = self._data.find(b"\n", at + 1)
            found.append(self._data[at + len(mark) : end].decode())
            at = end
        return found

    def _continues(self, word: bytes) -> bool:
        low, high = self._block(word + b" ", word + b"!")
        return self._data.find(b"\n" + word + b" ", low, high) >= 0

    def _block(self, first: bytes, last: bytes) -> tuple[int, int]:
        low = self._offsets[max(bisect_left(self._edges, first) - 1, 0)]
        after = bisect_right(self._edges, last)
        return low, self._offsets[after] if after < len(self._offsets) else len(self._data)


def _openings(key: str) -> Iterator[str]:
    """All but the last words of a name, from the first one on: "new", "new south" of "new south wales"."""
    words = key.split(" ")
    return (" ".join(words[:n]) for n in range(1, len(words)))


def _index(data: bytes) -> tuple[list[bytes], list[int]]:
    """The key of a line every few thousand bytes, and where that line's leading newline stands."""
    edges: list[bytes] = []
    offsets: list[int] = []
    at = 0
    while 0 <= at < len(data) - 1:
        edges.append(data[at + 1 : data.find(b"\t", at)])
        offsets.append(at)
        at = data.find(b"\n", at + _BLOCK)
    return edges, offsets


def _country_entries(countries: Iterable[Country]) -> Iterator[tuple[str, Entry]]:
    for c in countries:
        entry = Entry(kind="country", name=c.name, country=c.code, lat=c.lat, lon=c.lon, geonameid=c.geonameid)
        for name in dict.fromkeys(key_of(n) for n in (c.name, *c.aliases)):
            yield name, entry


def _added() -> Iterator[tuple[str, Entry]]:
    for kind, name, others, country, admin1, lat, lon, number in read_rows("places", "added.tsv"):
        entry = Entry(
            kind=_kind(kind),
            name=name,
            country=country,
            admin1=admin1,
            lat=degrees(lat),
            lon=degrees(lon),
            geonameid=int(number) if number else None,
            by_hand=True,
        )
        for key in dict.fromkeys(key_of(n) for n in (name, *parts(others))):
            yield key, entry


def _kind(word: str) -> EntryKind:
    kinds: dict[str, EntryKind] = {"region": "region", "town": "town", "site": "site"}
    return kinds[word]


@cache
def gazetteer() -> Gazetteer:
    """The packaged tables, read once a process."""
    packed = file_at("places", "geonames.tsv.gz").read_bytes()
    units = {f"{country}\t{code}": name for country, code, name in read_rows("places", "units.tsv")}
    return Gazetteer(gzip.decompress(packed), countries=countries(), added=_added(), units=units)
