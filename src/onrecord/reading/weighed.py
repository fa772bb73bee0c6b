"""The times that a page tells in its several ways to when it was published and changed, or none and the reason.

Its markup goes first, then its address, then the day it shows under its headline, then htmldate's search of all of it. The
shown day decides where the markup names several, and speaks against markup that it does not agree with.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.reading.markup import Told
from onrecord.reading.published import when
from onrecord.reading.shown import PageText, Shown, day_of, places, shown, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IN_ADDRESS = re.compile(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|\b)")
_NO_TIME = "1970-01-01"
"""What software writes that was told no time."""
_NEAR, _FAR, _LISTED = 1000, 3000, 200
"""A day nearer to the headline than the first goes before markup that does not say of what its date is. One farther than the
second, or with another so near behind it as in a list of stories, is not this story's."""
_LONG = 2
"""Days after which the text of a page that was changed is taken to be of the change."""
_WESTERNMOST, _EASTERNMOST = 9, 10
"""A story's own day is the one before its UTC time up to this hour, the one after it from that hour on."""


class Times(Struct, frozen=True, kw_only=True):
    """When a page was published and changed, as ISO 8601, and what is doubtful about it."""

    published: str | None = None
    updated: str | None = None
    flags: tuple[str, ...] = ()


def times(page: HtmlElement, said: Told, *, address: str | None, publisher: str | None) -> Times:
    """The times of a parsed page with this markup."""
    english = not said.languages or said.languages[0].lower().startswith("en")
    text = text_of(page)
    days = shown(text, publisher=publisher, english=english)
    own = _own(days)
    updated = _first(_read(said.updated, publisher)) or next((one.told for one in days if one.updated), None)
    told = _read(said.published, publisher)
    dated = _read(said.dated, publisher)
    if _full(told) or (_full(dated) and not (own and own.distance < _NEAR)):
        times = _of_markup(_full([*told, *dated]), own, updated, address)
    elif (named := _day_in(address)) or own:
        times = Times(published=_finest(named, days) if named else own.told if own else None, updated=updated)
    else:
        times = _searched(page, text, days, address, _first([*told, *dated]), updated)
    return _in_order(_in_own_zone(times, [*told, *dated, *_read(said.updated, publisher)], own, address))


def _read(told: tuple[str, ...], publisher: str | None) -> list[str]:
    found = (when(one, publisher=publisher) or day_of(one) for one in told)
    return [one for one in found if one and not one.startswith(_NO_TIME)]


def _first(told: list[str]) -> str | None:
    return next(iter(told), None)


def _own(days: tuple[Shown, ...]) -> Shown | None:
    """The shown day that is the story's: the first under its headline, unless it is one of a list."""
    under = [one for one in days if one.distance >= 0 and not one.updated]
    if not under or under[0].distance > _FAR:
        return None
    listed = any(one.day != under[0].day and one.distance - under[0].distance < _LISTED for one in under[1:4])
    return None if listed else under[0]


def _full(told: list[str]) -> list[str]:
    return [one for one in told if len(one) >= 10]


def _of_markup(full: list[str], own: Shown | None, updated: str | None, address: str | None) -> Times:
    """The first of the markup's dates, or the one whose day is shown; none where only the day of a change is shown."""
    day = own.day if own and any(_speaks_for(one, own, full[0], updated) for one in full) else full[0][:10]
    alike = [one for one in full if one[:10] == day]
    published = next((one for one in alike if "T" in one), own.told if own and own.day == day else alike[0])
    if own is None or abs(_ordinal(own.day) - _ordinal(day)) < _LONG or day == _day_in(address):
        return Times(published=published, updated=updated)
    reason = f"its markup says that it was published on {day}, the page shows {own.day}"
    if updated and updated[:10] == own.day:
        return Times(updated=updated, flags=(f"date of publication left open: {reason}",))
    return Times(published=published, updated=updated, flags=(f"date of publication not certain: {reason}",))


