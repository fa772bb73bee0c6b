"""A report's text to the pieces that a page shows: each knows where it stands, and which values rest on its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from onrecord.analysis import highlight
from onrecord.model import Passage
from onrecord.verbs.opening import OpenAct


class Mark(Struct, frozen=True):
    """Words that a value rests on, as offsets in the text; `of` names it: `A-7K3M9QX:date`."""

    start: int
    end: int
    of: str


class Piece(Struct, frozen=True):
    """A stretch of the text under the same marks, from `start` on."""

    start: int
    words: str
    marks: tuple[str, ...]

    @property
    def is_cue(self) -> bool:
        """Whether the words tell an act."""
        return any(one.endswith(":cue") for one in self.marks)


class Block(Struct, frozen=True):
    """A paragraph: what it is (`body`, `headline`, ...; `other` of what is none), and its pieces."""

    kind: str
    pieces: tuple[Piece, ...]


def blocks(text: str, passages: Iterable[Passage], marks: Sequence[Mark]) -> tuple[Block, ...]:
    """The paragraphs of a text in order; nothing of it is left out but blank lines between them."""
    found, done = [], 0
    for one in sorted(passages, key=lambda one: one.start):
        found += _block(text, done, max(done, one.start), "other", marks)
        found += _block(text, max(done, one.start), one.end, one.kind, marks)
        done = max(done, one.end)
    return (*found, *_block(text, done, len(text), "other", marks))


def _block(text: str, start: int, end: int, kind: str, marks: Sequence[Mark]) -> list[Block]:
    if not text[start:end].strip():
        return []
    return [Block(kind, tuple(_pieces(text, start, end, marks)))]


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    here = [one for one in marks if one.start < end and one.end > start]
    cuts = {start, end} | {at for one in here for at in (one.start, one.end) if start < at < end}
    ordered = sorted(cuts)
    for first, last in pairwise(ordered):
        over = dict.fromkeys(one.of for one in here if one.start <= first and one.end >= last)
        yield Piece(first, text[first:last], tuple(over))


def marks(acts: Iterable[OpenAct]) -> list[Mark]:
    """The words of each act's slots, and those that tell the act (`A-7K3M9QX:cue`)."""
    found = []
    for one in acts:
        id = one.kept.id
        found += [Mark(span.start, span.end, f"{id}:cue") for span in one.kept.act.mentions]
        found += [Mark(span.start, span.end, f"{id}:{slot.name}") for slot in one.slots for span in slot.evidence]
    return found


def lit(text: str, asked: str | None) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, each with whether the words of a search stand there."""
    found, done = [], 0
    for span in highlight.marks(text, asked) if asked else ():
        found += [(text[done : span.start], False), (text[span.start : span.end], True)]
        done = span.end
    return tuple((words, shown) for words, shown in (*found, (text[done:], False)) if words)
