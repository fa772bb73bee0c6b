"""A name as written to its words: in small letters, cut at blanks, hyphens and dots, without apostrophes."""

from __future__ import annotations

import re
import unicodedata

from onrecord.linking.names.romanise import bare
from onrecord.linking.names.scripts import script_of

__all__ = ["words_of"]

_BETWEEN = re.compile(r"[\s.,;:!?/\\()\[\]{}<>\"“”„«»·•・‧･*+\-‐‑‒–—_|،؛]+")
_HUMP = re.compile(r"(?<=[a-zà-öø-ÿа-я])(?=[A-ZÀ-ÖØ-ÞА-Я])")
_LOOKS = str.maketrans("0135947", "oiesgat")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})


def words_of(name: str, *, person: bool) -> list[tuple[str, str]]:
    """Each word of a name, as written and bare. `TOKAYEV, Kassym-Jomart` gives Kassym, Jomart, TOKAYEV."""
    text = unicodedata.normalize("NFKC", name)
    if person:
        text = _turned(text)
    written = [word for word in _BETWEEN.split(text) if word]
    if person:
        written = [part for word in written for part in _humps(word)]
    pairs = ((word, _seen(bare(word)) if person else bare(word)) for word in written)
    return [(word, plain) for word, plain in pairs if plain]


def _turned(text: str) -> str:
    """A name with its family name first, as lists write it, in its usual order."""
    family, comma, given = text.partition(",")
    if not comma or "," in given or given.strip(" .").casefold() in _SUFFIXES:
        return text
    return f"{given} {family}"


def _humps(word: str) -> list[str]:
    """`RamiMakhlouf` in two words; not `McDonald`."""
    cut = _HUMP.split(word)
    return cut if min(map(len, cut)) > 2 else [word]


def _seen(word: str) -> str:
    """Figures inside a word as the letters they look like."""
    if word.isalpha() or word.isdigit() or script_of(word) != "latin":
        return word
    return word.translate(_LOOKS)
