"""Penalties as an export writes them, or as a court's words, to what was imposed."""

from __future__ import annotations

import re

from onrecord.coding.penalties import find_penalties
from onrecord.model import Penalty

_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H"}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?) (year|month|week|day|hour)s?")
_LENGTHS = re.compile(r"(?:\d+(?:\.\d+)? (?:year|month|week|day|hour)s?\s*)+\Z")
_MONEY = re.compile(r"((?:\d{1,3}(?:,\d{3})*|\d+)(?:\.\d+)?)(?: ([A-Z]{3}))?\Z")
_KIND = re.compile(r"[a-z][a-z -]*\Z")


def penalties_in(text: str) -> tuple[Penalty, ...]:
    """What was imposed by the words of a cell; nothing where they tell no penalty."""
    told = [_as_exported(part.strip()) for part in text.split(";") if part.strip()]
    known = tuple(one for one in told if one is not None)
    if told and len(known) == len(told):
        return known
    return tuple(penalty for penalty, _ in find_penalties(text, 0, len(text)))


def _as_exported(text: str) -> Penalty | None:
    """`prison, suspended, 2 years 6 months` or `fine, 10,000 USD`."""
    parts = [part for part in text.split(", ") if part]
    told: dict[str, str | float | bool | None] = {}
    for place, part in enumerate(parts):
        if part == "suspended" and place:
            told["suspended"] = True
        elif _LENGTHS.match(part):
            told["term"] = _term(part)
        elif money := _MONEY.match(part):
            told |= {"amount": float(money[1].replace(",", "")), "currency": money[2]}
        elif not place and _KIND.match(part):
            told["kind"] = part
        else:
            return None
    if told.get("kind") == "suspended":
        told["suspended"] = True
    return Penalty(**told) if set(told) - {"kind"} or told.get("kind") in _ALONE else None  # type: ignore[arg-type]


_ALONE = {"prison", "fine", "suspended", "life", "death"}


def _term(text: str) -> str:
    told = [(number, _UNITS[unit]) for number, unit in _LENGTH.findall(text)]
    hours = "".join(f"T{number}{letter}" for number, letter in told if letter == "H")
    return "P" + "".join(f"{number}{letter}" for number, letter in told if letter != "H") + hours
