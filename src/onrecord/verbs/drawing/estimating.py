"""A collection, or a table of lists, to how many people were never recorded."""

from __future__ import annotations

from onrecord.analysis import estimate as estimates
from onrecord.analysis.estimate.histories import By
from onrecord.analysis.figure import Figure
from onrecord.analysis.listed import listed
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.store.veil import WITHHELD
from onrecord.verbs.drawing.gathering import gathered
from onrecord.verbs.drawing.tabling import titled


def estimate(collection: Collection, asked: Filter, *, by: By = "kind") -> Figure:
    """How many named persons in all, from who independently tells of them. Raises InputError where that cannot be said."""
    found = gathered(collection, asked)
    happenings = [one for one, sure in found.happenings if sure]
    told = estimates.of_people(listed(happenings, found.labels), by=by)
    hidden = sum(WITHHELD in one.persons for one in happenings)
    notes: tuple[str, ...] = (
        "Lists are who tells of a person, each independent origin once. Only named persons count, and those told as certainly so.",
    )
    if hidden:
        notes += (
            f"Persons whose names are withheld are left out, in {hidden} happenings: whoever may see them gets other numbers.",
        )
    return estimates.figure(estimates.estimate(told), title=f"{titled(asked)}: how many people in all", notes=notes)


def estimate_table(data: bytes, *, name: str, count: str | None = None) -> Figure:
    """How many in all, from a CSV table with a column `in_NAME` a list. Raises InputError."""
    told = estimates.of_csv(data, count=count)
    return estimates.figure(estimates.estimate(told), title=f"{name}: how many in all")
