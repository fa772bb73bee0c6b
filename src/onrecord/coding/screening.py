"""Sentences to those that may tell an act, by their words alone: what does not pass is not parsed for its own sake.

A sentence passes where some entry of the lexicon could hold in it. Only what needs no grammar is asked, so that no
sentence is lost that the coder would find an act in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from onrecord.coding.cues import Entry, Lexicon, wording_fits
from onrecord.coding.words import word_list

_TERMS = ("year", "month", "day", "life", "week")


def may_tell(tokens: Sequence[str], words: Lexicon) -> bool:
    """Whether a sentence, given as its tokens, could tell an act."""
    lower = [token.lower() for token in tokens]
    return any(
        _single(words, tokens, lower, at) or _phrase(words, lower, at)
        for at, word in enumerate(lower)
        if word in words.words or word in words.phrases
    )


def _single(words: Lexicon, tokens: Sequence[str], lower: Sequence[str], at: int) -> bool:
    return any(
        (not entry.lower_only or tokens[at].islower()) and _holds(entry, lower, at, at)
        for entry in words.words.get(lower[at], ())
    )


def _phrase(words: Lexicon, lower: Sequence[str], at: int) -> bool:
    return any(
        tuple(lower[at : at + len(parts)]) == parts and _holds(entry, lower, at, at + len(parts) - 1)
        for parts, entry in words.phrases.get(lower[at], ())
    )


def _holds(entry: Entry, lower: Sequence[str], first: int, last: int) -> bool:
    return wording_fits(entry, lower, first, last) and all(asked(lower) for asked in _asked(entry))


@cache
def _asked(entry: Entry) -> tuple[Callable[[Sequence[str]], bool], ...]:
    """What else must stand in the sentence: words for the only objects, subjects and lengths that the entry allows."""
    wanted = [_beginnings(group) for group in (entry.object_in, entry.subject_in) if group]
    if entry.subject == "authority" and entry.kind == "verbs":
        wanted.append(_beginnings(word_list("authorities")))
    if entry.term:
        wanted.append(_TERMS)
    if entry.since:
        wanted.append(("since",))
    return tuple(_some_begins(beginnings) for beginnings in wanted)


def _some_begins(beginnings: tuple[str, ...]) -> Callable[[Sequence[str]], bool]:
    return lambda lower: any(word.startswith(beginnings) for word in lower)


def _beginnings(words: frozenset[str]) -> tuple[str, ...]:
    """What every form of each word begins with, roughly: "journ" of "journal", "me" of "men"."""
    return tuple(sorted({word[: max(2, len(word) - 2)] for word in words}))
