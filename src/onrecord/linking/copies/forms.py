"""Two texts in the same words to whether they tell of others: a form that was filled in anew, as alerts and notes often are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from onrecord.linking.copies.changes import Gap
from onrecord.linking.copies.runs import Run
from onrecord.linking.copies.story import Story

_SAME_NAMES = 0.6
"""Share of names and numbers in copied passages that are the same in a copy."""
_BLANK = 16
"""Words within which what was replaced stands in the place of what replaced it."""
_NOTE = 80
"""Words of a note, in which one other name tells another event; in a story it is a mistake that was put right."""
_SPELLED_ALIKE = 0.7
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def is_a_form(a: Story, b: Story, shared: Sequence[Run], between: Sequence[Gap]) -> bool:
    """Whether most names and numbers of what is shared were replaced, or in a note one name by another."""
    kept = {a.words[n] for run in shared for n in range(run.a, run.a + run.length) if n in a.particular}
    blanks = [gap for gap in between if 0 < gap.a_end - gap.a <= _BLANK and 0 < gap.b_end - gap.b <= _BLANK]
    replaced = {word for gap in blanks for word in _replaced(a, b, gap)} - kept
    if len(kept) < _SAME_NAMES * (len(kept) + len(replaced)):
        return True
    return max(len(a.words), len(b.words)) <= _NOTE and any(_tells_another(a, b, gap, kept) for gap in blanks)


def _replaced(a: Story, b: Story, gap: Gap) -> Iterator[str]:
    there = set(b.words[gap.b : gap.b_end])
    return (a.words[n] for n in range(gap.a, gap.a_end) if n in a.particular and a.words[n] not in there)


def _tells_another(a: Story, b: Story, gap: Gap, kept: set[str]) -> bool:
    """Whether a name stands in the place of another that is not the same in other letters."""
    here = _names(a, gap.a, gap.a_end, kept | set(b.words[gap.b : gap.b_end]))
    there = _names(b, gap.b, gap.b_end, kept | set(a.words[gap.a : gap.a_end]))
    return bool(here and there) and not any(_alike(one, other) for one in here for other in there)


def _names(story: Story, first: int, last: int, known: set[str]) -> list[str]:
    words = [story.words[n] for n in range(first, last) if n in story.particular]
    return [word for word in words if word not in known | _WEEKDAYS and not word[0].isdigit()]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _SPELLED_ALIKE
