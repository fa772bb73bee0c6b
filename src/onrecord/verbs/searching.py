"""What is searched for to pages of acts and reports, with the words that matched marked in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from onrecord.analysis.evidence import quote
from onrecord.analysis.highlight import excerpt, marked
from onrecord.dates import within
from onrecord.store import finding
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct, ReportCard


class Hit(Struct, frozen=True, kw_only=True):
    """An act that was found: the words that tell it, with those searched for between « and »."""

    kept: KeptAct
    quote: str
    told: str
    """The same words without marks."""
    card: ReportCard
    """The report that tells it."""
    overlap: Literal["within", "partly"] | None = None
    """Whether its date lies wholly within the one asked for; None where none was."""


class Page(Struct, frozen=True, kw_only=True):
    """Some acts of those found, how many there are in all, and where the next page begins."""

    hits: tuple[Hit, ...]
    total: int
    next: str | None
    """The id to give as `after` for the next page; None on the last one."""


class ReportHit(Struct, frozen=True, kw_only=True):
    """A report that was found, with the first words of its text that matched."""

    card: ReportCard
    snippet: str
    told: str
    """The same words without marks."""


class Reports(Struct, frozen=True, kw_only=True):
    """Some reports of those found, and how many there are in all."""

    hits: tuple[ReportHit, ...]
    total: int


def page(collection: Collection, asked: Filter = Filter(), *, limit: int = 50, after: str | None = None) -> Page:
    """At most `limit` acts that match, from behind the act `after`. Raises UnknownItem when there is none such."""
    user = collection.user
    with collection.reading() as connection:
        position = finding.position_of(connection, after) if after else None
        found = list(finding.find_acts(connection, asked, user=user, after=position, limit=limit + 1))
        total = finding.count_acts(connection, asked, user=user)
        ids = {one.report for one in found[:limit]}
        cards = {card.id: card for card in finding.find_reports(connection, user=user, ids=ids)}
        texts = {id: finding.report(connection, id, user=user).report.text for id in ids}
    hits = tuple(_hit(one, cards[one.report], texts[one.report], asked) for one in found[:limit])
    return Page(hits=hits, total=total, next=found[limit - 1].id if len(found) > limit else None)


def reports(collection: Collection, asked: Filter, *, limit: int = 50) -> list[ReportHit]:
    """At most `limit` reports in whose title or text the words of `asked` stand."""
    with collection.reading() as connection:
        return list(_report_hits(connection, asked, collection.user, limit))


def reports_page(collection: Collection, asked: Filter, *, limit: int) -> Reports:
    """The same, with how many there are in all."""
    user = collection.user
    with collection.reading() as connection:
        hits = tuple(_report_hits(connection, asked, user, limit))
        return Reports(hits=hits, total=finding.count_reports(connection, asked, user=user))


def _report_hits(connection: Reading, asked: Filter, user: str, limit: int) -> Iterator[ReportHit]:
    for card in list(finding.find_reports(connection, asked, user=user, limit=limit)):
        told = excerpt(finding.report(connection, card.id, user=user).report.text, asked.words or "")
        yield ReportHit(card=card, snippet=marked(told, asked.words or ""), told=told)


def _hit(kept: KeptAct, card: ReportCard, text: str, asked: Filter) -> Hit:
    told = " ".join(quote(kept.act, text).split())
    overlap: Literal["within", "partly"] | None = None
    if asked.date and kept.act.date:
        overlap = "within" if within(kept.act.date, asked.date) else "partly"
    shown = marked(told, asked.words) if asked.words else told
    return Hit(kept=kept, quote=shown, told=told, card=card, overlap=overlap)
