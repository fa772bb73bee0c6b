"""Texts to the times they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from onrecord import dates
from onrecord.coding.times.around import Placed, Read, joined, with_words_before
from onrecord.coding.times.context import Context, Found
from onrecord.coding.times.lexicon import lexicon
from onrecord.coding.times.mention import Reading, TimeMention
from onrecord.coding.times.patterns import Rule
from onrecord.coding.times.readings import READINGS
from onrecord.coding.times.units import countable
from onrecord.coding.times.words import Word, words

_KINDS = "weekday weekdays weekday_short month month_short unit part noon season today frequency present past decade"
_ALSO = frozenset("tonight future far date until now time present moment past then".split())
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")


@cache
def _heads() -> frozenset[str]:
    """Words of which at least one stands in every time that is told without a figure."""
    lex = lexicon()
    named = {word for kind in _KINDS.split() for word in lex.meaning[kind]}
    return frozenset(named | set(lex.holidays)) | _ALSO


def may_tell(text: str, start: int, end: int) -> bool:
    """Whether a text has any figure or word from which a time could be read; quick, as most sentences have none."""
    if _FIGURE.search(text, start, end):
        return True
    return not _heads().isdisjoint(_LETTERS.findall(text[start:end].lower()))


def find_times(
    text: str, *, report_date: date | None, start: int = 0, end: int | None = None, narrative: bool = False
) -> tuple[TimeMention, ...]:
    """The times told in `text` between two offsets, in order and without overlap.

    `report_date` is the report's own day in its own zone; without it times that lean on it have no date.
    In a `narrative` (a court paper, a history) undated times lean on the date told before them instead.
    """
    end = len(text) if end is None else end
    if report_date and not countable(report_date):
        report_date = None
    if not may_tell(text, start, end):
        return ()
    return tuple(_found(words(text, start, end), text, report_date, narrative=narrative))


def _found(found: Sequence[Word], text: str, report_date: date | None, *, narrative: bool) -> Iterator[TimeMention]:
    lex = lexicon()
    context = Context(words=found, lexicon=lex, text=text, report=report_date, narrative=narrative)
    symbols = "".join(lex.symbol(word.classes) if word.classes else "." for word in found)
    placed: list[Placed] = []
    at = 0
    while at < len(symbols):
        match = _read(context, symbols, at) if symbols[at] != "." else None
        if match is None:
            at += 1
            continue
        made, at = match
        for item in made:
            placed.append(with_words_before(context, item, placed[-1].last + 1 if placed else 0))
            _remember(context, item.rule, item.reading)
    yield from joined(context, placed)


def _read(context: Context, symbols: str, at: int) -> tuple[list[Read], int] | None:
    """The readings of the longest rule that fits from word `at` on and makes sense, and where it ends."""
    rules = context.lexicon.rules.get(symbols[at], ())
    fits = [(match.end(), -n, rule, match) for n, rule in rules if (match := rule.pattern.match(symbols, at))]
    for reach, _, rule, match in sorted(fits, key=lambda fit: fit[:2], reverse=True):
        end = reach - _full_stop(context, reach - 1)
        kept = {name: (match.start(group), kind) for name, kind, group in rule.kept if match.start(group) >= 0}
        made = READINGS[rule.make](Found(rule, context, at, end - 1, kept))
        if made is not None:
            readings = made if isinstance(made, tuple) else (made,)
            return [Read(rule, r, *_words_of(r, at, end - 1)) for r in readings], end
    return None


def _words_of(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The words a reading rests on, both included: those matched, unless it narrows them."""
    return (first if reading.first is None else reading.first), (last if reading.last is None else reading.last)


def _full_stop(context: Context, last: int) -> bool:
    """Whether the last word matched is a point that ends the sentence, not a shortened month or weekday."""
    before = context.words[last - 1].classes if last else frozenset()
    return context.words[last].low == "." and not before & {"month_short", "weekday_short"}


def _can_lead(edtf: str) -> bool:
    low = dates.bounds(edtf)[0]
    return low is not None and countable(low)


def _remember(context: Context, rule: Rule, reading: Reading) -> None:
    """Keep the date told last, for the times that lean on it."""
    value = reading.value or ""
    if reading.type in ("DATE", "TIME") and (edtf := dates.from_timex(value)) and _can_lead(edtf):
        if len(value) > 3 and not (reading.type == "TIME" and reading.anchor == "act"):
            context.told = edtf.replace("~", "")
        if rule.make == "quarter":
            context.quarter = value
