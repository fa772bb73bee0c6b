"""The word lists by which a report's layout is read, as tables made once: see `codebook/en/reading.yaml` and `codebook/pages.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

import msgspec
from msgspec import Struct

from onrecord.codebook.data import read_yaml

_PLAIN = str.maketrans(
    {**dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-"), "\xa0": " "}
    | dict.fromkeys(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)), "")
)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\[\]\(\)")
_BLANKS = re.compile(r"\s+")


class Kind(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How lines of one kind look; see the data for what each list means."""

    longest: int
    whole: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    made_of: frozenset[str] = frozenset()

    @cached_property
    def _held(self) -> re.Pattern[str] | None:
        return any_of(self.holds) if self.holds else None

    @cached_property
    def _credited(self) -> re.Pattern[str] | None:
        if not self.credits:
            return None
        words = "|".join(map(re.escape, self.credits))
        return re.compile(rf"(?:^|[\s(.|])(?:{words})\s*[^.!?]{{2,50}}$")

    def is_shown_by(self, plain: str) -> bool:
        """Whether a line, made plain, is one of this kind."""
        if len(plain) > self.longest:
            return False
        return (
            plain.strip(" :.>*-") in self.whole
            or _starts(plain, self.starts)
            or bool(self.made_of and self.made_of.issuperset(plain.split()))
            or plain.endswith(self.ends)
            or bool(self._held and self._held.search(plain))
            or bool(self._credited and self._credited.search(plain))
        )


class Zone(Struct, frozen=True, forbid_unknown_fields=True):
    """One reading of an ambiguous abbreviation: the offset, and words of publishers that use it so."""

    offset: str
    near: frozenset[str]


class Cues(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `reading.yaml`."""

    captions: Kind
    bylines: Kind
    boilerplate: Kind
    makers: frozenset[str]
    teasers: frozenset[str]
    not_datelines: frozenset[str]
    months: dict[str, int]
    zones: dict[str, str]
    ambiguous_zones: dict[str, tuple[Zone, ...]]
    mojibake: tuple[str, ...]
    english: frozenset[str]


class Walls(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on a page instead of its story; see the data."""

    consent: tuple[str, ...]
    blocked: tuple[str, ...]
    script: tuple[str, ...]
    posts: tuple[str, ...]


class PageWords(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `pages.yaml`."""

    months: dict[str, tuple[str, ...]]
    updated: tuple[str, ...]
    notes: Kind
    walls: Walls


class Agency(Struct, frozen=True, forbid_unknown_fields=True):
    """A wire service with the ways it is written; `bare` where it may end a story without brackets."""

    name: str
    forms: tuple[str, ...] = ()
    bare: bool = False


@cache
def cues() -> Cues:
    """The layout cues for English reports; a mistake in the file names the field."""
    return msgspec.convert(read_yaml("en", "reading.yaml"), Cues)


@cache
def page_words() -> PageWords:
    """What pages in any language write around a story; a mistake in the file names the field."""
    return msgspec.convert(read_yaml("pages.yaml"), PageWords)


@cache
def agencies() -> dict[str, Agency]:
    """Wire services by each of their forms, in small letters."""
    listed = msgspec.convert(read_yaml("en", "agencies.yaml"), list[Agency])
    return {form.lower(): agency for agency in listed for form in (agency.name, *agency.forms)}


def agency_of(words: str) -> str | None:
    """The name of the wire service that some words name, or None."""
    found = agencies().get(words.strip(" .\"'").lower())
    return found.name if found else None


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of some phrases as they stand."""
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))


def plain(line: str) -> str:
    """A line as the cues are written: small letters, plain quotes and dashes, no tags or marks around it."""
    bare = _TAGS.sub(" ", line) if "<" in line or "](" in line else line
    return _BLANKS.sub(" ", bare.translate(_PLAIN)).strip(" *_\\|").lower()


def _starts(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether `text` begins with one of the phrases, which does not end in the middle of a word there."""
    if not text.startswith(phrases):
        return False
    return any(text.startswith(p) and not (p[-1].isalnum() and text[len(p) : len(p) + 1].isalnum()) for p in phrases)
