"""Each time that something was captured is kept, and what is a capture is never taken for sealed when it is not."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import delete, func, select

from onrecord.errors import CollectionError
from onrecord.model import Snapshot
from onrecord.store import audit, capturing, finding, purging, schema
from onrecord.store.capturing import Capture
from onrecord.store.collection import Collection


def capture(snapshot: Snapshot, **told: str | None) -> Capture:
    """A sealed capture of a file."""
    made = Capture(
        snapshot=snapshot.sha256,
        address=snapshot.address,
        at=snapshot.captured,
        tool="onrecord 0.1.0",
        record="captures/00/C.warc.gz",
        record_sha256="0" * 64,
    )
    return msgspec.structs.replace(made, **told)


def keep(records: Collection, one: Capture) -> str | None:
    """The id it is kept under."""
    with records.writing() as connection, audit.change(connection, "captured", "x", who="anna") as change:
        return capturing.keep_capture(change, one)


def test_a_capture_comes_back_whole(records: Collection, snapshot: Snapshot) -> None:
    """What is kept of a capture is what was told of it, and the log answers for it."""
    one = capture(snapshot, exchange="{}", timestamp="captures/00/C.tsr")
    id = keep(records, one)
    assert id is not None
    assert id.startswith("C-")
    with records.reading() as connection:
        assert capturing.captures_of(connection, snapshot.sha256) == [one]
        assert list(audit.faults(connection)) == []


def test_the_same_file_again_adds_nothing(records: Collection, snapshot: Snapshot) -> None:
    """A file whose bytes were captured at that place is not captured anew; at another place it is."""
    assert keep(records, capture(snapshot))
    assert keep(records, capture(snapshot)) is None
    assert keep(records, capture(snapshot, address="other/page.html"))


def test_an_address_fetched_again_is_another_capture(records: Collection, snapshot: Snapshot) -> None:
    """That the same bytes stood there another day is kept too, in the order in which they were fetched."""
    days = [capture(snapshot, exchange="{}", at=f"2024-03-0{day}T10:00:00+00:00") for day in (1, 2)]
    for one in days:
        keep(records, one)
    with records.reading() as connection:
        assert capturing.captures_of(connection, snapshot.sha256) == days


@pytest.mark.parametrize(
    "wrong",
    [{"unsealed": "disk full"}, {"record": None, "record_sha256": None}, {"record_sha256": None}],
    ids=["sealed and not", "neither", "no digest"],
)
def test_sealed_or_why_not(records: Collection, snapshot: Snapshot, wrong: dict[str, str | None]) -> None:
    """The database itself refuses a capture that is neither sealed nor says why, or both."""
    with pytest.raises(CollectionError):
        keep(records, capture(snapshot, **wrong))


def test_one_that_is_not_sealed_says_why(records: Collection, snapshot: Snapshot) -> None:
    """A seal that failed is kept as that."""
    one = capture(snapshot, record=None, record_sha256=None, unsealed="the disk is full")
    assert keep(records, one)
    with records.reading() as connection:
        assert capturing.captures_of(connection, snapshot.sha256)[0].unsealed == "the disk is full"


def test_captures_are_not_removed(records: Collection, snapshot: Snapshot) -> None:
    """The database refuses to take one away."""
    keep(records, capture(snapshot))
    with pytest.raises(CollectionError, match="append-only"), records.writing() as connection:
        connection.execute(delete(schema.captures))


def test_a_purge_takes_them(records: Collection, snapshot: Snapshot) -> None:
    """With a report's bytes go its captures, and the log still answers for what is left."""
    keep(records, capture(snapshot))
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        purging.purge(connection, card.id, ground="asked for removal", who="anna")
    with records.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.captures)) == 0
        assert list(audit.faults(connection)) == []
