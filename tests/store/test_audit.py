"""What the audit log names when somebody changes the database behind the program's back."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import select

from onrecord.model import Coded, Report, Snapshot
from onrecord.store import audit, guards, keeping, schema
from onrecord.store.collection import Collection, Reading

Tampering = Callable[[Reading], None]


@pytest.fixture
def two(records: Collection, report: Report, coded: Coded, snapshot: Snapshot) -> Collection:
    """A collection of two reports, and a refusal: three entries."""
    other = msgspec.structs.replace(report, text=report.text + " ", sha256="1" * 64)
    with records.writing() as connection:
        keeping.keep(connection, msgspec.structs.replace(snapshot, sha256="6" * 64), other, coded, who="ben")
        keeping.refuse(connection, address="x", snapshot=None, reason="y", who="ben")
    return records


def tampered(records: Collection, change: Tampering) -> None:
    with records.writing() as connection:
        guards.unguard(connection)
        change(connection)
        guards.guard(connection)


def told(records: Collection, known: audit.Checkpoint | None = None) -> str:
    with records.reading() as connection:
        return "\n".join(f"{fault.subject}: {fault.reason}" for fault in audit.faults(connection, known))


def executing(*statements: str) -> Tampering:
    def change(connection: Reading) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return change


def test_an_untouched_collection_has_no_fault(two: Collection) -> None:
    """Nothing is named where nothing was done."""
    assert told(two) == ""


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE acts SET json = replace(json, 'Aktau', 'Osh') WHERE position = 0", "acts A-.*was changed"),
        ("UPDATE reports SET text = 'nothing' WHERE entry = 2", "reports R-.*was changed"),
        (
            "DELETE FROM acts WHERE position = 2 AND entry = 1",
            r"acts of R-.*entry 1, report kept\): 1 of 4 were removed",
        ),
        ("DELETE FROM refusals", "refusals of what was brought .*1 of 1 were removed"),
        ("DELETE FROM audit WHERE id = 2", "audit entry 3: the entries before it, from 2 on, were removed"),
        ("DELETE FROM entry_keys WHERE entry = 2", "cannot be checked"),
        ("UPDATE audit SET who = 'eve' WHERE id = 1", "audit entry 1: was changed"),
        ("UPDATE acts SET entry = 7 WHERE entry = 2", "acts .*was changed"),
    ],
)
def test_a_change_is_named(two: Collection, change: str, named: str) -> None:
    """An edit, a removal and a rewritten log entry are each told with the record concerned."""
    tampered(two, executing(change))
    assert re.search(named, told(two)), told(two)


def test_a_change_with_its_digest_is_named(two: Collection) -> None:
    """Whoever gives the changed row a new digest is betrayed by the log."""

    def change(connection: Reading) -> None:
        row = dict(connection.execute(select(schema.acts).where(schema.acts.c.position == 0)).mappings().first() or {})
        row["json"] = row["json"].replace("Aktau", "Osh")
        row["digest"] = schema.digest(row)
        where = (schema.acts.c.id == row["id"], schema.acts.c.run == row["run"])
        connection.execute(schema.acts.update().where(*where).values(row))

    tampered(two, change)
    assert "are not those that were kept" in told(two)


def test_a_row_added_past_the_log_is_named(two: Collection) -> None:
    """A row that no entry tells of, or one entry too few, is told."""

    def change(connection: Reading) -> None:
        row = {"id": 9, "at": "2024", "address": "x", "snapshot": None, "reason": "z", "entry": 8}
        connection.execute(schema.refusals.insert(), schema.sealed(row))
        connection.execute(schema.refusals.insert(), schema.sealed({**row, "id": 10, "entry": 3}))

    tampered(two, change)
    assert "refusals of entry 8: stand in no entry" in told(two)
    assert "1 were added past the audit log" in told(two)


def test_swapped_entries_are_named(two: Collection) -> None:
    """Two entries that changed places break the chain."""

    def change(connection: Reading) -> None:
        for old, new in ((1, 9), (2, 1), (9, 2)):
            connection.exec_driver_sql(f"UPDATE audit SET id = {new} WHERE id = {old}")  # noqa: S608  # numbers from here

    tampered(two, change)
    assert "does not follow the entry before it" in told(two)


def test_a_cut_end_is_seen_by_a_checkpoint_only(two: Collection) -> None:
    """The last entry cut off with its rows leaves a whole chain; a checkpoint kept elsewhere tells."""
    with two.reading() as connection:
        known = audit.checkpoint(connection, "c")
    cut = ("DELETE FROM refusals", "DELETE FROM audit WHERE id = 3", "DELETE FROM entry_keys WHERE entry = 3")
    tampered(two, executing(*cut))
    assert told(two) == ""
    assert told(two, known).startswith("audit entry 3: was cut off after the checkpoint")


def test_a_rewritten_log_is_seen_by_a_checkpoint(two: Collection) -> None:
    """A log that was computed anew does not agree with what was written down elsewhere."""
    with two.reading() as connection:
        last = audit.checkpoint(connection, "c")
    assert last
    assert "was rewritten" in told(two, msgspec.structs.replace(last, digest="0" * 64))
    assert told(two, last) == ""
