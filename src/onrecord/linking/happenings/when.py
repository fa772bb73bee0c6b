"""Dates of two acts, and when their reports came out, to what they say of the acts being one doing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onrecord.dates import bounds, describe, is_valid, overlap, precision
from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.reasons import contradiction, finding, rules
from onrecord.linking.judgement import Reason

_NEWS_DAYS = 3
_MONTH = 31


def by_date(a: Doing, b: Doing, *, same_person: bool) -> Iterator[Reason]:
    """What the dates say; a doing of one report cannot have been told by another before it happened."""
    if a.date and b.date and is_valid(a.date) and is_valid(b.date):
        yield _compared(a.type, a.date, b.date, same_person=same_person)
        return
    early = _told_too_early(a, b) or _told_too_early(b, a)
    if early:
        yield early
    elif _published_together(a, b):
        yield finding("date", "published close together")


def _compared(type_: str, one: str, other: str, *, same_person: bool) -> Reason:
    words = " and ".join(dict.fromkeys((describe(one), describe(other))))
    if overlap(one, other):
        exact = precision(one) == precision(other) == "day"
        name = "same day" if exact else "days that overlap" if _are_narrow(one, other) else "a wide time that fits"
        return finding("date", name, words)
    days = days_apart(one, other)
    limits, sets = rules().limits, rules().sets
    once = same_person and type_ in sets["once"]
    if days <= limits["days_near"] or (once and days <= limits["days_once"]):
        return finding("date", "days apart", words)
    if once:
        return finding("date", "long apart", words)
    if same_person and (days <= limits["days_rival"] or type_ in sets["lasting"]):
        return finding("date", "some days apart", words)
    return contradiction("date", f"on other days: {words}")


def _are_narrow(*dates: str) -> bool:
    """Whether each tells a month at most; any two acts of one year "overlap" where one report tells only the year."""
    return all(low and high and (high - low).days <= _MONTH for low, high in map(bounds, dates))


def days_apart(one: str, other: str) -> int:
    """Days between two EDTF dates; 0 where they overlap."""
    (a_low, a_high), (b_low, b_high) = bounds(one), bounds(other)
    gaps = [(low - high).days for low, high in ((b_low, a_high), (a_low, b_high)) if low and high]
    return max([0, *gaps])


def _told_too_early(told: Doing, dated: Doing) -> Reason | None:
    """Where `told` has no date but came out before `dated` began."""
    if told.date or told.realis != "actual" or dated.realis != "actual" or not dated.date or not is_valid(dated.date):
        return None
    out, begins = day_of(told.published), bounds(dated.date)[0]
    if out is None or begins is None or (begins - out).days <= 1:
        return None
    return contradiction("date", f"one was told on {out}, before the other ({describe(dated.date)})")


def _published_together(a: Doing, b: Doing) -> bool:
    out, then = day_of(a.published), day_of(b.published)
    return out is not None and then is not None and abs((out - then).days) <= _NEWS_DAYS


def day_of(told: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None of what is less exact."""
    try:
        return date.fromisoformat(told[:10]) if told else None
    except ValueError:
        return None
