"""Collections of an older schema, brought up to the one of today."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

from onrecord.model import Coded, Report, Snapshot
from onrecord.settings import as_toml
from onrecord.store import audit, engine, finding, migrations, schema
from onrecord.store.collection import Reading, open_collection
from onrecord.store.filters import Filter


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A folder with the database of the first schema, empty."""
    folder = tmp_path / "old"
    (folder / "snapshots").mkdir(parents=True)
    (folder / "onrecord.toml").write_text(as_toml())
    made = engine.engine_for(folder, "", wait_seconds=1)
    with engine.transaction(made, writes=True, where="here") as connection:
        migrations.upgrade(connection, "base", to="0001")
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("INSERT INTO about VALUES ('schema', '1'), ('id', 'abc')"))
    made.dispose()
    return folder


def fill(folder: Path, report: Report, coded: Coded, snapshot: Snapshot) -> None:
    """The short report, as the first schema kept it."""
    told = msgspec.json.encode(msgspec.structs.replace(report, text="")).decode()
    rows: dict[str, list[dict[str, object]]] = {
        "snapshots": [msgspec.structs.asdict(snapshot)],
        "reports": [{"id": "R-1", "text_sha256": report.sha256, "text": report.text, "kind": "news", "given_id": "r1", "kept": "2024", "json": told}],
        "readings": [{"snapshot": snapshot.sha256, "report": "R-1", "given_id": "r1", "json": told}],
        "coding_runs": [{"id": 1, "report": "R-1", "coder": "stub", "version": "1", "codebook": "1", "coded": "2024", "line": "{}"}],
        "persons": [{"id": f"P-{p.id}", "run": 1, "local_id": p.id, "name": p.name, "json": msgspec.json.encode(p).decode()} for p in coded.persons],
        "acts": [
            {"id": f"A-{n}", "run": 1, "local_id": a.id, "position": n, "type": a.type, "realis": a.realis, "start": a.mentions[0].start, "end": a.mentions[0].end, "json": msgspec.json.encode(a).decode()}
            for n, a in enumerate(coded.acts)
        ],
        "audit": [{"id": 1, "at": "2024", "who": "anna", "what": "report kept", "subject": "R-1"}],
    }  # fmt: skip
    made = engine.engine_for(folder, "", wait_seconds=1)
    tables = MetaData()
    tables.reflect(made)
    with engine.transaction(made, writes=True, where="here") as connection:
        for name, told_rows in rows.items():
            connection.execute(tables.tables[name].insert(), [{**row, "digest": "0"} for row in told_rows])
    made.dispose()


def test_a_first_collection_is_carried_over(first: Path, report: Report, coded: Coded, snapshot: Snapshot) -> None:
    """Opening it brings it up to date: ids, acts and persons stay, and the new log answers for every row."""
    fill(first, report, coded, snapshot)
    with open_collection(first, user="anna") as records, records.reading() as connection:
        kept = list(finding.find_acts(connection, Filter(), user="anna"))
        assert [(one.id, one.act.type) for one in kept] == [(f"A-{n}", a.type) for n, a in enumerate(coded.acts)]
        assert kept[0].act.affected[0].person == "P-p1"
        assert [one.id for one in finding.find_reports(connection, user="anna")] == ["R-1"]
        assert list(audit.faults(connection)) == []


def differences(connection: Reading) -> list[object]:
    context = MigrationContext.configure(connection, opts={"include_name": _is_kept, "compare_type": True})
    return list(compare_metadata(context, schema.metadata))


def _is_kept(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name in schema.metadata.tables


def test_migrated_tables_are_those_of_today(first: Path) -> None:
    """The revisions, one after another, end where the schema is; so does a new collection."""
    with open_collection(first) as records, records.reading() as connection:
        assert differences(connection) == []
        triggers = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        assert len(list(triggers)) == 2 * len(schema.APPEND_ONLY)


def test_the_newest_revision_is_named() -> None:
    """The schema says which revision it is, and the revisions are a single line."""
    assert max(migrations.known()) == schema.REVISION


def test_the_old_tables_are_gone(first: Path) -> None:
    """Nothing of what was carried over is left twice."""
    with open_collection(first) as records, records.reading() as connection:
        assert not [name for name in inspect(connection).get_table_names() if name.startswith("old_")]
