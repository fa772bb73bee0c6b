"""A text to the words in it that may name a place, with what stands around them: nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from msgspec import Struct

from onrecord.coding.gazetteer import Entry, Gazetteer, key_of

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[’'‘ʻ\-‐‑][^\W\d_]+)*")
_POSSESSIVE = ("'s", "’s", "‘s")
_LONGEST = 5


class Lexicon(Struct, frozen=True):
    """The English words of `codebook/en/places.yaml`, as sets."""

    words: Mapping[str, frozenset[str]]
    region_words: frozenset[str]
    town_words: frozenset[str]
    sites: frozenset[tuple[str, ...]]
    site_ends: frozenset[str]
    abbreviations: Mapping[str, tuple[str, str]]
    """"Ala" to its country and name."""


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words around names of places in one language."""
    table = files("onrecord.codebook").joinpath(language, "places.yaml").read_bytes()
    data: dict[str, Any] = yaml.load(table, Loader=yaml.BaseLoader)  # noqa: S506  makes strings only, so "no" stays a word
    sites = frozenset(tuple(site.split()) for site in data["sites"])
    return Lexicon(
        words={name: frozenset(words) for name, words in data.items() if isinstance(words, list)},
        region_words=frozenset(data["kinds_after"]["region"]),
        town_words=frozenset(data["kinds_after"]["town"]),
        sites=sites,
        site_ends=frozenset(site[-1] for site in sites),
        abbreviations={
            short: (country, name) for country, names in data["abbreviations"].items() for short, name in names.items()
        },
    )


class Word(Struct, frozen=True):
    """One word: its offsets, its key, whether it begins with a capital, and how it ends."""

    start: int
    end: int
    key: str
    capital: bool
    upper: bool
    possessive: bool = False


class Spotted(Struct, kw_only=True):
    """Words `first` to `last` that some table knows as a place or a people, and what speaks for and against it."""

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    demonym: str | None = None
    cue: bool = False
    """A word such as "in" or "city of" stands before it."""
    kind_word: str = ""
    """"region" or "town" where a word such as "province" stands beside it."""
    abbreviation: tuple[str, str] | None = None
    """Country and region of a short form after it ("Ala.")."""
    inside_name: bool = False
    no_place: bool = False
    person_like: bool = False
    ethnic: bool = False
    institution: bool = False
    small: bool = False


