"""The words of time of a language, from the codebook's data, each with the classes it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec
from msgspec import Struct

from onrecord.codebook.data import read_yaml
from onrecord.coding.times.mention import Relation
from onrecord.coding.times.patterns import LITERAL, Rule, compiled, expanded, literals

MONTHLIKE = "monthy"
"""Class of every word that may name a month beside a day or a year; `month` only where it plainly does."""
_SHAPES = (
    "number", "number day hour", "number day", "number hour", "number tail", "number year", "number year holiday",
    "ordinal day", "ordinal", "decade", "iso", "slash", "clock", "number clock", "shortyear", "holiday", "part_of_number",
)  # fmt: skip
NO_CLASS: frozenset[str] = frozenset()


class Rules(Struct, frozen=True):
    """How the file of times is laid out."""

    words: dict[str, dict[str, int | str]]
    before_it: dict[str, Relation]
    stretch: dict[str, str | None]
    future: list[str]
    past: list[str]
    macros: dict[str, str]
    rules: list[dict[str, str]]


class Lexicon(Struct, frozen=True):
    """Words to classes, classes to meanings, and rules over one-letter symbols for sets of classes."""

    classes: dict[str, frozenset[str]]
    meaning: dict[str, dict[str, int | str]]
    symbols: dict[frozenset[str], str]
    rules: dict[str, tuple[tuple[int, Rule], ...]]
    """By the letter a match begins with: the rules that can begin so, numbered in the order of the file."""
    before_it: dict[str, Relation]
    stretch: dict[str, str | None]
    future: frozenset[str]
    past: frozenset[str]
    holidays: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By first word: all words of a name, longest first, and the day meant."""

    def symbol(self, classes: frozenset[str]) -> str:
        """The letter that stands for a word of these classes; "." where no rule asks for it."""
        return self.symbols.get(classes, ".")


@cache
def lexicon() -> Lexicon:
    """The English words and rules of time, read once a process."""
    data = msgspec.convert(read_yaml("en", "times.yaml"), Rules)
    patterns = [(rule["name"], rule["make"], expanded(rule["pattern"], data.macros)) for rule in data.rules]
    words = data.words | {MONTHLIKE: data.words["month"] | data.words["month_short"], "day": data.words["ordinal"]}
    classes = _classes(words, {word for _, _, pattern in patterns for word in literals(pattern)})
    symbols = {kinds: chr(0x4E00 + n) for n, kinds in enumerate(_all_kinds(classes.values()))}
    return Lexicon(
        classes=classes,
        meaning=words,
        symbols=symbols,
        rules=_by_start([compiled(name, make, pattern, symbols) for name, make, pattern in patterns]),
        before_it=data.before_it,
        stretch=data.stretch,
        future=frozenset(data.future),
        past=frozenset(data.past),
        holidays=_holidays(read_yaml("en", "holidays.yaml")["names"]),
    )


def _by_start(rules: Sequence[Rule]) -> dict[str, tuple[tuple[int, Rule], ...]]:
    letters = {letter for rule in rules for letter in rule.starts}
    return {letter: tuple((n, rule) for n, rule in enumerate(rules) if letter in rule.starts) for letter in letters}


def _classes(words: Mapping[str, Mapping[str, object]], named: Iterable[str]) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, members in words.items():
        for word in members:
            kinds[word].add(kind)
    for word in named:
        kinds[word].add(LITERAL + word)
    return {word: frozenset(found) for word, found in kinds.items()}


def _all_kinds(classes: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Every set of classes that a word can have, in a fixed order."""
    shapes = [frozenset(shape.split()) for shape in _SHAPES]
    whole = set(classes)
    found = {*shapes, *whole, *(doubtful(kinds) for kinds in whole)}
    return sorted(found - {NO_CLASS}, key=sorted)


def doubtful(kinds: frozenset[str]) -> frozenset[str]:
    """The classes of a word that is more likely not a month or weekday ("may", "sat"), unless a figure stands by."""
    return kinds - {"month", "weekday_short"}


def _holidays(names: Mapping[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, day in names.items():
        words = tuple(name.split())
        found[words[0]].append((words, day))
    return {first: tuple(sorted(rest, key=lambda item: -len(item[0]))) for first, rest in found.items()}
