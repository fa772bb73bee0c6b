"""What one user may not see: names of protected persons and protected reports, kept out of all that leaves the store.

A protected name is masked wherever it stands, in slots, quotes, titles and texts, by every form it has in any coding,
and so is the same name in other reports, since nobody has judged yet whether that is somebody else. A search by such a
name finds nothing that it would not find without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.model import Person
from onrecord.store.current import standing_in
from onrecord.store.schema import persons, protections
from onrecord.store.words import Term, folded

WITHHELD = "[name withheld]"
Told = TypeVar("Told")


class Protection(Struct, frozen=True, kw_only=True):
    """Who may see a person or a report, why, and until when; without a reason, it was lifted."""

    id: str
    number: int
    at: str
    who: str
    subject: str
    reason: str | None = None
    consent: str | None = None
    may_see: tuple[str, ...] = ()
    until: str | None = None
    because: str
    supersedes: str | None = None


class Veil(Struct, frozen=True):
    """What is kept from one user."""

    persons: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def hides(self, asked: Iterable[Term]) -> bool:
        """Whether a search may be for a protected name."""
        known = {word for name in self.names for word in folded(name).split()}
        return any(
            word in known or (term.prefix and any(one.startswith(word) for one in known))
            for term in asked
            for word in term.words
        )

    def masked(self, text: str) -> str:
        """The text, as long as before, with every letter of a protected name blackened."""
        return self.pattern.sub(lambda found: "█" * len(found.group()), text) if self.pattern else text

    def over(self, told: Told) -> Told:
        """The same value with every protected name in its words withheld; ids, spans and numbers stay."""
        if self.pattern is None:
            return told
        plain = msgspec.to_builtins(told)
        veiled: Told = msgspec.convert(self._within(plain), type(told))
        return veiled

    def _within(self, value: Any) -> Any:
        if isinstance(value, str) and self.pattern:
            return self.pattern.sub(WITHHELD, value)
        if isinstance(value, dict):
            return {name: self._within(one) for name, one in value.items()}
        return [self._within(one) for one in value] if isinstance(value, list) else value


def protections_of(connection: Connection, subject: str | None = None) -> list[Protection]:
    """The protections that stand, of one person or report or of all; those whose time is over are left out."""
    query = select(protections)
    if subject:
        query = query.where(protections.c.subject == subject)
    rows = [_protection(row) for row in connection.execute(query).mappings()]
    today = datetime.now(UTC).date()
    return [one for one in standing_in(rows) if one.reason and not _over(one.until, today)]


def veil(connection: Connection, user: str) -> Veil:
    """What is kept from `user`."""
    hidden = [one for one in protections_of(connection) if user not in one.may_see]
    if not hidden:
        return Veil()
    subjects = frozenset(one.subject for one in hidden)
    rows = connection.execute(select(persons.c.json).where(persons.c.id.in_(subjects)))
    told = (msgspec.json.decode(row.json, type=Person) for row in rows)
    names = {name for one in told for name in (one.name, *one.aliases)}
    longest = tuple(sorted(names, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE) if longest else None
    people = frozenset(one for one in subjects if one.startswith("P-"))
    return Veil(people, frozenset(one for one in subjects if one.startswith("R-")), longest, pattern)


def _protection(row: Any) -> Protection:
    told = {name: value for name, value in row.items() if name not in {"entry", "digest", "may_see"}}
    return Protection(**told, may_see=tuple(msgspec.json.decode(row["may_see"], type=list[str])))


def _over(until: str | None, today: date) -> bool:
    return until is not None and date.fromisoformat(until) < today
