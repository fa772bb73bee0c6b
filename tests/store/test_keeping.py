"""What is kept, and that it is kept once and never changed."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import Table, delete, func, select, update

from onrecord.errors import CollectionError
from onrecord.model import Act, Coded, Report, Snapshot
from onrecord.store import audit, finding, keeping, schema
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct


def number(connection: Reading, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def only_report(connection: Reading) -> str:
    [card] = finding.find_reports(connection, user="anna")
    return card.id


def found(connection: Reading) -> list[KeptAct]:
    return list(finding.find_acts(connection, Filter(), user="anna"))


def newer(coded: Coded, *, acts: tuple[Act, ...]) -> Coded:
    """The same as another version of the coder tells it, with other local ids."""
    coder = msgspec.structs.replace(coded.coder, version="2")
    return msgspec.structs.replace(coded, coder=coder, acts=acts)


def test_a_coding_comes_back_whole(records: Collection, coded: Coded) -> None:
    """Acts and persons read from the collection equal what the coder wrote, with permanent ids for its own."""
    with records.reading() as connection:
        acts = [kept.act for kept in found(connection)]
        people = [kept.person for kept in finding.find_persons(connection, Filter(), user="anna")]
    ids = {"p1": people[0].id, "p2": people[1].id}
    for told, kept in zip(coded.acts, acts, strict=True):
        affected = tuple(msgspec.structs.replace(p, person=ids.get(p.person or "")) for p in told.affected)
        assert kept.affected == affected
        assert msgspec.structs.replace(kept, id=told.id, affected=told.affected, source=told.source) == told
    assert [person.name for person in people] == [person.name for person in coded.persons]
    assert people[0].relations[0].of.person == ids["p2"]


def test_the_same_coder_codes_a_report_once(records: Collection, coded: Coded) -> None:
    """Coding again with the same coder, version and codebook adds nothing."""
    with records.writing() as connection:
        before = number(connection, schema.acts)
        assert not keeping.keep_coding(connection, only_report(connection), coded, who="anna")
        assert number(connection, schema.acts) == before


def test_a_newer_coding_is_the_current_one(records: Collection, coded: Coded) -> None:
    """Another version's coding stands beside the first; only the latest is current."""
    with records.writing() as connection:
        again = newer(coded, acts=coded.acts[:1])
        assert keeping.keep_coding(connection, only_report(connection), again, who="anna")
        assert number(connection, schema.acts) == len(coded.acts) + 1
        assert [kept.act.type for kept in found(connection)] == ["arrest"]


def test_what_is_found_again_keeps_its_id(records: Collection, coded: Coded) -> None:
    """Acts and persons told in the same words by a newer coder are the same acts and persons."""
    with records.writing() as connection:
        before = found(connection)
        others = tuple(msgspec.structs.replace(act, id=f"x{act.id}", date="2023") for act in reversed(coded.acts))
        assert keeping.keep_coding(connection, only_report(connection), newer(coded, acts=others), who="anna")
        after = found(connection)
    assert [kept.id for kept in after] == [kept.id for kept in before]
    assert {kept.act.date for kept in after} == {"2023"}
    assert after[0].act.affected[0].person == before[0].act.affected[0].person


def test_the_same_text_from_other_bytes_is_one_report(
    records: Collection, report: Report, coded: Coded, snapshot: Snapshot
) -> None:
    """A text that comes in another wrapping is noted as read from there too; the same again is not noted."""
    other = msgspec.structs.replace(snapshot, sha256="6" * 64)
    with records.writing() as connection:
        kept = keeping.keep(connection, other, report, coded, who="anna")
        assert (kept.new_text, kept.new_coding) == (False, False)
        assert set(finding.report(connection, kept.id, user="anna").snapshots) == {"5" * 64, "6" * 64}
        entries = number(connection, schema.audit)
        assert not keeping.keep(connection, other, report, coded, who="anna").new_reading
        assert number(connection, schema.audit) == entries


