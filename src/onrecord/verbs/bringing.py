"""What was brought to the single items in it: a list of links or a feed to its pages, a folder to its files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from onrecord.capture import kinds
from onrecord.capture.captured import Captured, Gone, Unreached, Unusable, captured
from onrecord.capture.feeds import feed_in
from onrecord.capture.items import items
from onrecord.capture.manners import Polite
from onrecord.capture.web import ask_address, is_address
from onrecord.errors import InputError, NoNetwork
from onrecord.importing.links import links_in
from onrecord.reading import read_all
from onrecord.store import keeping
from onrecord.store.collection import Collection
from onrecord.store.waiting import Waits, all_waiting
from onrecord.verbs.reading import as_input

_FEEDS = {kinds.RSS, kinds.ATOM}
_SUMMARY = "only a summary"


class Known(Struct, frozen=True):
    """A page of a list or a feed that was kept before, and the report it is kept as."""

    address: str
    report: str


Item: TypeAlias = Captured | Unusable | Unreached | Gone | Known


def brought(collection: Collection, thing: str | Path, net: Polite, *, alone: bool, again: bool) -> Iterator[Item]:
    """Each item in what was brought; pages of lists and feeds are asked for one by one, as robots.txt leaves them free.

    An address that a person names `alone` is asked for whatever robots.txt says. Pages of lists and feeds that are kept
    are not asked for, unless `again`. Raises InputError when the thing as a whole cannot be used.
    """
    if isinstance(thing, str) and is_address(thing):
        yield from _at(collection, thing, net, obeys=not alone, again=again)
        return
    path = Path(thing)
    links = None if path.is_dir() else links_in(path)
    if links is not None:
        yield from _pages(collection, links, net, again=again)
        return
    for item in items(path):
        yield from _parts(item)


def left(collection: Collection, waiting: Sequence[Waits], net: Polite) -> Iterator[tuple[Waits, Item]]:
    """What stands at each address that waited; what was dealt with meanwhile is left out."""
    with collection.reading() as connection:
        here = {one.address for one in all_waiting(connection)}
    still = [one for one in waiting if one.address in here]
    yield from zip(still, _pages(collection, [one.address for one in still], net, again=False), strict=True)


def fetches(things: Iterable[str | Path]) -> bool:
    """Whether any of these is an address, or a list of some."""
    return any((isinstance(one, str) and is_address(one)) or _holds_links(Path(one)) for one in things)


def _holds_links(path: Path) -> bool:
    try:
        return path.is_file() and links_in(path) is not None
    except (InputError, OSError):  # it is told when it is read
        return False


def expected(things: Iterable[str | Path]) -> int:
    """About how many items these hold, without reading them: addresses, lines, files."""
    return sum(1 if isinstance(one, str) and is_address(one) else _count(Path(one)) for one in things)


def _at(collection: Collection, address: str, net: Polite, *, obeys: bool, again: bool) -> Iterator[Item]:
    try:
        item = ask_address(address, net, obeys=obeys)
    except NoNetwork as error:
        yield Unreached(address, str(error))
        return
    if isinstance(item, Gone):
        yield item
        return
    if item.snapshot.media_type not in _FEEDS:
        yield item
        return
    last = item.exchange.addresses[-1] if item.exchange else address
    feed = feed_in(item.data, name=address, address=last)
    for entry in feed.entries:
        if entry.address is None:
            yield Unusable(f"{address}, {entry.title or entry.key}", "the feed does not say where it stands")
    yield from _pages(collection, [one.address for one in feed.entries if one.address], net, again=again)


def _pages(collection: Collection, addresses: Sequence[str], net: Polite, *, again: bool) -> Iterator[Item]:
    """What stands at each address; a failure of one is told, and the next is asked for, unless nothing can be reached."""
    known: dict[str, str] = {}
    if not again:
        with collection.reading() as connection:
            known = keeping.reports_from(connection, addresses)
    cut_off: Unreached | None = None
    for address in addresses:
        if address in known:
            yield Known(address, known[address])
            continue
        item = _page(address, net) if cut_off is None else Unreached(address, cut_off.reason)
        cut_off = item if isinstance(item, Unreached) else None
        yield item


def _page(address: str, net: Polite) -> Captured | Gone | Unreached | Unusable:
    if not is_address(address):
        return Unusable(address, f"{address[:100]!r} is no address of a page: it begins with http:// or https://")
    try:
        return ask_address(address, net, obeys=True)
    except NoNetwork as error:
        return Unreached(address, str(error))
    except InputError as error:
        return Unusable(address, str(error))


def _parts(item: Captured | Unusable) -> Iterator[Captured | Unusable]:
    """The item; of a feed that was saved, each of its stories as a line of its own, whose bytes stay the same."""
    if isinstance(item, Unusable) or item.snapshot.media_type not in _FEEDS:
        yield item
        return
    try:
        readings = list(read_all(item))
    except InputError:  # of the whole: it is told when the item is read
        yield item
        return
    if len(readings) == 1 and readings[0].report and not _summary(readings[0].report.flags):
        yield item
        return
    for number, reading in enumerate(readings, 1):
        place = f"{item.snapshot.address}:{number}"
        if reading.report is None:
            yield Unusable(place, str(reading.problem))
        elif _summary(reading.report.flags):
            where = reading.report.url or "the address of the feed"
            yield Unusable(place, f"{_SUMMARY}: the feed does not hold the story itself; add {where}")
        else:
            data = msgspec.json.encode(as_input(reading.report))
            yield captured(data, address=place, media_type=kinds.LINE, line=number)


def _summary(flags: Iterable[str]) -> bool:
    return any(flag.startswith(_SUMMARY) for flag in flags)


def _count(path: Path) -> int:
    if path.is_dir():
        return sum(len(names) for _, _, names in os.walk(path))
    try:
        if (links := links_in(path)) is not None:
            return len(links)
        with path.open("rb") as file:
            if kinds.media_type(file.read(kinds.HEAD), name=path.name) != kinds.LINE:
                return 1
            file.seek(0)
            return max(1, sum(1 for line in file if line.strip()))
    except (InputError, OSError):
        return 1
