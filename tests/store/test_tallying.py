"""What is counted of acts: kept up as the view changes, the same as counting anew, and silent about who is protected."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from onrecord.errors import UnknownItem
from onrecord.model import Coded, Participant, Report, Snapshot
from onrecord.store import browsing, counting, finding, keeping, protecting, tallying, viewing
from onrecord.store.browsing import ReportFilter
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter

BODIES = (
    Participant(name="Áktau Watch", kind="organisation"),
    Participant(name="a group of students", kind="organisation"),
    Participant(name="Ole Lünd Foundation", kind="organisation"),
)


@pytest.fixture
def records(empty: Collection, report: Report, coded: Coded, snapshot: Snapshot) -> Collection:
    """The short report, in which also groups take part."""
    arrest, *others = coded.acts
    told = msgspec.structs.replace(coded, acts=(msgspec.structs.replace(arrest, actors=BODIES), *others))
    addressed = msgspec.structs.replace(report, url="https://www.example.org/a")
    with empty.writing() as connection:
        keeping.keep(connection, snapshot, addressed, told, who="anna")
    return empty


def protect_ole(connection: Reading) -> None:
    [ole] = finding.find_persons(connection, Filter(person="ole"), user="anna")
    protecting.protect(connection, ole.id, who="anna", reason="relative", may_see=(), because="he asked")


def test_months_places_and_groups_are_counted(records: Collection) -> None:
    """A day and a week within a month count in it, an open date apart; only groups that have a name are groups."""
    with records.reading() as connection:
        assert tallying.months(connection, user="anna") == {"2023-03": 2, "wide": 1, "": 1}
        assert tallying.months(connection, Filter(type="arrest"), user="anna") == {"2023-03": 1}
        assert tallying.published(connection, user="anna") == {"2023-03": 1}
        [(spot, acts)] = tallying.spots(connection, user="anna")
        assert (spot.country, spot.name, spot.precision, acts) == ("KZ", "Aktau", "town", 1)
        assert tallying.spots(connection, Filter(at="KZ/Aktau"), user="anna") == [(spot, 1)]
        names = [name for name, _ in tallying.groups(connection, user="anna", limit=9)]
        assert sorted(names) == ["Ole Lünd Foundation", "Radio Shagala", "Áktau Watch"]
        assert tallying.roles_of_group(connection, "aktau watch", Filter(), user="anna") == {"actor": 1}
        assert tallying.sizes(connection, user="anna").acts == 4


def test_a_group_and_a_place_are_found_exactly(records: Collection) -> None:
    """By the whole name whatever its accents, in any role; a beginning is not enough."""
    with records.reading() as connection:
        for asked, found in (
            (Filter(group="AKTAU WATCH"), 1),
            (Filter(group="radio shagala"), 1),
            (Filter(group="Aktau"), 0),
            (Filter(at="KZ/Aktau"), 1),
            (Filter(at="KZ/Akt"), 0),
            (Filter(at="RU/Aktau"), 0),
            (Filter(at="KZ"), 1),
        ):
            assert finding.count_acts(connection, asked, user="anna") == found, asked


def test_counts_are_kept_up_and_leave_nothing_behind(records: Collection) -> None:
    """They agree with counting anew after every change; what is counted no more is not there."""
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        viewing.refresh(connection, card.id)
        assert counting.agrees(connection)
        viewing.remove(connection, card.id)
        assert counting.agrees(connection)
        assert counting.counts(connection, "group") == []
        assert tallying.spots(connection, user="anna") == []


def test_a_damaged_count_is_found(records: Collection) -> None:
    """A count of a place or a group that is not that of the view."""
    with records.writing() as connection:
        connection.exec_driver_sql("UPDATE view_places SET acts = 7")
        assert not counting.agrees(connection)


def test_who_is_protected_is_in_no_count_or_suggestion(records: Collection) -> None:
    """Neither by name, nor in the name of a group; a group of that name is as none."""
    with records.writing() as connection:
        before = list(tallying.names_that_begin(connection, "lu", user="ben"))
        protect_ole(connection)
    assert "Ole Lünd" in before
    with records.reading() as connection:
        assert list(tallying.names_that_begin(connection, "lu", user="ben")) == ["Ida Lund"]
        assert list(tallying.names_that_begin(connection, "ole", user="ben")) == []
        assert "Ole Lünd" in list(tallying.names_that_begin(connection, "ole", user="anna"))
        assert list(tallying.groups_that_begin(connection, "ol", user="ben")) == []
        assert "Ole Lünd Foundation" not in dict(tallying.groups(connection, user="ben", limit=9))
        assert tallying.group_named(connection, "ole lund foundation", user="ben") is None
        assert finding.count_acts(connection, Filter(group="Ole Lünd Foundation"), user="ben") == 0
        persons = [id for id, _ in tallying.persons(connection, Filter(), user="ben", limit=9)]
        assert persons == [one.id for one in finding.find_persons(connection, Filter(person="ida"), user="ben")]


def test_a_restricted_report_is_counted_nowhere(records: Collection) -> None:
    """Whoever may not see it gets the counts without it."""
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        protecting.protect(connection, card.id, who="anna", reason="other", may_see=(), because="she asked")
    with records.reading() as connection:
        sizes = tallying.sizes(connection, user="ben")
        assert (sizes.reports, sizes.acts, sizes.persons) == (0, 0, 0)
        assert tallying.months(connection, user="ben") == tallying.published(connection, user="ben") == {}
        assert not tallying.spots(connection, user="ben")
        assert not tallying.groups(connection, user="ben", limit=9)
        assert not any(finding.facets(connection, Filter(), user="ben").values())
        assert tallying.countries(connection, user="ben") == []
        assert tallying.countries(connection, user="anna") == ["KZ"]
        assert list(tallying.places_that_begin(connection, "ak", user="ben")) == []
        assert list(tallying.places_that_begin(connection, "ak", user="anna")) == ["Aktau"]
        with pytest.raises(UnknownItem):
            browsing.page(connection, ReportFilter(), user="ben", limit=9, after=card.id)


def test_reports_are_listed_and_counted(records: Collection) -> None:
    """By what they say of themselves and the host of their address; with what could not be sealed."""
    with records.reading() as connection:
        for asked, found in (
            (ReportFilter(), 1),
            (ReportFilter(publisher="CWS", kind="news", site="example.org", language="en", words="beaten"), 1),
            (ReportFilter(site="www.example.org"), 0),
            (ReportFilter(empty=True), 0),
            (ReportFilter(unsealed=True), 0),
        ):
            page = browsing.page(connection, asked, user="anna", limit=9)
            assert (page.total, len(page.cards), page.next) == (found, found, None)
        told = browsing.facets(connection, ReportFilter(), user="anna")
        assert {name: [one.value for one in values] for name, values in told.items()} == {
            "kind": ["news"],
            "publisher": ["CWS"],
            "site": ["example.org"],
            "language": ["en"],
        }


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.Example.org/a", "example.org"),
        ("http://news.example.org:8080", "news.example.org"),
        ("https://[bad", None),
        ("file.txt", None),
        (None, None),
    ],
)
def test_the_site_of_an_address(address: str | None, site: str | None) -> None:
    """Only of addresses of the web; a broken one has none."""
    assert viewing.site_of(address) == site


def test_a_date_is_counted_as_exactly_as_it_is_told() -> None:
    """A week over two months of one year is told to the year; over two years it is wide."""
    days = [date(2021, 7, 1), date(2021, 7, 9), date(2021, 8, 1), date(2022, 1, 1)]
    told = [counting.month(days[0].toordinal(), day.toordinal()) for day in days]
    assert told == ["2021-07", "2021-07", "2021", "wide"]
    assert counting.month(None, None) == ""
