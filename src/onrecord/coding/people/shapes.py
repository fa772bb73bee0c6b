"""Signs of what a name names in its own words: bodies, places, given names, endings of family names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from onrecord.coding.people.cast import PlaceTest
from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.names import Name
from onrecord.coding.people.words import Words

__all__ = ["Kind", "Sign", "all_names", "ending_gender", "in_itself", "personal"]

Kind: TypeAlias = Literal["person", "organisation", "place", "other"]
Sign: TypeAlias = tuple[str, Kind, float]
"""A rule's name, what it speaks for, and how strongly."""

_LINEAGE = frozenset({"al", "el", "bin", "ibn", "bint", "ould", "ben", "de", "van", "von", "ul"})


def ending_gender(lexicon: Lexicon, part: str) -> str | None:
    """What the longest known ending of a family name or patronymic tells of sex; None where it has none."""
    for size in (6, 5, 4, 3, 2):
        if len(part) > size + 2 and part[-size:] in lexicon.endings:
            return lexicon.endings[part[-size:]]
    return None


def in_itself(words: Words, lexicon: Lexicon, name: Name, places: PlaceTest | None) -> Iterator[Sign]:
    """Signs in the words of the name."""
    tokens = range(name.first, name.last + 1)
    low = [words.low[t].rstrip(".") for t in tokens if words.text[t][0].isalpha()]
    if low[-1] in lexicon.bodies:
        yield "ends in a body", "organisation", 4
    elif any(w in lexicon.bodies for w in low):
        yield "has a body", "organisation", 3
    if any(w in {"of", "for", "and", "&", "to", "without"} for w in low):
        yield "has a link", "organisation", 1
    if len(low) == 1 and words.text[name.first].isupper() and 1 < len(low[0]) < 8:
        yield "capitals only", "organisation", 2.5
    placed = list(_placed_in_itself(words, lexicon, name, low, places))
    yield from placed
    if not placed and len(name.parts) in {2, 3} and all(words.pos[t] == "PROPN" for t in tokens) and not words.small:
        yield "unknown words", "person", 0.5
    if len(name.parts) > 1 and words.low[name.first] in lexicon.given and name.parts[0] not in lexicon.given:
        yield "given name", "person", 2.5
    if any(words.low[t] in _LINEAGE for t in range(name.first + 1, name.last)):
        yield "particle", "person", 0.8
    yield from personal(lexicon, name.parts)


def _placed_in_itself(
    words: Words, lexicon: Lexicon, name: Name, low: list[str], places: PlaceTest | None
) -> Iterator[Sign]:
    if any(w in lexicon.neither for w in low):
        yield "thing", "other", 3
    if " ".join(low) in lexicon.places or (places is not None and places(words.words(name.first, name.last))):
        yield "place known", "place", 3.5 if len(low) == 1 else 5
    elif low[0] in lexicon.peoples and len(low) > 1 and low[0] not in lexicon.surname_first:
        yield "people first", "organisation", 1.5


def personal(lexicon: Lexicon, parts: tuple[str, ...]) -> Iterator[Sign]:
    if len(parts) == 1:
        if parts[0] in lexicon.given and len(parts[0]) > 2:
            yield "given name alone", "person", 1.5
        elif ending_gender(lexicon, parts[0]) in {"m", "f"}:
            yield "ending alone", "person", 1
    elif len(parts) < 6:
        yield from _personal_parts(lexicon, parts)


def _personal_parts(lexicon: Lexicon, parts: tuple[str, ...]) -> Iterator[Sign]:
    if parts[0] in lexicon.given:
        yield "given name", "person", 2.5
    elif any(part in lexicon.given for part in parts[1:]):
        yield "given name later", "person", 1.2
    if parts[0] in lexicon.surname_first and len(parts) < 4:
        yield "surname first", "person", 2
    elif parts[-1] in lexicon.surname_first:
        yield "surname", "person", 1
    if any(ending_gender(lexicon, part) for part in parts):
        yield "ending", "person", 1.5
    if len(parts[0]) == 1:
        yield "initial", "person", 1.5


def all_names(words: Words, lexicon: Lexicon, name: Name) -> bool:
    """Whether all words of a name are taken for names by the parser, hyphens and particles left aside."""
    tokens = range(name.first, name.last + 1)
    return all(words.pos[t] in {"PROPN", "PUNCT"} or words.low[t] in lexicon.particles for t in tokens)
