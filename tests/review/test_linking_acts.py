"""Acts of a collection, linked: what contradicts is kept apart, whatever hangs between, and in whatever order it came."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from bench import linking as bench
from onrecord.linking.happenings import Doing, judge
from onrecord.store import linked
from onrecord.store.collection import create
from onrecord.verbs.linking.acts import ACTS, item
from onrecord.verbs.linking.joining import settle
from tests.linking.doings import doing

_PERSON = {"type": "arrest", "who": ["Marat Ospanov"], "place": "Almaty"}


def _told(rows: list[dict[str, str]], times: int) -> dict[str, Doing]:
    """Each row by so many reports."""
    acts = [doing(_PERSON | row, f"a{n}-{time}", f"r{n}-{time}") for time in range(times) for n, row in enumerate(rows)]
    return {one.act: one for one in acts}


def test_however_many_tell_it() -> None:
    """Two arrests that 200 reports each tell are kept apart, every act of one from every act of the other."""
    acts = _told([{"date": "2021-06-29"}, {"date": "2021-09-02"}], 200)
    found = set(ACTS.apart(acts))
    assert found == {(f"a0-{n}", f"a1-{m}") for n in range(200) for m in range(200)}


def test_as_every_two_compared() -> None:
    """Comparing what is told alike once finds the same pairs as comparing every two acts."""
    rows = [
        {"date": "2021-06-29", "published": "2021-06-30"},
        {"date": "2021-06-29", "published": "2021-07-20", "place": "KZ"},
        {"date": "2021-06-29", "place": "Bishkek"},
        {"published": "2021-05-02"},
        {"published": "2021-07-02"},
        {"date": "2021"},
    ]
    acts = _told(rows, 2)
    pairs = {
        (one, other)
        for one, other in combinations(sorted(acts), 2)
        if any(reason.contradicts for reason in judge(acts[one], acts[other]).reasons)
    }
    assert pairs
    assert set(ACTS.apart(acts)) == pairs


def _joined(folder: Path, *arrivals: Iterable[Doing]) -> tuple[set[frozenset[str]], set[tuple[str, str]]]:
    """The groups of some acts that came one after the other, and the pairs that are left open."""
    with create(folder) as records:
        for told in arrivals:
            with records.writing() as connection:
                linked.add(connection, "act", (), [item(one) for one in told])
                settle(connection, ACTS)
        with records.reading() as connection:
            left_open = {(one.left, one.right) for one in linked.pairs(connection, "act", verdict="unsure")}
        return bench.groups(records, "act"), left_open


def test_groups_hold_no_two_that_contradict(tmp_path: Path) -> None:
    """An act told loosely fits two arrests; it joins one of them or none, and the two stay apart."""
    first = doing(_PERSON | {"date": "2021-06-29"}, "a1", "r1")
    second = doing(_PERSON | {"date": "2021-09-02"}, "a2", "r2")
    loose = doing(_PERSON | {"date": "2021"}, "a3", "r3")
    groups, _ = _joined(tmp_path / "c", [first, second, loose])
    assert not any({"a1", "a2"} <= group for group in groups)
    assert sorted(act for group in groups for act in group) == ["a1", "a2", "a3"]


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    """At once, or report after report from either end, the groups are the same."""
    told = [
        doing(_PERSON | {"who": [name], "date": f"2021-06-{day}"}, f"{name[:2]}{day}{n}", f"r{n}")
        for name in ("Marat Ospanov", "Saule Tlegenova")
        for day in (12, 29)
        for n in range(3)
    ]
    groups, _ = _joined(tmp_path / "at once", told)
    assert sorted(map(len, groups)) == [3, 3, 3, 3]
    assert _joined(tmp_path / "one by one", *([one] for one in told))[0] == groups
    assert _joined(tmp_path / "from the end", *([one] for one in reversed(told)))[0] == groups


def test_what_nothing_settles_is_left_open(tmp_path: Path) -> None:
    """A surname alone asks for a person."""
    row = {"type": "arrest", "who": ["Ospanov"], "place": "KZ"}
    told = [doing(row | {"date": "2021-06-29"}, "a1", "r1"), doing(row | {"date": "2021-06"}, "b1", "r2")]
    assert _joined(tmp_path / "c", told) == ({frozenset({"a1"}), frozenset({"b1"})}, {("a1", "b1")})
