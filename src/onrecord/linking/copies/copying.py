"""Two texts to whether one is a copy of the other, how, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.linking.copies.changes import Change, ChangeKind, gaps, told
from onrecord.linking.copies.forms import is_a_form
from onrecord.linking.copies.runs import Run, runs
from onrecord.linking.copies.story import Story, read

CopyKind: TypeAlias = Literal["same text", "edited", "cut", "extended", "part of", "takes in", "shares passages"]
"""What the first text is to the second: `cut` has its beginning but not all of it, `part of` stands in it somewhere;
`extended` and `takes in` are these two seen from the other side."""

_FEWEST = 20
"""Words in common that can tell a copy from chance."""
_SHORTEST = 8
"""Words of the shortest text of which another one is called a copy; the same few words are soon said twice."""
_MOST_OF_IT = 0.5
"""Share of the shorter story that stands in the other, from which on they have one origin."""
_WHOLE = 0.8
_WITH_ITS_OPENING = 0.47
"""The same where they open alike."""
_WRITTEN_OVER = 0.7
"""Share that a story has left of an earlier one under a new beginning."""
_BACKGROUND = 120
"""Words of the longest background that an outlet sets under a report."""
_OPENING, _CLOSING = 25, 10
"""Words from the beginning or the end within which a passage opens or closes a story."""


class Copying(Struct, frozen=True):
    """How two texts that have one origin in common stand to each other."""

    kind: CopyKind
    a_share: float
    """Share of the first story that stands in the second, 0..1, quoted words left out."""
    b_share: float
    changes: tuple[Change, ...]
    """In the order of the first text."""


def compare(a_text: str, b_text: str, *, a_title: str | None = None, b_title: str | None = None) -> Copying | None:
    """How two texts copy each other, or None where they do not.

    Headline, dateline, credits, captions, boilerplate, case and signs do not count; nor do words that both quote: two
    reporters at one press conference quote alike. Own words about one event are no copy, nor is a form filled in with others' names.
    """
    a, b = read(a_text, title=a_title), read(b_text, title=b_title)
    if (len(b.words), b.words) < (len(a.words), a.words):
        found = _compared(b, a, b_text, a_text)
        return _turned(found) if found else None
    return _compared(a, b, a_text, b_text)


def _compared(a: Story, b: Story, a_text: str, b_text: str) -> Copying | None:
    if a.words == b.words:
        return Copying("same text", 1.0, 1.0, ()) if len(a.words) >= _SHORTEST else None
    shared = runs(a.words, b.words)
    own = sum(1 for run in shared for n in range(run.length) if _is_own(a, b, run.a + n, run.b + n))
    a_share, b_share = (own / max(len(s.words) - len(s.quoted), own, 1) for s in (a, b))
    between = gaps(shared, len(a.words), len(b.words))
    if own < _FEWEST or max(a_share, b_share) < _needed(a, b, shared) or is_a_form(a, b, shared, between):
        return None
    return Copying(
        kind=_kind(a_share, b_share, shared),
        a_share=round(a_share, 3),
        b_share=round(b_share, 3),
        changes=tuple(told(gap, a, b, a_text, b_text) for gap in between),
    )


def _is_own(a: Story, b: Story, in_a: int, in_b: int) -> bool:
    return in_a not in a.quoted and in_b not in b.quoted


def _needed(a: Story, b: Story, shared: Sequence[Run]) -> float:
    """The share of the shorter story that must stand in the other: less where they open alike, more where they end alike alone."""
    if _opens(shared):
        return _WITH_ITS_OPENING
    return _WRITTEN_OVER if _is_a_tail(a, b, shared) else _MOST_OF_IT


def _opens(shared: Sequence[Run]) -> bool:
    return any(run.a < _OPENING and run.b < _OPENING for run in shared)


def _is_a_tail(a: Story, b: Story, shared: Sequence[Run]) -> bool:
    """Whether the end of both is all they share, as the background is that an outlet sets under many reports."""
    last = shared[-1]
    ends = last.a + last.length > len(a.words) - _CLOSING and last.b + last.length > len(b.words) - _CLOSING
    short = sum(run.length for run in shared) <= _BACKGROUND
    return ends and short and shared[0].a > _OPENING and min(run.b for run in shared) > _OPENING


def _kind(a_share: float, b_share: float, shared: Sequence[Run]) -> CopyKind:
    if min(a_share, b_share) >= _WHOLE:
        return "edited"
    if max(a_share, b_share) < _WHOLE:
        return "shares passages"
    if a_share > b_share:
        return "cut" if _opens(shared) else "part of"
    return "extended" if _opens(shared) else "takes in"


_OTHER_SIDE: dict[CopyKind, CopyKind] = {
    "cut": "extended",
    "extended": "cut",
    "part of": "takes in",
    "takes in": "part of",
}
_TURNED: dict[ChangeKind, ChangeKind] = {"added": "removed", "removed": "added"}


def _turned(found: Copying) -> Copying:
    changes = sorted(map(_turned_change, found.changes), key=lambda change: (change.a, change.b))
    return Copying(_OTHER_SIDE.get(found.kind, found.kind), found.b_share, found.a_share, tuple(changes))


def _turned_change(one: Change) -> Change:
    kind = _TURNED.get(one.kind, one.kind)
    return Change(kind, one.b, one.a, one.b_words, one.a_words, one.before, one.after)
