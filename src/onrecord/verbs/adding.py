"""Files to reports that are captured, read, coded and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.capture.captured import Captured, Gone, Unreached, Unusable
from onrecord.capture.fetch import Fetcher
from onrecord.capture.manners import Polite
from onrecord.capture.seal import seal
from onrecord.capture.web import is_address
from onrecord.errors import InputError, UnknownItem
from onrecord.model import Derivation, Report, ReportKind, Uncoded
from onrecord.pipeline import attempt
from onrecord.reading import Reading, read_all
from onrecord.settings import Settings
from onrecord.store import history, keeping, protecting
from onrecord.store.capturing import Capture
from onrecord.store.collection import Collection
from onrecord.verbs import bringing
from onrecord.verbs.calling import called, without
from onrecord.verbs.capturing import is_known, taken
from onrecord.verbs.waiting import put_off, settle, those_that_wait

Status: TypeAlias = Literal["kept", "already kept", "waits", "failed"]
"""An address waits when nothing can be reached: the next run that fetches asks for it."""


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
    unsealed: str | None = None
    """Why its capture could not be sealed; None of one that is sealed, or that was known."""


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
    waiting: bool = False,
    root: Path | None = None,
) -> Iterator[Outcome]:
    """What becomes of each item in what was brought: files, folders, archives, addresses, feeds and lists of links.

    `net` is what fetches addresses, by default as the settings say. `nature` goes before what a report says of itself;
    UnknownItem is raised when it names a report that is not kept. Interview notes are restricted to who adds them.

    A page of a feed or a list that is kept from the same address is not asked for a second time, unless `again` says so.
    Addresses that wait since a run without a network are asked for too when others are, or when `waiting` says so.

    Files in the folder `root` are known by their place in it, not by where it happens to lie.

    Each item is safe when it is told. The bytes are sealed first, then the report and what was coded are kept in one transaction: a run that is
    broken off loses nothing it has told of, and the same call again goes on from there.
    """
    things = list(brought)
    check_source(collection, nature)
    left = those_that_wait(collection) if waiting or bringing.fetches(things) else []
    unreached: set[str] = set()
    with asking(collection.settings, net) as polite:
        for thing in things:
            try:
                for found in bringing.brought(collection, thing, polite, alone=len(things) == 1, again=again):
                    item = called(found, root)
                    unreached |= {item.address} if isinstance(item, Unreached) else set()
                    yield from _became(collection, item, nature)
            except InputError as error:
                yield refused(collection, without(str(thing), root), without(str(error), root))
        for one, item in bringing.left(collection, [one for one in left if one.address not in unreached], polite):
            yield from _became(collection, item, msgspec.json.decode(one.nature, type=Nature))


def _became(collection: Collection, item: bringing.Item, nature: Nature) -> Iterator[Outcome]:
    if isinstance(item, Unreached):
        told = msgspec.json.encode(nature).decode()
        put_off(collection, item.address, nature=told, reason=item.reason)
        yield Outcome(address=item.address, status="waits", note=item.reason)
        return
    if isinstance(item, bringing.Known):
        yield Outcome(address=item.address, status="already kept", report=item.report)
    elif isinstance(item, Unusable):
        yield refused(collection, item.address, item.reason)
    elif isinstance(item, Gone):
        yield _gone(collection, item)
    else:
        yield from add_item(collection, item, nature)
    address = item.address if isinstance(item, bringing.Known | Unusable) else _address(item)
    if is_address(address):
        settle(collection, address)


def _address(item: Captured | Gone) -> str:
    return (item.item if isinstance(item, Gone) else item).snapshot.address


def check_source(collection: Collection, nature: Nature) -> None:
    """Raises UnknownItem when reports are said to be made from one that is not kept."""
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


def add_item(collection: Collection, item: Captured, nature: Nature = Nature()) -> Iterator[Outcome]:
    """What becomes of each story in a captured item, in order; most items hold one."""
    snapshot = item.snapshot
    with collection.reading() as connection:
        known = keeping.report_of(connection, snapshot.sha256)
    if known:
        yield _captured_again(collection, item, known)
        return
    seal(collection.folder, item.data)
    try:
        readings = list(read_all(item))
    except InputError as error:
        yield refused(collection, snapshot.address, str(error), item)
        return
    for reading in readings:
        yield _add_story(collection, item, reading, nature)


def _captured_again(collection: Collection, item: Captured, report: str) -> Outcome:
    """Bytes that are known: that they came from there, or still stood there, is kept, unless it is known too."""
    made = Outcome(address=item.snapshot.address, status="already kept", report=report)
    if is_known(collection, item):
        return made
    seal(collection.folder, item.data)
    with taken(collection, item) as (connection, capture):
        if capture:
            keeping.capture_again(connection, item.snapshot, capture, who=collection.user)
    return _told(made, capture)


def _add_story(collection: Collection, item: Captured, reading: Reading, nature: Nature) -> Outcome:
    place = item.snapshot.address + (f", part {reading.part}" if reading.part else "")
    if reading.report is None:
        return refused(collection, place, str(reading.problem or f"{place} cannot be read"), item)
    report = _as_told(reading.report, nature)
    with collection.reading() as connection:
        known = keeping.report_with(connection, report.sha256)
    keeps = _keep_reading if known else _keep
    return keeps(collection, item, report, place, reading.part)


def _as_told(report: Report, nature: Nature) -> Report:
    source = nature.derived_from or report.derived_from
    return msgspec.structs.replace(report, kind=nature.kind or report.kind, derived_from=source)


def _keep(collection: Collection, item: Captured, report: Report, place: str, part: str | None) -> Outcome:
    snapshot = item.snapshot
    coded = attempt(report, longest=collection.settings.longest_text)
    acts = None if isinstance(coded, Uncoded) else coded
    with taken(collection, item) as (connection, capture):
        kept = keeping.keep(connection, snapshot, report, acts, who=collection.user, part=part, capture=capture)
        if report.kind == RESTRICTED and kept.new_text:
            protecting.protect(connection, kept.id, reason="other", may_see=(), because=_WHY, who=collection.user)
        if isinstance(coded, Uncoded):
            keeping.refuse(connection, address=place, snapshot=snapshot, reason=coded.error, who=collection.user)
            return _told(Outcome(address=place, status="failed", report=kept.id, note=coded.error), capture)
    if not kept.new_coding:
        # Another process was quicker.
        return _told(Outcome(address=place, status="already kept", report=kept.id), capture)
    note = "; ".join(dict.fromkeys((*report.flags, *coded.flags)))
    return _told(Outcome(address=place, status="kept", report=kept.id, acts=len(coded.acts), note=note), capture)


def _keep_reading(collection: Collection, item: Captured, report: Report, place: str, part: str | None) -> Outcome:
    """A text that is known and coded is not coded again: that it came from these bytes too is noted."""
    with taken(collection, item) as (connection, capture):
        kept = keeping.keep(connection, item.snapshot, report, None, who=collection.user, part=part, capture=capture)
    note = "same text, other bytes" if kept.new_reading else ""
    return _told(Outcome(address=place, status="already kept", report=kept.id, note=note), capture)


def refused(collection: Collection, address: str, reason: str, item: Captured | None = None) -> Outcome:
    """The outcome of what cannot be taken in, which is noted in the collection with its reason."""
    made = Outcome(address=address, status="failed", note=reason)
    if item is None:
        with collection.writing() as connection:
            keeping.refuse(connection, address=address, snapshot=None, reason=reason, who=collection.user)
        return made
    with taken(collection, item) as (connection, capture):
        keeping.refuse(
            connection, address=address, snapshot=item.snapshot, reason=reason, who=collection.user, capture=capture
        )
    return _told(made, capture)


def _gone(collection: Collection, gone: Gone) -> Outcome:
    """The outcome of an address without a page; where one stood before, the answer is captured, as proof that it is gone."""
    address = gone.item.snapshot.address
    with collection.reading() as connection:
        stood = history.is_captured(connection, address)
    if stood:
        seal(collection.folder, gone.item.data)
    return refused(collection, address, gone.reason, gone.item if stood else None)


def _told(outcome: Outcome, capture: Capture | None) -> Outcome:
    """The outcome, which says so when the capture could not be sealed, or has no timestamp."""
    if capture is None:
        return outcome
    wrong = {"not sealed": capture.unsealed, "no timestamp": capture.unstamped}
    note = "; ".join(filter(None, (outcome.note, *(f"{what}: {why}" for what, why in wrong.items() if why))))
    return msgspec.structs.replace(outcome, note=note, unsealed=capture.unsealed)
