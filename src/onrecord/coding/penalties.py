"""Words of a report to the penalties they tell: terms, life, death and money, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct, structs

from onrecord.codebook.data import read_yaml
from onrecord.coding.durations import Duration, of_unit, parse_iso
from onrecord.coding.money import Amount, amounts
from onrecord.coding.numbers import Number, Token, number_at, tokens
from onrecord.model import Evidence, Penalty

_UNITS = {unit + s: unit for unit in ("hour", "day", "week", "month", "year") for s in ("", "s", "s'")}
_CLAUSE_END = re.compile(r"[;.!?]\s|\n")
_NEW_TOTAL = re.compile(r"\b(?:to|at) (?!death)")
_LIFE = re.compile(r"(?:a )?life\b")
_WORD = re.compile(r"[a-z-]+")
_BY_PART = re.compile(r"\b(?:by|in) (?:(?:about|almost|nearly) )?((?:a |one |two |three )?[a-z-]+)\b")
_LEFT, _RIGHT = 70, 42
_SAME_AGAIN = re.compile(r" ?(?:each )?\((?:about|around|or|some|roughly|approximately|equivalent to|[~≈=])? ?")
"""Between an amount and the same in another currency."""


class _Words(Struct, frozen=True):
    before: re.Pattern[str]
    after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    suspended: re.Pattern[str]
    prison: re.Pattern[str]
    life: re.Pattern[str]
    death: re.Pattern[str]
    money: re.Pattern[str]
    not_money: re.Pattern[str]
    smaller: re.Pattern[str]
    larger: re.Pattern[str]
    kept: re.Pattern[str]
    fractions: Mapping[str, float]
    times: Mapping[str, float]


@cache
def _words() -> _Words:
    data: dict[str, Any] = read_yaml("en", "penalties.yaml")
    return _Words(
        before=_any(data["term_before"]),
        after=_any(data["term_after"]),
        not_before=re.compile(
            _any(data["not_term_before"]).pattern + r"(?: the| a| an| his| her| their)?\s*\Z", re.IGNORECASE
        ),
        not_after=re.compile(r"[\s-]*" + _any(data["not_term_after"]).pattern, re.IGNORECASE),
        suspended=_any(data["suspended"]),
        prison=_any(data["prison"]),
        life=_any(data["life"]),
        death=_any(data["death"]),
        money=_any(data["money_near"]),
        not_money=_any(data["not_money"]),
        smaller=_any(data["smaller"]),
        larger=_any(data["larger"]),
        kept=_any(data["kept"]),
        fractions=data["fractions"],
        times=data["times"],
    )


def _any(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(longest_first) + r")\b", re.IGNORECASE)


class _Told(Struct, frozen=True):
    """A penalty and where it stands."""

    penalty: Penalty
    start: int
    end: int
    rule: str


class _Length(Struct, frozen=True):
    """A length of time and where it stands."""

    duration: Duration
    start: int
    end: int


def find_penalties(
    text: str, start: int, end: int, *, country: str | None = None
) -> tuple[tuple[Penalty, Evidence], ...]:
    """The penalties told between two offsets, in order; `country` tells which "pounds" or "rupees" are meant."""
    terms = [term for length in _lengths(text, start, end) if (term := _term(text, start, end, length)) is not None]
    words = _words()
    whole = [
        _Told(Penalty(kind=kind), m.start(), m.end(), f"penalties.{kind}")
        for kind, pattern in (("life", words.life), ("death", words.death))
        for m in pattern.finditer(text, start, end)
    ]
    told = sorted([*_joined(whole, terms), *_money(text, start, end, country)], key=lambda t: t.start)
    return tuple((t.penalty, Evidence(t.start, t.end, t.rule, 0.9)) for t in told)


def changed(base: Penalty, words: str) -> Penalty | None:
    """What a penalty becomes by `words` such as "reduced to three years", "cut by two months", "halved"; None where not told."""
    table = _words()
    if table.kept.search(words):
        return base
    new = _new_total(words)
    if new is not None:
        return new
    factor = _factor(words)
    if factor is not None:
        return _multiplied(base, factor)
    lengths = list(_lengths(words, 0, len(words)))
    smaller, larger = table.smaller.search(words), table.larger.search(words)
    old = parse_iso(base.term) if base.term else None
    if not lengths or old is None or bool(smaller) == bool(larger):
        return None
    total = old.plus(lengths[-1].duration, sign=-1 if smaller else 1)
    return structs.replace(base, term=total.iso()) if total is not None else None


def _lengths(text: str, start: int, end: int) -> Iterator[_Length]:
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


def _length_at(words: Sequence[Token], i: int) -> tuple[_Length, int] | None:
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
    return _Length(duration, words[i].start, words[after - 1].end), after


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


def _term(text: str, start: int, end: int, length: _Length) -> _Told | None:
    """A length of time as a penalty, where the words around tell that it is one."""
    table = _words()
    left, right = _around(text, start, end, length.start, length.end)
    if table.not_after.match(right) or text[length.end : length.end + 4].lower() == "-old":
        return None
    governed = table.before.search(left)
    followed = table.after.search(right)
    if not (governed or followed) or table.not_before.search(left):
        return None
    suspended = bool(table.suspended.search(right[:30]) or table.suspended.search(left[-30:]))
    prison = bool(table.prison.search(left) or table.prison.search(right))
    kind = "suspended" if suspended else "prison" if prison else None
    penalty = Penalty(kind=kind, term=length.duration.iso(), suspended=suspended)
    return _Told(penalty, length.start, length.end, "penalties.term")


def _around(text: str, start: int, end: int, first: int, last: int) -> tuple[str, str]:
    """The words of the same clause before and after."""
    left = text[max(start, first - _LEFT) : first]
    cut = [m.end() for m in _CLAUSE_END.finditer(left)]
    right = text[last : min(end, last + _RIGHT)]
    stop = _CLAUSE_END.search(right)
    return left[cut[-1] :] if cut else left, right[: stop.start()] if stop else right


def _joined(whole: Sequence[_Told], terms: Sequence[_Told]) -> Iterator[_Told]:
    """Life and death, and the terms; a term right after "life sentence" tells its length."""
    used: set[int] = set()
    for told in whole:
        near = next(
            (n for n, t in enumerate(terms) if 0 <= t.start - told.end < 20 and told.penalty.kind == "life"), None
        )
        if near is None:
            yield told
            continue
        used.add(near)
        yield _Told(
            structs.replace(told.penalty, term=terms[near].penalty.term), told.start, terms[near].end, told.rule
        )
    yield from (t for n, t in enumerate(terms) if n not in used)


# ---------------------------------------------------------------- money


def _money(text: str, start: int, end: int, country: str | None) -> Iterator[_Told]:
    last = start
    for amount in amounts(text, start, end, country=country):
        same_again = _SAME_AGAIN.fullmatch(text, last, amount.start) is not None
        last = amount.end
        if not same_again and _is_imposed(text, start, end, amount):
            penalty = Penalty(kind="fine", amount=amount.value, currency=amount.currency)
            yield _Told(penalty, amount.start, amount.end, "penalties.money")


def _is_imposed(text: str, start: int, end: int, amount: Amount) -> bool:
    table = _words()
    left, right = _around(text, start, end, amount.start, amount.end)
    if table.not_money.search(left[-30:]):
        return False
    return bool(table.money.search(left) or table.money.search(right[:30]))


# ---------------------------------------------------------------- changes


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
        length = next(_lengths(rest, 0, min(len(rest), 40)), None)
        duration = (
            length.duration if length is not None and length.start < 25 else _same_unit(words[: found.start()], rest)
        )
        if duration is not None:
            kind = "suspended" if _words().suspended.search(rest) else None
            return Penalty(kind=kind, term=duration.iso(), suspended=kind is not None)
        amount = next(amounts(rest, 0, len(rest)), None)
        if amount is not None and amount.start < 25:
            return Penalty(kind="fine", amount=amount.value, currency=amount.currency)
    return None


def _same_unit(before: str, rest: str) -> Duration | None:
    """Of "from five years to three", the three years."""
    if not before.rstrip().endswith(tuple(_UNITS)):
        return None
    number = number_at(tokens(rest), 0) if rest else None
    unit = _UNITS[before.rsplit(maxsplit=1)[-1].lower()]
    return of_unit(number.value, unit) if number is not None else None


def _factor(words: str) -> float | None:
    table, low = _words(), words.lower()
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
