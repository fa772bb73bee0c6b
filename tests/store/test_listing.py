"""Lists of what is linked: who is one stands on one line, what may not be seen on none and in no number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from onrecord.model import Coded, Report, Snapshot
from onrecord.store import finding, keeping, linked, listing, protecting
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.linked import Item, Kind
from onrecord.store.listing import Listed


@pytest.fixture
def two(records: Collection, report: Report, coded: Coded, snapshot: Snapshot) -> Collection:
    """The short report and the same of another outlet; Ida Lund and her fine are linked in both, Ole Lünd is not."""
    digest = "b" * 64
    other = replace(report, id="r2", text=f"{report.text} ", sha256=digest)
    with records.writing() as connection:
        keeping.keep(
            connection, replace(snapshot, sha256=digest), other, replace(coded, id="r2", text_sha256=digest), who="anna"
        )
        everybody = {one.id: one.report for one in finding.find_persons(connection, Filter(), user="anna")}
        idas = {one.id for one in finding.find_persons(connection, Filter(person="ida"), user="anna")}
        fines = {one.id: one.report for one in finding.find_acts(connection, Filter(type="fine"), user="anna")}
        _link(connection, "person", everybody, idas)
        _link(connection, "act", fines, set(fines))
    return records


def _link(connection: Reading, kind: Kind, items: Mapping[str, str], same: set[str]) -> None:
    told = [Item(id, report, "{}", ("an-ida|",) if id in same else ()) for id, report in items.items()]
    linked.add(connection, kind, sorted(set(items.values())), told)
    linked.place(connection, kind, [(id, min(same), min(same)) for id in same])


def people(
    records: Collection, name: str | None = None, user: str = "anna", **more: int
) -> tuple[list[tuple[str, int]], int]:
    """The names of each line with how many reports, and the total."""
    with records.reading() as connection:
        asked = {"skip": 0, "limit": 10, **more}
        page = listing.people(connection, name, {"an-ida|"} if name == "Eda" else (), user=user, **asked)
        names = listing.names(connection, [one.id for one in page.lines], user=user)
    return [(names[one.id][0].name, one.reports) for one in page.lines], page.total


def test_who_is_one_is_one_line(two: Collection) -> None:
    """Those of most reports come first, then the alphabet; pages go on where the last one ended."""
    assert people(two) == ([("Ida Lund", 2), ("Ole Lünd", 1), ("Ole Lünd", 1)], 3)
    assert people(two, limit=1, skip=1) == ([("Ole Lünd", 1)], 3)
    assert people(two, limit=1, skip=9) == ([], 0)


def test_who_was_never_linked_is_listed(records: Collection) -> None:
    """Each by itself, found by name, counted with their acts."""
    assert people(records) == ([("Ida Lund", 1), ("Ole Lünd", 1)], 2)
    assert people(records, "ole") == ([("Ole Lünd", 1)], 1)


@pytest.mark.parametrize(("name", "found"), [("ida", 1), ("Ида", 1), ("Eda", 1), ("ole lu", 2), ("nobody", 0)])
def test_a_name_is_found(two: Collection, name: str, found: int) -> None:
    """By its words in their own letters or in Latin ones, or by a key that spellings share."""
    assert people(two, name)[1] == found


def test_acts_are_counted_once(two: Collection) -> None:
    """Of one who is linked in two reports and of one who is not."""
    with two.reading() as connection:
        ids = [one.id for one in listing.people(connection, None, (), user="anna", skip=0, limit=10).lines]
        acts = listing.acts_of_people(connection, ids, user="anna")
    assert [acts[id] for id in ids] == [6, 1, 1]


def test_who_may_not_be_seen_is_not_counted(two: Collection) -> None:
    """A protected person is on no line; a protected report counts nowhere."""
    with two.writing() as connection:
        [first, _] = finding.find_reports(connection, user="anna")
        ida = next(finding.find_persons(connection, Filter(person="ida"), user="anna"))
        protecting.protect(connection, ida.id, reason="minor", may_see=(), because="asked", who="anna")
    assert people(two, user="ben")[1] == 2
    assert people(two, "ida", user="ben") == people(two, "Eda", user="ben") == ([], 0)
    with two.writing() as connection:
        assert listing.seen(connection, "person", [ida.id], user="ben") == set()
        assert listing.seen(connection, "report", [first.id], user="ben") == {first.id}
        protecting.protect(connection, first.id, reason="other", may_see=(), because="asked", who="anna")
        assert listing.seen(connection, "report", [first.id], user="ben") == set()
    assert people(two, user="ben")[1] == 1


def test_a_happening_is_told_by_several(two: Collection) -> None:
    """The fine that both tell is one line with both acts, as long as both may be seen and what is wanted is in it."""
    with two.writing() as connection:
        found = listing.happenings(connection, Filter(), user="anna", limit=10)
        [line] = found.lines
        assert (line, found.total) == (Listed(line.id, 2), 1)
        acts = listing.acts_of_happenings(connection, [line.id], user="anna")
        assert listing.seen(connection, "act", acts[line.id], user="ben") == set(acts[line.id])
        assert listing.happenings(connection, Filter(type="fine"), user="anna", limit=10) == found
        assert listing.happenings(connection, Filter(type="arrest"), user="anna", limit=10).total == 0
        report = next(finding.find_reports(connection, user="anna")).id
        protecting.protect(connection, report, reason="other", may_see=(), because="asked", who="anna")
        assert listing.happenings(connection, Filter(), user="ben", limit=10).total == 0
        assert len(listing.acts_of_happenings(connection, [line.id], user="ben")[line.id]) == 1
