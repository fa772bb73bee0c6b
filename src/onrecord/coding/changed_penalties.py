"""What a penalty becomes: "reduced to three years", "cut by two months", "halved", "commuted to life"."""

from __future__ import annotations

import re

from msgspec import structs

from onrecord.coding.durations import parse_iso
from onrecord.coding.lengths import in_unit_before, lengths
from onrecord.coding.money import amounts
from onrecord.coding.penalty_words import penalty_words
from onrecord.model import Evidence, Penalty

_NEW_TOTAL = re.compile(r"\b(?:to|at) (?!death)")
_LIFE = re.compile(r"(?:a )?life\b")
_WORD = re.compile(r"[a-z-]+")
_BY_PART = re.compile(r"\b(?:by|in) (?:(?:about|almost|nearly) )?((?:a |one |two |three )?[a-z-]+)\b")


def changed(base: Penalty, words: str) -> Penalty | None:
    """What a penalty becomes by `words` such as "reduced to three years", "cut by two months", "halved"; None where not told."""
    table = penalty_words()
    if table.kept.search(words):
        return base
    new = _new_total(words)
    if new is not None:
        return new
    factor = _factor(words)
    if factor is not None:
        return _multiplied(base, factor)
    told = [length for length in lengths(words, 0, len(words)) if length.duration.iso() != base.term]
    smaller, larger = table.smaller.search(words), table.larger.search(words)
    old = parse_iso(base.term) if base.term else None
    if not told or old is None or bool(smaller) == bool(larger):
        return None
    total = old.plus(told[-1].duration, sign=-1 if smaller else 1)
    return structs.replace(base, term=total.iso()) if total is not None else None


def new_total(text: str, start: int, end: int) -> tuple[Penalty, Evidence] | None:
    """The penalty that a change told between two offsets leads to: "cut from five years to three", "commuted to life"."""
    words = text[start:end]
    penalty = _new_total(words)
    if penalty is None:
        return None
    return penalty, Evidence(start, end, "penalties.new_total", 0.8)


def _new_total(words: str) -> Penalty | None:
    """The penalty after "to": "reduced to three years", "from five years to three", "commuted to life"."""
    for found in _NEW_TOTAL.finditer(words):
        rest = words[found.end() :]
        if _LIFE.match(rest):
            return Penalty(kind="life")
        length = next(lengths(rest, 0, min(len(rest), 40)), None)
        duration = (
            length.duration
            if length is not None and length.start < 25
            else in_unit_before(words[: found.start()], rest)
        )
        if duration is not None:
            kind = "suspended" if penalty_words().suspended.search(rest) else None
            return Penalty(kind=kind, term=duration.iso(), suspended=kind is not None)
        amount = next(amounts(rest, 0, len(rest)), None)
        if amount is not None and amount.start < 25:
            return Penalty(kind="fine", amount=amount.value, currency=amount.currency)
    return None


def _factor(words: str) -> float | None:
    table, low = penalty_words(), words.lower()
    factor = next((table.times[word] for word in _WORD.findall(low) if word in table.times), None)
    if factor is not None:
        return factor
    part = _BY_PART.search(low)
    fraction = table.fractions.get(part.group(1)) if part else None
    if fraction is None:
        return None
    return 1 + fraction if table.larger.search(words) else 1 - fraction


def _multiplied(base: Penalty, factor: float) -> Penalty | None:
    term = parse_iso(base.term) if base.term else None
    if term is not None:
        return structs.replace(base, term=term.times(factor).iso())
    if base.amount is not None:
        return structs.replace(base, amount=round(base.amount * factor, 2))
    return None
