"""Captured bytes on the disk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import CollectionError
from onrecord.store.sealing import seal


def test_bytes_lie_under_their_digest(tmp_path: Path) -> None:
    """A sealed file is named by the SHA-256 of what it holds."""
    path = seal(tmp_path, b"words")
    assert path.read_bytes() == b"words"
    assert path.name == sha256(b"words").hexdigest()


def test_sealing_again_changes_nothing(tmp_path: Path) -> None:
    """The same bytes are one file, left as it is."""
    before = seal(tmp_path, b"words").stat()
    assert seal(tmp_path, b"words").stat().st_mtime_ns == before.st_mtime_ns


def test_a_torn_file_is_mended(tmp_path: Path) -> None:
    """A file that does not hold what its name says is written again."""
    path = seal(tmp_path, b"words")
    path.write_bytes(b"wor")
    assert seal(tmp_path, b"words").read_bytes() == b"words"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The error names the path."""
    (tmp_path / "snapshots").write_text("in the way")
    with pytest.raises(CollectionError, match="snapshots"):
        seal(tmp_path, b"words")
