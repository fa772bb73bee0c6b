"""What is kept, and that it is kept once and never changed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from onrecord.model import Coded, Report, Snapshot
from onrecord.store import finding, keeping, schema
from onrecord.store.collection import Collection, Reading
from onrecord.store.finding import Filter


def number(connection: Reading, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def only_report(connection: Reading) -> str:
    [card] = finding.find_reports(connection)
    return card.id


def test_a_coding_comes_back_whole(records: Collection, coded: Coded) -> None:
    """Acts and persons read from the collection equal what the coder wrote."""
    with records.reading() as connection:
        assert tuple(kept.act for kept in finding.find_acts(connection, Filter())) == coded.acts
        assert tuple(kept.person for kept in finding.find_persons(connection, Filter())) == coded.persons


def test_the_same_coder_codes_a_report_once(records: Collection, coded: Coded) -> None:
    """Coding again with the same coder, version and codebook adds nothing."""
    with records.writing() as connection:
        before = number(connection, schema.acts)
        assert not keeping.keep_coded(connection, only_report(connection), coded)
        assert number(connection, schema.acts) == before


def test_a_newer_coder_adds_a_run(records: Collection, coded: Coded) -> None:
    """Another version's coding stands beside the first; only the latest is current."""
    newer = msgspec.structs.replace(coded, coder=msgspec.structs.replace(coded.coder, version="2"), acts=coded.acts[:1])
    with records.writing() as connection:
        assert keeping.keep_coded(connection, only_report(connection), newer)
        assert number(connection, schema.acts) == len(coded.acts) + 1
        assert len(list(finding.find_acts(connection, Filter()))) == 1


def test_the_same_text_from_other_bytes_is_one_report(records: Collection, report: Report, snapshot: Snapshot) -> None:
    """A text that comes in another wrapping is noted as read from there too."""
    other = msgspec.structs.replace(snapshot, sha256="6" * 64)
    with records.writing() as connection:
        assert keeping.keep_snapshot(connection, other)
        id, fresh = keeping.keep_report(connection, report, snapshot=other.sha256)
        assert not fresh
        assert set(finding.report(connection, id).snapshots) == {"5" * 64, "6" * 64}


def test_the_same_bytes_are_one_snapshot(records: Collection, snapshot: Snapshot) -> None:
    """Bytes captured again are not noted again."""
    with records.writing() as connection:
        assert not keeping.keep_snapshot(connection, snapshot)


def test_the_same_refusal_is_noted_once(records: Collection) -> None:
    """Trying a broken file again and again fills no table."""
    with records.writing() as connection:
        for _ in range(3):
            keeping.refuse(connection, address="x.bin", snapshot=None, reason="binary")
        assert number(connection, schema.refusals) == 1


@pytest.mark.parametrize("table", schema.APPEND_ONLY, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_nothing_kept_is_changed(records: Collection, table: Table, verb: str) -> None:
    """The database itself refuses to change or remove a row."""
    with records.writing() as connection:
        keeping.refuse(connection, address="x", snapshot=None, reason="y")
    statement = update(table).values(digest="") if verb == "UPDATE" else delete(table)
    with pytest.raises(IntegrityError, match="append-only"), records.writing() as connection:
        connection.execute(statement)


@pytest.mark.parametrize("table", schema.APPEND_ONLY, ids=lambda table: table.name)
def test_every_row_carries_its_digest(records: Collection, table: Table) -> None:
    """The digest can be computed again from the row."""
    with records.reading() as connection:
        for row in connection.execute(select(table)).mappings():
            told: dict[str, Any] = dict(row)
            if table in (schema.coding_runs, schema.refusals, schema.audit):
                del told["id"]
            assert schema.digest(told) == row["digest"]


def test_no_name_stands_in_the_audit(records: Collection) -> None:
    """The audit says what was done to which id, never a value."""
    with records.reading() as connection:
        told = " ".join(f"{row.what} {row.subject}" for row in connection.execute(select(schema.audit)))
    assert "report coded R-" in told
    assert "Lund" not in told
