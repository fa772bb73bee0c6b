"""Nouns for people to the names that bear them: "lawyer X", "X, a lawyer", "the leader of Y, X", "X is a lawyer"."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.names import Name
from onrecord.coding.people.words import Words

__all__ = ["age_told", "bearers", "is_plural_noun", "person_noun"]

_WITHIN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM", "ADV"})
_STOPS = frozenset({",", ".", ")", ";", "and", "who", ":", "—", "–", "-", "whose", "’", '"', "”", "?", "!"})
_OWNS = frozenset({"'s", "'"})
_NAMED = frozenset({"identified", "named", "called"})
_SOON = 5
_REACH = 14
_BETWEEN = 24


def person_noun(words: Words, lexicon: Lexicon, token: int) -> str | None:
    """The singular of a noun for a person or kin at a token; None for other words."""
    if words.pos[token] not in {"NOUN", "PROPN", "ADJ"}:
        return None
    low = words.low[token]
    noun = lexicon.singular.get(low) or lexicon.kin_plural.get(low) or low
    if noun in lexicon.nouns or noun in lexicon.kin:
        return noun
    return "year-old" if age_told(words, token) is not None else None


def age_told(words: Words, token: int) -> int | None:
    """The age that "34-year-old" tells, by the token of its last word."""
    if words.low[token] not in {"old", "olds"} or token < 4 or words.low[token - 3 : token] != ["-", "year", "-"]:
        return None
    return int(words.low[token - 4]) if words.low[token - 4].isdigit() else None


def is_plural_noun(words: Words, lexicon: Lexicon, token: int) -> bool:
    """Whether a noun for people stands in the plural."""
    return words.low[token] in lexicon.singular or words.low[token] in lexicon.kin_plural


def bearers(
    words: Words, lexicon: Lexicon, at: Mapping[int, Name], others: frozenset[int]
) -> dict[int, tuple[Name, ...]]:
    """For each noun for people that a name bears, its token and the names; `at` gives the
    person's name at a token, `others` the tokens of all other names.
    """
    borne: dict[int, tuple[Name, ...]] = {}
    for token in range(len(words)):
        if token in at or token in others or person_noun(words, lexicon, token) is None:
            continue
        names = _names_for(words, lexicon, at, token, others)
        if names:
            borne[token] = names
    return borne


def _names_for(
    words: Words, lexicon: Lexicon, at: Mapping[int, Name], token: int, others: frozenset[int]
) -> tuple[Name, ...]:
    plural = is_plural_noun(words, lexicon, token) and not _one_of(words, token)
    if token < words.ends(token) and words.low[token + 1] in _OWNS:
        return ()
    if not plural and (follows := _following(words, lexicon, at, token)) is not None:
        return (follows,)
    before = _before(words, at, token, plural=plural)
    if before:
        return before
    if not plural:
        after = _after(words, lexicon, at, token, others) or _predicate(words, at, token) or _named_as(words, at, token)
        return (after,) if after is not None else ()
    return ()


def _following(words: Words, lexicon: Lexicon, at: Mapping[int, Name], token: int) -> Name | None:
    """The name right behind a noun, also past a rank: "spokesman Colonel X"."""
    first = token + 1
    if first < words.ends(token) and first not in at and words.low[first].rstrip(".") in lexicon.rank:
        first += 1
    name = at.get(first)
    return name if name is not None and name.first == first and first <= words.ends(token) else None


def _one_of(words: Words, token: int) -> bool:
    """Whether a plural stands in "one of his brothers"."""
    begin = max(words.begins(token), token - _REACH)
    return any(words.has(step, "one", "of") for step in range(token - 2, begin - 1, -1))


def _before(words: Words, at: Mapping[int, Name], token: int, *, plural: bool) -> tuple[Name, ...]:
    """The name that a phrase set off by a comma or bracket stands after."""
    opening = _opening(words, token)
    if opening is None:
        return ()
    last = opening - 1
    if words.low[last].isdigit() and last - 1 > words.begins(token) and words.low[last - 1] == ",":
        last -= 2
    name = at.get(last)
    if name is None or name.last != last:
        return ()
    if not plural:
        return (name,)
    return _listed(words, at, name)


def _opening(words: Words, token: int) -> int | None:
    """The comma, bracket or dash that opens the phrase whose noun stands at `token`."""
    begin = max(words.begins(token), token - _REACH)
    for step in range(token - 1, begin - 1, -1):
        if words.text[step] in {",", "(", "—", "–"}:
            return step if step > words.begins(token) else None
        if words.low[step] == "whose":
            return None
        if words.pos[step] not in _WITHIN and words.text[step] not in {"'s", "’s", "'", "’", "-", "/"}:
            return None
    return None


def _listed(words: Words, at: Mapping[int, Name], name: Name) -> tuple[Name, ...]:
    """A name and those joined to it before: "X, Y and Z"."""
    names = [name]
    while names[0].first - 2 > words.begins(name.first):
        step = names[0].first - 1
        while (
            step > words.begins(name.first)
            and step not in at
            and (words.low[step] in {"and", ","} or words.pos[step] in {"ADJ", "NOUN", "PROPN"})
        ):
            step -= 1
        found = at.get(step)
        if found is None or found is names[0]:
            break
        names.insert(0, found)
    return tuple(names) if len(names) > 1 else ()


def _after(words: Words, lexicon: Lexicon, at: Mapping[int, Name], token: int, others: frozenset[int]) -> Name | None:
    """The name set off by a comma after a phrase, where this is the phrase's nearest noun for a person."""
    end = min(words.ends(token), token + _BETWEEN)
    for step in range(token + 1, end):
        if words.text[step] in {",", ":", "—", "–", "("}:
            opens = _past_noun(words, lexicon, step + 1)
            name = at.get(opens)
            if (
                name is None
                or name.first != opens
                or (
                    words.is_subject(name.last)
                    and words.head[name.last] > name.last
                    and words.dep[token] not in {"nsubj", "nsubjpass"}
                )
            ):
                return None
            closed = name.last == words.ends(token) or words.text[name.last + 1] in _STOPS
            return name if closed else None
        if words.pos[step] in {"VERB", "AUX", "SCONJ", "CCONJ"} or step in at:
            return None
        if (
            step not in others
            and person_noun(words, lexicon, step) is not None
            and step + 1 <= end
            and words.low[step + 1] != "'s"
        ):
            return None
    return None


def _past_noun(words: Words, lexicon: Lexicon, token: int) -> int:
    """The token after what stands right before a name: ", journalist X", ", identified as X", ", named as X"."""
    if words.low[token] in _NAMED and token < words.ends(token):
        token += 2 if words.low[token + 1] == "as" else 1
    return token + 1 if token < words.ends(token) and words.low[token] in lexicon.nouns else token


def _predicate(words: Words, at: Mapping[int, Name], token: int) -> Name | None:
    """The subject of "X is a lawyer"."""
    if words.dep[token] != "attr":
        return None
    for child in words.children[words.head[token]]:
        if words.dep[child] == "nsubj" and child in at and child < token:
            return at[child]
    return None


def _named_as(words: Words, at: Mapping[int, Name], token: int) -> Name | None:
    """The name of "police named the man held as X" and "the victim was identified as X"."""
    if words.dep[token] not in {"dobj", "nsubjpass"} or words.lemma[words.head[token]] not in {"identify", "name"}:
        return None
    after = max(token, words.head[token]) + 1
    for step in range(after, min(after + _SOON, words.ends(token))):
        if words.low[step] == "as":
            return at.get(step + 1)
    return None
