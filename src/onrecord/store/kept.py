"""What comes out of a collection: the nouns with the permanent ids that the store gave them."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import Act, CoderName, Particulars, Person, Report


class ReportCard(Struct, frozen=True, kw_only=True):
    """A report without its text."""

    id: str
    given_id: str
    url: str | None
    kind: str
    kept: str
    """ISO 8601, UTC."""
    particulars: Particulars
    flags: tuple[str, ...] = ()
    acts: int = 0
    """How many acts the current coding found."""


class KeptAct(Struct, frozen=True, kw_only=True):
    """An act as one coding of a report tells it; `persons` and `acts` give the permanent id of each local one."""

    id: str
    report: str
    act: Act
    persons: dict[str, str]
    acts: dict[str, str]


class KeptPerson(Struct, frozen=True, kw_only=True):
    """A person as one report tells of them; `persons` gives the permanent id of each local one."""

    id: str
    report: str
    person: Person
    persons: dict[str, str]
    names: dict[str, str]
    """The name of each local person, for the other side of a relation."""


class KeptReport(Struct, frozen=True, kw_only=True):
    """A report with its text, what it was read from, and who coded it."""

    id: str
    report: Report
    snapshots: tuple[str, ...]
    coder: CoderName | None
