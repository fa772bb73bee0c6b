"""Two texts of one address to what was added, removed and changed between them, passage by passage and word by word.

Breaks and spaces are no difference: a page that is laid out anew says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.model import Particulars, Report

Kind: TypeAlias = Literal["added", "removed", "changed"]
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.5
"""From this share of words on, two passages are one that was changed."""
_MOST_PAIRS = 10_000
"""More passages than this, counted in pairs, are not matched with one another: they are removed and added."""
_TOLD = ("title", "publisher", "agency", "byline", "published", "updated")


class Piece(Struct, frozen=True):
    """Some words of a changed passage: those that stayed, were removed or were added."""

    kind: Literal["same", "removed", "added"]
    text: str


class Difference(Struct, frozen=True, kw_only=True):
    """A passage that was added, removed or changed; of a changed one its pieces, in the order in which they are read."""

    kind: Kind
    before: str | None = None
    after: str | None = None
    pieces: tuple[Piece, ...] = ()


class Retold(Struct, frozen=True):
    """A particular, such as the title, that is told otherwise than before; None where it is not told."""

    name: str
    before: str | None
    after: str | None


def differences(before: Sequence[Report], after: Sequence[Report]) -> tuple[Difference, ...]:
    """What differs between the texts of two captures, in the order of the later one."""
    old, new = passages(before), passages(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Difference] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            found += _within(old[start:end], new[first:last])
    return tuple(found)


def retold(before: Particulars, after: Particulars) -> tuple[Retold, ...]:
    """The particulars that are told otherwise."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _TOLD)
    return tuple(Retold(*pair) for pair in pairs if pair[1] != pair[2])


def passages(reports: Sequence[Report]) -> list[str]:
    """The passages of the texts, with each break or row of spaces as one space."""
    told = [" ".join(one.text[passage.start : passage.end].split()) for one in reports for passage in one.passages]
    return [passage for passage in told if passage]


def _within(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """What became of a run of passages that differ from another: pairs that are alike were changed."""
    done = 0
    for after in new:
        match = _alike(old[done:], after) if len(old) * len(new) <= _MOST_PAIRS else None
        if match is None:
            yield Difference(kind="added", after=after)
            continue
        yield from (Difference(kind="removed", before=one) for one in old[done : done + match])
        before = old[done + match]
        yield Difference(kind="changed", before=before, after=after, pieces=tuple(_pieces(before, after)))
        done += match + 1
    yield from (Difference(kind="removed", before=one) for one in old[done:])


def _alike(old: Sequence[str], after: str) -> int | None:
    """Which of some passages is most like another one; None where none is."""
    words = _WORDS.findall(after)
    shares = [SequenceMatcher(None, _WORDS.findall(one), words, autojunk=False).ratio() for one in old]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= _ALIKE else None


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[first:last]))
            continue
        if start < end:
            yield Piece("removed", "".join(old[start:end]))
        if first < last:
            yield Piece("added", "".join(new[first:last]))
