"""What is looked for to what a collection holds of it, and an act to the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
from msgspec import Struct

from onrecord.analysis import wording
from onrecord.analysis.evidence import Slot, protection, slots
from onrecord.codebook import act_types
from onrecord.codebook.data import country_names
from onrecord.dates import is_valid
from onrecord.errors import UnknownItem, nearest
from onrecord.store import capturing, finding
from onrecord.store.collection import Collection
from onrecord.store.current import Status
from onrecord.store.filters import Filter, Near
from onrecord.store.kept import Facet, KeptAct, KeptPerson, KeptReport, ReportCard


class Explanation(Struct, frozen=True):
    """An act, the report that tells it, and its slots with the words they rest on."""

    kept: KeptAct
    report: KeptReport
    slots: tuple[Slot, ...]


def wanted(
    *,
    words: str | None = None,
    type: str | None = None,
    realis: str | None = None,
    status: str | None = None,
    person: str | None = None,
    place: str | None = None,
    near: str | None = None,
    date: str | None = None,
    word: str | None = None,
    report: str | None = None,
    at: str | None = None,
    group: str | None = None,
) -> Filter:
    """What to look for, checked: an unknown type names the nearest one, a date must be EDTF. Raises UnknownItem."""
    if type is not None and type not in act_types():
        raise UnknownItem(f"There is no act type `{type}`: {nearest(type, act_types())}")
    if status is not None and status not in get_args(Status):
        raise UnknownItem(f"There is no status `{status}`: {nearest(status, get_args(Status))}")
    if date is not None and not is_valid(date):
        raise UnknownItem(f"`{date}` is no date: write 2021, 2021-07, 2021-07-01 or 2021-07-01/2021-07-09.")
    return Filter(
        words=words,
        type=type,
        realis=realis,
        status=status,
        person=person,
        place=_country(place),
        near=_near(near) if near else None,
        date=date,
        word=word,
        report=report,
        at=_at(at),
        group=group,
    )


def acts(collection: Collection, asked: Filter = Filter()) -> Iterator[KeptAct]:
    """The acts that match, as they stand, in the order in which they were kept and told."""
    with collection.reading() as connection:
        yield from finding.find_acts(connection, asked, user=collection.user)


def persons(collection: Collection, asked: Filter = Filter()) -> Iterator[KeptPerson]:
    """The persons that match, as the current coding of each report tells of them."""
    with collection.reading() as connection:
        yield from finding.find_persons(connection, asked, user=collection.user)


def count_acts(collection: Collection, asked: Filter = Filter()) -> int:
    """How many acts match."""
    with collection.reading() as connection:
        return finding.count_acts(connection, asked, user=collection.user)


def facets(collection: Collection, asked: Filter = Filter()) -> dict[str, list[Facet]]:
    """By field, its values among the acts that match, the most frequent first."""
    with collection.reading() as connection:
        return finding.facets(connection, asked, user=collection.user)


def reports(collection: Collection, asked: Filter = Filter(), *, ids: set[str] | None = None) -> Iterator[ReportCard]:
    """The reports that match, or those of them with these ids, without their text, and why any of them is not sealed."""
    with collection.reading() as connection:
        unsealed = capturing.unsealed(connection)
        for card in finding.find_reports(connection, asked, user=collection.user, ids=ids):
            yield msgspec.structs.replace(card, unsealed=unsealed[card.id]) if card.id in unsealed else card


def why(collection: Collection, act: str) -> Explanation:
    """The act with this id and, slot by slot, the words it was taken from. Raises UnknownItem."""
    user = collection.user
    with collection.reading() as connection:
        kept = finding.act(connection, act, user=user)
        report = finding.report(connection, kept.report, user=user)
        people = [one.person for one in finding.find_persons(connection, Filter(report=kept.report), user=user)]
    outlet = wording.outlet(report.report.particulars)
    told = slots(kept.act, report.report, outlet=outlet)
    return Explanation(kept, report, (*told, *protection(kept.act, people, report.report)))


def _country(place: str | None) -> str | None:
    """The code of a country that is named in full; any other place as it is."""
    codes = {name.casefold(): code for code, name in country_names().items()}
    return codes.get(place.casefold(), place) if place else None


def _at(place: str | None) -> str | None:
    """`kz/Almaty` with its country in capitals."""
    country, slash, name = (place or "").partition("/")
    if place and country.upper() not in country_names():
        raise UnknownItem(f"`{place}` is no place: write its country's two letters, and its name, such as KZ/Almaty.")
    return f"{country.upper()}{slash if name else ''}{name}" if place else None


def _near(asked: str) -> Near:
    """`43.25,76.95,50` to a point and km."""
    try:
        lat, lon, km = map(float, asked.split(","))
    except ValueError:
        lat = lon = km = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km < 20_000):
        raise UnknownItem(f"`{asked}` is no circle: write LAT,LON,KM, such as 43.25,76.95,50.")
    return Near(lat, lon, km)
