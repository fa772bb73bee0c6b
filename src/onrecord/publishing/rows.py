"""A kept act and its report to one flat row, for a spreadsheet or a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from onrecord.analysis import wording
from onrecord.analysis.evidence import quote
from onrecord.dates import bounds, precision
from onrecord.model import Act, Participant, Report
from onrecord.store.kept import KeptAct, KeptReport

STATUS = "internal, unchecked"
"""Stands in every row: no person has checked it, and it may name people who must not be named."""

Cell: TypeAlias = str | int | float | None


class Row(Struct, frozen=True, kw_only=True):
    """One act of one report, a column a field; what is not told is None."""

    status: str
    act: str
    type: str
    subtype: str | None
    told_as: str
    date: str | None
    date_from: str | None
    date_to: str | None
    date_precision: str | None
    date_kind: str | None
    date_words: str | None
    place: str | None
    region: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    place_precision: str | None
    place_words: str | None
    actors: str | None
    affected: str | None
    affected_persons: str | None
    count_min: int | None
    count_max: int | None
    count_basis: str | None
    count_words: str | None
    charge: str | None
    penalties: str | None
    word_givers: str | None
    quote: str
    links: str | None
    flags: str | None
    confidence: float | None
    least_sure: str | None
    report: str
    report_given_id: str
    title: str | None
    publisher: str | None
    agency: str | None
    published: str | None
    updated: str | None
    language: str | None
    url: str | None
    text_sha256: str
    coder: str | None


def rows(told: Iterable[tuple[KeptAct, KeptReport]]) -> Iterator[Row]:
    """A row for each act with the report that tells it."""
    for kept, report in told:
        yield row(kept, report)


def row(kept: KeptAct, report: KeptReport) -> Row:
    """The row of one act."""
    act = kept.act
    return Row(
        status=STATUS,
        act=kept.id,
        type=act.type,
        subtype=act.subtype,
        told_as=act.realis,
        **_date(act),
        **_place(act),
        actors=_names(act.actors),
        affected=_names(act.affected),
        affected_persons=_joined(one.person for one in act.affected),
        **_count(act),
        charge=act.charge,
        penalties=_joined(map(wording.penalty_words, act.penalties)),
        word_givers=_joined((" & ".join(one.name for one in step) for step in act.source), " > "),
        quote=quote(act, report.report.text),
        links=_joined(f"{link.kind} {link.act}" for link in act.links),
        flags=_joined(act.flags),
        **_confidence(act),
        report=report.id,
        **_particulars(report.report),
        coder=f"{kept.coder.name} {kept.coder.version}" if kept.coder else None,
    )


def _date(act: Act) -> dict[str, Any]:
    first, last = bounds(act.date) if act.date else (None, None)
    return {
        "date": act.date,
        "date_from": first.isoformat() if first else None,
        "date_to": last.isoformat() if last else None,
        "date_precision": precision(act.date) if act.date else None,
        "date_kind": act.date_kind,
        "date_words": act.date_text,
    }


def _place(act: Act) -> dict[str, Any]:
    place = act.place
    return {
        "place": place and place.name,
        "region": place and place.admin1,
        "country": place and place.country,
        "latitude": place and place.lat,
        "longitude": place and place.lon,
        "geonameid": place and place.geonameid,
        "place_precision": place and place.precision,
        "place_words": place and place.text,
    }


def _count(act: Act) -> dict[str, Any]:
    count = act.count
    return {
        "count_min": count and count.min,
        "count_max": count and count.max,
        "count_basis": count and count.basis,
        "count_words": count and count.text,
    }


def _confidence(act: Act) -> dict[str, Any]:
    found = wording.weakest(act)
    return {"confidence": found and found[0], "least_sure": found and found[1]}


def _particulars(report: Report) -> dict[str, Any]:
    told = report.particulars
    return {
        "report_given_id": report.id,
        "title": told.title,
        "publisher": told.publisher,
        "agency": told.agency,
        "published": told.published,
        "updated": told.updated,
        "language": told.language,
        "url": report.url,
        "text_sha256": report.sha256,
    }


def _names(people: Iterable[Participant]) -> str | None:
    return _joined(one.name for one in people)


def _joined(parts: Iterable[str | None], between: str = "; ") -> str | None:
    return between.join(part for part in parts if part) or None
