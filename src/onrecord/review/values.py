"""A slot's value as a person types it to the value that is kept.

`2021-07-01` a date, `Almaty, KZ` a place, `two students; Ida Lund` those affected, `27-33` a count, `P7Y; 500 EUR` the
penalties, `RFE/RL > Ida Lund & Ole Lund` on whose word. Each raises UnknownItem with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_args

from onrecord.codebook import act_types
from onrecord.codebook.data import country_names
from onrecord.coding.kinds import kind_of
from onrecord.coding.places import find_places
from onrecord.dates import is_valid
from onrecord.errors import UnknownItem, nearest
from onrecord.model import Count, Participant, ParticipantKind, Penalty, Place, Realis
from onrecord.store.current import SLOTS

Names: TypeAlias = Mapping[str, str]
"""The named persons of the report: every form of a name to the person's id."""

_COUNT = re.compile(r"(\d[\d,]*)?\s*(-|to)?\s*(\d[\d,]*)?\Z")
_TERM = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?\Z")
_MONEY = re.compile(r"(?:fine )?([\d,]+(?:\.\d+)?) ([A-Z]{3})\Z")
_KIND = re.compile(r"(.*\S)\s*\[(\w+)\]\Z")
_PENALTIES = ("prison", "fine", "suspended", "life", "death")


def value(slot: str, typed: str, *, names: Names) -> Any:
    """The value of a slot. Raises UnknownItem, with what to write, when the slot is none or the value is not of it."""
    if slot not in SLOTS:
        raise UnknownItem(f"There is no slot `{slot}`: {nearest(slot, SLOTS)}")
    return _READERS[slot](typed.strip(), names)


def _type(typed: str, _: Names) -> str:
    if typed not in act_types():
        raise UnknownItem(f"There is no act type `{typed}`: {nearest(typed, act_types())}")
    return typed


def _realis(typed: str, _: Names) -> str:
    known = get_args(Realis)
    if typed not in known:
        raise UnknownItem(f"`{typed}` is no way of telling: {nearest(typed, known)}")
    return typed


def _words(typed: str, _: Names) -> str:
    if not typed:
        raise UnknownItem("A value is needed; to leave the slot empty, reject it.")
    return typed


def _date(typed: str, _: Names) -> str:
    if not is_valid(typed):
        raise UnknownItem(f"`{typed}` is no date: write 2021, 2021-07, 2021-07-01, 2021-07-01/2021-07-09 or 2018-07/.")
    return typed


def _place(typed: str, _: Names) -> Place:
    """The place in the table of places that the words name; one that the table lacks is kept in its words."""
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    country = parts[-1].upper() if parts and parts[-1].upper() in country_names() else None
    named = parts[:-1] if country else parts
    found = [one.place for one in find_places(", ".join([*named, country_names()[country]] if country else named))]
    nearest = next((one for one in found if one.name and (country is None or one.country == country)), None)
    if named and nearest:
        return nearest
    if not parts:
        raise UnknownItem(f"`{typed}` is no place: write it from the nearest to the widest, such as Almaty, KZ.")
    name = named[0] if named else None
    return Place(name=name, country=country, precision="town" if name else "country", text=typed)


def _people(typed: str, names: Names) -> tuple[Participant, ...]:
    return tuple(_participant(part, names) for part in _parts(typed, ";"))


def _source(typed: str, names: Names) -> tuple[tuple[Participant, ...], ...]:
    return tuple(tuple(_participant(one, names) for one in _parts(step, "&")) for step in _parts(typed, ">"))


def _participant(typed: str, names: Names) -> Participant:
    """`Ida Lund`, or with its kind, `the Lund Group [organisation]`."""
    told = _KIND.match(typed)
    name, kind = (told[1], told[2]) if told else (typed, None)
    if kind is not None and kind not in get_args(ParticipantKind):
        raise UnknownItem(f"`{kind}` is no kind of participant: {nearest(kind, get_args(ParticipantKind))}")
    person = names.get(name)
    return Participant(name=name, kind=kind or kind_of(name, is_person=person is not None), person=person)  # type: ignore[arg-type]


def _count(typed: str, _: Names) -> Count:
    """`5`, `27-33`, `5-` (at least), `-200` (at most)."""
    told = _COUNT.match(typed)
    if not told or not (told[1] or told[3]):
        raise UnknownItem(f"`{typed}` is no count: write 5, 27-33, 5- (at least five) or -200 (at most).")
    low, high = (int(part.replace(",", "")) if part else None for part in (told[1], told[3]))
    if told[2] is None:
        high = low
    if low is not None and high is not None and low > high:
        raise UnknownItem(f"`{typed}` ends below where it begins.")
    return Count(min=low, max=high, text=typed)


def _penalties(typed: str, _: Names) -> tuple[Penalty, ...]:
    return tuple(map(_penalty, _parts(typed, ";")))


def _penalty(typed: str) -> Penalty:
    """`P7Y`, `prison P7Y`, `suspended P2Y`, `500 EUR`, `life`, `death`."""
    if money := _MONEY.match(typed):
        return Penalty(kind="fine", amount=float(money[1].replace(",", "")), currency=money[2])
    kind, _, term = typed.rpartition(" ")
    if typed in _PENALTIES:
        kind, term = typed, ""
    if (kind and kind not in _PENALTIES) or (term and not _TERM.match(term)):
        raise UnknownItem(f"`{typed}` is no penalty: write P7Y, suspended P2Y, 500 EUR, life or death.")
    return Penalty(kind=kind or None, term=term or None, suspended=kind == "suspended")


def _parts(typed: str, between: str) -> list[str]:
    found = [part.strip() for part in typed.split(between) if part.strip()]
    if not found:
        raise UnknownItem("A value is needed; to leave the slot empty, reject it.")
    return found


_READERS: dict[str, Callable[[str, Names], Any]] = {
    "type": _type,
    "subtype": _words,
    "realis": _realis,
    "date": _date,
    "place": _place,
    "actors": _people,
    "affected": _people,
    "count": _count,
    "charge": _words,
    "penalties": _penalties,
    "source": _source,
}
