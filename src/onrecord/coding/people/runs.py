"""Tokens to runs of words that are written as one name: capitals, particles, initials, hyphens."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.words import Words

__all__ = ["is_capital", "is_heading", "runs"]

_JOINERS = frozenset("-‐‑–'’ʻʼ`")
_QUOTES = frozenset("\"'“”‘’«»")
_OPENERS = frozenset("\"'“”‘’«»([*•·-–—:|#>_") | {"``", "''", "--", "*", "**", "_"}
_COMPOUNDED = frozenset(
    "led run era style wing born made old held like free based area wide only bound turned level type s".split()
)
_MONTHS = frozenset({"march", "may", "april", "june", "august"})
_CLOSED = frozenset({"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "PART", "INTJ", "NUM", "ADV", "PUNCT"})
_LITTLE = frozenset(
    "the a an and or but of in on at to for from by with as is are was were be been has have had will would could should may might not no"
    " this that these those it its he she they we you i his her their our my your who what when where why how if while after before since"
    " during under over about against between into through than then there here also all some many most both each other such only more".split()
)


def is_capital(words: Words, token: int) -> bool:
    """Whether a token is a word with a first capital, or an initial."""
    text = words.text[token]
    if words.small:
        return text[0].isalpha()
    return text[0].isupper() and text not in {"I", "I'm"} and not text.startswith(("http", "@"))


def is_heading(words: Words, sentence: int) -> bool:
    """Whether nearly all longer words of a sentence are capitalised, so that capitals tell nothing."""
    seen = [
        t
        for t in range(words.first[sentence], words.last[sentence] + 1)
        if len(words.text[t]) > 3 and words.text[t].isalpha()
    ]
    ended = words.text[words.last[sentence]] in {".", "”", '"', "!", ")"}
    return len(seen) > 3 and not ended and sum(words.text[t][0].isupper() for t in seen) > 0.8 * len(seen)


def runs(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """First and last token of each run that may be or hold a name, in order."""
    if words.small:
        yield from _small_runs(words, lexicon)
        return
    mid = _capitals_within(words)
    for sentence in range(len(words.first)):
        token, end = words.first[sentence], words.last[sentence]
        while token <= end:
            if _opens(words, lexicon, token, mid):
                last = _reach(words, lexicon, token, end)
                yield token, last
                token = last + 1
            else:
                token += 1


def _small_runs(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """In a text without capitals: given names, and words taken for names that follow them or stand together."""
    token = 0
    while token < len(words):
        last = token - 1
        while last < words.ends(token) and _small_name(words, lexicon, last + 1):
            last += 1
        if last >= token:
            yield token, last
        token = max(last, token) + 1


def _small_name(words: Words, lexicon: Lexicon, token: int) -> bool:
    low = words.low[token]
    if (
        not low.isalpha()
        or len(low) < 3
        or low in _LITTLE
        or low in lexicon.dates
        or low in lexicon.nouns
        or low in lexicon.rank
        or low in lexicon.kin
    ):
        return False
    if low in lexicon.places or low in lexicon.peoples or low in lexicon.bodies or low in lexicon.neither:
        return False
    return words.pos[token] == "PROPN" or (low in lexicon.given and words.pos[token] in {"NOUN", "ADJ", "X"})


def _capitals_within(words: Words) -> frozenset[str]:
    """Words that stand with a capital somewhere inside a sentence, as names do."""
    return frozenset(
        words.text[t]
        for t in range(1, len(words))
        if words.pos[t] == "PROPN" and words.sentence[t] == words.sentence[t - 1] and words.text[t - 1] not in _OPENERS
    )


def _opens(words: Words, lexicon: Lexicon, token: int, mid: frozenset[str]) -> bool:
    if not is_capital(words, token):
        return False
    low = words.low[token]
    if low in _LITTLE or low in lexicon.dates:
        return _is_word_and_name(words, lexicon, token)
    if token > words.begins(token) and words.text[token - 1] not in _OPENERS:
        return True
    if words.pos[token] == "PROPN" or words.text[token] in mid or low in lexicon.given:
        return words.pos[token] not in {"PRON", "DET", "ADP", "SCONJ", "CCONJ"}
    if (
        low.rstrip(".") in lexicon.rank
        or low.rstrip(".") in lexicon.courtesy
        or low in lexicon.nouns
        or low in lexicon.peoples
    ):
        return True
    next_is = token < words.ends(token) and is_capital(words, token + 1) and words.pos[token + 1] == "PROPN"
    return next_is and words.pos[token] not in _CLOSED


def _is_word_and_name(words: Words, lexicon: Lexicon, token: int) -> bool:
    """Whether a little word is a name here: "He Yuancheng", "May Chan", by a capital word of its kind after it."""
    if token >= words.ends(token) or not is_capital(words, token + 1):
        return False
    follows = words.low[token + 1]
    if follows in _LITTLE or follows in lexicon.dates or words.low[token] in {"a", "i", "the", "in", "on"}:
        return False
    known = words.low[token] in lexicon.surname_first or words.low[token] in lexicon.given
    return known and words.pos[token] == "PROPN" and words.pos[token + 1] == "PROPN"


def _reach(words: Words, lexicon: Lexicon, token: int, end: int) -> int:
    """The last token of the run that opens at `token`."""
    last = token
    while last < end:
        step = _next(words, lexicon, last, end)
        if step is None:
            return last
        last = step
    return last


def _next(words: Words, lexicon: Lexicon, last: int, end: int) -> int | None:
    after = last + 1
    if last in words.line_ends:
        return None
    text = words.text[after]
    if (
        text in _JOINERS
        and after < end
        and words.glued[after]
        and words.glued[after + 1]
        and _goes_on(words, after + 1, end)
    ):
        return after + 1
    if words.glued[after] and text == "/" and after < end and words.glued[after + 1] and is_capital(words, after + 1):
        return after + 1
    if words.glued[after] and last and words.text[last][-1] in _JOINERS and text[0].isalpha():
        return after
    if is_capital(words, after):
        low = words.low[after]
        if (
            low in _MONTHS
            and words.low[last] in lexicon.given
            and not (after < end and words.text[after + 1][0].isdigit())
        ):
            return after
        return None if low in lexicon.dates or low in _LITTLE or low == "'s" else after
    if words.low[after] in lexicon.particles and not words.glued[after]:
        return _over_particles(words, lexicon, after, end)
    if (
        text in _QUOTES
        and after + 2 < end
        and is_capital(words, after + 1)
        and words.text[after + 2] in _QUOTES
        and is_capital(words, after + 3)
    ):
        return after + 3
    return None


def _goes_on(words: Words, token: int, end: int) -> bool:
    """Whether a name goes on after a hyphen: "King-chi", "Tehreek-e-Insaf", but not "Party-backed"."""
    text = words.text[token]
    if not text[0].islower():
        return text[0].isalpha()
    linked = token < end and words.glued[token + 1] and words.text[token + 1] in _JOINERS
    return linked or (
        len(text) < 6
        and text.isalpha()
        and words.tag[token] not in {"VBN", "VBD", "VBG", "JJ", "POS"}
        and text not in _COMPOUNDED
    )


def _over_particles(words: Words, lexicon: Lexicon, token: int, end: int) -> int | None:
    while token < end and words.low[token] in lexicon.particles:
        token += 1
        if token < end and words.text[token] in _JOINERS and words.glued[token]:
            token += 1
    return token if is_capital(words, token) and words.low[token] not in lexicon.dates else None
