"""Persons of a collection, linked: the same in any order, parted and joined by people, and exactly undone."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bench import linking as bench
from bench.synthetic_people import cases, mentions, persons
from onrecord.linking.people import Mention, apart
from onrecord.store import judging, linked
from onrecord.store.collection import Collection, create
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.persons import PERSONS, item

KNOWN = persons(60)
MENTIONS = list(mentions(KNOWN, cases(60), 6))
TRUTH = {one.id: of for one, of in MENTIONS}


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection."""
    with create(tmp_path / "c", user="anna") as made:
        yield made


def arrive(records: Collection, told: Iterable[Mention]) -> None:
    with records.writing() as connection:
        linked.add(connection, "person", (), [item(one) for one in told])
        settle(connection, PERSONS)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[str]]:
    """The clusters of all mentions that came at once."""
    with create(tmp_path_factory.mktemp("at-once") / "c") as made:
        arrive(made, [one for one, _ in MENTIONS])
        return bench.groups(made)


def test_persons_are_found_again(at_once: set[frozenset[str]]) -> None:
    """Hardly anybody is taken for another, and most mentions of a person are together."""
    told = {item: min(one) for one in at_once for item in one}
    right = bench.right(told, TRUTH)
    assert right["precision"] == 1.0
    assert right["recall"] > 0.6


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_changes_nothing(records: Collection, at_once: set[frozenset[str]], seed: int) -> None:
    """Report after report, in another order: the same clusters as all at once."""
    draw = random.Random(seed)  # noqa: S311  # seeded
    told = [one for one, _ in MENTIONS]
    draw.shuffle(told)
    for start in range(0, len(told), 60):
        arrive(records, told[start : start + 60])
    assert bench.groups(records) == at_once


def test_nothing_contradictory_is_together(at_once: set[frozenset[str]]) -> None:
    """No cluster holds two mentions that cannot be one person."""
    of = {one.id: one for one, _ in MENTIONS}
    for cluster in at_once:
        assert list(apart({item: of[item] for item in cluster})) == []


def _judge(records: Collection, one: str, other: str, verdict: judging.Judged) -> str:
    left, right = sorted((one, other))
    told = {"kind": "person", "left": left, "right": right, "supersedes": None}
    with records.writing() as connection:
        # These mentions were never kept as persons, so the check that they were is passed by.
        made = judging._insert(connection, verdict, because="she knows", who="anna", **told)
        settle(connection, PERSONS)
    return made.id


@pytest.mark.parametrize("seed", range(4))
def test_what_is_undone_was_never_there(records: Collection, at_once: set[frozenset[str]], seed: int) -> None:
    """Joining and parting at random, and taking all of it back, leaves every cluster as it was."""
    draw = random.Random(seed)  # noqa: S311  # seeded
    arrive(records, [one for one, _ in MENTIONS])
    ids = sorted(TRUTH)
    made = []
    for _ in range(6):
        one, other = draw.sample(ids, 2)
        made.append(_judge(records, one, other, draw.choice(("same", "different"))))
        assert_holds(records)
    assert bench.groups(records) != at_once
    draw.shuffle(made)
    for judgement in made:
        with records.writing() as connection:
            judging.undo(connection, judgement, because="a slip", who="ben")
            settle(connection, PERSONS)
    assert bench.groups(records) == at_once


def assert_holds(records: Collection) -> None:
    """No two that a person judged different are together."""
    with records.reading() as connection:
        told = judging.standing(connection, "person")
    together = bench.groups(records)
    for one in told:
        if one.verdict == "different":
            assert not any({one.left, one.right} <= cluster for cluster in together)


def test_parting_two_takes_the_rest_where_it_belongs(records: Collection) -> None:
    """Of a chain of three, the two that are still joined by a reason stay together."""
    ties = frozenset({"spouse of ida lund"})
    told = [
        Mention(id=f"P-{n}", report=f"R-{n}", names=("Aidar Beketov",), ties=ties, countries=frozenset({"KZ"}))
        for n in range(3)
    ]
    arrive(records, told)
    assert bench.groups(records) == {frozenset({"P-0", "P-1", "P-2"})}
    _judge(records, "P-0", "P-1", "different")
    assert len(bench.groups(records)) == 2
    assert not any({"P-0", "P-1"} <= one for one in bench.groups(records))


def test_the_last_judgement_of_two_stands_alone(records: Collection) -> None:
    """Judged the same, then different, then unsure, two are not joined; the last taken back, they are different."""
    arrive(
        records,
        [Mention(id=f"P-{n}", report=f"R-{n}", names=(name,)) for n, name in enumerate(("Ida Lund", "Ole Dahl"))],
    )
    verdicts: tuple[judging.Judged, ...] = ("same", "different", "unsure")
    for verdict in verdicts:
        with records.writing() as connection:
            made = judging.judge(connection, "P-0", "P-1", verdict, because="x", who="anna")
            settle(connection, PERSONS)
    assert bench.groups(records) == {frozenset({"P-0"}), frozenset({"P-1"})}
    with records.writing() as connection:
        assert judging.standing(connection, "person") == [made]
        judging.undo(connection, made.id, because="x", who="ben")
        assert [one.verdict for one in judging.standing(connection, "person")] == ["different"]
