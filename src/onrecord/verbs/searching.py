"""What is searched for to pages of acts and reports, with the words that matched marked in them."""

from __future__ import annotations

from itertools import islice
from typing import Literal

from msgspec import Struct

from onrecord.analysis.evidence import quote
from onrecord.analysis.highlight import marked, snippet
from onrecord.dates import within
from onrecord.store import finding
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct, ReportCard


class Hit(Struct, frozen=True, kw_only=True):
    """An act that was found: the words that tell it, with those searched for between « and »."""

    kept: KeptAct
    quote: str
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


def page(collection: Collection, asked: Filter = Filter(), *, limit: int = 50, after: str | None = None) -> Page:
    """At most `limit` acts that match, from behind the act `after`. Raises UnknownItem when there is none such."""
    user = collection.user
    with collection.reading() as connection:
        position = finding.position_of(connection, after) if after else None
        found = list(finding.find_acts(connection, asked, user=user, after=position, limit=limit + 1))
        total = finding.count_acts(connection, asked, user=user)
        texts = {id: finding.report(connection, id, user=user).report.text for id in {one.report for one in found}}
    hits = tuple(_hit(one, texts[one.report], asked) for one in found[:limit])
    return Page(hits=hits, total=total, next=found[limit - 1].id if len(found) > limit else None)


def reports(collection: Collection, asked: Filter, *, limit: int = 50) -> list[ReportHit]:
    """At most `limit` reports in whose title or text the words of `asked` stand."""
    user = collection.user
    with collection.reading() as connection:
        cards = list(islice(finding.find_reports(connection, asked, user=user), limit))
        texts = [finding.report(connection, card.id, user=user).report.text for card in cards]
    told = zip(cards, texts, strict=True)
    return [ReportHit(card=card, snippet=snippet(text, asked.words or "")) for card, text in told]


def _hit(kept: KeptAct, text: str, asked: Filter) -> Hit:
    told = " ".join(quote(kept.act, text).split())
    overlap: Literal["within", "partly"] | None = None
    if asked.date and kept.act.date:
        overlap = "within" if within(kept.act.date, asked.date) else "partly"
    return Hit(kept=kept, quote=marked(told, asked.words) if asked.words else told, overlap=overlap)
