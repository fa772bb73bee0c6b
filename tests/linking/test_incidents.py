"""What belongs together as one incident, and how people are counted without counting them twice."""

from __future__ import annotations

import pytest

from onrecord.linking.incidents import Gathered, counted, incidents
from onrecord.model import Count, Place
from tests.linking.doings import PLACES

DAY = "2021-06-29"


def gathered(id_: str, type_: str, *, date: str | None = DAY, place: str = "Almaty", **more: object) -> Gathered:
    return Gathered(id=id_, type=type_, date=date, place=PLACES[place], **more)  # type: ignore[arg-type]


RALLY = gathered("rally", "protest", count=Count(min=200))
GAS = gathered("gas", "dispersal")
TAKEN = gathered("taken", "arrest", count=Count(min=30, max=30))


def test_a_rally_its_dispersal_and_its_arrests() -> None:
    """They are one incident; the rally is the whole, and each part says why it is one."""
    (told,) = incidents([TAKEN, GAS, RALLY])
    assert told.happenings == ("rally", "gas", "taken")
    assert {part.part: part.reasons for part in told.parts}["gas"] == (
        "dispersal at a protest",
        "same place",
        "same day",
    )


@pytest.mark.parametrize(
    "other",
    [
        gathered("taken", "arrest", place="Astana"),
        gathered("taken", "arrest", date="2021-07-20"),
        gathered("taken", "arrest", date="2021-06-28"),
        gathered("taken", "arrest", place="KZ"),
        gathered("taken", "arrest", date="2021"),
        gathered("taken", "arrest", date=None),
        gathered("taken", "trial"),
    ],
    ids=["other town", "weeks later", "the day before", "only the country", "only the year", "no date", "a trial"],
)
def test_kept_apart(other: Gathered) -> None:
    """Without the same town and day, or as an act that no rally has, each is an incident of its own."""
    assert [one.happenings for one in incidents([RALLY, other])] == [("rally",), ("taken",)]


def test_the_day_after() -> None:
    """Arrests on the day after a rally, in its town, belong to it."""
    (told,) = incidents([RALLY, gathered("taken", "arrest", date="2021-06-30")])
    assert told.parts[0].reasons == ("arrest at a protest", "same place", "the day after")


def test_what_a_report_tells_as_a_part() -> None:
    """A report's own word that one is a part of another outweighs what would be guessed."""
    far = gathered("far", "arrest", place="Astana", part_of=frozenset({"sweep"}))
    sweep = gathered("sweep", "arrest", place="KZ", count=Count(min=100))
    told = incidents([far, sweep, RALLY])
    assert ("sweep", "far") in [one.happenings for one in told]


def test_each_is_in_one_incident() -> None:
    """No happening is lost or told twice, also where two name each other as the whole."""
    a = gathered("a", "arrest", part_of=frozenset({"b"}))
    b = gathered("b", "arrest", part_of=frozenset({"a"}))
    told = incidents([a, b, RALLY, GAS, gathered("c", "trial")])
    assert sorted(id_ for one in told for id_ in one.happenings) == ["a", "b", "c", "gas", "rally"]


def test_no_one_is_counted_twice() -> None:
    """Named arrests within a total are not added to it; what lies outside it is."""
    total = gathered("total", "arrest", count=Count(min=30, max=30))
    named = [gathered(f"n{n}", "arrest", persons=frozenset({f"person {n}"})) for n in range(3)]
    elsewhere = gathered("elsewhere", "arrest", place="Astana", count=Count(min=5, max=5))
    assert counted([total, *named], type_="arrest") == (30, 30)
    assert counted([total, *named, elsewhere], type_="arrest") == (35, 35)


def test_parts_that_are_more_than_their_total() -> None:
    """Where the parts add up to more than the total tells, the parts count; an open end stays open."""
    total = gathered("total", "arrest", date="2021-06", place="KZ", count=Count(min=10, max=10))
    parts = [
        gathered(f"p{n}", "arrest", place=place, count=Count(min=7, max=7))
        for n, place in enumerate(["Almaty", "Astana"])
    ]
    assert counted([total, *parts], type_="arrest") == (14, 14)
    assert counted([*parts, gathered("p3", "arrest", date="2021-07-02", count=Count(min=3))], type_="arrest") == (
        17,
        None,
    )


def test_totals_within_totals() -> None:
    """A total of a month holds that of a day, and this its persons; each is counted once."""
    month = gathered("month", "arrest", date="2021-06", place="KZ", count=Count(min=300, max=300))
    day = gathered("day", "arrest", count=Count(min=30, max=30))
    one = gathered("one", "arrest", persons=frozenset({"Marat Ospanov"}))
    assert counted([one, day, month], type_="arrest") == (300, 300)


def test_what_reports_tell_as_parts_of_each_other_is_not_lost() -> None:
    """Two reports, each with the other's as the whole: both are counted, neither twice."""
    one = Gathered(id="a", type="arrest", count=Count(min=3, max=3), part_of=frozenset({"b"}))
    other = Gathered(id="b", type="arrest", count=Count(min=5, max=5), part_of=frozenset({"a"}))
    assert counted([one, other], type_="arrest") == (5, 5)


def test_totals_are_found_among_many() -> None:
    """Ten thousand happenings are counted in seconds, the parts within their totals."""
    town = Place(name="Osh", country="KG", precision="town", lat=40.5, lon=72.8, geonameid=1)
    days = [f"2021-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    country = Place(country="KG", precision="country")
    wholes = [
        Gathered(id=f"w{day}", type="arrest", date=day, place=country, count=Count(min=90, max=90)) for day in days
    ]
    parts = [
        Gathered(id=f"p{n}", type="arrest", date=days[n % len(days)], place=town, persons=frozenset({f"P{n}"}))
        for n in range(10_000)
    ]
    assert counted([*wholes, *parts], type_="arrest") == (90 * len(days), 90 * len(days))
