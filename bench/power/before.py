"""The collections that a piece of work begins with: one with some reports, and one of the first schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import MetaData, text

from bench.power.work import COLLECTION
from bench.synthetic import items
from onrecord.capture.seal import seal
from onrecord.settings import as_toml
from onrecord.store import engine, keeping, migrations
from onrecord.store.collection import create


def some(folder: Path, reports: int) -> Path:
    """A folder with a collection of so many reports."""
    with create(folder / COLLECTION, user="anna") as records, records.writing() as connection:
        for snapshot, report, coded in items(reports, seed=2):
            seal(folder / COLLECTION, report.text.encode())
            keeping.keep(connection, snapshot, report, coded, who="anna")
    return folder


def first_schema(folder: Path, reports: int) -> Path:
    """A folder with a collection of the first schema that holds so many reports."""
    here = folder / COLLECTION
    (here / "snapshots").mkdir(parents=True)
    (here / "onrecord.toml").write_text(as_toml())
    made = engine.engine_for(here, "", wait_seconds=1)
    with engine.transaction(made, writes=True, where="here") as connection:
        migrations.upgrade(connection, "base", to="0001")
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("INSERT INTO about VALUES ('schema', '1'), ('id', 'abc')"))
    tables = MetaData()
    tables.reflect(made)
    with engine.transaction(made, writes=True, where="here") as connection:
        for number, (snapshot, report, coded) in enumerate(items(reports, seed=3), 1):
            seal(folder / COLLECTION, report.text.encode())
            for name, rows in _rows(number, snapshot, report, coded).items():
                connection.execute(tables.tables[name].insert(), [{**row, "digest": "0"} for row in rows])
    made.dispose()
    return folder


def _rows(number: int, snapshot: Any, report: Any, coded: Any) -> dict[str, list[dict[str, Any]]]:
    id, told = f"R-{number}", msgspec.json.encode(msgspec.structs.replace(report, text="")).decode()
    place = {"run": number, "json": "{}"}
    return {
        "snapshots": [msgspec.structs.asdict(snapshot)],
        "reports": [{"id": id, "text_sha256": report.sha256, "text": report.text, "kind": "news", "given_id": report.id, "kept": "2024", "json": told}],
        "readings": [{"snapshot": snapshot.sha256, "report": id, "given_id": report.id, "json": told}],
        "coding_runs": [{"id": number, "report": id, "coder": "c", "version": "1", "codebook": "1", "coded": "2024", "line": "{}"}],
        "persons": [
            {**place, "id": f"P-{number}-{p.id}", "local_id": p.id, "name": p.name, "json": msgspec.json.encode(p).decode()} for p in coded.persons
        ],
        "acts": [
            {**place, "id": f"A-{number}-{n}", "local_id": a.id, "position": n, "type": a.type, "realis": a.realis, "start": a.mentions[0].start, "end": a.mentions[0].end, "json": msgspec.json.encode(a).decode()}
            for n, a in enumerate(coded.acts)
        ],
    }  # fmt: skip
