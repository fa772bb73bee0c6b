"""What a person does with a collection: add to it, look into it, ask why, take a copy out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from msgspec import Struct

from onrecord.analysis import wording
from onrecord.analysis.evidence import Slot, protection, slots
from onrecord.capture.files import Captured, capture
from onrecord.capture.seal import seal
from onrecord.codebook import act_types
from onrecord.codebook.data import country_names
from onrecord.dates import is_valid
from onrecord.errors import InputError, UnknownItem
from onrecord.model import Report, Uncoded
from onrecord.pipeline import attempt
from onrecord.publishing.formats import Format, write
from onrecord.publishing.rows import rows
from onrecord.reading import read
from onrecord.store import finding, keeping
from onrecord.store.collection import Collection, Reading
from onrecord.store.finding import Filter
from onrecord.store.kept import KeptAct, KeptPerson, KeptReport, ReportCard

Status: TypeAlias = Literal["kept", "already kept", "failed"]


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one item that was brought: a file, or a line of one."""

    address: str
    status: Status
    report: str | None = None
    acts: int = 0
    note: str = ""
    """Why it failed, or what is odd about it."""


class Explanation(Struct, frozen=True):
    """An act, the report that tells it, and its slots with the words they rest on."""

    kept: KeptAct
    report: KeptReport
    slots: tuple[Slot, ...]


def add(collection: Collection, paths: Iterable[Path]) -> Iterator[Outcome]:
    """What becomes of each item in the files at `paths`; each is safe in the collection when its outcome is given.

    The bytes are sealed first, then the report and what was coded are kept in one transaction: a run that is
    broken off loses nothing it has told of, and the same call again goes on from there.
    """
    for path in paths:
        try:
            for item in capture(path):
                yield add_item(collection, item)
        except InputError as error:
            yield _refused(collection, str(path), None, str(error))


def add_item(collection: Collection, item: Captured) -> Outcome:
    """What becomes of one captured item."""
    snapshot = item.snapshot
    with collection.reading() as connection:
        known = keeping.report_of(connection, snapshot.sha256)
    if known:
        return Outcome(address=snapshot.address, status="already kept", report=known)
    seal(collection.folder, item.data)
    try:
        report = read(item)
    except InputError as error:
        return _refused(collection, snapshot.address, item, str(error))
    with collection.reading() as connection:
        known = keeping.report_with(connection, report.sha256)
    return _keep_reading(collection, item, report) if known else _keep(collection, item, report)


def wanted(
    *,
    type: str | None = None,
    realis: str | None = None,
    person: str | None = None,
    place: str | None = None,
    date: str | None = None,
    report: str | None = None,
) -> Filter:
    """What to look for, checked: an unknown type names the nearest one, a date must be EDTF. Raises UnknownItem."""
    if type is not None and type not in act_types():
        raise UnknownItem(f"There is no act type `{type}`: {_nearest(type, list(act_types()))}")
    if date is not None and not is_valid(date):
        raise UnknownItem(f"`{date}` is no date: write 2021, 2021-07, 2021-07-01 or 2021-07-01/2021-07-09.")
    return Filter(type=type, realis=realis, person=person, place=_country(place), date=date, report=report)


def acts(collection: Collection, asked: Filter = Filter()) -> Iterator[KeptAct]:
    """The acts of the current codings that match, in the order they were kept and told."""
    with collection.reading() as connection:
        yield from finding.find_acts(connection, asked)


def persons(collection: Collection, asked: Filter = Filter()) -> Iterator[KeptPerson]:
    """The persons of the current codings that match."""
    with collection.reading() as connection:
        yield from finding.find_persons(connection, asked)


def count_acts(collection: Collection, asked: Filter = Filter()) -> int:
    """How many acts of the current codings match."""
    with collection.reading() as connection:
        return finding.count_acts(connection, asked)


def reports(collection: Collection, ids: set[str] | None = None) -> Iterator[ReportCard]:
    """Every report, or those with these ids, without their text."""
    with collection.reading() as connection:
        yield from finding.find_reports(connection, ids)


def why(collection: Collection, act: str) -> Explanation:
    """The act with this id and, slot by slot, the words it was taken from. Raises UnknownItem."""
    with collection.reading() as connection:
        kept = finding.act(connection, act)
        report = finding.report(connection, kept.report)
        people = [one.person for one in finding.find_persons(connection, Filter(report=kept.report))]
    outlet = wording.outlet(report.report.particulars)
    told = slots(kept.act, report.report, outlet=outlet)
    return Explanation(kept, report, (*told, *protection(kept.act, people, report.report)))


def export(collection: Collection, file: BinaryIO, *, format: Format) -> int:
    """How many acts were written to `file`, a row each, marked "internal, unchecked"."""
    with collection.reading() as connection:
        return write(rows(_with_reports(connection)), file, format)


def _with_reports(connection: Reading) -> Iterator[tuple[KeptAct, KeptReport]]:
    for id, told in groupby(finding.find_acts(connection, Filter()), key=attrgetter("report")):
        report = finding.report(connection, id)
        yield from ((act, report) for act in told)


def _nearest(word: str, known: list[str]) -> str:
    nearest = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean `{nearest[0]}`?" if nearest else f"known are: {', '.join(known)}."


def _country(place: str | None) -> str | None:
    """The code of a country that is named in full; any other place as it is."""
    codes = {name.casefold(): code for code, name in country_names().items()}
    return codes.get(place.casefold(), place) if place else None


def _keep(collection: Collection, item: Captured, report: Report) -> Outcome:
    snapshot = item.snapshot
    coded = attempt(report, longest=collection.settings.longest_text)
    with collection.writing() as connection:
        keeping.keep_snapshot(connection, snapshot)
        id, _ = keeping.keep_report(connection, report, snapshot=snapshot.sha256)
        if isinstance(coded, Uncoded):
            keeping.refuse(connection, address=snapshot.address, snapshot=snapshot.sha256, reason=coded.error)
            return Outcome(address=snapshot.address, status="failed", report=id, note=coded.error)
        if not keeping.keep_coded(connection, id, coded):
            # Another process was quicker.
            return Outcome(address=snapshot.address, status="already kept", report=id)
    note = "; ".join(dict.fromkeys((*report.flags, *coded.flags)))
    return Outcome(address=snapshot.address, status="kept", report=id, acts=len(coded.acts), note=note)


def _keep_reading(collection: Collection, item: Captured, report: Report) -> Outcome:
    """A text that is known and coded is not coded again: that it came from these bytes too is noted."""
    with collection.writing() as connection:
        keeping.keep_snapshot(connection, item.snapshot)
        id, _ = keeping.keep_report(connection, report, snapshot=item.snapshot.sha256)
    return Outcome(address=item.snapshot.address, status="already kept", report=id, note="same text, other bytes")


def _refused(collection: Collection, address: str, item: Captured | None, reason: str) -> Outcome:
    with collection.writing() as connection:
        if item:
            keeping.keep_snapshot(connection, item.snapshot)
        digest = item.snapshot.sha256 if item else None
        keeping.refuse(connection, address=address, snapshot=digest, reason=reason)
    return Outcome(address=address, status="failed", note=reason)
