"""Facilities of a collection, linked: the same in any order, parted and joined by people, exactly undone, and never two in one."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bench import linking as bench
from onrecord.linking.facilities import Mention, contradictions
from onrecord.model import Place
from onrecord.store import judging, linked
from onrecord.store.collection import Collection, create
from onrecord.verbs.linking.facilities import FACILITIES, item
from onrecord.verbs.linking.joining import settle

TOWNS = tuple(
    Place(name=name, country="KZ", lat=lat, lon=lon, precision="town")
    for name, lat, lon in (("Semei", 50.4, 80.2), ("Aktau", 43.7, 51.2), ("Almaty", 43.2, 76.9))
)
NAMES = ("evrin", "tavra", "kirov")
PEOPLE = {"btrf+fn": "Ivan Petrov", "lnt+t": "Ida Lund"}


def _mentions(number: int, seed: int = 1) -> list[tuple[Mention, str]]:
    """Tellings of facilities of every kind, with what each truly is; many leave out where it lies, some who was there."""
    draw = random.Random(seed)  # noqa: S311  # seeded
    made = []
    for n in range(number):
        kind = draw.choice(("prison", "colony", "court", "police station"))
        town, core = draw.choice(TOWNS), draw.choice(NAMES) if kind != "colony" else ""
        no = str(draw.randrange(1, 4)) if kind == "colony" else None
        who = draw.choice(sorted(PEOPLE))
        mention = Mention(
            id=f"F-{draw.randrange(10**9):09}{n:04}",
            report=f"R-{n}",
            kind=kind,
            names=(f"{core} {kind}",),
            core=(core,) if core else (),
            levels=frozenset({"district"}) if kind == "court" else frozenset(),
            number=no,
            towns=(town,) if draw.random() < 0.6 else (),
            countries=frozenset({"KZ"}) if draw.random() < 0.9 else frozenset(),
            people={who: PEOPLE[who]} if draw.random() < 0.1 else {},
        )
        made.append((mention, f"{kind} {core} {no} {town.name}"))
    return made


MENTIONS = _mentions(120)
TRUTH = {one.id: of for one, of in MENTIONS}
OF = {one.id: one for one, _ in MENTIONS}


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection."""
    with create(tmp_path / "c", user="anna") as made:
        yield made


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[str]]:
    """The clusters of all mentions that came at once."""
    with create(tmp_path_factory.mktemp("at-once") / "c") as made:
        arrive(made, [one for one, _ in MENTIONS])
        return bench.groups(made, "facility")


def arrive(records: Collection, told: Iterable[Mention]) -> None:
    with records.writing() as connection:
        linked.add(connection, "facility", (), [item(one) for one in told])
        settle(connection, FACILITIES)


def judge(records: Collection, one: str, other: str, verdict: judging.Judged) -> str:
    left, right = sorted((one, other))
    with records.writing() as connection:
        made = judging.judge(connection, left, right, verdict, because="she knows", who="anna")
        settle(connection, FACILITIES)
    return made.id


def test_facilities_are_found_again(at_once: set[frozenset[str]]) -> None:
    """What lies in one town under one name is together; what only shares a name is not taken for one where towns are told."""
    told = {item: min(one) for one in at_once for item in one if OF[item].towns}
    right = bench.right(told, {id: TRUTH[id] for id in told})
    assert right["precision"] == 1.0
    assert right["recall"] > 0.9


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_changes_nothing(records: Collection, at_once: set[frozenset[str]], seed: int) -> None:
    """Report after report, in another order: the same clusters as all at once."""
    told = [one for one, _ in MENTIONS]
    random.Random(seed).shuffle(told)  # noqa: S311  # seeded
    for start in range(0, len(told), 12):
        arrive(records, told[start : start + 12])
    assert bench.groups(records, "facility") == at_once


def test_nothing_contradictory_is_together(at_once: set[frozenset[str]]) -> None:
    """No cluster holds two numbers, two towns or two kinds."""
    for cluster in at_once:
        told = [OF[id] for id in sorted(cluster)]
        assert [
            list(contradictions(one, other)) for one in told for other in told if any(contradictions(one, other))
        ] == []


@pytest.mark.parametrize("seed", range(3))
def test_what_is_undone_was_never_there(records: Collection, at_once: set[frozenset[str]], seed: int) -> None:
    """Joining and parting at random, and taking all of it back, leaves every cluster as it was; nobody judged different is together."""
    draw = random.Random(seed)  # noqa: S311  # seeded
    arrive(records, [one for one, _ in MENTIONS])
    made = []
    for _ in range(6):
        one, other = draw.sample(sorted(OF), 2)
        verdict: judging.Judged = draw.choice(("same", "different"))
        made.append(judge(records, one, other, verdict))
        together = any({one, other} <= cluster for cluster in bench.groups(records, "facility"))
        assert together == (verdict == "same")
    assert bench.groups(records, "facility") != at_once
    draw.shuffle(made)
    for judgement in made:
        with records.writing() as connection:
            judging.undo(connection, judgement, because="a slip", who="ben")
            settle(connection, FACILITIES)
    assert bench.groups(records, "facility") == at_once


def test_one_that_very_many_reports_name_is_one(records: Collection) -> None:
    """However many name it alike, each that comes is joined to them."""
    many = [
        Mention(
            id=f"F-{n:04}", report=f"R-{n}", kind="prison", names=("Evrin Prison",), core=("evrin",), towns=TOWNS[:1]
        )
        for n in range(450)
    ]
    arrive(records, many[:448])
    arrive(records, many[448:449])
    arrive(records, many[449:])
    assert [len(one) for one in bench.groups(records, "facility")] == [450]
