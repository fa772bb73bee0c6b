"""Searching a collection of some thousand acts: what is found is what a plain count gives, and by the indexes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def _plans(collection: Collection) -> Iterator[list[str]]:
    """How SQLite goes about each search of acts, as the searches are made."""
    plans: list[str] = []
    engine = collection._engine

    def explain(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT") and "FROM view_acts" in " ".join(statement.split()):
            told = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[attr-defined]
            plans.append("; ".join(row[3] for row in told))

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def _asked(name: str) -> Filter:
    return scale._pairs(random.Random(1))[name]  # noqa: S311  # seeded


@pytest.mark.parametrize("name", ["name and year", "words and month", "circle and month", "town and month"])
def test_a_name_or_a_place_is_looked_up(many: Collection, name: str) -> None:
    """A search by a name, by words or within a circle reads no act that it need not."""
    with _plans(many) as plans, many.reading() as connection:
        finding.count_acts(connection, _asked(name), user="anna")
    assert len(plans) == 1
    assert "SCAN view_acts" not in plans[0]


@pytest.mark.parametrize("name", ["type and month", "country and year", "word-giver and status", "type and told as"])
def test_two_filters_are_answered_from_one_index(many: Collection, name: str) -> None:
    """Whatever stands beside a type, a country or a word-giver is read from the index itself."""
    with _plans(many) as plans, many.reading() as connection:
        finding.count_acts(connection, _asked(name), user="anna")
    assert len(plans) == 1
    assert "COVERING INDEX" in plans[0]


def test_the_rarest_value_is_looked_up(many: Collection) -> None:
    """Of two values, the one that fewer acts have leads to them, whichever is asked for first."""
    with _plans(many) as plans, many.reading() as connection:
        finding.count_acts(connection, Filter(status="coded", word="official"), user="anna")
        finding.count_acts(connection, Filter(type="arrest", realis="actual"), user="anna")
    assert "view_acts_by_word" in plans[0]
    assert "view_acts_by_type" in plans[1]


@pytest.mark.parametrize("name", ["type and month", "words and month", "town and told as", "name and type"])
def test_a_page_is_not_sorted(many: Collection, name: str) -> None:
    """The first acts that match are the first in order, so a search for what is frequent ends with its page."""
    with _plans(many) as plans, many.reading() as connection:
        list(finding.find_acts(connection, _asked(name), user="anna", limit=3))
    assert plans
    assert not [plan for plan in plans if "ORDER BY" in plan]


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
