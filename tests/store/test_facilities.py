"""Facilities as the store keeps them: joined however many there are, judged by id, and gone with their report."""

from __future__ import annotations

from sqlalchemy import func, select

from onrecord.linking.facilities import Mention
from onrecord.store import ids, judging, linked, purging
from onrecord.store.collection import Collection
from onrecord.store.schema import judgements
from onrecord.store.view import view_reports
from onrecord.verbs.linking.facilities import FACILITIES, item
from onrecord.verbs.linking.joining import settle


def mention(id: str, report: str, number: str = "6") -> Mention:
    return Mention(id=id, report=report, kind="colony", names=("Colony",), number=number, regions=frozenset({"north"}))


def test_more_than_a_key_is_looked_through_for(records: Collection) -> None:
    """What is surely one is one, also where more tell of it than are compared with each other."""
    with records.writing() as connection:
        linked.add(connection, "facility", (), [item(mention(f"F-{n:04}", f"R-{n}")) for n in range(405)])
        linked.add(connection, "facility", (), [item(mention("F-other", "R-other", number="5"))])
        settle(connection, FACILITIES)
        assert len(set(dict(linked.clusters(connection, "facility")).values())) == 2


def test_judgements_of_a_purged_report_go(records: Collection) -> None:
    """A facility's id begins with its report's, so that what was judged of it is found when the report goes."""
    with records.writing() as connection:
        report = str(connection.scalar(select(view_reports.c.id)))
        [own] = ids.facilities(report, ["a colony"]).values()
        judging.judge(connection, own, "F-2222222222", "same", because="one house", who="anna")
        judging.judge(connection, "F-3333333333", "F-2222222222", "same", because="one house", who="anna")
        purging.purge(connection, report, ground="court order", who="anna")
        assert connection.scalar(select(func.count()).select_from(judgements)) == 1


def test_ids_of_facilities() -> None:
    """The same signs give the same ids whatever order they come in; no two of a report are the same; each reads as an id."""
    signs = [f"prison {n}" for n in range(200)]
    made = ids.facilities("R-7K3M9QX", signs)
    assert made == ids.facilities("R-7K3M9QX", signs[::-1])
    assert len(set(made.values())) == 200
    assert all(id.startswith("F-7K3M9QX") and ids.is_id(id) for id in made.values())
    assert not ids.is_id("F-7K3M9QX")
