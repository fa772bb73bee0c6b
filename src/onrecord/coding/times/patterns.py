"""Rules over words: a pattern of the data file to a compiled expression over one letter a word.

Each word of a text becomes one letter that stands for the set of classes it belongs to, so a rule is a
short regular expression over a string as long as the text has words. No rule repeats anything, so the
time is linear in the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

_PIECE = re.compile(r"<(?:(\w+):)?(\w+)>|([()|?])|([^\s()|?<>{}]+)")
_MACRO = re.compile(r"\{(\w+)\}")
LITERAL = "="


class Rule(Struct, frozen=True):
    """One rule: its plain name, the reading it makes, and under which names it keeps words of which class."""

    name: str
    make: str
    pattern: re.Pattern[str]
    kept: tuple[tuple[str, str, int], ...]
    """(name, class, number of the group)"""
    starts: frozenset[str]
    """The letters with which it can begin."""


def expanded(pattern: str, macros: Mapping[str, str]) -> str:
    """A pattern with its {macros} written out."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: f"( {macros[match[1]]} )", pattern)
    return pattern


def literals(pattern: str) -> frozenset[str]:
    """The words that a pattern names themselves."""
    return frozenset(word for _, _, _, word in _PIECE.findall(pattern) if word)


def compiled(name: str, make: str, pattern: str, symbols: Mapping[frozenset[str], str]) -> Rule:
    """The rule of one expanded pattern."""
    parts: list[str] = []
    kept: list[tuple[str, str, int]] = []
    for alias, kind, mark, word in _PIECE.findall(pattern):
        if mark:
            parts.append(mark)
        elif kind:
            kept.append((alias or kind, kind, len(kept) + 1))
            parts.append(f"[{_letters(kind, symbols)}]")
        else:
            parts.append(f"[{_letters(LITERAL + word, symbols)}]")
    starts, _, _ = _beginnings(parts, 0)
    groups = iter(kind for _, kind, _, word in _PIECE.findall(pattern) if kind or word)
    expression = (_as_expression(part, captures=part[0] == "[" and bool(next(groups))) for part in parts)
    return Rule(name, make, re.compile("".join(expression)), tuple(kept), starts)


def _as_expression(part: str, *, captures: bool) -> str:
    return "(?:" if part == "(" else f"({part})" if captures else part


def _letters(kind: str, symbols: Mapping[frozenset[str], str]) -> str:
    found = "".join(sorted(letter for kinds, letter in symbols.items() if kind in kinds))
    if not found:
        raise ValueError(f"no word belongs to {kind!r}; add it under `words` in times.yaml")
    return found


def _beginnings(parts: Sequence[str], at: int) -> tuple[frozenset[str], bool, int]:
    """Letters that alternatives from part `at` on can begin with, whether they can be empty, and where they end."""
    found, empty, passable = set[str](), False, True
    while at < len(parts) and parts[at] != ")":
        part = parts[at]
        if part == "|":
            empty, passable, at = empty or passable, True, at + 1
            continue
        letters, can_be_empty = frozenset(part[1:-1]), False
        if part == "(":
            letters, can_be_empty, at = _beginnings(parts, at + 1)
        at += 1
        if at < len(parts) and parts[at] == "?":
            can_be_empty, at = True, at + 1
        if passable:
            found |= letters
            passable = can_be_empty
    return frozenset(found), empty or passable, at
