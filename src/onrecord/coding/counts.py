"""The words of a noun phrase to how many people it tells of, as least and most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from onrecord.codebook.data import read_yaml
from onrecord.coding.numbers import Number, Token, number_at, tokens
from onrecord.model import Count

_LONGEST_VAGUE = 4
_BESIDE = re.compile(r"(?: [\w-]+){1,2} and ")
_BEFORE_NOUN = frozenset("more other further additional new - of separate different last past next".split())
_CLOSES = frozenset("of who from in with , and for".split())
_EXACT = re.compile(r"(?:19|20)\d\d\Z")
_HINT = re.compile(
    r"\d|\b(?:a|an|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|scores?|hundreds?|"
    r"thousands?|millions?|several|few|handful|couple|pair|duo|trio|quartet|twins|both|nobody|no one|none|lakhs?|crores?|his|her|their|my|our)\b|['’]s\b",
    re.IGNORECASE,
)


class _Words(Struct, frozen=True):
    vague: Mapping[str, tuple[int | None, int | None]]
    exact: Mapping[str, int]
    bounds: Mapping[str, str]
    not_people: frozenset[str]
    names_before: frozenset[str]
    perhaps_date_before: frozenset[str]
    one: frozenset[str]
    not_one: frozenset[str]
    relatives: frozenset[str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = read_yaml("en", "counts.yaml")
    return _Words(
        vague={words: (least, most) for words, (least, most) in data["vague"].items()},
        exact=data["exact"],
        bounds={words: kind for kind in ("about", "nearly", "least", "more", "most", "fewer") for words in data[kind]},
        not_people=frozenset(data["not_people"]),
        names_before=frozenset(map(str, data["names_before"])),
        perhaps_date_before=frozenset(data["perhaps_date_before"]),
        one=frozenset(data["one"]),
        not_one=frozenset(data["not_one"]),
        relatives=frozenset(data["singular_relatives"]),
    )


def count_of(phrase: str) -> Count | None:
    """How many people a noun phrase tells of ("at least five activists", "dozens", "her husband"); None for a bare plural."""
    if not _HINT.search(phrase):
        return None
    words = tokens(phrase)
    for i in range(len(words)):
        found = _vague(phrase, words, i) or _number(phrase, words, i)
        if found is not None:
            return _with_next(phrase, found)
    return _single(phrase, words)


def _with_next(phrase: str, found: Count) -> Count:
    """The count with one that stands beside it: "two women and a man" are three."""
    rest = _BESIDE.match(phrase, phrase.find(found.text) + len(found.text))
    more = count_of(phrase[rest.end() :]) if rest is not None else None
    if more is None or not phrase.startswith(more.text, rest.end() if rest else 0):
        return found
    total = add_counts((found, more))
    return found if total is None else total


def add_counts(counts: Iterable[Count]) -> Count | None:
    """Several groups told side by side as one count: both ends added, open where one of them is open."""
    told = list(counts)
    if not told:
        return None
    if len(told) == 1:
        return told[0]
    least = None if all(c.min is None for c in told) else sum(c.min or 0 for c in told)
    most = None if any(c.max is None for c in told) else sum(c.max or 0 for c in told)
    words = ", ".join(c.text for c in told if c.text)
    by_convention = any(c.basis == "convention" for c in told)
    return Count(min=least, max=most, text=words, basis="convention" if by_convention else "told")


# ---------------------------------------------------------------- words that stand for a number


def _vague(phrase: str, words: Sequence[Token], i: int) -> Count | None:
    table = _words()
    for length in range(_LONGEST_VAGUE, 0, -1):
        if i + length > len(words):
            continue
        told = _spaced(words, i, i + length)
        if told in table.vague and _counts_people(words, i + length):
            least, most = table.vague[told]
            return Count(min=least, max=most, text=_between(phrase, words, i, i + length), basis="convention")
        if told in table.exact and _counts_people(words, i + length):
            return _bounded(phrase, words, i, Number(table.exact[told], i + length, False))
    return None


# ---------------------------------------------------------------- numbers


def _number(phrase: str, words: Sequence[Token], i: int) -> Count | None:
    number = number_at(words, i)
    if number is None or _is_name_or_date(words, i, number) or not _counts_people(words, number.after):
        return None
    return _range(phrase, words, i, number) or _bounded(phrase, words, i, number)


def _is_name_or_date(words: Sequence[Token], i: int, number: Number) -> bool:
    table = _words()
    before = words[i - 1].low if i else ""
    year = number.figures and _EXACT.match(words[i].low) is not None
    if number.value != int(number.value) or before in {"$", "€", "£", "¥", "₹"}:
        return True
    if before == "in" and i >= 2 and number_at(words, i - 2) is not None:
        return True
    if before in table.perhaps_date_before:
        return year
    if before == "," and number.figures and (number.after == len(words) or words[number.after].low == ","):
        return True
    if year and number.after == len(words):
        return True
    return number.figures and before.rstrip(".") in table.names_before


def _counts_people(words: Sequence[Token], after: int) -> bool:
    """Whether what follows a number can be people: no unit, no thing, no "one in five"."""
    rest = [word.low for word in words[after : after + 4]]
    while rest and rest[0] in _BEFORE_NOUN:
        if rest[0] == "-" and len(rest) > 1 and rest[1] in _words().not_people:
            return False
        rest = rest[1:]
    following = rest[0] if rest else ""
    if following == "in" and number_at(words, after + 1) is not None:
        return False
    return following != "%" and following.rstrip(".") not in _words().not_people


def _range(phrase: str, words: Sequence[Token], i: int, low: Number) -> Count | None:
    """As in "two to three", "between 10 and 20", "15-20"."""
    joint = words[low.after].low if low.after < len(words) else ""
    before = words[i - 1].low if i else ""
    if not (joint in {"to", "-", "–", "or"} or (joint == "and" and before == "between")):
        return None
    high = number_at(words, low.after + 1)
    if high is None or high.value <= low.value or not _counts_people(words, high.after):
        return None
    text = _between(phrase, words, i - 1 if before == "between" else i, high.after)
    return Count(min=int(low.value), max=int(high.value), text=text)


def _bounded(phrase: str, words: Sequence[Token], i: int, number: Number) -> Count:
    """A number with what stands around it: "at least", "nearly", "or more"."""
    kind, first = _bound_before(words, i)
    last, value = number.after, int(number.value)
    told = _spaced(words, last, last + 2)
    if told in {"or more", "- plus", "or so"}:
        kind, last = "about" if told == "or so" else "least", last + 2
    elif words[last - 1].low.endswith("+"):
        kind = "least"
    least, most = _ends(kind, value)
    return Count(min=least, max=most, text=_between(phrase, words, first, last))


def _bound_before(words: Sequence[Token], i: int) -> tuple[str, int]:
    bounds = _words().bounds
    start = i - 1 if i and words[i - 1].low in {"another", "a", "the", "other"} else i
    for at in (i, start):
        for length in (4, 3, 2, 1):
            kind = bounds.get(_spaced(words, at - length, at)) if length <= at else None
            if kind is not None:
                return kind, at - length
    return "exact", i


def _ends(kind: str, value: int) -> tuple[int | None, int | None]:
    if kind == "about":
        return int(value * 0.9 + 0.5), int(value * 1.1 + 0.5)
    if kind == "nearly":
        return int(value * 0.9 + 0.5), value
    ends: dict[str, tuple[int | None, int | None]] = {
        "least": (value, None),
        "more": (value + 1, None),
        "most": (None, value),
        "fewer": (None, value - 1),
    }
    return ends.get(kind, (value, value))


# ---------------------------------------------------------------- one person


def _single(phrase: str, words: Sequence[Token]) -> Count | None:
    """As in "a man", "her husband", "one of the lawyers": one."""
    table = _words()
    lows = [word.low for word in words]
    if not lows:
        return None
    if lows[0] in table.one:
        inner = next((n for n, low in enumerate(lows) if n and low in _CLOSES), len(lows))
        if inner < 2 or lows[inner - 1] in table.not_people or any(low in table.not_one for low in lows[1:inner]):
            return None
        return Count(min=1, max=1, text=phrase)
    return Count(min=1, max=1, text=phrase) if _of_relative(lows, table.relatives) else None


def _of_relative(lows: Sequence[str], relatives: frozenset[str]) -> bool:
    owned = lows[0] in {"his", "her", "their", "my", "our", "your"} or any(low.endswith("'s") for low in lows[:4])
    return owned and lows[-1] in relatives


def _spaced(words: Sequence[Token], first: int, after: int) -> str:
    return " ".join(word.low for word in words[max(first, 0) : after])


def _between(phrase: str, words: Sequence[Token], first: int, after: int) -> str:
    first = max(first, 0)
    return phrase[words[first].start : words[min(after, len(words)) - 1].end]
