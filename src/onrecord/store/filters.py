"""What is looked for, to conditions over the view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import asin, cos, degrees, radians, sin

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select, union

from onrecord.dates import bounds
from onrecord.geo import EARTH_KM
from onrecord.store import words
from onrecord.store.ids import is_id, tidied
from onrecord.store.veil import Veil
from onrecord.store.view import view_acts, view_groups, view_people, view_persons, view_reports

_TELLING: tuple[words.Field, ...] = ("quote", "people")
"""In whose words a protected name may stand."""


_NAMED = (view_acts.c.place, view_acts.c.region)
"""Whose name a place may be asked for by."""


class Near(Struct, frozen=True):
    """Within `km` of a point."""

    lat: float
    lon: float
    km: float


class Filter(Struct, frozen=True, kw_only=True):
    """What to look for; what is None is not asked. Words match whatever the case and accents."""

    words: str | None = None
    """Words of the sentences that tell an act, or of a report's title and text: all of them; `begin*`; `"a phrase"`."""
    type: str | None = None
    realis: str | None = None
    status: str | None = None
    """coded, accepted, corrected, added or rejected; rejected acts are found only when asked for."""
    person: str | None = None
    """A name, or the beginning of each of its words, of somebody in any role; or a person's id."""
    place: str | None = None
    """A town, region, site, or ISO 3166-1 alpha-2 country."""
    near: Near | None = None
    date: str | None = None
    """EDTF; an act matches when its own date may fall within it."""
    word: str | None = None
    """The kind of who speaks: person, people, official, organisation, outlet, state, other, or report for its own word."""
    report: str | None = None
    at: str | None = None
    """Exactly a country, or a place or region of it by its name: `KZ`, `KZ/Almaty`."""
    group: str | None = None
    """An organisation or outlet in any role, by its name as it is told, whatever its case and accents."""


def plain(wanted: Filter) -> dict[str, str]:
    """The columns of acts that are to have one value each."""
    told = {name: getattr(wanted, name) for name in ("type", "realis", "status", "word")}
    country = wanted.place.upper() if wanted.place and _is_country(wanted.place) else None
    country = wanted.at if wanted.at and "/" not in wanted.at else country
    return {name: value for name, value in (*told.items(), ("country", country)) if value and value != "rejected"}


def of_acts(
    wanted: Filter, veil: Veil, dialect: str, shares: Mapping[str, float] = {}
) -> Iterator[ColumnElement[bool]]:
    """What holds of every act that is wanted and may be seen.

    `shares` tells of columns which share of all acts has the value asked for: SQLite, which would guess, then goes by the rarest.
    """
    yield view_acts.c.rejected.is_(wanted.status == "rejected")
    for name, value in plain(wanted).items():
        holds = view_acts.c[name] == value
        yield func.likelihood(holds, literal_column(f"{shares[name]:.4f}")) if name in shares else holds
    if wanted.report:
        yield view_acts.c.report == tidied(wanted.report)
    if wanted.date:
        yield may_fall_within(wanted.date)
    if wanted.near:
        yield _within(wanted.near)
    yield from _of_words(wanted, veil, dialect)
    yield from _of_names(wanted, veil)
    if veil.reports:
        yield view_acts.c.report.not_in(veil.reports)


def of_persons(wanted: Filter, veil: Veil, dialect: str) -> Iterator[ColumnElement[bool]]:
    """What holds of every person who is wanted and may be seen."""
    if wanted.person:
        asked = words.part_of_name(wanted.person)
        by_name = words.found(dialect, view_persons.c.number, "names", asked)
        if veil.hides(asked):
            by_name &= view_persons.c.id.not_in(veil.persons)
        yield view_persons.c.id == tidied(wanted.person) if is_id(wanted.person) else by_name
    if wanted.report:
        yield view_persons.c.report == tidied(wanted.report)
    if veil.reports:
        yield view_persons.c.report.not_in(veil.reports)