def words_of(text: str, start: int, end: int, gaz: Gazetteer) -> list[Word]:
    """The words between two offsets; what a hyphen joins is one word where a table knows it so, else several."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        found.extend(_words(match.group(), match.start(), gaz))
    return found


def _words(token: str, at: int, gaz: Gazetteer) -> list[Word]:
    possessive = token.endswith(_POSSESSIVE)
    body = token[:-2] if possessive else token
    if "-" in body and body[0].isupper() and not gaz.find(key_of(body)):
        first, _, rest = body.partition("-")
        return [_word(first, at, possessive=False), *_words(rest + token[len(body) :], at + len(first) + 1, gaz)]
    return [_word(body, at, possessive=possessive)]


def _word(body: str, at: int, *, possessive: bool) -> Word:
    capital = body[:1].isupper()
    return Word(at, at + len(body), key_of(body), capital, capital and body.isupper(), possessive)


def is_small_print(words: Sequence[Word]) -> bool:
    """Whether a text has next to no capitals, as some archives have it."""
    return len(words) > 20 and sum(word.capital for word in words) * 50 < len(words)


class Spotter:
    """One text, read once from left to right."""

    __slots__ = ("gaz", "lex", "small", "text", "words")

    def __init__(self, text: str, start: int, end: int, gaz: Gazetteer) -> None:
        self.text = text
        self.gaz = gaz
        self.lex = lexicon()
        self.words = words_of(text, start, end, gaz)
        self.small = is_small_print(self.words)

    def spot(self) -> list[Spotted]:
        """Every stretch of words that may name a place or a people, the longest at each place."""
        found: list[Spotted] = []
        i = 0
        while i < len(self.words):
            hit = self._longest(i)
            if hit is None:
                i += 1
                continue
            self._look_around(hit, found[-1] if found else None)
            found.append(hit)
            i = hit.last + 1
        return found

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next."""
        if i < 0 or i + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[i].end : self.words[i + 1].start]

    def adjacent(self, i: int) -> bool:
        """Whether word `i` and the next are parted by blanks alone, and the first has no possessive ending."""
        return self.gap(i) == " "

    def _longest(self, i: int) -> Spotted | None:
        word = self.words[i]
        if not (word.capital or self.small) or not self.gaz.begins(word.key):
            return None
        last = self._chain(i)
        never = self.lex.words["never"]
        acronym = word.upper and word.key in self.lex.words["acronyms"]
        for j in range(last, i - 1, -1):
            if not (self.words[j].capital or self.small) or (j == i and word.key in never and not acronym):
                continue
            key = " ".join([w.key for w in self.words[i : j + 1]])
            hit = self._known(i, j, key)
            if hit is not None:
                return hit
        return None

    def _chain(self, i: int) -> int:
        """The last word that may belong to a name beginning with word `i`."""
        inner = self.lex.words["inner"]
        j = i
        while j + 1 < len(self.words) and j + 1 - i < _LONGEST and self._joins(j):
            following = self.words[j + 1]
            if not (following.capital or self.small or following.key in inner):
                break
            j += 1
        return j

    def _joins(self, i: int) -> bool:
        gap = self.gap(i)
        if gap in {" ", "-"}:
            return not self.words[i].possessive
        return gap == ". " and self.words[i].key in {"st", "ft", "mt", "ste"}

    def _known(self, i: int, j: int, key: str) -> Spotted | None:
        if key in self.lex.words["acronyms"] and not all(w.upper for w in self.words[i : j + 1]):
            return None
        entries = self.gaz.find(key)
        demonym = self.gaz.country_of_demonym(key)
        ethnic = key in self.lex.words["ethnic"]
        if not entries and demonym is None and not ethnic:
            return None
        first, last = self.words[i], self.words[j]
        return Spotted(
            first=i,
            last=j,
            start=first.start,
            end=last.end,
            key=key,
            entries=() if ethnic or (demonym and not _is_state(entries)) else entries,
            demonym=demonym,
            ethnic=ethnic,
            small=self.small,
        )

    # ------------------------------------------------------------ what stands around

    def _look_around(self, hit: Spotted, before: Spotted | None) -> None:
        self._look_before(hit, before)
        self._look_after(hit)

    def _look_before(self, hit: Spotted, before: Spotted | None) -> None:
        lex = self.lex.words
        i = hit.first
        hit.cue = self._cued(i) or (before is not None and before.cue and not before.demonym and self._listed(before, hit))
        if not self.adjacent(i - 1):
            return
        previous = self.words[i - 1]
        if previous.key in lex["ethnic_before"]:
            hit.ethnic = True
        if previous.key == "of" and i >= 2 and self.words[i - 2].key in lex["organisations_of"]:
            hit.inside_name = self.words[i - 2].capital
        if previous.possessive or not previous.capital or previous.key in lex["may_precede"]:
            return
        if before is not None and before.last == i - 1 and not before.person_like:
            return
        hit.person_like = True

    def _cued(self, i: int) -> bool:
        lex = self.lex.words
        k = i - 1
        if k >= 1 and self.words[k].key == "of" and self.words[k - 1].key in lex["kinds_before"]:
            return True
        if k >= 0 and self.gap(k) in {" ", ", "} and self.words[k].key == "capital":
            return True
        while k > 0 and k > i - 4 and self.adjacent(k) and self.words[k].key in lex["between"]:
            k -= 1
        return k >= 0 and self.adjacent(k) and self.words[k].key in lex["locative"]

    def _listed(self, before: Spotted, hit: Spotted) -> bool:
        return self.text[before.end : hit.start] in {", ", " and ", ", and ", " or "}

    def _look_after(self, hit: Spotted) -> None:
        j = hit.last
        if j + 1 >= len(self.words):
            return
        following, gap = self.words[j + 1], self.gap(j)
        if gap == "-" and not following.capital and not hit.small:
            hit.no_place = following.key.split(" ")[0] in self.lex.words["from_suffixes"]
        elif gap in {", ", " ", " (", ","}:
            hit.abbreviation = self._abbreviation(j + 1, hit, comma=gap != " ")
        if gap == " " and not self.words[j].possessive and hit.abbreviation is None:
            self._look_at_next(hit, following)

    def _abbreviation(self, j: int, hit: Spotted, *, comma: bool) -> tuple[str, str] | None:
        word = self.words[j]
        short = self.text[word.start : word.end].rstrip(".")
        found = self.lex.abbreviations.get(short)
        if found is None or not hit.entries or not (comma or (word.upper and len(short) > 1)):
            return None
        if not any(entry.country == found[0] and entry.kind == "town" for entry in hit.entries):
            return None
        stop = self.text.startswith(".", word.end) and not self.text[word.start : word.end].endswith(".")
        hit.end = word.end + stop
        hit.last = j
        return found

    def _look_at_next(self, hit: Spotted, following: Word) -> None:
        lex = self.lex
        if hit.entries and (following.key in lex.region_words or following.key in lex.town_words):
            self._take_kind_word(hit, following)
        elif following.key in lex.words["mastheads"] and following.capital:
            hit.inside_name = hit.no_place = True
        elif following.key in lex.words["institutions"]:
            hit.institution = True
            hit.inside_name = following.capital
        elif following.capital and following.key not in lex.words["may_follow"] and not self.gaz.country_of_demonym(following.key):
            hit.inside_name = True
            hit.person_like = hit.person_like or not self.gaz.is_country(following.key)

    def _take_kind_word(self, hit: Spotted, following: Word) -> None:
        region = following.key in self.lex.region_words
        if region and not any(entry.kind in {"region", "district"} for entry in hit.entries):
            return
        hit.kind_word = "region" if region else "town"
        if following.capital or region or following.key in {"city", "district", "village", "town"}:
            hit.last += 1
            hit.end = following.end


def _is_state(entries: Sequence[Entry]) -> bool:
    return any(entry.kind == "country" for entry in entries)
