"""Kept reports to a newer coding of them; what people decided stays."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.model import Uncoded
from onrecord.pipeline import attempt
from onrecord.store import finding, keeping, loading
from onrecord.store.collection import Collection
from onrecord.store.current import CurrentAct
from onrecord.store.kept import KeptReport


class Recoded(Struct, frozen=True, kw_only=True):
    """What a newer coding of one report changed: ids of acts, by what became of them."""

    report: str
    kept: tuple[str, ...] = ()
    """Found again, with another value in at least one slot or not."""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """No longer found, and judged by nobody: they left the view."""
    held: tuple[str, ...] = ()
    """No longer found, but judged by somebody: they stand as they were judged."""
    error: str | None = None
    """Why the report could not be coded again; its earlier coding stands."""


def recode(collection: Collection, reports: list[str] | None = None) -> Iterator[Recoded]:
    """What changed in each report that the coder of today has not coded yet; each is safe when it is told.

    Ids go on by text, type and words; a value that somebody reviewed stays as it is. A run that is broken off goes on
    where it was. `reports` are ids; None is all. Raises UnknownItem for an unknown one.
    """
    user = collection.user
    with collection.reading() as connection:
        known = reports or [card.id for card in finding.find_reports(connection, user=user)]
    for id in known:
        with collection.reading() as connection:
            report = finding.whole_report(connection, id)
        told = _recode(collection, report)
        if told:
            yield told


def _recode(collection: Collection, kept: KeptReport) -> Recoded | None:
    if kept.report.kind == "sheet row":
        return None  # its mapping codes it, when it is imported again
    coded = attempt(kept.report, longest=collection.settings.longest_text)
    if isinstance(coded, Uncoded):
        return Recoded(report=kept.id, error=coded.error)
    with collection.writing() as connection:
        before = loading.acts_of(connection, [kept.id])[kept.id]
        if not keeping.keep_coding(connection, kept.id, coded, who=collection.user):
            return None
        after = loading.acts_of(connection, [kept.id])[kept.id]
    return _changed(kept.id, before, after)


def _changed(report: str, before: list[CurrentAct], after: list[CurrentAct]) -> Recoded:
    known = {act.id for act in before}
    left = {act.id: act for act in after}
    return Recoded(
        report=report,
        kept=tuple(id for id, act in left.items() if id in known and act.found),
        new=tuple(id for id in left if id not in known),
        gone=tuple(act.id for act in before if act.id not in left),
        held=tuple(id for id, act in left.items() if not act.found),
    )
