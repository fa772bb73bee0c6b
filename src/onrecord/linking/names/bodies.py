"""The name of a body in parts: its legal form set apart, numbers and spellings made one, words that tell little weighed so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from onrecord.codebook.data import read_rows, read_yaml
from onrecord.letters import plain
from onrecord.linking.names.name import Name, Part
from onrecord.linking.names.scripts import script_of
from onrecord.linking.names.words import words_of

__all__ = ["is_body", "named"]

_GENERIC_WEIGHT = 0.5
_EMPTY = frozenset({"the", "of", "and", "for", "in", "de", "und", "la", "des", "du", "al", "el"})
_GLUED = re.compile(r"(?<=[a-z])(?=(?:AG|SA|NV|AB|GmbH|Ltd|Inc|LLC)\b)")
_ROMAN = re.compile(r"[ivx]+")
_VALUES = {"i": 1, "v": 5, "x": 10}


class Words(Struct, frozen=True):
    """Word lists for bodies."""

    forms: dict[tuple[str, ...], str]
    """Words of a legal form to its class."""
    longest: int
    generic: frozenset[str]
    shows: frozenset[str]
    same: dict[str, str]


@cache
def _words() -> Words:
    told = read_yaml("names", "body_words.yaml")
    forms = {tuple(way.split()): row[0] for row in read_rows("names", "forms.tsv") for way in row[1:]}
    return Words(
        forms=forms,
        longest=max(map(len, forms)),
        generic=frozenset(told["generic"]),
        shows=frozenset(told["shows"]),
        same={way: one for one, ways in told["same"].items() for way in ways},
    )


def is_body(text: str) -> bool:
    """Whether a name as written is a body's: it has a word that only bodies have, a number, an "and" or a legal form."""
    known = _words()
    folded = [plain(word) for _, word in words_of(_GLUED.sub(" ", text), person=False)]
    if (
        "&" in text
        or "and" in folded[1:-1]
        or any(word in known.shows or word in known.generic - _EMPTY or word.isdigit() for word in folded)
    ):
        return True
    return any(len(form) > 2 for form, _, _ in _forms(folded)) and len(folded) > 1


def _forms(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """Legal forms at the beginning or the end of a name: their letters, and the words they take."""
    known = _words()
    for size in range(min(known.longest, len(words) - 1), 0, -1):
        for first in {0, len(words) - size}:
            if tuple(words[first : first + size]) in known.forms:
                yield "".join(words[first : first + size]), first, first + size


def named(text: str) -> Name:
    """The name of a body in parts."""
    written = list(_letters_joined(words_of(_GLUED.sub(" ", text.replace("&", " and ")), person=False)))
    form, written = _without_form(written)
    parts = tuple(part for word in written if plain(word[1]) not in _EMPTY for part in _named(*word))
    return Name(
        text=text, of="body", parts=parts or tuple(part for word in written for part in _named(*word)), form=form
    )


def _letters_joined(written: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words in which letters that stand alone are one: `J. P. Morgan` gives JP, Morgan."""
    run: list[tuple[str, str]] = []
    for word in [*written, ("", "")]:
        if len(word[1]) == 1 and word[1].isalpha():
            run.append(word)
            continue
        if run:
            yield "".join(text for text, _ in run), "".join(bare for _, bare in run)
            run = []
        if word[1]:
            yield word


def _without_form(written: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    form = ""
    while found := next(_forms([plain(word) for _, word in written]), None):
        _, first, last = found
        kind = _words().forms[tuple(plain(word) for _, word in written[first:last])]
        form = kind if not form or form == "company" else form
        written = written[:first] + written[last:]
    return form, written


def _named(text: str, word: str) -> Iterator[Part]:
    """The parts that a word stands for: `US` for United and States."""
    for letters in _words().same.get(plain(word), word).split():
        yield _part(text, letters)


def _part(text: str, letters: str) -> Part:
    known = _words()
    if _ROMAN.fullmatch(letters) and letters != "x":
        letters = str(_roman(letters))
    if letters.isdigit():
        return Part(text=text, letters=letters, script="other", kind="number")
    weight = _GENERIC_WEIGHT if plain(letters) in known.generic else 1.0
    return Part(text=text, letters=letters, script=script_of(letters), weight=weight)


def _roman(letters: str) -> int:
    values = [_VALUES[letter] for letter in letters]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