def test_the_same_refusal_is_noted_once(records: Collection) -> None:
    """Trying a broken file again and again fills no table."""
    with records.writing() as connection:
        for _ in range(3):
            keeping.refuse(connection, address="x.bin", snapshot=None, reason="binary", who="anna")
        assert number(connection, schema.refusals) == 1


def a_row_each(connection: Reading) -> None:
    """Fills the tables that the short report leaves empty."""
    report = only_report(connection)
    told = {"number": 1, "at": "2024", "who": "anna", "because": "it is so"}
    with audit.change(connection, "filled", report, who="anna") as change:
        place = {"text_sha256": "0", "type": "arrest", "start": 0, "end": 1}
        change.keep(
            schema.decisions, [{"id": "D-2", "verdict": "accept", "report": report, "act": "A-2", **told, **place}]
        )
        change.keep(schema.protections, [{"id": "S-2", "subject": "P-2", "reason": "minor", "may_see": "[]", **told}])
        pair = {"kind": "person", "left": "P-2", "right": "P-3", "verdict": "same"}
        change.keep(schema.judgements, [{"id": "J-2", **pair, **told}])
        change.keep(schema.assignments, [{"id": "T-2", "task": "review", "subject": report, "user": "ben", **told}])
        change.keep(schema.second_codings, [{"id": "B-2", "report": report, "run": 1, "state": "begun", **told}])
        judged = {"id": "V-2", "coding": "B-2", "verdict": "accept", "report": report, "act": "A-2"}
        change.keep(schema.second_judgements, [{**judged, **told, **place}])
        change.keep(schema.tombstones, [{"id": "R-2", "at": "2024", "who": "anna", "ground": "court order"}])
        sheet = {"name": "list", "address": "list.csv", "snapshot": "5" * 64, "mapping": "{}", "rows": 1}
        change.keep(schema.imports, [{"id": "I-2", "number": 1, "at": "2024", "who": "anna", **sheet}])
        change.keep(schema.import_rows, [{"import_id": "I-2", "row": 2, "status": "refused"}])
        bytes_ = connection.scalar(select(schema.snapshots.c.sha256))
        capture = {
            "snapshot": bytes_,
            "address": "x",
            "at": "2024",
            "tool": "onrecord 1",
            "collector": "",
            "unsealed": "the disk is full",
        }
        change.keep(schema.captures, [{"id": "C-2", **capture}])
        beside = {"picture": bytes_, "snapshot": bytes_, "at": "2024", "who": "anna", "because": "as it stood"}
        change.keep(schema.attachments, [beside])
        edition = {"title": "First", "approved_by": "[]", "policy": "0", "json": "{}"}
        change.keep(schema.releases, [{"number": 1, "at": "2024", "who": "anna", **edition}])
        change.keep(schema.release_lines, [{"subject": "P-2", "line": "L-2"}])
        change.keep(schema.removals, [{"snapshot": bytes_, "report": "R-2", "at": "2024"}])
    keeping.refuse(connection, address="x", snapshot=None, reason="y", who="anna")


@pytest.mark.parametrize("table", schema.APPEND_ONLY, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_nothing_kept_is_changed(records: Collection, table: Table, verb: str) -> None:
    """The database itself refuses to change or remove a row."""
    with records.writing() as connection:
        a_row_each(connection)
    statement = update(table).values(digest="") if verb == "UPDATE" else delete(table)
    with pytest.raises(CollectionError, match="append-only"), records.writing() as connection:
        connection.execute(statement)


def test_no_name_stands_in_the_audit(records: Collection) -> None:
    """The audit says what was done to which id, never a value."""
    with records.reading() as connection:
        told = " ".join(f"{row.what} {row.subject}" for row in connection.execute(select(schema.audit)))
    assert "report kept R-" in told
    assert "Lund" not in told
