"""What one user may not see: names of protected persons and protected reports, kept out of all that leaves the store.

A protected name is masked wherever it stands, in slots, quotes, titles and texts, by every form it has in any coding,
and so is the same name in other reports, since nobody has judged yet whether that is somebody else. A search by such a
name finds nothing that it would not find without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.model import Person
from onrecord.store import linked, schema
from onrecord.store.accounts import seen_as
from onrecord.store.current import standing_in
from onrecord.store.keys import key
from onrecord.store.schema import persons, protections
from onrecord.store.words import WORD, Term, forms_of

WITHHELD = "[name withheld]"
Told = TypeVar("Told")
STRANGER = ""
"""A user who may see nothing that is protected: what leaves is what such a one may see."""


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
    """What is kept from one user; `names` are the words of each form of a protected name, folded, by the first of them."""

    persons: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    names: dict[str, tuple[tuple[str, ...], ...]] = {}

    def hides(self, asked: Iterable[Term]) -> bool:
        """Whether a search may be for a protected name."""
        known = {word for forms in self.names.values() for form in forms for word in form}
        return any(
            word in known or (term.prefix and any(one.startswith(word) for one in known))
            for term in asked
            for word in term.words
        )

    def masked(self, text: str) -> str:
        """The text, as long as before, with every letter of a protected name blackened."""
        return self._replaced(text, lambda words: "█" * len(words))

    def over(self, told: Told) -> Told:
        """The same value with every protected name in its words withheld; ids, spans and numbers stay."""
        if not self.names:
            return told
        veiled: Told = msgspec.convert(self._within(msgspec.to_builtins(told)), type(told))
        return veiled

    def _within(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._replaced(value, lambda _: WITHHELD)
        if isinstance(value, dict):
            return {name: self._within(one) for name, one in value.items()}
        return [self._within(one) for one in value] if isinstance(value, list | tuple) else value

    def _replaced(self, text: str, instead: Callable[[str], str]) -> str:
        parts, done = [], 0
        for start, end in self._places(text):
            parts += [text[done:start], instead(text[start:end])]
            done = end
        return "".join((*parts, text[done:]))

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where protected names stand, the longest form at each place."""
        words = [(key(found.group()), *found.span()) for found in WORD.finditer(text)] if self.names else []
        at = 0
        while at < len(words):
            length = self._length(words, at)
            if length:
                yield words[at][1], words[at + length - 1][2]
            at += length or 1

    def _length(self, words: Sequence[tuple[str, int, int]], at: int) -> int:
        """How many words from there on are a protected name."""
        forms = self.names.get(words[at][0], ())
        told = (len(form) for form in forms if form == tuple(word for word, _, _ in words[at : at + len(form)]))
        return max(told, default=0)


def protections_of(connection: Connection, subject: str | None = None) -> list[Protection]:
    """The protections that stand, of one person or report or of all; those whose time is over are left out."""
    query = select(protections)
    if subject:
        query = query.where(protections.c.subject == subject)
    rows = [protection(row) for row in connection.execute(query).mappings()]
    today = datetime.now(UTC).date()
    return [one for one in standing_in(rows) if one.reason and not _over(one.until, today)]


def veil(connection: Connection, user: str) -> Veil:
    """What is kept from `user`."""
    standing = protections_of(connection)
    mine = seen_as(connection, user) if standing else frozenset()
    hidden = [one for one in standing if mine.isdisjoint(one.may_see)]
    if not hidden:
        return Veil()
    subjects = _with_the_same(connection, frozenset(one.subject for one in hidden))
    rows = connection.execute(select(persons.c.json).where(persons.c.id.in_(subjects)))
    told = (msgspec.json.decode(row.json, type=Person) for row in rows)
    people = frozenset(one for one in subjects if one.startswith("P-"))
    return Veil(people, subjects - people, _forms(name for one in told for name in (one.name, *one.aliases)))


def _with_the_same(connection: Connection, subjects: frozenset[str]) -> frozenset[str]:
    """The subjects, with the persons of other reports who are the same as one of them."""
    held = set(linked.cluster_of(connection, "person", subjects).values())
    return subjects | {one.id for one in linked.of_clusters(connection, "person", held)}


def _forms(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    forms: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        for form in forms_of(name):
            forms.setdefault(form[0], set()).add(form)
    return {first: tuple(sorted(told)) for first, told in forms.items()}


def protection(row: Any) -> Protection:
    """A row of the table of protections as it is told."""
    may_see = tuple(msgspec.json.decode(row["may_see"], type=list[str]))
    return Protection(**{**schema.told(row), "may_see": may_see})


def _over(until: str | None, today: date) -> bool:
    return until is not None and date.fromisoformat(until) < today
