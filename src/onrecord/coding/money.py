"""Words of a text to the amounts of money they tell, with the currency meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from onrecord.codebook.data import read_yaml
from onrecord.coding.gazetteer import gazetteer
from onrecord.coding.numbers import Number, Token, number_at, tokens

_PEOPLES = re.compile(r"\b([A-Z][a-z]+) ([a-z]+)\b")
_USUAL = frozenset({"dollar", "pound", "ruble", "rouble", "lira"})
"""Of these the first code listed is meant where nothing else is told."""


class Amount(Struct, frozen=True):
    """A sum, its ISO 4217 currency where the text tells it, and where it stands."""

    value: float
    currency: str | None
    start: int
    end: int


class _Currencies(Struct, frozen=True):
    names: Mapping[str, Sequence[str]]
    signs: Mapping[str, str]
    signs_at_home: Mapping[str, str]
    codes: frozenset[str]


@cache
def _currencies() -> _Currencies:
    data: dict[str, Any] = read_yaml("en", "penalties.yaml")
    names: dict[str, list[str]] = data["currencies"]
    return _Currencies(
        names, data["signs"], data["signs_at_home"], frozenset(code for codes in names.values() for code in codes)
    )


def amounts(text: str, start: int, end: int, *, country: str | None = None) -> Iterator[Amount]:
    """Every amount of money between two offsets; `country` tells which "pounds" or "rupees" are meant."""
    words = tokens(text, start, end)
    i = 0
    while i < len(words):
        number = number_at(words, i)
        if number is None:
            i += 1
            continue
        found = _with_sign(words, i, number, country) or _with_name(text, words, i, number, country)
        if found is not None:
            yield Amount(number.value, *found)
        i = max(number.after, i + 1)


def _with_sign(
    words: Sequence[Token], i: int, number: Number, country: str | None
) -> tuple[str | None, int, int] | None:
    """As in "$1,688", "Rs 24 lakh", "KZT 20,000"."""
    if i == 0 or not number.figures:
        return None
    before = words[i - 1].low.rstrip(".")
    if before == "$" and i >= 2 and words[i - 2].end == words[i - 1].start:
        before = words[i - 2].low + before
    code = _of_sign(before, country)
    if code is None:
        return None
    first = words[i - 2].start if len(before) > 1 and before.endswith("$") else words[i - 1].start
    return code, first, words[number.after - 1].end


def _of_sign(sign: str, country: str | None) -> str | None:
    """The currency of a sign, a code or a letter: "Rs" and "Sh" by the country where it is known, "R" only there."""
    table = _currencies()
    name = table.signs_at_home.get(sign)
    at_home = _of_country(country, table.names[name]) if name is not None and country is not None else None
    return at_home or table.signs.get(sign) or (sign.upper() if sign.upper() in table.codes else None)


def _with_name(
    text: str, words: Sequence[Token], i: int, number: Number, country: str | None
) -> tuple[str | None, int, int] | None:
    """As in "30,000 Egyptian pounds", "20,000 tenge"."""
    for j in (number.after, number.after + 1, number.after + 2):
        codes = _currencies().names.get(words[j].low) if j < len(words) else None
        if codes is not None:
            of = text[words[number.after].start : words[j].start].strip(" -")
            return _which(text, codes, of, words[j].low, country), words[i].start, words[j].end
    return None


def _which(text: str, codes: Sequence[str], of: str, name: str, country: str | None) -> str | None:
    """The currency meant: by the people named before it here or elsewhere in the text, then by the country."""
    if len(codes) == 1 and not of:
        return codes[0]
    home = gazetteer().country_of_demonym(of) if of else None
    if home is None and not of:
        home = _told_elsewhere(text, name)
    for place in (home, country):
        code = _of_country(place, codes) if place else None
        if code is not None:
            return code
    return codes[0] if name.rstrip("s") in _USUAL or len(codes) == 1 else None


def _told_elsewhere(text: str, name: str) -> str | None:
    """The people whose currency of this name the text tells of somewhere ("Egyptian pounds")."""
    for match in _PEOPLES.finditer(text):
        home = gazetteer().country_of_demonym(match.group(1)) if match.group(2) == name else None
        if home is not None:
            return home
    return None


def _of_country(country: str, codes: Sequence[str]) -> str | None:
    known = gazetteer().countries.get(country)
    return known.currency if known is not None and known.currency in codes else None
