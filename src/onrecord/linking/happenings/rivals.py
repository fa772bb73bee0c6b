"""Acts of one happening to the values each slot is told with: those that agree together, rivals side by side, with who tells each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import inf
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from onrecord.dates import bounds, describe, is_valid, overlap
from onrecord.letters import plain
from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.what import count_words, counts_agree
from onrecord.linking.happenings.where import is_same, may_hold, words_for
from onrecord.linking.happenings.who import alike
from onrecord.model import Penalty

Slot: TypeAlias = Literal["type", "realis", "date", "place", "people", "count", "charge", "penalty"]
_WIDTHS = {"site": 0.0, "town": 1.0, "region": 2.0, "country": 3.0}


class Told(Struct, frozen=True):
    """One value: the most exact words for it, and the acts that tell it or less exactly the same."""

    words: str
    acts: tuple[str, ...]


class Values(Struct, frozen=True):
    """What one slot is told with. More than one value: rivals. `open` acts agree with several of them."""

    slot: Slot
    values: tuple[Told, ...]
    open: tuple[str, ...] = ()

    @property
    def are_rival(self) -> bool:
        """Whether the accounts contradict each other here."""
        return len(self.values) > 1


class _Sort(Struct, frozen=True):
    """How the values of one slot are compared: whether two agree, how wide one is (0 the most exact), its words."""

    slot: Slot
    agree: Callable[[Doing, Doing], bool]
    width: Callable[[Doing], float | None]
    """None where it is not told."""
    words: Callable[[Doing], str]


def values(doings: Iterable[Doing]) -> tuple[Values, ...]:
    """The values of every slot that somebody tells, in the order of `Slot`."""
    told = sorted(doings, key=lambda one: (one.report, one.act))
    return tuple(found for sort in _SORTS if (found := _values(told, sort)).values)


def rivals(doings: Iterable[Doing]) -> tuple[Values, ...]:
    """Only the slots whose values contradict each other."""
    return tuple(one for one in values(doings) if one.are_rival)


def _values(doings: Sequence[Doing], sort: _Sort) -> Values:
    """The exact ones make values; a wider one joins the only one it fits, and stays open where it fits several."""
    widths = [(width, one) for one in doings if (width := sort.width(one)) is not None]
    groups: list[list[Doing]] = []
    left: list[str] = []
    for _, one in sorted(widths, key=lambda pair: pair[0]):
        fitting = [group for group in groups if sort.agree(group[0], one)]
        if not fitting:
            groups.append([one])
        elif len(fitting) == 1:
            fitting[0].append(one)
        else:
            left.append(one.act)
    return Values(sort.slot, tuple(_told(group, sort) for group in groups), tuple(left))


def _told(group: Sequence[Doing], sort: _Sort) -> Told:
    return Told(sort.words(group[0]), tuple(one.act for one in group))


# ---------------------------------------------------------------- the slots


def _same(slot: Callable[[Doing], str], a: Doing, b: Doing) -> bool:
    return slot(a) == slot(b)


def _realis(one: Doing) -> str:
    return "denied" if one.realis == "negated" else "told" if one.realis == "actual" else one.realis


def _days(one: Doing) -> float | None:
    if not one.date or not is_valid(one.date):
        return None
    low, high = bounds(one.date)
    return float((high - low).days) if low and high else inf


def _width_of_place(one: Doing) -> float | None:
    return _WIDTHS[one.place.precision] if one.place else None


def _places_agree(a: Doing, b: Doing) -> bool:
    return a.place is not None and b.place is not None and (is_same(a.place, b.place) or may_hold(a.place, b.place))


def _people_agree(a: Doing, b: Doing) -> bool:
    """Whether everybody whom the shorter account names may be somebody whom the other names."""
    few, many = sorted((a.persons, b.persons), key=len)
    return all(any(alike(one, other) != "different" for other in many) for one in few)


def _names(one: Doing) -> str:
    return ", ".join(person.name for person in one.persons)


def _counts(one: Doing) -> float | None:
    if one.count is None or (one.count.min is None and one.count.max is None):
        return None
    return inf if one.count.max is None or one.count.min is None else float(one.count.max - one.count.min)


def _count_agrees(a: Doing, b: Doing) -> bool:
    return a.count is not None and b.count is not None and counts_agree(a.count, b.count)


def _count(one: Doing) -> str:
    """The number with its ends, and the words for it where these are others."""
    if one.count is None:
        return ""
    told, number = one.count.text, count_words(replace(one.count, text=""))
    return f"{number} (“{told}”)" if told and told != number else number


def _penalties(one: Doing) -> str:
    return ", ".join(map(_penalty, one.penalties))


def _penalty(one: Penalty) -> str:
    parts = (one.kind, one.term, f"{one.amount:g} {one.currency or ''}".strip() if one.amount is not None else None)
    return " ".join(part for part in (*parts, "suspended" if one.suspended else None) if part)


def _charge(one: Doing) -> str:
    return plain(one.charge or "")


_SORTS = (
    _Sort("type", partial(_same, lambda one: one.type), lambda _: 0.0, lambda one: one.type),
    _Sort("realis", partial(_same, _realis), lambda _: 0.0, _realis),
    _Sort("date", lambda a, b: overlap(str(a.date), str(b.date)), _days, lambda one: describe(str(one.date))),
    _Sort("place", _places_agree, _width_of_place, lambda one: words_for(one.place) if one.place else ""),
    _Sort("people", _people_agree, lambda one: -float(len(one.persons)) if one.persons else None, _names),
    _Sort("count", _count_agrees, _counts, _count),
    _Sort("charge", partial(_same, _charge), lambda one: 0.0 if one.charge else None, lambda one: one.charge or ""),
    _Sort("penalty", partial(_same, _penalties), lambda one: 0.0 if one.penalties else None, _penalties),
)


def tellers(told: Told, origins: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Names of the origins, given each with its acts, on whose word a value stands."""
    yield from (name for name, acts in origins if set(acts) & set(told.acts))
