"""Sealed bytes: named by their digest, safe, checked without a network."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.capture.seal import seal, unseal, verify
from onrecord.errors import CollectionError

DATA = b"Police took Ada Quill."
DIGEST = sha256(DATA).hexdigest()


def test_sealed_under_its_digest(tmp_path: Path) -> None:
    """The file lies where its digest says, and gives the bytes back."""
    path = seal(tmp_path, DATA)
    assert path == tmp_path / "snapshots" / DIGEST[:2] / DIGEST
    assert unseal(tmp_path, DIGEST) == DATA


def test_sealing_again_writes_nothing(tmp_path: Path) -> None:
    """The same bytes are written once."""
    path = seal(tmp_path, DATA)
    os.utime(path, (1, 1))
    assert seal(tmp_path, DATA).stat().st_mtime == 1


def test_a_damaged_seal_is_mended(tmp_path: Path) -> None:
    """A file that was cut short, as by a full disk, is written anew from the bytes."""
    path = seal(tmp_path, DATA)
    path.write_bytes(DATA[:5])
    seal(tmp_path, DATA)
    assert path.read_bytes() == DATA


def test_power_cut_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the bytes are on the disk their name does not exist; what was begun is taken away."""

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(CollectionError, match="No space left"):
        seal(tmp_path, DATA)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_verify(tmp_path: Path) -> None:
    """A folder of whole seals has no fault; a changed, a misplaced and a foreign file are named."""
    path, other = seal(tmp_path, DATA), seal(tmp_path, b"x")
    assert list(verify(tmp_path)) == []
    path.write_bytes(DATA + b" changed")
    moved = other.parent.parent / "00" / other.name
    moved.parent.mkdir()
    other.rename(moved)
    (tmp_path / "snapshots" / "notes.txt").write_text("hello")
    faults = list(verify(tmp_path))
    assert {f.path.name for f in faults} == {DIGEST, moved.name, "notes.txt"}
    assert all(f.reason for f in faults)


def test_verify_without_snapshots(tmp_path: Path) -> None:
    """A folder that holds none has no fault."""
    assert list(verify(tmp_path)) == []


@pytest.mark.parametrize("spoil, words", [(b"other", "was changed"), (None, "cannot be read")])
def test_unseal_trusts_nothing(tmp_path: Path, spoil: bytes | None, words: str) -> None:
    """Bytes that are missing or changed are never handed out."""
    path = seal(tmp_path, DATA)
    path.unlink() if spoil is None else path.write_bytes(spoil)
    with pytest.raises(CollectionError, match=words):
        unseal(tmp_path, DIGEST)
