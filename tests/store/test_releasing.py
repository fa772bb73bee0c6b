"""Releases and the ids of their lines are kept, logged, and go with a purge, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from onrecord.errors import CollectionError
from onrecord.store import audit, purging, releasing
from onrecord.store.collection import Collection
from onrecord.store.schema import acts, persons, release_lines, reports


def keep(records: Collection, groups: dict[str, list[str]]) -> dict[str, str]:
    with records.writing() as connection:
        lines, new = releasing.lines_of(connection, groups)
        releasing.keep(
            connection,
            number=releasing.next_number(connection),
            who="anna",
            title="Ours",
            approved_by=["anna", "ben"],
            policy="0" * 64,
            content={"lines": lines},
            lines=new,
        )
    return lines


def test_lines_stay_and_no_two_groups_share_one(empty: Collection) -> None:
    """A happening that grows keeps its line; of two that become one, one line stays; two that part have two."""
    first = keep(empty, {"a": ["A-1"], "b": ["A-2"]})
    assert first["a"] != first["b"]
    assert keep(empty, {"a": ["A-1", "A-3"], "b": ["A-2"]}) == first
    joined = keep(empty, {"a": ["A-1", "A-2", "A-3"]})
    assert joined["a"] in first.values()
    parted = keep(empty, {"a": ["A-1"], "c": ["A-3"], "b": ["A-2"]})
    assert len(set(parted.values())) == 3
    assert (parted["a"], parted["b"]) == (first["a"], first["b"])


def test_a_release_is_logged_and_cannot_be_changed(empty: Collection) -> None:
    """Who approved it stands in the collection, and the database refuses to take it back."""
    keep(empty, {"a": ["A-1"]})
    with empty.reading() as connection:
        [one] = releasing.kept(connection)
        assert (one.number, one.who, one.approved_by) == (1, "anna", ("anna", "ben"))
        assert list(audit.faults(connection)) == []
        last = audit.head(connection)
        assert last is not None
        assert (last.what, last.subject) == ("released", "release 1")
    with pytest.raises(CollectionError, match="append-only"), empty.writing() as connection:
        connection.execute(delete(release_lines))


def test_a_purge_takes_the_lines(records: Collection) -> None:
    """Nothing tells any more which line a purged act or person had; the log still agrees."""
    with records.reading() as connection:
        [report] = connection.scalars(select(reports.c.id))
        subjects = [*connection.scalars(select(acts.c.id)), *connection.scalars(select(persons.c.id))]
    keep(records, {one: [one] for one in subjects})
    with records.writing() as connection:
        purging.purge(connection, report, ground="asked", who="anna")
        assert connection.scalars(select(release_lines.c.subject)).all() == []
        assert list(audit.faults(connection)) == []


def test_everybody_is_known_to_the_gate(records: Collection) -> None:
    """With all their names, whoever asks, so that none can leave unseen."""
    with records.reading() as connection:
        told = {one.person.name: one.is_protected for one in releasing.every_person(connection)}
    assert told == {"Ida Lund": False, "Ole Lünd": False}
