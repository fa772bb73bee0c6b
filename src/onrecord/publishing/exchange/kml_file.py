"""Happenings to KML 2.2 (OGC 07-147r2): placemarks with their time, a point only where a town or a site is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from onrecord.publishing.cells import printable
from onrecord.publishing.exchange import Written
from onrecord.publishing.exchange.event import Event
from onrecord.publishing.exchange.geojson_file import told_losses
from onrecord.publishing.rows import STATUS


def write(events: Iterable[Event], file: BinaryIO) -> Written:
    """Writes one document."""
    every = list(events)
    losses = told_losses(sum(not one.is_exact for one in every))
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
    file.write(f"<name>{STATUS}</name><description>{_plain(' '.join(losses))}</description>\n".encode())
    file.writelines("".join(_placemark(one)).encode() for one in every)
    file.write(b"</Document></kml>\n")
    return Written(len(every), losses)


def _placemark(one: Event) -> Iterator[str]:
    row = one.row
    name = " - ".join(part for part in (row.type, row.affected, row.place) if part)
    yield f"<Placemark id={quoteattr(one.id)}><name>{_plain(name)}</name>"
    if one.date_from or one.date_to:
        begin = f"<begin>{one.date_from}</begin>" if one.date_from else ""
        yield f"<TimeSpan>{begin}{f'<end>{one.date_to}</end>' if one.date_to else ''}</TimeSpan>"
    told = {
        "type": row.type, "told as": row.told_as, "date as told": row.date, "place precision": row.place_precision, "by whom": row.actors,
        "to whom": row.affected, "origins": "; ".join(one.origins), "publishers": "; ".join(one.publishers),
        "denied": "yes" if one.is_denied else None,
    }  # fmt: skip
    data = (
        f"<Data name={quoteattr(key)}><value>{_plain(value)}</value></Data>" for key, value in told.items() if value
    )
    yield f"<ExtendedData>{''.join(data)}</ExtendedData>"
    if one.is_exact:
        yield f"<Point><coordinates>{row.longitude},{row.latitude}</coordinates></Point>"
    yield "</Placemark>\n"


def _plain(words: str) -> str:
    return escape(printable(words))
