"""What `verify` names, and what it leaves in peace."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from onrecord.capture.captured import captured
from onrecord.model import Coded, Report
from onrecord.store import audit, guards
from onrecord.store.collection import Collection, open_collection
from onrecord.verbs import guarding
from onrecord.verbs.adding import add_item


@pytest.fixture
def kept(empty: Collection, coded: Coded, report: Report, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """A collection that holds three reports with their sealed bytes."""

    def stub(one: Report) -> Coded:
        return msgspec.structs.replace(coded, id=one.id, text_sha256=one.sha256)

    monkeypatch.setattr("onrecord.pipeline.code_report", stub)
    for number in range(3):
        data = f"{report.text}\n\nNumber {number}.".encode()
        list(add_item(empty, captured(data, address=f"{number}.txt", media_type="text/plain")))
    return empty


def told(records: Collection) -> str:
    return "\n".join(f"{fault.subject}: {fault.reason}" for fault in guarding.verify(records).faults)


def test_a_whole_collection_has_no_fault(kept: Collection) -> None:
    """Nothing is named, looking changes nothing, and the log's last entry is told."""
    found = guarding.verify(kept)
    assert found.faults == ()
    assert found.last
    with kept.reading() as connection:
        assert found.last.entry == audit.head(connection).id  # type: ignore[union-attr]
    assert guarding.verify(kept).faults == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE view_acts SET type = 'killing' WHERE type = 'arrest'", "the view of R-"),
        ("DELETE FROM view_people", "the view of R-"),
        ("UPDATE view_reports SET title = 'x' WHERE number = 1", "the view of R-"),
        ("DELETE FROM view_acts WHERE type = 'arrest'", "the view of R-"),
        ("UPDATE view_acts SET number = number + 100", "the view of R-"),
        ("DELETE FROM words_persons", "the view of R-"),
        ("UPDATE view_persons SET report = 'R-2222222' WHERE number = 1", "shows what is not kept"),
    ],
)
def test_a_changed_view_is_named_and_mended(kept: Collection, change: str, named: str) -> None:
    """What is searched must be what is kept; it can be made again."""
    with kept.writing() as connection:
        connection.execute(text(change))
    assert named in told(kept)
    guarding.rebuild(kept)
    assert told(kept) == ""


def test_a_changed_file_is_named(kept: Collection) -> None:
    """A sealed file that was changed, removed, or slipped in."""
    [first, second, _] = sorted(path for path in (kept.folder / "snapshots").rglob("*") if path.is_file())
    first.write_bytes(b"forged")
    second.unlink()
    (kept.folder / "snapshots" / "aa").mkdir(exist_ok=True)
    (kept.folder / "snapshots" / "aa" / ("a" * 64)).write_bytes(b"slipped in")
    found = told(kept)
    assert "changed after it was sealed" in found
    assert f"snapshot {second.name}: its file snapshots/{second.name[:2]}/{second.name} is missing" in found
    assert f"file snapshots/aa/{'a' * 64}: nothing in the collection refers to it" in found


def test_a_changed_capture_is_named(kept: Collection) -> None:
    """A WARC file that was changed or removed, with the capture that it is the file of."""
    first, second = sorted((kept.folder / "captures").rglob("*.gz"))[:2]
    first.write_bytes(first.read_bytes()[:-1] + b"?")
    second.unlink()
    found = told(kept)
    assert f"file {first.relative_to(kept.folder)}, of capture C-" in found
    assert f"its file {second.relative_to(kept.folder)} is missing" in found
    assert "capture C-" in found


def test_a_changed_row_is_named(kept: Collection) -> None:
    """The log is looked through as well."""
    with kept.writing() as connection:
        guards.unguard(connection)
        connection.execute(text("UPDATE reports SET text = 'forged' WHERE entry = 1"))
        guards.guard(connection)
    assert "was changed after it was kept" in told(kept)


def test_a_checkpoint_goes_to_a_file_and_back(kept: Collection, tmp_path: Path) -> None:
    """What was written down elsewhere is read again."""
    last = guarding.verify(kept).last
    (tmp_path / "point").write_bytes(msgspec.json.encode(last))
    assert guarding.read_checkpoint(tmp_path / "point") == last


@pytest.mark.parametrize("seed", range(20))
def test_a_flipped_bit_is_found_or_harms_nothing(kept: Collection, seed: int) -> None:
    """A bit that turned over in the database file is named, unless it stands where nothing is kept."""
    if kept.settings.database:
        return
    before = rows(kept)
    kept.compact()
    kept.close()
    path = kept.folder / "onrecord.sqlite"
    data = bytearray(path.read_bytes())
    draw = random.Random(seed)  # noqa: S311  # a seeded test
    place = draw.randrange(len(data))
    data[place] ^= 1 << draw.randrange(8)
    path.write_bytes(data)
    assert found_or_harmless(kept.folder, before)


def rows(records: Collection) -> list[str]:
    from onrecord.store import finding
    from onrecord.store.filters import Filter

    with records.reading() as connection:
        acts = [repr(one) for one in finding.find_acts(connection, Filter(), user="anna")]
        return acts + [
            repr(finding.report(connection, card.id, user="anna"))
            for card in finding.find_reports(connection, user="anna")
        ]


def found_or_harmless(folder: Path, before: list[str]) -> bool:
    from onrecord.errors import CollectionError

    try:
        with open_collection(folder) as again:
            return bool(guarding.verify(again).faults) or rows(again) == before
    except CollectionError:
        return True


def test_damaged_json_of_a_row_is_told(kept: Collection) -> None:
    """A kept row that is no JSON any more costs no error: it is named, and the rest is looked through."""
    with kept.writing() as connection:
        guards.unguard(connection)
        connection.execute(text("UPDATE reports SET json = replace(json, ':', ';')"))
        guards.guard(connection)
    found = told(kept)
    assert "was changed after it was kept" in found
    assert "the view of R-" in found


def test_a_changed_description_of_the_tables_is_told(kept: Collection) -> None:
    """A column that takes its values for others than they are is told, as is another id of the collection.

    PostgreSQL looks after its own description.
    """
    with kept.writing() as connection:
        connection.execute(text("UPDATE about SET value = 'another' WHERE key = 'id'"))
    is_file = not kept.settings.database
    assert ("its description of the tables was changed" in told(kept)) == is_file
