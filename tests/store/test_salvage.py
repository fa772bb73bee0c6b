"""What is saved of a damaged collection: all that is whole, and nothing else."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from onrecord.capture import seal
from onrecord.errors import CollectionError
from onrecord.model import Coded, Report, Snapshot
from onrecord.store import finding, keeping
from onrecord.store.collection import Collection, create, open_collection
from onrecord.store.filters import Filter
from onrecord.store.salvage import salvage

REPORTS = 12


@pytest.fixture
def folder(tmp_path: Path, report: Report, coded: Coded, snapshot: Snapshot) -> Path:
    """A folder with a collection of some reports, closed."""
    with create(tmp_path / "c", user="anna") as records:
        seal.seal(records.folder, b"whole")
        seal.seal(records.folder, b"to be damaged").write_bytes(b"damaged")
        with records.writing() as connection:
            for number in range(REPORTS):
                other = msgspec.structs.replace(report, text=f"{report.text} {number}", sha256=f"{number:064}")
                bytes_ = msgspec.structs.replace(snapshot, sha256=f"{number:063}a")
                keeping.keep(connection, bytes_, other, coded, who="anna")
    return tmp_path / "c"


def texts(records: Collection) -> set[str]:
    with records.reading() as connection:
        cards = list(finding.find_reports(connection, user="anna"))
        return {finding.report(connection, card.id, user="anna").report.text for card in cards}


def test_a_whole_collection_is_saved_whole(folder: Path, tmp_path: Path) -> None:
    """Every row and every whole file comes over; the damaged file does not."""
    capture = seal.seal(folder, b"of a capture", seal.RECORDS)
    saved = salvage(folder, tmp_path / "new")
    assert saved.lost == ()
    assert saved.files == 2
    assert (tmp_path / "new" / capture.relative_to(folder)).read_bytes() == b"of a capture"
    with open_collection(tmp_path / "new") as new, open_collection(folder) as old:
        assert texts(new) == texts(old)
        with new.reading() as connection:
            assert finding.count_acts(connection, Filter(), user="anna") == 4 * REPORTS


def test_a_changed_row_is_left_out(folder: Path, tmp_path: Path) -> None:
    """A row whose digest does not agree is lost, with all that refers to it; the rest is saved."""
    with closing(sqlite3.connect(folder / "onrecord.sqlite")) as database:
        database.execute("DROP TRIGGER reports_no_update")
        database.execute("UPDATE reports SET text = 'forged' WHERE entry = 3")
        database.commit()
    saved = salvage(folder, tmp_path / "new")
    lost = {one.table: (one.rows, one.reason) for one in saved.lost}
    assert lost["reports"] == (1, "its digest does not agree")
    assert lost["acts"] == (4, "what it refers to is lost")
    with open_collection(tmp_path / "new") as new:
        assert len(texts(new)) == REPORTS - 1
        assert "forged" not in texts(new)


@pytest.mark.parametrize("seed", range(10))
def test_a_broken_file_gives_what_is_whole(folder: Path, tmp_path: Path, seed: int) -> None:
    """Pages of zeros anywhere behind the first lose some rows; none that comes over is another than it was."""
    with open_collection(folder) as old:
        before = texts(old)
        old.compact()
    path = folder / "onrecord.sqlite"
    data = bytearray(path.read_bytes())
    draw = random.Random(seed)  # noqa: S311  # a seeded test
    for _ in range(3):
        start = draw.randrange(20, len(data) // 4096) * 4096
        data[start : start + 4096] = bytes(4096)
    path.write_bytes(data)
    salvage(folder, tmp_path / "new")
    with open_collection(tmp_path / "new") as new:
        assert texts(new) <= before


def test_where_nothing_can_be_read_it_is_told(folder: Path, tmp_path: Path) -> None:
    """No file, or a target in use."""
    with pytest.raises(CollectionError, match="nothing to save"):
        salvage(tmp_path, tmp_path / "new")
    with pytest.raises(CollectionError, match="holds other files"):
        salvage(folder, folder)
