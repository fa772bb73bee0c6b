"""A purged report is in no file of the collection, and the log is whole."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from onrecord.capture import seal
from onrecord.capture.captured import captured
from onrecord.errors import UnknownItem
from onrecord.model import Coded, Report
from onrecord.store import audit, deciding, finding, guards, keeping, protecting
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.verbs import deciding as verbs
from onrecord.verbs.adding import add_item
from onrecord.verbs.purging import purge

CANARY = "Quetzalina Ombrewick"


@pytest.fixture
def canary(records: Collection, monkeypatch: pytest.MonkeyPatch, coded: Coded) -> str:
    """The id of a report full of a name that stands nowhere else, with decisions and a protection on it."""
    line = f'{{"id": "{CANARY}", "title": "{CANARY} held", "text": "Police arrested {CANARY} on Thursday."}}'

    def stub(report: Report) -> Coded:
        act = msgspec.structs.replace(coded.acts[0], charge=CANARY)
        person = msgspec.structs.replace(coded.persons[0], name=CANARY, relations=())
        return msgspec.structs.replace(coded, id=report.id, text_sha256=report.sha256, acts=(act,), persons=(person,))

    monkeypatch.setattr("onrecord.pipeline.code_report", stub)
    [kept] = add_item(
        records, captured(line.encode(), address=f"{CANARY}.jsonl:1", media_type="application/json", line=1)
    )
    assert kept.report
    with records.writing() as connection:
        [act] = finding.find_acts(connection, Filter(report=kept.report), user="anna")
        told = msgspec.json.encode(CANARY).decode()
        deciding.decide(connection, act.id, "correct", slot="charge", value=told, because=CANARY, who="anna")
        deciding.decide(connection, act.id, "correct", slot="charge", value=told, because=CANARY, who="anna")
        [person] = finding.find_persons(connection, Filter(person="ombrewick"), user="anna")
        protecting.protect(connection, person.id, reason="minor", may_see=(), because=CANARY, who="anna")
    return kept.report


def files(folder: Path) -> bytes:
    """Every file, those that are packed unpacked."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"".join(unpacked(path) for path in paths)


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def dump(records: Collection) -> str:
    """Every row of every table, as text."""
    with records.reading() as connection:
        if connection.dialect.name == "sqlite":
            return files(records.folder).decode("latin-1")
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        return "".join(str(connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names)  # noqa: S608


def test_nothing_of_a_purged_report_is_left(records: Collection, canary: str) -> None:
    """No word of it is in any file; the others are untouched; the log is whole and has a tombstone."""
    folded = CANARY.lower().split()[0]
    assert CANARY in dump(records)
    assert folded in dump(records)
    assert CANARY in "".join(unpacked(path).decode() for path in records.folder.rglob("*.gz"))
    stray = seal.seal(
        records.folder, gzip.compress(f"a run that was killed had captured {CANARY}".encode()), seal.RECORDS
    )
    done = purge(records, canary, ground="court order")
    assert (done.done, done.files, stray.exists()) == (True, 2, False)
    left = dump(records) + files(records.folder).decode("latin-1")
    assert CANARY not in left
    assert folded not in left
    assert CANARY.split()[1] not in left
    with records.reading() as connection:
        assert list(audit.faults(connection)) == []
        assert finding.count_acts(connection, Filter(), user="anna") == 4
        assert connection.scalar(text("SELECT ground FROM tombstones")) == "court order"
        with pytest.raises(UnknownItem):
            finding.report(connection, canary, user="anna")


def test_a_second_purge_ends_the_first(records: Collection, canary: str) -> None:
    """The same call again does no harm, whatever was left to do."""
    purge(records, canary, ground="court order")
    assert purge(records, canary, ground="court order").done
    with records.reading() as connection:
        assert list(audit.faults(connection)) == []


def test_where_two_work_a_purge_takes_two(records: Collection, canary: str) -> None:
    """One asks, and only another's word removes it."""
    with records.writing() as connection:
        keeping.refuse(connection, address="x", snapshot=None, reason="y", who="ben")
    assert not purge(records, canary, ground="court order").done
    assert not purge(records, canary, ground="court order").done
    records.user = "ben"
    assert purge(records, canary, ground="court order").done


def test_tampering_is_still_named_after_a_purge(records: Collection, canary: str) -> None:
    """The entries that a purge told anew answer for what is left of them."""
    verbs.accept(records, _first(records), because="right")
    purge(records, canary, ground="court order")
    with records.writing() as connection:
        guards.unguard(connection)
        connection.execute(text("DELETE FROM tombstones"))
        guards.guard(connection)
        assert [fault.subject.split()[0] for fault in audit.faults(connection)] == ["tombstones"]


def _first(records: Collection) -> str:
    with records.reading() as connection:
        return next(finding.find_acts(connection, Filter(), user="anna")).id
