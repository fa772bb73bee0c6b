"""Words of a phrase to the numbers they tell: "two hundred", "1.5 million", "three and a half", "24 lakh"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from onrecord.codebook.data import read_yaml

_TOKEN = re.compile(
    r"[$€£¥₹₽₸₺₴₪₦₩฿₫]|[½¼¾]|\d/\d\b|\d+(?:[,.]\d+)*(?:st|nd|rd|th|s|k|m|bn)?\b\+?|[^\W\d_]+(?:[.'’][^\W\d_]+)*|[%+,()\[\]–—-]"
)
_NUMERAL = re.compile(r"(\d{1,3}(?:,\d{2,3})+|\d+)(\.\d+)?([km]|bn)?\Z")


_PARTS = {"½": 0.5, "1/2": 0.5, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}


class Token(Struct, frozen=True):
    """A word, numeral or sign: its offsets in the text it came from, and the word in small letters."""

    start: int
    end: int
    low: str


class Number(Struct, frozen=True):
    """A number, the index of the token after it, and whether it was written in figures."""

    value: float
    after: int
    figures: bool


@cache
def _tables() -> tuple[Mapping[str, int], Mapping[str, int]]:
    data: dict[str, Any] = read_yaml("en", "counts.yaml")
    return data["numbers"], data["scales"]


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words, numerals and signs between two offsets; parts joined by a hyphen are tokens of their own."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return tuple(Token(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in found)


def number_at(words: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token `i`, with what multiplies it ("2 million", "two dozen", "three and a half")."""
    found = _figures(words[i].low) if i < len(words) else None
    if found is not None:
        part = _PARTS.get(_low(words, i + 1), 0.0)
        return Number(found + part, i + 2, True) if part else _scaled(words, found, i + 1, figures=True)
    small = _spelled(words, i)
    if small is None:
        return None
    value, after = small
    return _with_half(words, value, after) or _scaled(words, value, after, figures=False)


def _figures(low: str) -> float | None:
    match = _NUMERAL.fullmatch(low.rstrip("+"))
    if match is None:
        return None
    whole, part, scale = match.groups()
    value = float(whole.replace(",", "") + (part or ""))
    return value * (_tables()[1][scale] if scale else 1)


def _spelled(words: Sequence[Token], i: int) -> tuple[float, int] | None:
    """Tens and ones: "twenty-three"."""
    numbers = _tables()[0]
    first = numbers.get(_low(words, i))
    if first is None:
        return None
    j = i + 2 if _low(words, i + 1) == "-" else i + 1
    ones = numbers.get(_low(words, j), 0)
    if first >= 20 and 0 < ones < 10:
        return first + ones, j + 1
    return first, i + 1


def _with_half(words: Sequence[Token], value: float, after: int) -> Number | None:
    """As in "three and a half", "three-and-a-half"."""
    rest = [word.low for word in words[after : after + 6] if word.low != "-"][:3]
    if rest != ["and", "a", "half"]:
        return None
    skipped = 0
    while skipped < 3 or _low(words, after) == "-":
        skipped += words[after].low != "-"
        after += 1
    return Number(value + 0.5, after, False)


def _scaled(words: Sequence[Token], value: float, after: int, *, figures: bool) -> Number:
    """The number with hundreds, thousands and so on that follow it, and what is added to those ("two hundred and five")."""
    scales = _tables()[1]
    total, scaled = value, False
    while True:
        at = after + 1 if _low(words, after) == "-" else after
        scale = scales.get(_low(words, at))
        if scale is None or len(_low(words, at)) == 1:
            break
        total, scaled, after = total * scale, True, at + 1
    if figures or not scaled:
        half = _with_half(words, total, after) if figures and not scaled else None
        return half or Number(total, after, figures)
    j = after + 1 if _low(words, after) == "and" else after
    more = _spelled(words, j)
    if more is None:
        return Number(total, after, False)
    rest = _scaled(words, *more, figures=False)
    return Number(total + rest.value, rest.after, False) if rest.value < total else Number(total, after, False)


def _low(words: Sequence[Token], i: int) -> str:
    return words[i].low if 0 <= i < len(words) else ""
