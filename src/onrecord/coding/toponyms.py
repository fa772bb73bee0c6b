"""A text to the words in it that may name a place, with what stands around them: nothing is decided here."""

from __future__ import annotations

from msgspec import Struct

from onrecord.coding.gazetteer import Entry, Gazetteer, key_of
from onrecord.coding.place_words import Word, is_small_print, lexicon, words_of

_LONGEST = 5


class Spotted(Struct, kw_only=True):
    """Words `first` to `last` that some table knows as a place or a people, and what speaks for and against it."""

    first: int
    last: int
    start: int
    end: int
    name_end: int
    """Where the name itself ends: `end` may take in a word such as "province"."""
    key: str
    entries: tuple[Entry, ...]
    demonym: str | None = None
    cue: int = 0
    """2 where a word such as "in" or "city of" stands before it, 1 where it is one such as "from" or "to"."""
    kind_word: str = ""
    """"region" or "town" where a word such as "province" stands beside it."""
    abbreviation: bool = False
    """A short form of a region, after a comma ("Ala.")."""
    inside_name: bool = False
    no_place: bool = False
    has_own: bool = False
    """What a person has stands after it ("Mao's hometown")."""
    after_capital: bool = False
    """A capitalised word stands right before it, as a given name would."""
    before_capital: bool = False
    """A capitalised word stands right after it, as a surname would."""
    ethnic: bool = False
    institution: bool = False
    small: bool = False
    capital_of: bool = False
    """The words stand for the capital of the country they name ("the Afghan capital")."""


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
            self._share_kind_word(found)
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
        if not (word.capital or self.small):
            return None
        short = self._short_form(i)
        if short is not None or not self.gaz.begins(word.key):
            return short
        last = self._chain(i)
        never = self.lex.words["never"]
        acronym = word.upper and word.key in self.lex.words["acronyms"]
        for j in range(last, i - 1, -1):
            if not (self.words[j].capital or self.small or self.words[j].key in self.lex.site_ends) or (
                j == i and word.key in never and not acronym
            ):
                continue
            key = " ".join([w.key for w in self.words[i : j + 1]])
            hit = self._known(i, j, key) if acronym or key not in never else None
            if hit is not None:
                return hit
        return None

    def _short_form(self, i: int) -> Spotted | None:
        """A region's short form, which stands after another name and a comma."""
        word = self.words[i]
        short = self.text[word.start : word.end].rstrip(".")
        found = self.lex.abbreviations.get(short)
        if found is None or i == 0 or not self.words[i - 1].capital or self.gap(i - 1) not in {", ", " (", ","}:
            return None
        stop = self.text.startswith(".", word.end) and not self.text[word.start : word.end].endswith(".")
        if not stop and not (word.upper and len(short) > 1):
            return None
        entries = tuple(e for e in self.gaz.find(key_of(found[1])) if e.country == found[0] and e.kind == "region")
        return Spotted(
            first=i,
            last=i,
            start=word.start,
            end=word.end + stop,
            name_end=word.end,
            key=key_of(found[1]),
            entries=entries[:1],
            abbreviation=True,
        )

    def _chain(self, i: int) -> int:
        """The last word that may belong to a name beginning with word `i`."""
        inner = self.lex.words["inner"]
        j = i
        key = self.words[i].key
        while j + 1 < len(self.words) and j + 1 - i < _LONGEST and self.gaz.extends(key) and self._joins(j):
            following = self.words[j + 1]
            if not (following.capital or self.small or following.key in inner or following.key in self.lex.site_ends):
                break
            key = f"{key} {following.key}"
            j += 1
        return j

    def _joins(self, i: int) -> bool:
        gap = self.gap(i)
        if gap in {" ", "-", "'s ", "’s "}:
            return True
        return gap == ". " and self.words[i].key in {"st", "ft", "mt", "ste"}

    def _known(self, i: int, j: int, key: str) -> Spotted | None:
        if key in self.lex.words["acronyms"] and not all(w.upper for w in self.words[i : j + 1]):
            return None
        entries = self.gaz.find(key)
        demonym = self.gaz.of_people(key)
        ethnic = key in self.lex.words["ethnic"]
        if not entries and demonym is None and not ethnic:
            return None
        first, last = self.words[i], self.words[j]
        return Spotted(
            first=i,
            last=j,
            start=first.start,
            end=last.end,
            name_end=last.end,
            key=key,
            entries=() if ethnic else _meant(entries, demonym),
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
        hit.cue = self._cued(i)
        if not hit.cue and before is not None and not before.demonym and self._listed(before, hit):
            hit.cue = before.cue
        if not self.adjacent(i - 1):
            return
        previous = self.words[i - 1]
        if previous.key in lex["ethnic_before"]:
            hit.ethnic = True
        if previous.key == "of" and i >= 2 and self.words[i - 2].key in lex["organisations_of"]:
            hit.inside_name = self.words[i - 2].capital
        if previous.possessive or not previous.capital or previous.key in lex["may_precede"]:
            return
        if before is not None and before.last == i - 1 and not before.after_capital and not _may_be_a_person(before):
            return
        hit.after_capital = True

    def _cued(self, i: int) -> int:
        lex = self.lex.words
        k = i - 1
        if k >= 1 and self.words[k].key == "of" and self.words[k - 1].key in lex["kinds_before"]:
            return 2
        if k >= 0 and self.gap(k) in {" ", ", "} and self.words[k].key in lex["named_after_comma"]:
            return 2
        while k > 0 and k > i - 4 and self.adjacent(k) and self.words[k].key in lex["between"]:
            k -= 1
        if k < 0 or not self.adjacent(k):
            return 0
        if self.words[k].key in lex["locative"]:
            return 2
        accorded = k > 0 and self.words[k - 1].key in {"according", "talked", "spoke", "told"}
        return int(self.words[k].key in lex["perhaps_locative"] and not accorded)

    def _listed(self, before: Spotted, hit: Spotted) -> bool:
        return self.text[before.end : hit.start] in {", ", " and ", ", and ", " or "}

    def _look_after(self, hit: Spotted) -> None:
        j = hit.last
        if j + 1 >= len(self.words):
            return
        following, gap = self.words[j + 1], self.gap(j)
        if gap == "-" and not following.capital and not hit.small:
            hit.no_place = following.key.split(" ")[0] in self.lex.words["from_suffixes"]
        if self.words[j].possessive and gap[1:] == "s ":
            hit.has_own = following.key in self.lex.words["owned_by_people"]
        if gap == " " and not self.words[j].possessive and not hit.abbreviation:
            self._look_at_next(hit, following)

    def _look_at_next(self, hit: Spotted, following: Word) -> None:
        lex = self.lex
        if hit.entries and following.key in lex.region_words | lex.town_words:
            self._take_kind_word(hit, following)
        elif following.key in lex.words["mastheads"] and following.capital:
            hit.inside_name = hit.no_place = True
        elif following.key in lex.words["institutions"] or (
            following.key in lex.words["people_after"] and not following.capital
        ):
            hit.institution = True
            hit.inside_name = following.capital
        elif (
            following.capital
            and following.key not in lex.words["may_follow"]
            and not self.gaz.country_of_demonym(following.key)
        ):
            hit.inside_name = hit.before_capital = True

    def _share_kind_word(self, found: list[Spotted]) -> None:
        """The plural in "Walton and Oconee counties" tells of each."""
        last = found[-1]
        if not last.kind_word or not self.words[last.last].key.endswith("s"):
            return
        for before, hit in zip(found[-2::-1], found[:0:-1], strict=False):
            if not before.entries or not self._listed(before, hit):
                return
            before.kind_word = last.kind_word

    def _take_kind_word(self, hit: Spotted, following: Word) -> None:
        region = following.key in self.lex.region_words
        kinds = {"region", "district"} if region else {"town", "district"}
        if not any(entry.kind in kinds for entry in hit.entries):
            return
        hit.kind_word = "region" if region else "town"
        if following.capital or region or following.key in {"city", "district", "village", "town"}:
            hit.last += 1
            hit.end = following.end


def _meant(entries: tuple[Entry, ...], demonym: str | None) -> tuple[Entry, ...]:
    """The places a name can mean: a country alone where it is a people's name too ("Philippine")."""
    return tuple(entry for entry in entries if entry.kind == "country") if demonym else entries


def _may_be_a_person(hit: Spotted) -> bool:
    return not hit.demonym and any(entry.surname for entry in hit.entries)
