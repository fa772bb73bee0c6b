"""What comes out of a collection: the nouns with the permanent ids that the store gave them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from onrecord.model import Act, CoderName, Particulars, Person, Report
from onrecord.store.current import CurrentAct, Decision, Status


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
    """How many acts its current view has, those rejected not counted."""
    unsealed: str | None = None
    """Why the capture it was read from could not be sealed; None of one that is sealed, and of what was kept before captures were."""


class KeptAct(Struct, frozen=True, kw_only=True):
    """An act as it stands after decisions; persons, linked acts and the act itself bear permanent ids."""

    id: str
    report: str
    act: Act
    status: Status = "coded"
    decisions: tuple[Decision, ...] = ()
    """Those that stand, in the order in which they were made."""
    found: bool = True
    """Whether the latest coding finds it still; one that was judged stays either way."""
    coder: CoderName | None = None
    """Who coded it; None of an act that a person added."""


def kept_act(one: CurrentAct, report: str, coders: Mapping[int, CoderName] = {}) -> KeptAct:
    """An act of a report as it stands; `coders` tells of each run who coded."""
    return KeptAct(
        id=one.id,
        report=report,
        act=one.act,
        status=one.status,
        decisions=one.decisions,
        found=one.found,
        coder=coders.get(one.run) if one.run else None,
    )


class KeptPerson(Struct, frozen=True, kw_only=True):
    """A person as one report tells of them; ties to others of the report bear permanent ids."""

    id: str
    report: str
    person: Person
    names: dict[str, str]
    """The name of each person of the report, for the other side of a tie."""
    withheld: bool = False
    """Whether the one who asks may not see who it is; names and words that tell it are masked."""


class KeptReport(Struct, frozen=True, kw_only=True):
    """A report with its text, what it was read from, and who coded it."""

    id: str
    report: Report
    snapshots: tuple[str, ...]
    coder: CoderName | None


class Told(Struct, frozen=True, kw_only=True):
    """What a report tells as it stands: of itself, of whom, and which acts; all of them bear permanent ids."""

    particulars: Particulars
    text: str
    persons: tuple[Person, ...]
    acts: tuple[Act, ...]


class Facet(Struct, frozen=True):
    """A value of one field among the acts that were found, and how many of them have it; None where it is not told."""

    value: str | None
    acts: int
