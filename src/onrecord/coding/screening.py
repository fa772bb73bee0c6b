"""Sentences to those worth parsing, by their words alone: those that may tell an act, and those that these lean on.

A sentence may tell an act where some entry of the lexicon could hold in it. Only what needs no grammar is asked, so that
no sentence is lost that the coder would find an act in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coding.attribution.lexicon import verbs
from onrecord.coding.cues import Entry, Lexicon, wording_fits
from onrecord.coding.people.lexicon import lexicon as people
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from onrecord.coding.parse import Tokens

_TERMS = frozenset({"year", "month", "day", "life", "week"})
_BEFORE_NOUNS = frozenset("the a an of no any some every each his its their our my your".split())
_SPOKEN = frozenset("said told wrote written spoke spoken thought knew felt denied according".split())
_CONTEXT = 2
_SPEAKS_ON = 3
"""Over how many sentences of a paragraph somebody may speak on."""
_PLURALS = (("y", "ies"), ("man", "men"), ("um", "a"), ("is", "es"), ("f", "ves"), ("fe", "ves"), ("person", "people"))


def worth_parsing(given: Sequence[Tokens], words: Lexicon, speakers: Sequence[int] = ()) -> tuple[Tokens, ...]:
    """Of a report's sentences those to parse, in order; none where none may tell an act.

    The two sentences before one that may tell an act are parsed where it has a pronoun, or where they name what it
    names too; the last of its paragraph where somebody is given the word, and the one behind it where it tells of kin,
    whose names often come then. `speakers` are offsets of names that recordings open with, whose sentences are parsed.
    """
    low = [frozenset(map(str.lower, one.words)) for one in given]
    named = [frozenset(w for w in one.words if w[:1].isupper() and len(w) > 2) for one in given]
    wanted: set[int] = set()
    for n, one in enumerate(given):
        if not may_tell(one.words, words):
            continue
        wanted.add(n)
        pronoun = not low[n].isdisjoint(_pronouns())
        wanted.update(m for m in range(max(0, n - _CONTEXT), n) if pronoun or not named[n].isdisjoint(named[m]))
        if not low[n].isdisjoint(people().kin):
            wanted.update(range(n + 1, min(n + 2, len(given))))
        wanted.update(_spoken_before(given, low, n))
    if wanted:
        wanted.update(n for n, one in enumerate(given) if any(_holds_offset(one, at) for at in speakers))
    return tuple(one for n, one in enumerate(given) if n in wanted)


def _holds_offset(one: Tokens, at: int) -> bool:
    return one.sentence.start <= at < one.sentence.end


def _spoken_before(given: Sequence[Tokens], low: Sequence[frozenset[str]], n: int) -> Iterator[int]:
    """The last sentence of the same paragraph where somebody is given the word, who may speak on here."""
    for m in range(n - 1, max(-1, n - 1 - _SPEAKS_ON), -1):
        if given[m].sentence.passage != given[n].sentence.passage:
            return
        if not low[m].isdisjoint(_speech()):
            yield m
            return


@cache
def _pronouns() -> frozenset[str]:
    """Pronouns that take up somebody told of before: not "who", which stands beside its own."""
    return frozenset(people().pronouns) - {"who", "whom", "whose"}


@cache
def _speech() -> frozenset[str]:
    """Forms of the verbs that give somebody the word."""
    endings = ("", "s", "ed", "d", "ing")
    return frozenset(verb + ending for verb in verbs() for ending in endings) | _SPOKEN


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
        (not entry.lower_only or tokens[at].islower())
        and not (entry.kind == "verbs" and _is_noun(lower, at))
        and _holds(entry, lower, at, at)
        for entry in words.words.get(lower[at], ())
    )


def _is_noun(lower: Sequence[str], at: int) -> bool:
    """Whether a word is plainly no verb: "the charge", "his fire"."""
    return at > 0 and lower[at - 1] in _BEFORE_NOUNS and not lower[at].endswith(("ed", "ing", "en"))


def _phrase(words: Lexicon, lower: Sequence[str], at: int) -> bool:
    return any(
        tuple(lower[at : at + len(parts)]) == parts and _holds(entry, lower, at, at + len(parts) - 1)
        for parts, entry in words.phrases.get(lower[at], ())
    )


def _holds(entry: Entry, lower: Sequence[str], first: int, last: int) -> bool:
    return wording_fits(entry, lower, first, last) and not any(map(frozenset(lower).isdisjoint, _asked(entry)))


@cache
def _asked(entry: Entry) -> tuple[frozenset[str], ...]:
    """Of what else must stand in the sentence, all forms: the only objects, subjects and lengths that the entry allows."""
    wanted = [group for group in (entry.object_in, entry.subject_in) if group]
    if entry.subject == "authority" and entry.kind == "verbs":
        wanted.append(word_list("authorities"))
    if entry.term:
        wanted.append(_TERMS)
    if entry.since:
        wanted.append(frozenset({"since"}))
    return tuple(frozenset(form for word in group for form in _forms(word)) for group in wanted)


def _forms(noun: str) -> Iterator[str]:
    """A noun and what may be its plural."""
    yield from (noun, noun + "s", noun + "es", noun + "ren")
    yield from (noun.removesuffix(old) + new for old, new in _PLURALS if noun.endswith(old))
