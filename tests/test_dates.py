"""EDTF dates as the codebook writes them: their bounds, whether they meet, and their words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import dates

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-07-01", date(2021, 7, 1), date(2021, 7, 1)),
        ("2021-06", date(2021, 6, 1), date(2021, 6, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2021-06-21/2021-06-27", date(2021, 6, 21), date(2021, 6, 27)),
        ("2017-11/2019-11", date(2017, 11, 1), date(2019, 11, 30)),
        ("/2021-06-29", None, date(2021, 6, 29)),
        ("../2021-06", None, date(2021, 6, 30)),
        ("2018-07/", date(2018, 7, 1), None),
        ("2018-07/..", date(2018, 7, 1), None),
        ("2021-07-01~", date(2021, 7, 1), date(2021, 7, 1)),
        ("2017-12-21~/2018-01-01", date(2017, 12, 21), date(2018, 1, 1)),
    ],
)
def test_bounds(edtf: str, first: date | None, last: date | None) -> None:
    """A date has the first and last day it may mean; an open end has none."""
    assert dates.bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "/", "../..", "2021-7-1", "2021-02-30", "2021-13", "July 2021", "2021-07-03/2021-07-01", "21", "2021-07-01\n"],
)
def test_not_a_date(text: str) -> None:
    """What is not a date of the codebook is refused."""
    assert not dates.is_valid(text)
    with pytest.raises(ValueError, match=r"."):
        dates.bounds(text)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2021-07-01", "1 July 2021"),
        ("2021-06", "in June 2021"),
        ("2013", "in 2013"),
        ("198X", "in the 1980s"),
        ("2021-07-01~", "about 1 July 2021"),
        ("2016~", "about 2016"),
        ("2016?", "perhaps 2016"),
        ("/2021-06-29", "some time until 29 June 2021"),
        ("2018-07/", "since July 2018"),
        ("2021-06-21/2021-06-27", "between 21 June 2021 and 27 June 2021"),
        ("2017-12-21~/2018-01-01", "between about 21 December 2017 and 1 January 2018"),
    ],
)
def test_describe(edtf: str, words: str) -> None:
    """A date in plain words keeps its precision and says what is not certain."""
    assert dates.describe(edtf) == words


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2021-07-01", "2021-07-01"),
        ("2021-07-01TMO", "2021-07-01"),
        ("2021-07-01T06:00", "2021-07-01"),
        ("2021-07", "2021-07"),
        ("2021-W25", "2021-06-21/2021-06-27"),
        ("2021-W25-WE", "2021-06-26/2021-06-27"),
        ("2021-Q3", "2021-07/2021-09"),
        ("2021-H1", "2021-01/2021-06"),
        ("2021-SU", "2021-06~/2021-08~"),
        ("2021-WI", "2021-12~/2022-02~"),
        ("198", "1980/1989"),
        ("P15D", None),
        ("PRESENT_REF", None),
        ("XXXX-07-01", None),
        ("2021-W60", None),
    ],
)
def test_from_timex(value: str, edtf: str | None) -> None:
    """TIMEX3 values that name a stretch of the calendar become EDTF dates."""
    assert dates.from_timex(value) == edtf


@pytest.mark.parametrize(
    ("edtf", "kept"),
    [
        ("2021-07-01~", "day"),
        ("2021-07", "month"),
        ("2021", "year"),
        ("198X", "decade"),
        ("19XX", "century"),
        ("2019/2020", "interval"),
        ("/2020", "open"),
    ],
)
def test_precision(edtf: str, kept: str) -> None:
    """A date says how exactly it tells the time."""
    assert dates.precision(edtf) == kept


@given(DAYS, DAYS, DAYS)
def test_intervals_that_share_a_day_overlap(a: date, b: date, c: date) -> None:
    """An interval meets each day in it, and no day after its end."""
    low, high = min(a, b), max(a, b)
    assert dates.overlap(dates.interval(low, high), c.isoformat()) == (low <= c <= high)
    assert dates.overlap(f"/{high}", c.isoformat()) == (c <= high)
    assert dates.overlap(f"{low}/", c.isoformat()) == (low <= c)


@given(DAYS, DAYS)
def test_overlap_is_mutual(a: date, b: date) -> None:
    """Two dates meet whichever is named first."""
    one, two = f"{a:%Y-%m}", f"{b:%Y}"
    assert dates.overlap(one, two) == dates.overlap(two, one)


@given(DAYS, st.integers(-900, 900), st.sampled_from(["D", "W", "M", "Y"]))
def test_shifted_keeps_order(day: date, count: int, unit: dates.Unit) -> None:
    """A day moved on is later, moved back earlier, and days and weeks are moved back again exactly."""
    moved = dates.shifted(day, count, unit)
    assert (moved > day) == (count > 0)
    if unit in ("D", "W"):
        assert dates.shifted(moved, -count, unit) == day


@given(DAYS, st.sampled_from(["D", "W", "M", "Y"]))
def test_truncated_holds_the_day(day: date, unit: dates.Unit) -> None:
    """The day, week, month or year of a day holds it."""
    assert dates.overlap(dates.truncated(day, unit), day.isoformat())


@given(DAYS)
def test_marks_and_open_ends(day: date) -> None:
    """About moves no bound and is set once; until and since open one end."""
    edtf = day.isoformat()
    assert dates.about(dates.about(edtf)) == f"{edtf}~"
    assert dates.bounds(dates.about(edtf)) == (day, day)
    assert dates.bounds(dates.until(edtf) or "") == (None, day)
    assert dates.bounds(dates.since(edtf) or "") == (day, None)
    assert dates.until(f"{edtf}/") is None
    assert dates.since(f"/{edtf}") is None


def test_months_between() -> None:
    """Over the end of a year, of months or of days; none where the last comes before the first."""
    assert dates.months("2020-11", "2021-02") == ["2020-11", "2020-12", "2021-01", "2021-02"]
    assert dates.months("2021-03-31", "2021-03-01") == ["2021-03"]
    assert dates.months("0999-12", "1000-01") == ["0999-12", "1000-01"]
    assert dates.months("2021-03", "2021-02") == []
