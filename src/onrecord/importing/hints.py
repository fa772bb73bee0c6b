"""Persons of a row to hints that they may need protection, each with the cell that tells why; whether they do, a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from onrecord.importing.cells import SURE, Cells
from onrecord.importing.mapping import ActMap, People
from onrecord.model import Act, Evidence, Participant, Person, ProtectionHint, ProtectionReason

_ADULT = 18
_YEARS = re.compile(r"(\d{1,3})(?:\.0)?(?: *(?:years?|yrs?)(?: old)?)?\Z", re.IGNORECASE)
_MONTHS = re.compile(r"\d{1,2} *(?:months?|weeks?|days?)(?: old)?\Z", re.IGNORECASE)
_SEXUAL: ProtectionReason = "sexual violence"


def with_hints(cells: Cells, told: Sequence[tuple[ActMap, Act]], persons: Iterable[Person]) -> tuple[Person, ...]:
    """The persons with their hints, one a reason."""
    found: dict[tuple[str, ProtectionReason], ProtectionHint] = {}
    for how, act in told:
        for person, hint in (*_minors(cells, how, act), *_affected(act)):
            found.setdefault((person, hint.reason), hint)
    return tuple(
        replace(one, protection=tuple(hint for (id, _), hint in found.items() if id == one.id)) for one in persons
    )


def _minors(cells: Cells, how: ActMap, act: Act) -> Iterator[tuple[str, ProtectionHint]]:
    """Whoever is under 18 by the column with ages, where the row names one person in that role."""
    for sources, people in ((how.affected, act.affected), (how.actors, act.actors)):
        ages = [one.age for one in sources if isinstance(one, People) and one.age and _is_minor(cells.text(one.age))]
        if ages and len(people) == 1 and people[0].person:
            yield people[0].person, _hint("minor", cells.evidence(ages[0]), "an age under 18")


def _is_minor(text: str | None) -> bool:
    years = _YEARS.match(text or "")
    return int(years[1]) < _ADULT if years else bool(_MONTHS.match(text or ""))


def _affected(act: Act) -> Iterator[tuple[str, ProtectionHint]]:
    """Whoever suffered sexual violence, or is held without an end that is told."""
    shown = act.evidence.get("type") or (Evidence(act.mentions[0].start, act.mentions[0].end, "", SURE),)
    for person in _named(act.affected):
        if _SEXUAL in (act.subtype or ""):
            yield person, _hint(_SEXUAL, shown, "told as done to the person")
        if act.type == "custody" and act.realis == "actual" and not _ended(act.date):
            yield person, _hint("in custody", shown, "told as being held")


def _ended(date: str | None) -> bool:
    """Whether a date has an end that is told."""
    return date is not None and "/" in date and date.rpartition("/")[2] not in {"", ".."}


def _named(people: Iterable[Participant]) -> Iterator[str]:
    return (one.person for one in people if one.person)


def _hint(reason: ProtectionReason, shown: Sequence[Evidence], rule: str) -> ProtectionHint:
    first = shown[0]
    return ProtectionHint(reason, Evidence(first.start, first.end, rule, first.confidence))
