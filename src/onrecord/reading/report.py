"""A text and what is told of it to a Report: laid out, its particulars completed from the text, its oddities flagged."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from onrecord.model import Dateline, Derivation, Particulars, Report, ReportKind
from onrecord.reading.cues import agency_of
from onrecord.reading.language import Language, language_of
from onrecord.reading.oddities import oddities
from onrecord.reading.published import when
from onrecord.reading.wire import Layout, lay_out


def made(
    *,
    id: str,
    text: str,
    title: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    byline: str | None = None,
    dateline: Dateline | None = None,
    located: str | None = None,
    published: str | None = None,
    updated: str | None = None,
    language: str | None = None,
    url: str | None = None,
    kind: ReportKind = "news",
    derived_from: Derivation | None = None,
    flags: tuple[str, ...] = (),
) -> Report:
    """The report with this text; what is given here goes before what the text says of itself, but for `located`."""
    given = when(published, publisher=publisher) if published else None
    layout = _completed(
        lay_out(text, title=title, publisher=publisher, published=given),
        agency,
        dateline or _at(located),
        fallback=dateline is None,
    )
    spoken = language_of(text, told=language)
    unread = [f"its date of publication cannot be read: {published[:60]!r}"] if published and not given else []
    return Report(
        id=id,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        url=url,
        particulars=_particulars(layout, spoken, title or _headline(text, layout), publisher, byline, given, updated),
        passages=layout.passages,
        dateline_span=layout.dateline_span,
        kind=kind,
        derived_from=derived_from,
        flags=(*flags, *unread, *oddities(text, layout.passages, spoken)),
    )


def _at(place: str | None) -> Dateline | None:
    return Dateline(place=place) if place else None


def _completed(layout: Layout, agency: str | None, dateline: Dateline | None, *, fallback: bool) -> Layout:
    """A layout with the wire service and the dateline that were told beside the text; a fuller one in the text stays."""
    layout = msgspec.structs.replace(layout, agency=layout.agency or agency)
    own = (layout.dateline.place or "").casefold()
    if dateline is None or not dateline.place or (own and (fallback or dateline.place.casefold() in own)):
        return layout
    told = Dateline(place=dateline.place, date=dateline.date or layout.dateline.date)
    return msgspec.structs.replace(layout, dateline=told, dateline_span=None if own else layout.dateline_span)


def _headline(text: str, layout: Layout) -> str | None:
    """The headline over the story: the first passage that is one, where no body comes before it."""
    for passage in layout.passages:
        if passage.kind == "headline":
            return text[passage.start : passage.end].strip("#* ")
        if passage.kind == "body":
            return None
    return None


def _particulars(
    layout: Layout,
    language: Language,
    title: str | None,
    publisher: str | None,
    byline: str | None,
    published: str | None,
    updated: str | None,
) -> Particulars:
    return Particulars(
        title=title,
        publisher=publisher,
        agency=_credited(layout.agency, publisher),
        byline=byline or layout.byline,
        published=published or layout.published,
        updated=updated or layout.updated,
        dateline=layout.dateline,
        language=language.code,
    )


def _credited(agency: str | None, publisher: str | None) -> str | None:
    """The wire service, unless it is itself the publisher."""
    if agency is None or publisher is None:
        return agency
    own = agency_of(publisher) or agency_of(publisher.split(".")[0]) or publisher
    return None if own.casefold() == agency.casefold() else agency
