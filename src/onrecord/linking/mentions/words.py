"""Words that tell a doing: their dictionary form, and whether two of them can tell one and the same.

From `codebook/en/doings.yaml`, and rules for regular forms; the words before and after "_" belong together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.codebook.data import read_yaml

Relation: TypeAlias = Literal["same", "derived", "related", "other"]
RELATIONS: tuple[Relation, ...] = ("same", "derived", "related", "other")
_BACK = (("ies", ("y", "ie")), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")))
_ENDINGS = sorted(
    "ation ations ing ings ment ments ion ions er ers or ors ed es s al ure ance ence y e".split(),
    key=len,
    reverse=True,
)
_STEM = 4
_SHARED = 0.6
"""Share of the longer stem that two derived words begin with."""


class Words(Struct, frozen=True):
    """What the table of a language says."""

    lines: Mapping[str, frozenset[str]]
    """The lines in which each word stands."""
    irregular: Mapping[str, str]


@cache
def words(language: str = "en") -> Words:
    """The table of a language, read once a process."""
    table = read_yaml(language, "doings.yaml")
    lines: dict[str, set[str]] = defaultdict(set)
    for line, told in table["words"].items():
        for word in told.split():
            lines[word].add(line)
    return Words({word: frozenset(found) for word, found in lines.items()}, table["irregular"])


def dictionary_form(word: str, lemma: str) -> str:
    """The form under which a word is looked up; a headline's "Dies" has been taken for a name by most taggers."""
    known, small = words(), word.lower()
    if small in known.irregular:
        return known.irregular[small]
    forms = (lemma.lower(), *_without_endings(small))
    return next((form for form in forms if form in known.lines), lemma.lower())


def is_known(word: str) -> bool:
    """Whether a word or phrase stands in the table."""
    return word in words().lines


def _without_endings(word: str) -> Iterator[str]:
    for ending, instead in _BACK:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield from (stem + letters for letters in instead)
            if ending in {"ed", "ing"} and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


@lru_cache(maxsize=100_000)
def relation(one: str, other: str) -> Relation:
    """What two dictionary forms are to each other."""
    if one == other:
        return "same"
    if shared_lines(one, other):
        return "related"
    return "derived" if _are_derived(one, other) else "other"


def shared_lines(one: str, other: str) -> frozenset[str]:
    """The lines of the table in which both words stand."""
    lines = words().lines
    return lines.get(one, frozenset()) & lines.get(other, frozenset())


@cache
def line_sizes() -> Mapping[str, int]:
    """How many words each line has: two of a short line are more surely one thing."""
    return Counter(line for lines in words().lines.values() for line in lines)


def _are_derived(one: str, other: str) -> bool:
    """Whether two words are made from one: "destroy", "destruction" no, "invest", "investment" yes."""
    stems = _stem(one), _stem(other)
    if stems[0] == stems[1]:
        return True
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _STEM and shared >= _SHARED * max(map(len, stems))


def _stem(word: str) -> str:
    for _ in range(2):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _STEM), "")
        word = word.removesuffix(ending)
    return word
