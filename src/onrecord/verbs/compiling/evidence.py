"""Happenings to the parts of a document that say what they rest on: accounts side by side, origins, and digests of what was captured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.analysis import wording
from onrecord.analysis.evidence import quote
from onrecord.errors import UnknownItem
from onrecord.linking.origins import Origin
from onrecord.publishing.documents.document import Block, Grid, Heading, Items, Words
from onrecord.store import capturing, finding
from onrecord.store.collection import Collection, Reading
from onrecord.store.ids import tidied
from onrecord.store.kept import KeptAct, KeptReport
from onrecord.verbs.linking import HappeningCard, Portrait, portrait

NOT_TOLD = wording.NOT_TOLD


def seen(collection: Collection, id: str, *, as_of: str) -> Portrait:
    """The person with this id. Raises UnknownItem, also where the user may not see who it is: what was done would tell."""
    told = portrait(collection, id, as_of=as_of)
    if any(one.withheld for one in told.card.persons):
        raise UnknownItem(f"There is no person {tidied(id)} here: `onrecord show persons` lists them.")
    return told


class Papers:
    """The reports of a document, each read once, as one user may see them."""

    def __init__(self, connection: Reading, user: str) -> None:
        self._connection, self._user = connection, user
        self._reports: dict[str, KeptReport] = {}

    def report(self, id: str) -> KeptReport:
        """The report with this id."""
        if id not in self._reports:
            self._reports[id] = finding.report(self._connection, id, user=self._user)
        return self._reports[id]

    def called(self, id: str) -> str:
        """How a report is cited: `R-ABC1234, Steppe Post, 2021-03-05`."""
        told = self.report(id).report.particulars
        return ", ".join(part for part in (id, told.publisher, (told.published or "")[:10]) if part)

    def digests(self) -> Grid:
        """What each report was read from: digests, and when and from where it was captured."""
        rows = [row for id in sorted(self._reports) for row in self._rows(id)]
        columns = ("report", "title", "address", "SHA-256 of the text", "SHA-256 of what was captured", "captured")
        return Grid(columns, tuple(rows), (9, 16, 18, 18, 18, 12))

    def _rows(self, id: str) -> Iterator[tuple[str, ...]]:
        kept = self.report(id)
        told = kept.report
        head = (id, told.particulars.title or told.id)
        captures = [one for digest in kept.snapshots for one in capturing.captures_of(self._connection, digest)]
        for one in captures:
            address = finding.seen_by(self._connection, one.address, user=self._user)
            sealed = one.at if one.record else f"{one.at}, not sealed"
            yield *head, address, told.sha256, one.snapshot, sealed
        if not captures:
            yield *head, told.url or NOT_TOLD, told.sha256, "; ".join(kept.snapshots) or NOT_TOLD, NOT_TOLD


def accounts(card: HappeningCard, papers: Papers) -> Iterator[Block]:
    """One happening: what its accounts agree on and differ in, then each account in its own words."""
    best = card.acts[0].act
    yield Heading(f"{card.id}: {wording.what(best)}, {wording.when(best)}", 2)
    for values in card.values:
        if values.are_rival:
            told = "; ".join(f"{one.words} ({', '.join(one.acts)})" for one in values.values)
            yield Words(
                f"The accounts differ in {'how it is told' if values.slot == 'realis' else values.slot}: {told}."
            )
    yield Words(origins_in_words(card))
    columns = (
        "account",
        "when",
        "where",
        "by whom",
        "to whom",
        "charge, penalty",
        "on whose word",
        "words of the report",
    )
    yield Grid(columns, tuple(_account(one, papers) for one in card.acts), (12, 9, 10, 10, 12, 10, 12, 25))


def _account(kept: KeptAct, papers: Papers) -> tuple[str, ...]:
    act = kept.act
    report = papers.report(kept.report).report
    told = [wording.told_as(act)] if act.realis != "actual" else []
    return (
        "\n".join((kept.id, papers.called(kept.report), *told, kept.status)),
        wording.when(act),
        wording.where(act),
        wording.by_whom(act),
        wording.to_whom(act),
        "; ".join([*([act.charge] if act.charge else []), *map(wording.penalty_words, act.penalties)]) or NOT_TOLD,
        wording.on_whose_word(act, outlet=wording.outlet(report.particulars)),
        quote(act, report.text) or NOT_TOLD,
    )


def origins_in_words(card: HappeningCard) -> str:
    """Who tells it and who denies it, each independent origin once."""
    told = card.corroboration
    parts = [f"Independent origins that tell it: {len(told.told_by)} ({_names(told.told_by)})"]
    parts += [f"denied by: {_names(told.denied_by)}"] if told.denied_by else []
    parts += [f"told otherwise by: {_names(told.told_otherwise_by)}"] if told.told_otherwise_by else []
    return "; ".join((*parts, f"officials: {told.official}")) + "."


def _names(origins: Iterable[Origin]) -> str:
    return ", ".join(f"{one.name} [{one.kind}]" for one in origins) or "none"


def word_givers(cards: Sequence[HappeningCard]) -> Grid:
    """Each origin of all happenings, and what rests on it."""
    found: dict[tuple[str, str], list[str]] = {}
    for card in cards:
        told = card.corroboration
        for side, some in (
            ("tells", told.told_by),
            ("denies", told.denied_by),
            ("tells otherwise", told.told_otherwise_by),
        ):
            for one in some:
                found.setdefault((one.name, one.kind), []).append(f"{side} {card.id}")
    rows = tuple((name, kind, "; ".join(some)) for (name, kind), some in sorted(found.items()))
    return Grid(("who", "kind", "tells or denies"), rows, (25, 12, 63))


def questions(cards: Sequence[HappeningCard]) -> Iterator[str]:
    """What of these happenings is open."""
    for card in cards:
        name = f"{card.id} ({wording.what(card.acts[0].act)})"
        if len(card.corroboration.told_by) == 1:
            yield f"{name} rests on one origin alone: {card.corroboration.told_by[0].name}."
        yield from (f"{name}: the accounts differ in {one.slot}." for one in card.values if one.are_rival)
        if all(one.act.date is None for one in card.acts):
            yield f"{name}: no date is told."


def unchecked(cards: Sequence[HappeningCard]) -> Iterator[str]:
    """The happenings of which nobody has looked at any account."""
    ids = [card.id for card in cards if all(one.status == "coded" for one in card.acts)]
    if ids:
        yield f"No person has checked yet: {', '.join(ids)}."


def listed(items: Iterable[str]) -> Block:
    """A list, or that there is nothing."""
    told = tuple(items)
    return Items(told) if told else Words("None.")
