"""A text to the prisons, camps, police stations and courts that it names: their words, kind, own name and number.

One that has no name of its own ("a court in Almaty", "the prison") is none: it could be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anyascii import anyascii
from msgspec import Struct

from onrecord.coding.gazetteer import gazetteer
from onrecord.letters import plain
from onrecord.linking.facilities.lexicon import lexicon

__all__ = ["Named", "find", "folded"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*['’]?")
_NUMBER_AFTER = re.compile(
    r" ?(?:No\.?|Nr\.?|№|#|number|Number) ?(\d{1,4}(?:/\d{1,4})?)\b|[- ](\d{1,3}(?:/\d{1,4})?)\b"
)
_NUMBER_BEFORE = re.compile(r"(?:No\.?|№|#) ?(\d{1,4}) $")
_NEXT = re.compile(r" ([a-z]+(?: human)?)\b", re.IGNORECASE)
_OWNS = re.compile(r"(?<=\w)['’]s?$")
_JOINED = frozenset("-/.")
"""What stands before the last word of an address or of a file's name."""
_LEFT = 100
_LONGEST = 5
"""Words of a name before the word for its kind."""


class Named(Struct, frozen=True, kw_only=True):
    """Words that name a facility; the word for its kind begins at `term_at`."""

    start: int
    end: int
    term_at: int
    kind: str
    core: tuple[str, ...]
    levels: frozenset[str]
    number: str | None
    is_proper: bool
    country: str | None
    """That of a people before the name: the Kazakh Supreme Court."""
    owner: tuple[int, int] | None
    """Where whose it is stands, as in "Tehran's Evin prison"."""


class _Run(Struct):
    """Words before a kind word, as they are gathered from right to left."""

    start: int
    core: list[str]
    levels: set[str]
    country: str | None = None
    owner: tuple[int, int] | None = None
    is_any: bool = False


def find(text: str) -> Iterator[Named]:
    """The facilities that a text names, in order."""
    known = lexicon()
    for found in known.term.finditer(text):
        words = found.group()
        if text[found.start() - 1 : found.start()] in _JOINED:
            continue
        number, end = _number(text, found)
        run = _run_before(text, found.start())
        if number is None and (before := _NUMBER_BEFORE.search(text, max(0, run.start - 8), run.start)):
            number, run.start = before.group(1), before.start()
        named = Named(
            start=run.start,
            end=end,
            term_at=found.start(),
            kind=known.kind_of[words.lower()],
            core=tuple(run.core),
            levels=frozenset(run.levels),
            number=number,
            is_proper=words[0].isupper(),
            country=run.country,
            owner=run.owner,
        )
        if not run.is_any and _is_named(named, words) and not _is_body(text, end):
            yield named


def folded(word: str) -> str:
    """A word in plain small Latin letters."""
    return plain(anyascii(word)).replace("’", "'")


def _number(text: str, found: re.Match[str]) -> tuple[str | None, int]:
    told = _NUMBER_AFTER.match(text, found.end())
    bare = told is not None and told.group(1) is None
    if told is None or (bare and not found.group()[0].isupper()):
        return None, found.end()
    return told.group(1) or told.group(2), told.end()


def _run_before(text: str, at: int) -> _Run:
    """The name before a kind word that begins at `at`."""
    known, run = lexicon(), _Run(at, [], set())
    for word in reversed(list(_WORD.finditer(text, max(0, at - _LEFT), at))):
        if text[word.end() : run.start] not in {" ", "-", "\u00a0"} or len(run.core) == _LONGEST:
            break
        told = folded(word.group())
        if told in known.words["not_named"]:
            run.is_any = True
            break
        if told in known.levels:
            run.levels.add(known.same_level.get(told, told))
        elif _OWNS.search(word.group()):
            run.owner = word.span()
            break
        elif told in known.words["never_first"] or not word.group()[0].isupper():
            break
        elif country := gazetteer().country_of_demonym(told):
            run.country = country
            break
        else:
            run.core.insert(0, told)
        run.start = word.start()
    return run


def _is_named(named: Named, words: str) -> bool:
    known = lexicon().words
    if words.lower() in known["only_numbered"]:
        return named.number is not None
    return bool(named.core or named.number or (named.levels and named.is_proper))


def _is_body(text: str, end: int) -> bool:
    after = _NEXT.match(text, end)
    told = after.group(1).lower() if after else ""
    return told.split(" ")[0] in lexicon().words["body_after"] or told == "of human"