def _speaks_for(told: str, own: Shown, first: str, updated: str | None) -> bool:
    """Whether a date of the markup is the shown one, and not a change in the days after the first."""
    return told[:10] == own.day and not (told == updated and abs(_ordinal(told) - _ordinal(first)) < _LONG)


def _searched(
    page: HtmlElement,
    text: PageText,
    days: tuple[Shown, ...],
    address: str | None,
    coarse: str | None,
    updated: str | None,
) -> Times:
    """What htmldate finds anywhere in the page, unless only prose tells that day.

    The first of a month stands for the month, and is no day unless it is shown.
    """
    from htmldate import find_date

    # The address is only read for a date in it; nothing is fetched.
    found = find_date(page, original_date=True, url=address)
    if found and found == (updated or "")[:10]:
        return Times(updated=updated, flags=("date of publication left open: the page tells only when it was changed",))
    stands = places(text, found) if found else []
    if found and (not all(stands) if stands else found[-2:] != "01"):
        guessed = "date of publication guessed from the page: check it"
        return Times(published=_finest(found, days), updated=updated, flags=(guessed,))
    return Times(
        published=coarse or (found[:7] if found and not stands and found[5:] != "01-01" else None), updated=updated
    )


def _finest(day: str, days: tuple[Shown, ...]) -> str:
    return next((one.told for one in days if one.day == day and not one.updated), day)


def _day_in(address: str | None) -> str | None:
    named = _IN_ADDRESS.search(address or "")
    day = "-".join(named.groups()) if named else ""
    return day if when(day) == day else None


def _in_own_zone(times: Times, told: list[str], own: Shown | None, address: str | None) -> Times:
    """Times with the one of publication, where it is told in UTC, in the site's own zone, or as its own day.

    A story put out in the evening in California is from the next day in UTC; its own day is the one of its "Thursday".
    """
    published = times.published
    if not published or "T" not in published or not published.endswith("+00:00"):
        return times
    instant = datetime.fromisoformat(published)
    zoned = [datetime.fromisoformat(one) for one in told if "T" in one and one[19:] not in {"", "+00:00"}]
    same = [one for one in zoned if one == instant]
    if zone := next((one.tzinfo for one in [*same, *zoned]), None) or _zone_shown(instant, own):
        return Times(published=instant.astimezone(zone).isoformat(), updated=times.updated, flags=times.flags)
    for day in (_day_in(address), own.day if own else None):
        if day and _may_be_own(instant, day, times.updated):
            return Times(published=day, updated=times.updated, flags=times.flags)
    return times


def _zone_shown(instant: datetime, own: Shown | None) -> timezone | None:
    """The zone in which the shown time is this instant; None where there is none, or the clocks differ by minutes."""
    if own is None or "T" not in own.told:
        return None
    off = datetime.fromisoformat(own.told[:19]).replace(tzinfo=UTC) - instant.replace(second=0)
    quarters = off / timedelta(minutes=15)
    return timezone(off) if quarters == int(quarters) and -48 <= quarters <= 56 and off else None


def _may_be_own(instant: datetime, day: str, updated: str | None) -> bool:
    """Whether somewhere that people live it is that day at that instant; the day of a change is none of the publication."""
    step = _ordinal(day) - instant.toordinal()
    if step == 1:
        return instant.hour >= _EASTERNMOST and (updated is None or day < updated[:10])
    return step == -1 and instant.hour < _WESTERNMOST


def _ordinal(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


def _is_before(one: str, other: str) -> bool:
    """Whether a time is from a day before another's: by the instant too where both tell their zone."""
    zoned = all("T" in told and told[19:] for told in (one, other))
    if zoned and datetime.fromisoformat(one) >= datetime.fromisoformat(other):
        return False
    return one[:10] < other[:10]


def _in_order(times: Times) -> Times:
    """Times without a change that is told to be from before the publication."""
    published, updated = times.published, times.updated
    if not published or not updated or not _is_before(updated, published):
        return times
    flag = f"it says that it was changed on {updated[:10]}, before it was published on {published[:10]}"
    return Times(published=published, flags=(*times.flags, flag))
