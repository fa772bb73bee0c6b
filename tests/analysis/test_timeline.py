"""Acts by month to a timeline: nothing stands where it is not told."""

from __future__ import annotations

from lxml import etree

from onrecord.analysis.timeline import drawn, timeline


def test_months_have_no_gaps_and_a_year_alone_stands_apart() -> None:
    """What only the year is told of is in none of its months."""
    told = timeline({"2021-11": 2, "2022-02": 1, "2021": 4, "wide": 3, "": 5}, {"2021-12": 7, "2019-01": 1})
    assert [(bar.date, bar.acts, bar.published) for bar in told.bars] == [
        ("2021-11", 2, 0),
        ("2021-12", 0, 7),
        ("2022-01", 0, 0),
        ("2022-02", 1, 0),
    ]
    assert [(bar.date, bar.year_only) for bar in told.years] == [("2021", 4)]
    assert (told.by, told.wide, told.undated, told.earlier) == ("month", 3, 5, 0)


def test_a_long_time_is_told_by_year() -> None:
    """Of each year, what is told to the month and what is not stay apart; the earliest are counted together."""
    told = timeline({"1900": 1, "1901-05": 2, "2020-03": 3, "2020": 4})
    assert told.by == "year"
    assert (told.bars[0].date, told.bars[-1].date, told.earlier) == ("1961", "2020", 3)
    assert (told.bars[-1].acts, told.bars[-1].year_only) == (3, 4)


def test_years_alone_and_nothing_at_all_are_told_too() -> None:
    """Neither fails, and neither invents a month."""
    assert [bar.date for bar in timeline({"2020": 1, "2022": 1}).bars] == ["2020", "2021", "2022"]
    assert timeline({"": 3}).bars == ()
    assert timeline({"2021-05": 1, "2025": 1}).by == "year"


def test_the_picture_is_sound_and_leads_on() -> None:
    """It is XML, with a link for every bar, which keys pass by; hostile links are escaped."""
    picture = drawn(timeline({"2021-11": 2, "2021": 4}, {"2021-11": 7}), link='/search?a="<b>&date=')
    root = etree.fromstring(picture)
    links = root.findall("a")
    assert [one.get("href") for one in links] == ['/search?a="<b>&date=2021-11']
    assert links[0].get("tabindex") == "-1"
    assert root.get("aria-hidden") == "true"
    etree.fromstring(drawn(timeline({"": 1})))
