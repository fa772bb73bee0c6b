"""One report to its layers: times, places, persons and attributions, over every sentence of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.coding.coder import readable
from onrecord.layers import AttributionLayer, Layers, PersonLayer, PersonMention, PlaceLayer, TimeLayer
from onrecord.model import Span

if TYPE_CHECKING:
    from onrecord.coding.acts import Found
    from onrecord.coding.parse import Parsed
    from onrecord.model import Report

__all__ = ["layers"]


def layers(report: Report) -> Layers:
    """The layers of `report`; of one in another language, none (its flags say so)."""
    sentences = readable(report)
    line = Layers(id=report.id, text_sha256=report.sha256, flags=report.flags)
    if not sentences:
        return line
    from onrecord.coding.parse import parse
    from onrecord.coding.whole import find_layers

    return _filled(line, find_layers(report, parse(report.text, sentences)))


def _filled(line: Layers, found: Found) -> Layers:
    return Layers(
        id=line.id,
        text_sha256=line.text_sha256,
        flags=line.flags,
        times=tuple(_times(found)),
        places=tuple(PlaceLayer(start=m.start, end=m.end, kind=m.kind, place=m.place) for m in found.places),
        persons=tuple(_persons(found)),
        attributions=tuple(_attributions(found)),
    )


def _times(found: Found) -> Iterator[TimeLayer]:
    """The times that have a value; "at the time" has none."""
    for m in found.times:
        if m.value is not None:
            yield TimeLayer(start=m.start, end=m.end, type=m.type, value=m.value)


def _persons(found: Found) -> Iterator[PersonLayer]:
    for figure in found.cast.people:
        spans = (_span(found.parsed, m.first, m.last) for m in figure.mentions)
        yield PersonLayer(
            name=figure.name,
            aliases=figure.aliases,
            mentions=tuple(
                PersonMention(start=span.start, end=span.end, kind=m.kind)
                for span, m in zip(spans, figure.mentions, strict=True)
            ),
        )


def _attributions(found: Found) -> Iterator[AttributionLayer]:
    for item in found.attributions.items:
        yield AttributionLayer(
            source=_span(found.parsed, *item.source) if item.source is not None else None,
            cue=_span(found.parsed, *item.cue),
            content=tuple(_span(found.parsed, first, last) for first, last in item.content),
            stance=item.stance,
        )


def _span(parsed: Parsed, first: int, last: int) -> Span:
    """The offsets of the tokens `first` to `last`, both included."""
    return Span(*parsed.offsets(first, last))
