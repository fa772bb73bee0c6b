"""Files to reports that are captured, read, coded and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.capture.captured import Captured, Unusable
from onrecord.capture.fetch import Fetcher
from onrecord.capture.manners import Polite
from onrecord.capture.seal import seal
from onrecord.errors import InputError, UnknownItem, UnreadableFile
from onrecord.model import Derivation, Report, ReportKind, Uncoded
from onrecord.pipeline import attempt
from onrecord.reading import read_all
from onrecord.settings import Settings
from onrecord.store import keeping, protecting
from onrecord.store.collection import Collection
from onrecord.verbs import bringing

Status: TypeAlias = Literal["kept", "already kept", "failed"]


RESTRICTED: ReportKind = "interview note"
_WHY = "notes of an interview are seen by nobody but who adds them, until they open them to others"


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one item that was brought: a file, or a line of one."""

    address: str
    status: Status
    report: str | None = None
    acts: int = 0
    note: str = ""
    """Why it failed, or what is odd about it."""


class Nature(Struct, frozen=True, kw_only=True):
    """What a person says of the reports they bring: their kind, and what they were made from."""

    kind: ReportKind | None = None
    derived_from: Derivation | None = None


def add(
    collection: Collection,
    brought: Iterable[str | Path],
    *,
    net: Polite | None = None,
    nature: Nature = Nature(),
    again: bool = False,
) -> Iterator[Outcome]:
    """What becomes of each item in what was brought: files, folders, archives, addresses, feeds and lists of links.

    `net` is what fetches addresses, by default as the settings say. `nature` goes before what a report says of itself;
    UnknownItem is raised when it names a report that is not kept. Interview notes are restricted to who adds them.

    A page of a feed or a list that is kept from the same address is not asked for a second time, unless `again` says so.

    Each item is safe when it is told. The bytes are sealed first, then the report and what was coded are kept in one transaction: a run that is
    broken off loses nothing it has told of, and the same call again goes on from there.
    """
    things = list(brought)
    _check_source(collection, nature)
    with asking(collection.settings, net) as polite:
        for thing in things:
            try:
                for item in bringing.brought(collection, thing, polite, alone=len(things) == 1, again=again):
                    yield _became(collection, item, nature)
            except InputError as error:
                yield refused(collection, str(thing), str(error))


def _became(collection: Collection, item: Captured | Unusable | bringing.Known, nature: Nature) -> Outcome:
    if isinstance(item, bringing.Known):
        return Outcome(address=item.address, status="already kept", report=item.report)
    return (
        refused(collection, item.address, item.reason)
        if isinstance(item, Unusable)
        else add_item(collection, item, nature)
    )


def _check_source(collection: Collection, nature: Nature) -> None:
    source = nature.derived_from.report if nature.derived_from else None
    if source is not None:
        with collection.reading() as connection:
            if not keeping.has_report(connection, source):
                raise UnknownItem(f"There is no report {source} here: `onrecord show reports` lists them.")


@contextmanager
def asking(settings: Settings, given: Polite | None = None) -> Iterator[Polite]:
    """What fetches addresses as the settings say, or the one that is given."""
    if given:
        yield given
        return
    with Fetcher(proxy=settings.proxy or None) as fetcher:
        yield Polite(fetcher, seconds=settings.seconds_between)


def add_item(collection: Collection, item: Captured, nature: Nature = Nature()) -> Outcome:
    """What becomes of one captured item."""
    snapshot = item.snapshot
    with collection.reading() as connection:
        known = keeping.report_of(connection, snapshot.sha256)
    if known:
        return Outcome(address=snapshot.address, status="already kept", report=known)
    seal(collection.folder, item.data)
    try:
        report = _as_told(_only(item), nature)
    except InputError as error:
        return refused(collection, snapshot.address, str(error), item)
    with collection.reading() as connection:
        known = keeping.report_with(connection, report.sha256)
    return _keep_reading(collection, item, report) if known else _keep(collection, item, report)


def _only(item: Captured) -> Report:
    """The one report in an item. Raises UnreadableFile for a package of several, since bytes and report are kept as a pair."""
    readings = list(read_all(item))
    if len(readings) > 1:
        name = item.snapshot.address
        raise UnreadableFile(
            f"{name} holds {len(readings)} stories: part it with `onrecord read {name} -o stories.jsonl` and add that"
        )
    if readings[0].report is None:
        raise readings[0].problem or UnreadableFile(f"{item.snapshot.address} cannot be read")
    return readings[0].report


def _as_told(report: Report, nature: Nature) -> Report:
    source = nature.derived_from or report.derived_from
    return msgspec.structs.replace(report, kind=nature.kind or report.kind, derived_from=source)


def _keep(collection: Collection, item: Captured, report: Report) -> Outcome:
    snapshot = item.snapshot
    coded = attempt(report, longest=collection.settings.longest_text)
    with collection.writing() as connection:
        kept = keeping.keep(
            connection, snapshot, report, None if isinstance(coded, Uncoded) else coded, who=collection.user
        )
        if report.kind == RESTRICTED and kept.new_text:
            protecting.protect(connection, kept.id, reason="other", may_see=(), because=_WHY, who=collection.user)
        if isinstance(coded, Uncoded):
            keeping.refuse(
                connection, address=snapshot.address, snapshot=snapshot, reason=coded.error, who=collection.user
            )
            return Outcome(address=snapshot.address, status="failed", report=kept.id, note=coded.error)
    if not kept.new_coding:
        # Another process was quicker.
        return Outcome(address=snapshot.address, status="already kept", report=kept.id)
    note = "; ".join(dict.fromkeys((*report.flags, *coded.flags)))
    return Outcome(address=snapshot.address, status="kept", report=kept.id, acts=len(coded.acts), note=note)


def _keep_reading(collection: Collection, item: Captured, report: Report) -> Outcome:
    """A text that is known and coded is not coded again: that it came from these bytes too is noted."""
    with collection.writing() as connection:
        kept = keeping.keep(connection, item.snapshot, report, None, who=collection.user)
    return Outcome(address=item.snapshot.address, status="already kept", report=kept.id, note="same text, other bytes")


def refused(collection: Collection, address: str, reason: str, item: Captured | None = None) -> Outcome:
    """The outcome of what cannot be taken in, which is noted in the collection with its reason."""
    snapshot = item.snapshot if item else None
    with collection.writing() as connection:
        keeping.refuse(connection, address=address, snapshot=snapshot, reason=reason, who=collection.user)
    return Outcome(address=address, status="failed", note=reason)