def of_reports(wanted: Filter, veil: Veil, dialect: str) -> Iterator[ColumnElement[bool]]:
    """What holds of every report that is wanted and may be seen."""
    if wanted.words:
        asked = words.terms(wanted.words)
        number = view_reports.c.number
        yield or_(words.found(dialect, number, "title", asked), words.found(dialect, number, "text", asked))
        if veil.hides(asked):
            yield view_reports.c.id.not_in(_telling_of(veil))
    if wanted.report:
        yield view_reports.c.id == tidied(wanted.report)
    if veil.reports:
        yield view_reports.c.id.not_in(veil.reports)


def may_fall_within(date: str) -> ColumnElement[bool]:
    """Whether an act's date shares a day with `date`, as far as both tell; an act without a date does not match."""
    first, last = bounds(date)
    parts: list[ColumnElement[bool]] = [view_acts.c.first_day.is_not(None)]
    if last:
        parts.append(view_acts.c.first_day <= last.toordinal())
    if first:
        parts.append(view_acts.c.last_day >= first.toordinal())
    return and_(*parts)


def order_of_acts(wanted: Filter, dialect: str) -> ColumnElement[int]:
    """By what acts that match are put in the order in which they were kept and told."""
    return words.in_order(dialect, view_acts.c.number, _asked(wanted))


def _of_words(wanted: Filter, veil: Veil, dialect: str) -> Iterator[ColumnElement[bool]]:
    asked = _asked(wanted)
    yield from words.all_found(dialect, view_acts.c.number, asked)
    if any(veil.hides(asked.get(field, ())) for field in _TELLING):
        yield view_acts.c.report.not_in(_telling_of(veil))
    if wanted.person and is_id(wanted.person):
        yield _takes_part(tidied(wanted.person))


def _of_names(wanted: Filter, veil: Veil) -> Iterator[ColumnElement[bool]]:
    country, _, name = (wanted.at or "").partition("/")
    if name:
        # One after the other, since SQLite would go through the whole country for "either".
        there = (select(view_acts.c.number).where(one == name, view_acts.c.country == country) for one in _NAMED)
        yield view_acts.c.number.in_(union(*there))
    if wanted.group:
        yield view_acts.c.number.in_(
            select(view_groups.c.act).where(view_groups.c.known_as == words.folded(wanted.group))
        )
    if veil.hides(words.terms(f"{name} {wanted.group or ''}")):
        yield view_acts.c.report.not_in(_telling_of(veil))


def _asked(wanted: Filter) -> dict[words.Field, tuple[words.Term, ...]]:
    """What is looked for in words, by field."""
    asked: dict[words.Field, tuple[words.Term, ...]] = {}
    if wanted.words:
        asked["quote"] = words.terms(wanted.words)
    if wanted.person and not is_id(wanted.person):
        asked["people"] = words.part_of_name(wanted.person)
    if wanted.place and not _is_country(wanted.place):
        asked["place"] = words.part_of_name(wanted.place)
    return asked


def _is_country(place: str) -> bool:
    return len(place) == 2


def _takes_part(person: str) -> ColumnElement[bool]:
    return view_acts.c.number.in_(select(view_people.c.act).where(view_people.c.person == person))


def _telling_of(veil: Veil) -> ColumnElement[str]:
    """The reports that tell of somebody who is kept from the user."""
    return select(view_persons.c.report).where(view_persons.c.id.in_(veil.persons))  # type: ignore[return-value]


def _within(near: Near) -> ColumnElement[bool]:
    """Whether a place lies within some km: in the box around the circle, which is quickly found, and in the circle."""
    high = degrees(near.km / EARTH_KM)
    lat, lon = view_acts.c.lat, view_acts.c.lon
    box = [lat.between(near.lat - high, near.lat + high)]
    reach = cos(radians(near.lat))
    if abs(near.lat) + high < 90 and near.km < EARTH_KM * reach:
        wide = degrees(asin(min(1.0, sin(near.km / EARTH_KM) / reach)))
        if near.lon - wide >= -180 and near.lon + wide <= 180:
            box.append(lon.between(near.lon - wide, near.lon + wide))
    half = func.sin(func.radians(lat - near.lat) / 2)
    across = func.sin(func.radians(lon - near.lon) / 2)
    square = half * half + func.cos(func.radians(lat)) * reach * across * across
    return and_(*box, square <= sin(near.km / EARTH_KM / 2) ** 2)
