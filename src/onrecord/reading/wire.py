"""The text of a report to its layout: which paragraphs are the story, and what it says of itself in passing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.model import Dateline, Particulars, Passage, PassageKind, Span
from onrecord.reading import dateline, imprint, repeats
from onrecord.reading.blocks import blocks
from onrecord.reading.imprint import Imprint
from onrecord.reading.kinds import kind_of, mark_crossheads, mark_headline, mark_teasers
from onrecord.reading.paragraphs import paragraphs
from onrecord.reading.published import report_date

_LONGEST = 800
"""Characters beyond which a paragraph is a piece of the story, whatever words it holds."""
_MOST = 20_000
"""Paragraphs that are looked at for what they are; a text with more is no story, and its rest is left as body."""
_RARE = 100
"""A text with less than one capital in so many characters was put into small letters."""
_FIRST_PARAGRAPHS = 14
"""How many paragraphs from the top may come before the one with the dateline."""


class Layout(Struct, frozen=True, kw_only=True):
    """How a report's text is laid out; the dateline stays part of its body passage, `dateline_span` says where it is."""

    passages: tuple[Passage, ...]
    dateline: Dateline = Dateline()
    dateline_span: Span | None = None
    agency: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None


def lay_out(
    text: str, *, title: str | None = None, publisher: str | None = None, published: str | None = None
) -> Layout:
    """The layout of `text`: passages in order, contiguous, without the blanks between them.

    `title` and `publisher` help to tell the headline and the time zone, `published` the year of the dateline.
    Only what is plainly something else is taken out of the body; a text that would have no body left keeps its
    headline and standfirst as body.
    """
    spans = paragraphs(text)
    kinds = _kinds(text, spans, title)
    found = _dateline(text, spans, kinds)
    if found:
        _before(text, spans, kinds, found[0])
    repeats.mark(text, spans, kinds)
    _keep_some_body(kinds)
    told = imprint.read(text, spans, kinds, publisher=publisher)
    passages = tuple(Passage(s.start, s.end, k) for s, k in zip(spans, kinds, strict=True))
    return _layout(passages, found, told, spans, published)


def _kinds(text: str, spans: Sequence[Span], title: str | None) -> list[PassageKind]:
    looked_at = spans[:_MOST]
    kinds: list[PassageKind] = ["body"] * len(spans)
    for n, span in enumerate(looked_at):
        if span.end - span.start <= _LONGEST:
            kinds[n] = kind_of(text[span.start : span.end])
    for n in blocks(text, looked_at):
        kinds[n] = "boilerplate"
    mark_headline(text, looked_at, kinds, title=title)
    mark_crossheads(text, looked_at, kinds)
    mark_teasers(text, looked_at, kinds)
    return kinds


def _dateline(text: str, spans: Sequence[Span], kinds: Sequence[PassageKind]) -> tuple[int, dateline.Found] | None:
    """The dateline and the index of its paragraph: one of the first; a weak one only where the story begins."""
    opening = [n for n, kind in enumerate(kinds[:_FIRST_PARAGRAPHS]) if kind == "body"]
    sample = "".join(text[spans[n].start : min(spans[n].end, spans[n].start + 2000)] for n in opening)
    small_print = sum(map(str.isupper, sample)) * _RARE < len(sample)
    first = True
    for n in opening:
        found = dateline.find(text[spans[n].start : spans[n].end], small_print=small_print)
        if found and (found.strong or first):
            return n, found
        first = False
    return None


def _before(text: str, spans: Sequence[Span], kinds: list[PassageKind], opening: int) -> None:
    """What stands before the dateline of a wire story and is told again after it is its standfirst."""
    body = [n for n in range(opening) if kinds[n] == "body"]
    if not body or not repeats.after(spans, kinds, opening):
        return
    told = repeats.words_from(text, spans, opening)
    for n in body:
        if repeats.is_told_again(text[spans[n].start : spans[n].end], told):
            kinds[n] = "standfirst"


def _keep_some_body(kinds: list[PassageKind]) -> None:
    if "body" in kinds:
        return
    for n, kind in enumerate(kinds):
        if kind in {"headline", "standfirst"}:
            kinds[n] = "body"


def _layout(
    passages: tuple[Passage, ...],
    found: tuple[int, dateline.Found] | None,
    told: Imprint,
    spans: Sequence[Span],
    published: str | None,
) -> Layout:
    if found is None:
        return Layout(
            passages=passages, agency=told.agency, byline=told.byline, published=told.published, updated=told.updated
        )
    number, line = found
    near: date | None = report_date(Particulars(published=published or told.published, updated=told.updated))
    day = line.day.on(near) if line.day else None
    start = spans[number].start
    return Layout(
        passages=passages,
        dateline=Dateline(place=line.place, date=day.isoformat() if day else None),
        dateline_span=Span(start, start + line.end),
        agency=line.agency or told.agency,
        byline=told.byline,
        published=told.published,
        updated=told.updated,
    )
