"""A slot's value to how a person would type it, so that it can be changed by hand; `values` reads it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from onrecord.coding.kinds import kind_of
from onrecord.model import Count, Participant, Penalty, Place


def typed(slot: str, value: Any) -> str:
    """The words that `values.value` reads as this value; empty where nothing is told."""
    if value is None or value == ():
        return ""
    return _WRITERS.get(slot, str)(value)


def _place(value: Place) -> str:
    return ", ".join(part for part in (value.name, value.country) if part) or value.text


def _people(told: Iterable[Participant]) -> str:
    return "; ".join(map(_participant, told))


def _source(told: Iterable[Iterable[Participant]]) -> str:
    return " > ".join(" & ".join(map(_participant, step)) for step in told)


def _participant(one: Participant) -> str:
    """The name, with its kind where the name alone would be taken for another."""
    usual = kind_of(one.name, is_person=one.person is not None)
    return one.name if usual == one.kind else f"{one.name} [{one.kind}]"


def _count(value: Count) -> str:
    if value.min == value.max:
        return str(value.min)
    if value.max is None:
        return f"{value.min}-"
    return f"-{value.max}" if value.min is None else f"{value.min}-{value.max}"


def _penalties(told: Iterable[Penalty]) -> str:
    return "; ".join(filter(None, map(_penalty, told)))


def _penalty(one: Penalty) -> str:
    if one.amount is not None:
        return f"{one.amount:g} {one.currency or ''}".strip()
    kind = "suspended" if one.suspended and one.term else one.kind
    return " ".join(part for part in (kind, one.term) if part)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "place": _place,
    "actors": _people,
    "affected": _people,
    "source": _source,
    "count": _count,
    "penalties": _penalties,
}
