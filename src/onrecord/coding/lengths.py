"""Words of a text to the lengths of time that they tell: "15 days", "three years and six months", "a year and a half"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.coding.durations import Duration, of_unit
from onrecord.coding.numbers import Number, Token, number_at, tokens

_UNITS = {unit + s: unit for unit in ("hour", "day", "week", "month", "year") for s in ("", "s", "s'")}


class Length(Struct, frozen=True):
    """A length of time and where it stands."""

    duration: Duration
    start: int
    end: int


def lengths(text: str, start: int, end: int) -> Iterator[Length]:
    """Every length of time between two offsets: "15 days", "seven-year", "three years and six months", "a year and a half"."""
    words = tokens(text, start, end)
    i = 0
    while i < len(words):
        found = _length_at(words, i)
        if found is None:
            i += 1
            continue
        length, i = found
        yield length


def _length_at(words: Sequence[Token], i: int) -> tuple[Length, int] | None:
    one = _one_length(words, i)
    if one is None:
        return None
    duration, after = one
    low = [word.low for word in words[after : after + 3]]
    if low == ["and", "a", "half"] and duration in {of_unit(1, "year"), of_unit(1, "month")}:
        duration, after = duration.times(1.5), after + 3
    joint = after + 1 if low[:1] in (["and"], [","]) else after
    more = _one_length(words, joint) if duration.months and words[after - 1].low in _UNITS else None
    if more is not None and _smaller_unit(more[0], duration):
        total = duration.plus(more[0])
        duration, after = total or duration, more[1]
    return Length(duration, words[i].start, words[after - 1].end), after


def _one_length(words: Sequence[Token], i: int) -> tuple[Duration, int] | None:
    number = _number_or_article(words, i)
    if number is None:
        return None
    second = _second(words, number.after)
    side_by_side = second is not None and words[number.after].low == "and" and (i == 0 or words[i - 1].low != "between")
    last = second or number
    at = last.after + 1 if last.after < len(words) and words[last.after].low == "-" else last.after
    unit = _UNITS.get(words[at].low) if at < len(words) else None
    if unit is None:
        return None
    return (of_unit(number.value, unit), number.after) if side_by_side else (of_unit(last.value, unit), at + 1)


def _number_or_article(words: Sequence[Token], i: int) -> Number | None:
    low = words[i].low if i < len(words) else ""
    if low in {"a", "an"} and i + 1 < len(words) and words[i + 1].low in _UNITS:
        return Number(1, i + 1, False)
    if low == "half" and [w.low for w in words[i + 1 : i + 2]] == ["a"]:
        return Number(0.5, i + 2, False)
    number = number_at(words, i)
    return number if number is None or number.value < 1000 else None


def _second(words: Sequence[Token], after: int) -> Number | None:
    """The second number of "10 to 15 years", the upper end, and of "four and five years", which are two."""
    if after < len(words) and words[after].low in {"to", "or", "and", "–"}:
        return number_at(words, after + 1)
    return None


def _smaller_unit(more: Duration, than: Duration) -> bool:
    if than.in_months:
        return not more.months
    return more.in_months or not more.months


def in_unit_before(before: str, rest: str) -> Duration | None:
    """Of "from five years" and "three", which share their unit, the three years."""
    last = tokens(before)[-1:]
    unit = _UNITS.get(last[0].low) if last else None
    number = number_at(tokens(rest), 0) if unit is not None else None
    return of_unit(number.value, unit) if unit is not None and number is not None else None
