"""What a rule sees besides its own words: the report's date, the time told last, and whether the talk is of things ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord import dates
from onrecord.coding.times.lexicon import Lexicon
from onrecord.coding.times.mention import Anchor
from onrecord.coding.times.patterns import Rule
from onrecord.coding.times.words import BREAK, Word

_ENDS = frozenset({".", "!", "?", BREAK, ";"})
_PARTICIPLE = re.compile(r"[a-z]{2,}[^e]ed\Z")
_LIMITS = frozenset({"by", "until", "till", "soon"})
_REACH = 10
_NEAR = 3
"""How many words away a bare participle may stand to tell that the time is past."""
_SOON = 100
"""Days within which a day without a year is taken to lie ahead rather than a year back."""


class Context(Struct):
    """The words of a text and what is known while they are read in order."""

    words: Sequence[Word]
    lexicon: Lexicon
    text: str
    report: date | None
    narrative: bool
    told: str | None = None
    """The date told last, as EDTF, for times that lean on another."""
    quarter: str | None = None
    """The quarter told last, as TIMEX3, for "a year earlier" in business news."""

    def capital(self, i: int) -> bool:
        """Whether a word begins with a capital, though it does not open a sentence."""
        return self.text[self.words[i].start].isupper() and i > 0 and self.words[i - 1].low not in _ENDS

    def reference(self) -> str | None:
        """The EDTF date that an undated time leans on: the one told last, else the report's."""
        return self.told or (self.report.isoformat() if self.report else None)

    def base(self) -> tuple[date | None, Anchor]:
        """The day from which an undated month or day is placed, and what that day is."""
        if self.told and (self.narrative or self.report is None):
            return dates.bounds(self.told)[0], "act"
        return self.report, "report"

    def ahead(self, first: int, last: int) -> bool | None:
        """Whether the words around tell of something still to come; None when they do not say."""
        before = self._cue(range(first - 1, max(-1, first - 1 - _REACH), -1))
        if before is not None:
            return before
        after = self._cue(range(last + 1, min(len(self.words), last + 1 + _REACH)))
        limit = any(self.words[i].low in _LIMITS for i in range(max(0, first - 3), first))
        return True if after is None and limit else after

    def _cue(self, where: range) -> bool | None:
        """What the nearest telling word says of the time."""
        for distance, i in enumerate(where):
            if self._ends_sentence(i):
                break
            told = self._told_by(i, distance)
            if told is not None:
                return told
        return None

    def _told_by(self, i: int, distance: int) -> bool | None:
        """Whether word `i` tells of what is ahead or past; a participle of the past unless "be" or "to" is before it."""
        low, near = self.words[i].low, distance < _NEAR
        if low in self.lexicon.future and (distance or not low.endswith("ed")):
            return None if low.endswith("ed") and self._describes(i) else True
        if low == "to" and i and self.words[i - 1].low in ("is", "are"):
            return True
        if low in self.lexicon.past or (near and _PARTICIPLE.match(low) and not self._to_be(i)):
            return False
        return None

    def _describes(self, i: int) -> bool:
        """Whether a participle stands before its noun: "a planned march", "the scheduled vote"."""
        return i > 0 and self.words[i - 1].low in ("a", "an", "the", "his", "her", "their", "its", "another", "any")

    def _ends_sentence(self, i: int) -> bool:
        """Whether word `i` is a mark that ends a sentence; a point after a title or an initial is none."""
        word = self.words[i]
        if word.low != "." or not i:
            return word.low in _ENDS
        before = self.words[i - 1]
        return before.end - before.start > 3 or not self.text[before.start].isupper()

    def _to_be(self, i: int) -> bool:
        return any(self.words[n].low in ("be", "to") for n in range(max(0, i - 2), i))

    def month_year(self, month: int, first: int, last: int) -> tuple[int | None, Anchor]:
        """The year of a month told without one."""
        base, anchor = self.base()
        if base is None:
            return None, "report"
        if anchor == "act":
            return base.year + (month < base.month - 6), anchor
        if month <= base.month:
            return base.year + (month < base.month and self.ahead(first, last) is True), anchor
        return base.year - (self.ahead(first, last) is not True), anchor

    def day_year(self, month: int, day: int, first: int, last: int) -> tuple[int | None, Anchor]:
        """The year of a day and month told without one."""
        base, anchor = self.base()
        if base is None:
            return None, "report"
        if anchor == "act":
            return base.year + (month < base.month - 6), anchor
        off = (month - base.month) * 30 + day - base.day
        if off > _SOON:
            return base.year - (self.ahead(first, last) is not True), anchor
        if off < -180:
            ahead = self.ahead(first, last)
            return base.year + (ahead is True or (ahead is None and off < _SOON - 365)), anchor
        return base.year, anchor


class Found(Struct, frozen=True):
    """The words that a rule matched, and those it kept by name."""

    rule: Rule
    context: Context
    first: int
    last: int
    kept: dict[str, tuple[int, str]]
    """Name to (word, class)."""

    def __contains__(self, name: str) -> bool:
        return name in self.kept

    def word(self, name: str) -> Word:
        """The word kept under a name."""
        return self.context.words[self.kept[name][0]]

    def at(self, name: str) -> int:
        """The index of the word kept under a name."""
        return self.kept[name][0]

    def meaning(self, name: str) -> int | str | float:
        """What the word kept under a name means in the class it was kept for."""
        index, kind = self.kept[name]
        word = self.context.words[index]
        if word.value is not None:
            return word.value
        return self.context.lexicon.meaning[kind][word.low]

    def whole(self, name: str) -> int:
        """The meaning of a kept word that is a whole number."""
        return int(self.meaning(name))

    def text(self, name: str) -> str:
        """The meaning of a kept word that is a code."""
        return str(self.meaning(name))

    def says(self, *lows: str) -> bool:
        """Whether one of these words is among those matched."""
        return any(self.context.words[i].low in lows for i in range(self.first, self.last + 1))

    def beside(self, offset: int) -> str:
        """The small letters of the word so many places before (-1) or after (+1) the match; "" at the ends."""
        i = self.last + offset if offset > 0 else self.first + offset
        return self.context.words[i].low if 0 <= i < len(self.context.words) else ""
