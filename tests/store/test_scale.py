"""Searching a collection of some thousand acts: what is found is what a plain count gives, and by the indexes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from bench import scale
from bench.synthetic import items
from onrecord.model import Act
from onrecord.store import finding, keeping
from onrecord.store.collection import Collection, create
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct

REPORTS = 300


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A collection of some hundred reports with five acts each."""
    with create(tmp_path_factory.mktemp("many") / "c", user="anna") as records:
        with records.writing() as connection:
            assert keeping.keep_many(connection, items(REPORTS), who="anna") == REPORTS
            assert keeping.keep_many(connection, items(REPORTS), who="anna") == 0
        yield records


def found(records: Collection, asked: Filter) -> list[KeptAct]:
    with records.reading() as connection:
        return list(finding.find_acts(connection, asked, user="anna"))


@pytest.mark.parametrize("kind", ["arrest", "protest"])
def test_filters_agree_with_a_plain_count(many: Collection, kind: str) -> None:
    """Type, country and way of telling, alone and together, find just the acts that have them."""
    acts: list[Act] = [act for _, _, coded in items(REPORTS) for act in coded.acts]
    plain = [act for act in acts if act.type == kind and act.place and act.place.country == "KZ"]
    assert len(found(many, Filter(type=kind, place="KZ"))) == len(plain) > 0
    told = [act for act in plain if act.realis == "demanded"]
    assert len(found(many, Filter(type=kind, place="KZ", realis="demanded"))) == len(told)


def test_facets_agree_with_a_plain_count(many: Collection) -> None:
    """What is kept up while reports come in is what counting gives."""
    with many.reading() as connection:
        told = finding.facets(connection, Filter(), user="anna")
        anew = finding.facets(connection, Filter(status="coded"), user="anna")
    for field, values in told.items():
        assert {one.value: one.acts for one in values} == {one.value: one.acts for one in anew[field]}
        assert sum(one.acts for one in values) == 5 * REPORTS


def test_a_name_or_a_place_is_looked_up(many: Collection) -> None:
    """A search by a name, by words or within a circle reads no act that it need not."""
    plans: list[str] = []
    engine = many._engine

    def explain(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT count(*)") and "view_acts" in statement:
            told = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[attr-defined]
            plans.append("; ".join(row[3] for row in told))

    event.listen(engine, "before_cursor_execute", explain)
    asked = scale._pairs(random.Random(1))  # noqa: S311  # seeded
    with many.reading() as connection:
        for name in ("name and year", "words and month", "circle and month", "town and month"):
            finding.count_acts(connection, asked[name], user="anna")
    event.remove(engine, "before_cursor_execute", explain)
    assert len(plans) == 4
    assert not [plan for plan in plans if "SCAN view_acts" in plan]


def test_pages_follow_each_other(many: Collection) -> None:
    """Page after page, every act comes once."""
    told = scale._paged(many)
    assert told["twice"] == 0
    assert told["acts"] == len(found(many, Filter(type="protest")))


def test_the_measure_runs_on_either_database(tmp_path: Path, database: str) -> None:
    """All that is measured can be measured, in a small size."""
    with create(tmp_path / "c", database=database, user="anna") as records:
        with records.writing() as connection:
            keeping.keep_many(connection, items(40), who="anna")
        told = dict(scale.of("small", records, rounds=1, adds=2))
    assert len(told) == 13 + 7 + 1
    assert not [name for name in scale.missed(told) if "add of" in name]
