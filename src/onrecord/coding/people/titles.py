"""Offices, occupations and peoples before a name, set apart from it: "Lagoon Press Union President | Esther Boateng"."""

from __future__ import annotations

from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.words import Words

__all__ = [
    "AFTER_TITLE",
    "MARKS",
    "is_surname",
    "noun_before",
    "opens_name",
    "past_office",
    "past_words_before",
    "title_at",
    "title_start",
]

MARKS = frozenset("-‐‑–'’ʻʼ`\"“”‘«»")
AFTER_TITLE = frozenset({"elect", "general", "designate", "in"})


def past_office(words: Words, lexicon: Lexicon, first: int, last: int) -> int:
    """The start of the name in "Minister of Foreign Affairs Adil Omarov", for the run that opens after "of"."""
    if (
        first - 2 < words.begins(first)
        or words.low[first - 1] not in {"of", "for"}
        or words.low[first - 2] not in lexicon.rank
    ):
        return first
    while last - first > 1 and words.low[first] not in lexicon.given and words.low[first] not in lexicon.surname_first:
        first += 1
    return first


def title_at(words: Words, lexicon: Lexicon, first: int, last: int) -> int | None:
    """The last title word of a run; its own last word only where no title stands further before it."""
    titles = [token for token in range(last, first - 1, -1) if _is_title(words, lexicon, token, first, last)]
    if len(titles) > 1 and titles[0] == last and titles[1] != last - 1:
        return titles[1]
    return titles[0] if titles else None


def _is_title(words: Words, lexicon: Lexicon, token: int, first: int, last: int) -> bool:
    word = words.low[token].rstrip(".")
    if token + 1 < last and words.text[token + 1] in MARKS and words.glued[token + 1]:
        return words.low[token + 2] in AFTER_TITLE and (word in lexicon.rank or word in lexicon.courtesy)
    if word in lexicon.courtesy and len(word) > 1:
        return token < last or first == last
    return word in lexicon.rank or (word in lexicon.nouns and token in {first, last} and word not in lexicon.given)


def is_surname(words: Words, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a run that ends in a title word is still a person's name ("Kevin King")."""
    if first == last:
        return False
    before = [words.low[t].rstrip(".") for t in range(first, last)]
    if any(
        w in lexicon.beside_title or w in lexicon.rank or w in lexicon.bodies or w in lexicon.places for w in before
    ):
        return False
    return before[-1] in lexicon.given or (
        words.pos[first] == "PROPN"
        and before[0] not in lexicon.peoples
        and words.low[last] in {"king", "judge", "prince", "major", "bishop", "pope"}
    )


def title_start(words: Words, lexicon: Lexicon, first: int, at: int) -> int:
    start = at
    while (
        start > first
        and not _of_body(words, lexicon, start - 1)
        and (
            words.low[start - 1].rstrip(".") in lexicon.beside_title
            or words.low[start - 1].rstrip(".") in lexicon.rank
            or words.text[start - 1] == "-"
        )
    ):
        start -= 1
    return start


def _of_body(words: Words, lexicon: Lexicon, token: int) -> bool:
    """Whether a word before a title belongs to a body: "Lagoon Press Union | President", but "Press Secretary"."""
    return words.low[token] in lexicon.bodies and words.low[token + 1] not in {"secretary", "officer"}


def past_words_before(words: Words, lexicon: Lexicon, first: int, last: int) -> int:
    """The first token of a name after peoples and words such as "Former" that stand before it."""
    while first < last:
        low = words.low[first]
        people = low in lexicon.peoples and low not in lexicon.given and low not in lexicon.surname_first
        beside = low in lexicon.beside_title and low not in lexicon.given
        marks = words.text[first] in MARKS
        several = low in lexicon.singular
        if not (people or beside or marks or several):
            break
        first += 1
    return first


def opens_name(words: Words, lexicon: Lexicon, token: int) -> bool:
    return words.low[token] in lexicon.given or words.low[token] in lexicon.surname_first


def noun_before(words: Words, lexicon: Lexicon, first: int) -> int | None:
    """A noun for one person right before a name ("lawyer Xu Zhiyong", "her husband Adil"), not in the plural."""
    before = first - 1
    if before < words.begins(first) or words.text[before] in {",", "-"}:
        return None
    low = words.low[before]
    if (low in lexicon.nouns or low in lexicon.kin or low.rstrip(".") in lexicon.rank) and words.pos[before] in {
        "NOUN",
        "PROPN",
        "ADJ",
    }:
        return before
    return None
