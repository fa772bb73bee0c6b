"""A text to words with their classes: figures by their shape, number words joined, holidays as one word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from onrecord.coding.times.lexicon import NO_CLASS, Lexicon, doubtful, lexicon

_WORDS = re.compile(
    r"[A-Za-z]\.[A-Za-z]\b\.?|[^\W\d_]+|\d{4}-\d\d-\d\d\b|\d+(?:[/.:]\d+|,\d{3}(?!\d))*(?:(?:st|nd|rd|th|s)\b)?"
    r"|['’‘`]s\b|['’‘`]\d\ds?\b|\n[ \t\r]*\n|\S"
)
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_CLOCK_WITH_POINT = re.compile(r"\d{1,2}\.[0-5]\d")
_DOUBTFUL = frozenset("may march mar sat sun mon wed jan dec".split())
BREAK = "\n"


class Word(Struct):
    """One word: its offsets, its small letters, its classes and, of a figure or name, what it means."""

    start: int
    end: int
    low: str
    classes: frozenset[str] = NO_CLASS
    value: int | float | str | None = None


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of `text` between two offsets, with the classes that the rules ask for."""
    lex = lexicon()
    return _joined([_word(match, text, lex) for match in _WORDS.finditer(text, start, end)], lex)


def _word(match: re.Match[str], text: str, lex: Lexicon) -> Word:
    raw = match.group()
    first = raw[0]
    if first.isdigit() or (len(raw) > 2 and first in "'’‘`"):
        return _figure(match, raw)
    if first == "\n":
        return Word(match.start(), match.end(), BREAK)
    low = raw.lower()
    if "." in low and len(low) > 2:
        low = low.replace(".", "")
    elif low in ("’s", "‘s", "`s"):
        low = "'s"
    kinds = lex.classes.get(low, NO_CLASS)
    if low in _DOUBTFUL and (first.islower() or _opens_sentence(text, match.start())):
        kinds = doubtful(kinds)
    return Word(match.start(), match.end(), low, kinds)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" ")
    return not before or before[-1] in ".!?\n\"“”'"


def _figure(match: re.Match[str], raw: str) -> Word:
    kinds, value = _shape(raw)
    return Word(match.start(), match.end(), raw.lower(), frozenset(kinds.split()), value)


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (re.compile(r"['’‘`]\d0s|\d{2,4}0s|\d0s"), "decade"),
        (re.compile(r"['’‘`]\d\d"), "shortyear"),
        (re.compile(r"\d{1,2}:\d\d(?::\d\d)?"), "clock"),
        (re.compile(r"\d{4}-\d\d-\d\d"), "iso"),
        (re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}[/.]\d\d[/.]\d\d"), "slash"),
        (re.compile(r"1/[24]|3/4"), "part_of_number"),
        (re.compile(r"9/11"), "holiday"),
    )


def _shape(raw: str) -> tuple[str, int | float | str | None]:
    """The classes of a figure by how it is written, and its value."""
    if raw.isdecimal():
        return _plain_figure(raw)
    if raw[:-2].isdecimal() and raw[-2:] in ("st", "nd", "rd", "th"):
        number = int(raw[:-2])
        return ("ordinal day" if 1 <= number <= 31 else "ordinal"), number
    for pattern, kind in _shapes():
        if pattern.fullmatch(raw):
            return kind, {"9/11": "september 11"}.get(raw, raw.lstrip("'’‘`"))
    plain = raw.replace(",", "")
    if _DECIMAL.fullmatch(plain):
        kind = "number clock" if _CLOCK_WITH_POINT.fullmatch(raw) else "number"
        return kind, float(plain) if "." in plain else int(plain)
    return "", None


def _plain_figure(raw: str) -> tuple[str, int]:
    number = int(raw)
    if len(raw) == 4 and 1000 <= number <= 2100:
        return "number year", number
    if len(raw) <= 2:
        if number > 31:
            return "number tail", number
        return ("number hour" if number == 0 else "number day hour" if number <= 24 else "number day"), number
    return "number", number


def _joined(found: list[Word], lex: Lexicon) -> list[Word]:
    """Number words that make one number, and the words of a holiday, as one word each."""
    made: list[Word] = []
    i = 0
    while i < len(found):
        step = 0
        if "cardinal" in found[i].classes:
            word, step = _number(found, i, lex.meaning["cardinal"])
        elif found[i].low in lex.holidays:
            word, step = _holiday(found, i, lex)
        made.append(word if step else found[i])
        i += step or 1
    return made


def _holiday(found: list[Word], i: int, lex: Lexicon) -> tuple[Word, int]:
    """The holiday whose name begins at word `i` and how many words it has; 0 for none."""
    for name, day in lex.holidays[found[i].low]:
        if all(i + n < len(found) and found[i + n].low == part for n, part in enumerate(name)):
            last = found[i + len(name) - 1]
            return Word(found[i].start, last.end, " ".join(name), frozenset({"holiday"}), day), len(name)
    return found[i], 0


def _number(found: list[Word], i: int, meaning: Mapping[str, int | str]) -> tuple[Word, int]:
    """The number told in words from word `i` on, and how many words it takes: "twenty-five", "nineteen ninety-one"."""
    values = [int(meaning[found[i].low])]
    last = i
    while (following := _next_part(found, last, values[-1])) is not None:
        last = following
        values.append(int(meaning[found[last].low]))
    number, is_year = _summed(values)
    kinds = frozenset({"number", "year"}) if is_year else frozenset({"number"})
    return Word(found[i].start, found[last].end, found[i].low, kinds, number), last - i + 1


def _next_part(found: list[Word], last: int, value: int) -> int | None:
    """The index of the number word that goes on from the one at `last`."""
    joint = found[last + 1].low if last + 1 < len(found) else ""
    at = last + 2 if joint == "-" or (joint == "and" and value in (100, 1000)) else last + 1
    if at >= len(found) or "cardinal" not in found[at].classes:
        return None
    following = int(lexicon().meaning["cardinal"][found[at].low])
    if following >= 100 or value >= 100:
        return at
    tens_and_ones = 20 <= value <= 90 and following < 10
    year = 10 < value < 21 and 10 <= following <= 99
    return at if tens_and_ones or (year and joint != "and") else None


def _summed(values: list[int]) -> tuple[int, bool]:
    """The number that parts make, and whether it is a year told as two pairs ("nineteen ninety-one")."""
    if len(values) > 1 and 10 < values[0] < 21 and 10 <= values[1] < 100:
        return values[0] * 100 + sum(values[1:]), True
    total = current = 0
    for value in values:
        if value >= 100:
            current = max(current, 1) * value
            if value == 1000:
                total, current = total + current, 0
        else:
            current += value
    return total + current, False
