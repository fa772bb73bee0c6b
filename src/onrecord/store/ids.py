"""New permanent ids: random, short enough to read out, without letters or digits that are taken for each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256
from secrets import choice
from typing import Literal, TypeAlias

from sqlalchemy import Column, Connection, func, select

Kind: TypeAlias = Literal["A", "P", "R", "D", "S", "I", "C", "J", "T", "B", "V", "L"]
"""A for an act, P for a person, R for a report, D for a decision, S for the shield of a protection, I for an import, C for a capture, J for
a judgement of whether two are one, T for a task that is assigned, B for a blind second coding, V for a verdict in one, L for a line of a release. None is drawn for a
facility: F, the letters of the report that names it, and three more."""

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No 0, 1, I, L, O; no vowels, so that no id is a word. Seven of 27 give ten thousand million ids."""
LENGTH = 7
WITHIN = 3
"""Letters that tell a facility from others of its report."""


def of_facilities(report: str) -> str:
    """What the ids of all facilities of a report begin with."""
    return f"F-{report.partition('-')[2]}"


def facilities(report: str, signs: Iterable[str]) -> dict[str, str]:
    """The id of each facility of a report, by what tells it from the others; the same signs give the same ids."""
    found: dict[str, str] = {}
    for sign in sorted(signs):
        times = 0
        while (id := of_facilities(report) + _letters(f"{sign}{times or ''}")) in found.values():
            times += 1
        found[sign] = id
    return found


def _letters(words: str) -> str:
    digest = int.from_bytes(sha256(words.encode()).digest()[:8], "big")
    return "".join(ALPHABET[digest // len(ALPHABET) ** place % len(ALPHABET)] for place in range(WITHIN))


def new(kind: Kind) -> str:
    """One id, such as `A-7K3M9QX`."""
    return f"{kind}-{''.join(choice(ALPHABET) for _ in range(LENGTH))}"


def fresh(connection: Connection, column: Column[str], kind: Kind, number: int) -> list[str]:
    """`number` ids, different from each other and from all in `column`."""
    free: set[str] = set()
    while len(free) < number:
        drawn = {new(kind) for _ in range(number - len(free))}
        free |= drawn - set(connection.scalars(select(column).where(column.in_(drawn))))
    return list(free)


def fresh_of(known: Collection[str], kind: Kind, number: int) -> list[str]:
    """`number` ids, different from each other and from all that are known, in no order that tells anything."""
    free: set[str] = set()
    while len(free) < number:
        free |= {new(kind) for _ in range(number - len(free))} - set(known)
    return list(free)


def next_number(connection: Connection, column: Column[int]) -> int:
    """The number after the last one in `column`, from 1 on."""
    return (connection.scalar(select(func.max(column))) or 0) + 1


def is_id(words: str) -> bool:
    """Whether some words are an id as somebody may type it, and no name."""
    kind, dash, rest = tidied(words).partition("-")
    length = LENGTH + WITHIN if kind == "F" else LENGTH
    return len(kind) == 1 and bool(dash) and len(rest) == length and set(rest) <= set(ALPHABET)


def tidied(id: str) -> str:
    """An id as a person typed it, in the form it is kept in: `a-7k3m9qx ` gives `A-7K3M9QX`."""
    return id.strip().upper()
