"""Two names that a report says are one person's: "known as", "whose real name is", a second name in brackets."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from onrecord.coding.people.forms import Chain
from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.names import Name
from onrecord.coding.people.words import Words

__all__ = ["join_renamed"]

_FURTHEST = 9


def join_renamed(words: Words, lexicon: Lexicon, chains: Sequence[Chain]) -> list[Chain]:
    """The chains, those joined that the report itself calls one person."""
    of = {id(name): chain for chain in chains for name in chain.names}
    names = sorted((name for chain in chains for name in chain.names), key=lambda name: name.first)
    for one, other in _pairs(words, lexicon, names):
        kept, gone = of[id(one)], of[id(other)]
        if kept is gone or ("?" not in {kept.gender, gone.gender} and kept.gender != gone.gender):
            continue
        kept.others |= gone.forms
        kept.forms |= gone.forms
        kept.names = sorted([*kept.names, *gone.names], key=lambda name: name.first)
        of.update((id(name), kept) for name in gone.names)
        gone.names = []
    return [chain for chain in chains if chain.names]


def _pairs(words: Words, lexicon: Lexicon, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    for one, other in itertools.pairwise(names):
        if words.sentence[one.last] != words.sentence[other.first] or not 1 < other.first - one.last < _FURTHEST + 2:
            continue
        between = " ".join(words.low[one.last + 1 : other.first])
        if _in_brackets(words, one, other) or (
            any(cue in between for cue in lexicon.also_named) and " and " not in f" {between} "
        ):
            yield one, other


def _in_brackets(words: Words, one: Name, other: Name) -> bool:
    closes = other.last < words.ends(other.last) and words.text[other.last + 1] == ")"
    return closes and words.text[one.last + 1] == "(" and other.first == one.last + 2 and len(one.parts) > 1
