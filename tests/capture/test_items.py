"""Folders, lists and archives that are brought: each item in them, what is left out, and what harmful ones may cost."""

from __future__ import annotations

import gzip
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.capture.captured import Captured, Unusable
from onrecord.capture.items import items
from onrecord.capture.zips import Budget
from onrecord.errors import UnreadableFile
from onrecord.reading import read

STORY = "Police took Ada Quill from a flat in Port Carrow on Monday, two neighbours said."
PAGE = f"<html><head><title>Held</title></head><body><p>{STORY}</p><p>{STORY}</p></body></html>".encode()


def brought(path: Path) -> list[Captured]:
    """The items at a path, all of which can be taken in."""
    found = list(items(path))
    assert not [one for one in found if isinstance(one, Unusable)]
    return [one for one in found if isinstance(one, Captured)]


def refused(path: Path) -> list[str]:
    """The reasons for what cannot be taken in."""
    return [one.reason for one in items(path) if isinstance(one, Unusable)]


def zipped(path: Path, **files: bytes) -> Path:
    """A zip with these files, where `__` in a name stands for a slash."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


def record(kind: str, address: str, block: bytes, **more: str) -> bytes:
    """One record of a WARC, packed by itself."""
    told = {
        "WARC-Type": kind,
        "WARC-Target-URI": address,
        "WARC-Date": "2021-03-02T04:05:06Z",
        "WARC-Record-ID": "<urn:uuid:1>",
    }
    told |= {"WARC-IP-Address": "192.0.2.7", "Content-Length": str(len(block))} | {
        k.replace("_", "-"): v for k, v in more.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return gzip.compress(f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n")


def archived(*records: tuple[str, str, bytes, str]) -> bytes:
    """A WARC of these answers: address, status, body, media type."""
    return b"".join(
        record("response", address, f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body)
        for address, status, body, kind in records
    )


def test_folder(tmp_path: Path) -> None:
    """A folder is walked in order; hidden files and links are left out, and a file that is nothing does not stop the rest."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(STORY)
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / "b" / "round").symlink_to(tmp_path)
    (tmp_path / "z.bin").write_bytes(b"\0\1\2" * 9)
    found = list(items(tmp_path))
    assert [Path(one.snapshot.address).name for one in found if isinstance(one, Captured)] == ["a.txt", "two.txt"]
    assert len(refused(tmp_path)) == 1


def test_json_array(tmp_path: Path) -> None:
    """An array of reports, and one report over many lines, give their reports with the bytes they stand in."""
    reports = [{"id": "r1", "text": STORY}, {"id": "r2", "text": STORY + " Again."}]
    (tmp_path / "a.json").write_text(json.dumps(reports, indent=1))
    (tmp_path / "b.json").write_text(json.dumps(reports[0], indent=1))
    assert [read(one).id for one in brought(tmp_path)] == ["r1", "r2", "r1"]


def test_zip(tmp_path: Path) -> None:
    """The files of a zip come in its order, those of a zip within it too."""
    inner = zipped(tmp_path / "inner.zip", deep=STORY.encode()).read_bytes()
    path = zipped(tmp_path / "a.zip", z__one=STORY.encode(), inner=inner, a=PAGE)
    found = brought(path)
    assert [one.snapshot.address for one in found] == [f"{path}/z/one", f"{path}/inner/deep", f"{path}/a"]
    assert read(found[0]).id == "one"


def test_warc(tmp_path: Path) -> None:
    """Each page of a web archive has its own address, its time of capture and how it came; other records are left out."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        archived(
            ("https://carrow.example/held", "200 OK", PAGE, "text/html"),
            ("https://carrow.example/gone", "404 Not Found", PAGE, "text/html"),
            ("https://carrow.example/a.js", "200 OK", b"alert(1)", "text/javascript"),
        )
    )
    (item,) = brought(path)
    assert (item.snapshot.address, item.snapshot.captured) == (
        "https://carrow.example/held",
        "2021-03-02T04:05:06+00:00",
    )
    assert item.data == PAGE
    assert item.exchange is not None
    assert (item.exchange.status, item.exchange.ip) == (200, "192.0.2.7")
    assert (read(item).url, read(item).id) == ("https://carrow.example/held", "held")


def test_wacz(tmp_path: Path) -> None:
    """Of a WACZ, only its web archives are read."""
    warc = archived(("https://carrow.example/held", "200 OK", PAGE, "text/html"))
    path = zipped(
        tmp_path / "a.wacz", **{"datapackage.json": b"{}", "archive__a.warc.gz": warc, "indexes__x.txt": b"x"}
    )
    assert [one.snapshot.address for one in brought(path)] == ["https://carrow.example/held"]


def test_warc_that_breaks_off(tmp_path: Path) -> None:
    """The pages before the damage are read, and what is lost is told."""
    letters = "".join(sha256(str(n).encode()).hexdigest() for n in range(5_000))
    one = archived(("https://carrow.example/1", "200 OK", PAGE + letters.encode(), "text/html"))
    (tmp_path / "a.warc.gz").write_bytes(one + one[: len(one) // 2])
    found = list(items(tmp_path / "a.warc.gz"))
    assert isinstance(found[0], Captured)
    assert isinstance(found[-1], Unusable)


def test_revisit(tmp_path: Path) -> None:
    """A note that a page had not changed is told as such where the page lies elsewhere."""
    note = record("revisit", "https://carrow.example/1", b"", WARC_Payload_Digest="sha1:X")
    (tmp_path / "a.warc").write_bytes(gzip.decompress(note))
    assert "lies in another archive" in refused(tmp_path / "a.warc")[0]


def test_traversal(tmp_path: Path) -> None:
    """A member that names a place outside is not read, and nothing is ever written."""
    path = zipped(
        tmp_path / "a.zip", **{"..__..__etc__evil": STORY.encode(), "__root": STORY.encode(), "ok": STORY.encode()}
    )
    assert len(refused(path)) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than is taken in is refused before it fills the memory, in zips and in gzip."""
    monkeypatch.setattr("onrecord.capture.zips.LONGEST", 100_000)
    monkeypatch.setattr("onrecord.capture.items.LONGEST", 100_000)
    assert "unpacks to more" in refused(zipped(tmp_path / "a.zip", big=bytes(9_000_000)))[0]
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"a" * 9_000_000))
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        list(items(tmp_path / "a.gz"))
    with pytest.raises(UnreadableFile, match="at once"):
        Budget(10).take(11, "a.zip")


def test_archives_within_archives(tmp_path: Path) -> None:
    """Zips in zips are opened only so deep."""
    data = STORY.encode()
    for _ in range(6):
        data = zipped(tmp_path / "a.zip", within=data).read_bytes()
    assert "too many archives" in refused(tmp_path / "a.zip")[0]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"PK\x03\x04...", "damaged"),
        (b"\x1f\x8b\x08", "damaged"),
        (b"WARC/1.0\r\nbroken", "no page"),
        (b"[{broken", "no JSON"),
    ],
)
def test_damaged(tmp_path: Path, data: bytes, words: str) -> None:
    """A broken archive or list is refused in words, or its damage told."""
    (tmp_path / "a").write_bytes(data)
    try:
        told = " ".join(refused(tmp_path / "a"))
    except UnreadableFile as error:
        told = str(error)
    assert words in told


def test_office_documents(tmp_path: Path) -> None:
    """An office document, which is a zip too, is told as what it is."""
    with pytest.raises(UnreadableFile, match="office document"):
        list(items(zipped(tmp_path / "a.docx", **{"word/document.xml": b"x"})))
