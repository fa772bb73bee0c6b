"""Words of a report to the penalties they tell: terms, life, death and money, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from onrecord.coding.lengths import Length, lengths
from onrecord.coding.money import Amount, amounts
from onrecord.coding.penalty_words import penalty_words
from onrecord.model import Evidence, Penalty

_CLAUSE_END = re.compile(r"[;.!?]\s|\n")
_LEFT, _RIGHT = 70, 42
_NEAR = 30
_JOINS = re.compile(r"\b(?:and|but|while)\b")
_SAME_AGAIN = re.compile(r" ?(?:each )?\((?:about|around|or|some|roughly|approximately|equivalent to|[~≈=])? ?")
"""Between an amount and the same in another currency."""


class _Told(Struct, frozen=True):
    """A penalty and where it stands."""

    penalty: Penalty
    start: int
    end: int
    rule: str


def find_penalties(
    text: str, start: int, end: int, *, country: str | None = None
) -> tuple[tuple[Penalty, Evidence], ...]:
    """The penalties told between two offsets, in order; `country` tells which "pounds" or "rupees" are meant."""
    terms = [term for length in lengths(text, start, end) if (term := _term(text, start, end, length)) is not None]
    words = penalty_words()
    whole = [
        *_whole(text, start, end, "life", words.life, words.to_life),
        *_whole(text, start, end, "death", words.death, words.to_death),
    ]
    told = sorted([*_joined(whole, terms), *_money(text, start, end, country)], key=lambda t: t.start)
    return tuple((t.penalty, Evidence(t.start, t.end, t.rule, 0.9)) for t in told)


def _whole(text: str, start: int, end: int, kind: str, told: re.Pattern[str], far: re.Pattern[str]) -> Iterator[_Told]:
    """Life or death told as such ("life imprisonment"), else with people between ("sentenced three men to death")."""
    found = [m.span() for m in told.finditer(text, start, end)]
    yield from (_Told(Penalty(kind=kind), first, last, f"penalties.{kind}") for first, last in found)
    for m in far.finditer(text, start, end):
        if any(first < m.end() and m.start() < last for first, last in found):
            continue
        left, _ = _around(text, start, end, m.start(), m.end())
        if penalty_words().judged.search(left) and not penalty_words().deadly.search(left):
            yield _Told(Penalty(kind=kind), m.start(), m.end(), f"penalties.{kind}")


def _term(text: str, start: int, end: int, length: Length) -> _Told | None:
    """A length of time as a penalty, where the words around tell that it is one."""
    table = penalty_words()
    left, right = _around(text, start, end, length.start, length.end)
    if table.not_after.match(right) or text[length.end : length.end + 4].lower() == "-old":
        return None
    governed = table.before.search(left)
    followed = table.after.search(right)
    if not (governed or followed) or table.not_before.search(left):
        return None
    suspended = _is_suspended(text, length)
    prison = bool(table.prison.search(left) or table.prison.search(right))
    kind = "suspended" if suspended else "prison" if prison else None
    penalty = Penalty(kind=kind, term=length.duration.iso(), suspended=suspended)
    return _Told(penalty, length.start, length.end, "penalties.term")


def _is_suspended(text: str, length: Length) -> bool:
    """Whether the words right beside a term put it off, with no other term joined between."""
    left, right = _around(text, max(0, length.start - _NEAR), len(text), length.start, length.end)
    beside = (_JOINS.split(left)[-1], _JOINS.split(right[:_NEAR])[0])
    return any(penalty_words().suspended.search(words) for words in beside)


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
    table = penalty_words()
    left, right = _around(text, start, end, amount.start, amount.end)
    if table.not_money.search(left[-30:]):
        return False
    return bool(table.money.search(left) or table.money.search(right[:30]))
