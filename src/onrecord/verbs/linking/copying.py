"""A collection's reports to those that are copies of one story, with the passages that differ."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from onrecord.errors import UnknownItem
from onrecord.linking.copies import Copying
from onrecord.store import finding, linked
from onrecord.store.collection import Collection
from onrecord.store.ids import tidied
from onrecord.store.kept import ReportCard
from onrecord.verbs.linking.texts import compared

__all__ = ["Copy", "copies", "copies_of"]


class Copy(Struct, frozen=True, kw_only=True):
    """Another report that has text in common with one, and how they differ."""

    report: ReportCard
    copying: Copying
    one_story: bool
    """Whether both are copies of one story; else one only takes in passages of the other."""


def copies(collection: Collection) -> list[tuple[ReportCard, ...]]:
    """The stories that several reports print, those with most copies first."""
    with collection.reading() as connection:
        families: dict[str, list[str]] = defaultdict(list)
        for report, cluster in linked.clusters(connection, "report"):
            families[cluster].append(report)
        several = [sorted(told) for told in families.values() if len(told) > 1]
        ids = {report for told in several for report in told}
        cards = {one.id: one for one in finding.find_reports(connection, user=collection.user, ids=ids)}
    found = [tuple(cards[report] for report in told if report in cards) for told in several]
    return sorted((one for one in found if len(one) > 1), key=lambda one: (-len(one), one[0].id))


def copies_of(collection: Collection, report: str) -> list[Copy]:
    """The reports that have text in common with one, in the order of their publication; raises UnknownItem."""
    known = tidied(report)
    with collection.reading() as connection:
        cards = {one.id: one for one in finding.find_reports(connection, user=collection.user, ids={known})}
        if known not in cards:
            raise UnknownItem(f"There is no report {known} here: `onrecord show reports` lists them.")
        family = set(linked.together(connection, "report", known))
        partly = {
            side
            for one in linked.pairs(connection, "report", verdict="unsure")
            for side in (one.left, one.right)
            if known in (one.left, one.right)
        }
        others = (family | partly) - {known}
        cards = {one.id: one for one in finding.find_reports(connection, user=collection.user, ids=others)}
        told = {id: finding.report(connection, id, user=collection.user).report for id in (known, *cards)}
        found = [(id, compared(told[known], told[id])) for id in cards]
        made = [Copy(report=cards[id], copying=how, one_story=id in family) for id, how in found if how]
    return sorted(made, key=lambda one: (one.report.particulars.published or "~", one.report.id))
