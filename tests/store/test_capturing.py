"""Each time that something was captured is kept, and what is a capture is never taken for sealed when it is not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete, func, select

from onrecord.capture import seal
from onrecord.capture.captured import Captured, Exchange, captured
from onrecord.errors import CollectionError
from onrecord.model import Snapshot
from onrecord.store import audit, capturing, finding, keeping, purging, schema, verifying
from onrecord.store.capturing import Capture
from onrecord.store.collection import Collection

PAGE = b"<p>Police took Ada Quill on Tuesday.</p>"


def item(at: str = "2024-03-01T10:00:00+00:00", address: str = "page.html", *, fetched: bool = False) -> Captured:
    """A page that was captured at some time, as a file or from an address."""
    made = captured(PAGE, address=address, media_type="text/html")
    exchange = Exchange(addresses=(address,), status=200, begun=at, ended=at) if fetched else None
    snapshot = msgspec.structs.replace(made.snapshot, captured=at)
    return msgspec.structs.replace(made, snapshot=snapshot, exchange=exchange)


def keep(records: Collection, one: Captured) -> Capture | None:
    """The capture as it is kept, None of one that was known."""
    with records.writing() as connection:
        capture = capturing.take(connection, records.folder, one, collector="collector-1")
        if capture:
            keeping.capture_again(connection, one.snapshot, capture, who="anna")
    return capture


def kept(records: Collection) -> list[Capture]:
    with records.reading() as connection:
        return capturing.captures_of(connection, item().snapshot.sha256)


def test_a_capture_comes_back_whole(records: Collection) -> None:
    """What is kept of a capture is what was told of it, its file lies there, and the log answers for it."""
    one = keep(records, item(fetched=True, address="https://a.example/1"))
    assert kept(records) == [one]
    assert one is not None
    assert one.record is not None
    assert seal.digest_of(records.folder / one.record) == one.record_sha256
    with records.reading() as connection:
        assert list(audit.faults(connection)) == []


def test_the_same_file_again_adds_nothing(records: Collection) -> None:
    """A file whose bytes were captured at that place is not captured anew; at another place it is."""
    assert keep(records, item())
    assert keep(records, item("2024-03-02T10:00:00+00:00")) is None
    assert keep(records, item(address="other/page.html"))


def test_an_address_fetched_again_is_another_capture(records: Collection) -> None:
    """That the same bytes stood there another day is kept too, in the order in which they were fetched."""
    days = [keep(records, item(f"2024-03-0{day}T10:00:00+00:00", fetched=True)) for day in (1, 2, 2)]
    assert days[2] is None
    assert kept(records) == days[:2]


def row(snapshot: Snapshot, **told: str | None) -> dict[str, str | None]:
    made = Capture(
        snapshot=snapshot.sha256, address="x", at="2024", tool="onrecord", record="x", record_sha256="0" * 64
    )
    return {"id": "C-1", **msgspec.structs.asdict(msgspec.structs.replace(made, **told))}


@pytest.mark.parametrize(
    "wrong",
    [{"unsealed": "disk full"}, {"record": None, "record_sha256": None}, {"record_sha256": None}],
    ids=["sealed and not", "neither", "no digest"],
)
def test_sealed_or_why_not(records: Collection, snapshot: Snapshot, wrong: dict[str, str | None]) -> None:
    """The database itself refuses a capture that is neither sealed nor says why, or both."""
    with (
        pytest.raises(CollectionError),
        records.writing() as connection,
        audit.change(connection, "captured", "x", who="anna") as change,
    ):
        change.keep(schema.captures, [row(snapshot, **wrong)])


def test_a_file_that_cannot_be_written_costs_the_seal(records: Collection) -> None:
    """The capture is kept and says why it is not sealed; once the disk obeys, the same item is sealed."""
    shelf = records.folder / seal.RECORDS.folder
    shelf.write_bytes(b"in the way")
    one = keep(records, item())
    assert one is not None
    assert one.record is None
    assert "cannot be written" in str(one.unsealed)
    shelf.unlink()
    again = keep(records, item())
    assert again is not None
    assert again.unsealed is None
    assert kept(records) == [one, again]


def test_captures_are_not_removed(records: Collection) -> None:
    """The database refuses to take one away."""
    keep(records, item())
    with pytest.raises(CollectionError, match="append-only"), records.writing() as connection:
        connection.execute(delete(schema.captures))


def test_a_collector_has_a_made_up_name(records: Collection) -> None:
    """It is always the same one, and the user's own is not in it."""
    with records.reading() as connection:
        names = [capturing.pseudonym(connection, user) for user in ("anna", "anna", "bela")]
    assert names[0] == names[1] != names[2]
    assert "anna" not in names[0]


def test_a_purge_takes_them(records: Collection, snapshot: Snapshot, tmp_path: Path) -> None:
    """With a report's bytes go its captures, their files are named, and the log still answers for what is left."""
    told = msgspec.structs.replace(item(), snapshot=snapshot)
    one = keep(records, told)
    assert one is not None
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        purging.purge(connection, card.id, ground="asked for removal", who="anna")
    with records.reading() as connection:
        assert one.record in purging.files_to_remove(connection)
        assert connection.scalar(select(func.count()).select_from(schema.captures)) == 0
        assert list(audit.faults(connection)) == []


def test_a_stray_is_told_and_swept(records: Collection) -> None:
    """A file whose row was never kept is named by `verify` and known to a purge, whole or begun."""
    left = seal.seal(records.folder, b"of a run that was killed", seal.RECORDS)
    begun = left.with_name(f"{seal.NEW}xyz")
    begun.write_bytes(b"half")
    names = sorted(path.relative_to(records.folder).as_posix() for path in (left, begun))
    with records.reading() as connection:
        assert sorted(purging.strays(connection, records.folder)) == names
    assert {f"file {name}" for name in names} <= {fault.subject for fault in verifying.faults(records)}
