"""What is odd about a text, in words that a user can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Passage
from onrecord.reading.cues import cues
from onrecord.reading.language import Language, name_of

LONG_TEXT = 200_000
LONG_LINE = 20_000
_ENOUGH_LETTERS = 200
_SAMPLE = 200_000
_MOJIBAKE = 3
_MANY_TAGS = 5
_TAG = re.compile(r"</?(?:p|div|br|span|a|li|ul|td|tr)\b[^<>]{0,300}>", re.IGNORECASE)


def oddities(text: str, passages: Sequence[Passage], language: Language) -> Iterator[str]:
    """The flags of a text."""
    if not text.strip():
        yield "no text: there is nothing to code"
        return
    if not any(p.kind == "body" for p in passages):
        yield "no story found: the text has only captions, bylines or boilerplate"
    if len(text) > LONG_TEXT:
        yield f"very long text: {len(text):,} characters; check that it is one report"
    if (longest := max((p.end - p.start for p in passages), default=0)) > LONG_LINE:
        yield f"very long paragraph: {longest:,} characters without a line break"
    if len(_TAG.findall(text, 0, _SAMPLE)) >= _MANY_TAGS:
        yield "the text holds HTML tags: take them out, or add the page itself, so that its story can be told from the rest"
    yield from _letters(text[:_SAMPLE])
    yield from _of_language(language)


def _letters(sample: str) -> Iterator[str]:
    signs = sum(sample.count(sign) for sign in cues().mojibake)
    if signs >= _MOJIBAKE:
        yield f"characters look damaged ({signs} places like “â€™”): the text was read with a wrong character set before it came here"
    if "\x00" in sample:
        yield "the text holds zero characters"
    if sum(c.isalpha() for c in sample[:4000]) < _ENOUGH_LETTERS:
        return
    lower, upper = sum(map(str.islower, sample)), sum(map(str.isupper, sample))
    if lower > 200 * upper and lower > 0:
        yield "all in small letters: names are harder to find"
    elif upper > 20 * lower:
        yield "all in capital letters: names are harder to find"


def _of_language(language: Language) -> Iterator[str]:
    if language.code and language.code != "en":
        yield f"not coded: the report's language is {name_of(language.code)} ({language.code})"
    if language.mixed_with:
        yield f"partly in another language: {name_of(language.mixed_with)} ({language.mixed_with})"
    if language.told and language.told != language.code:
        yield f"labelled {name_of(language.told)} ({language.told}), but the text reads as {name_of(language.code or 'und')}"
