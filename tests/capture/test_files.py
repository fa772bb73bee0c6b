"""Files that are brought: what is taken in as what, and what is refused with which advice."""

from __future__ import annotations

import codecs
import json
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.capture.files import capture
from onrecord.errors import UnreadableFile
from onrecord.reading import read

STORY = "Police took Ada Quill from a flat in Port Carrow on Monday, two neighbours said."
LINE = json.dumps({"id": "r1", "text": STORY})


def brought(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_as_captured(tmp_path: Path) -> None:
    """Bytes, digest, size, time and place are kept as they were found."""
    path = brought(tmp_path, "story.txt", STORY.encode())
    (item,) = capture(path)
    snapshot = item.snapshot
    assert item.data == STORY.encode()
    assert snapshot.sha256 == sha256(item.data).hexdigest()
    assert (snapshot.size, snapshot.address, snapshot.media_type) == (len(STORY), str(path), "text/plain")
    assert datetime.fromisoformat(snapshot.captured).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "name, data, kind",
    [
        ("a.txt", STORY.encode(), "text/plain"),
        ("a", STORY.encode(), "text/plain"),
        ("a.md", f"---\ntitle: x\n---\n{STORY}".encode(), "text/plain"),
        ("a.txt", codecs.BOM_UTF16_LE + STORY.encode("utf-16-le"), "text/plain"),
        ("a.txt", STORY.encode("utf-16-be"), "text/plain"),
        ("a.txt", "Polícia prendeu três".encode("latin-1"), "text/plain"),
        ("a.txt", b'{curly} and "quoted" words are no list', "text/plain"),
        ("a.html", b"<!DOCTYPE html><html><p>x</p></html>", "text/html"),
        ("a", b"\n<!-- saved --><HTML><body>x", "text/html"),
        ("a", b'<?xml version="1.0"?><!DOCTYPE html><html/>', "text/html"),
        ("a.htm", b"just words", "text/html"),
        ("a.txt", b"<div><p>a</p><p>b</p><p>c</p><p>d</p></div>", "text/html"),
        ("a.jsonl", LINE.encode(), "application/json"),
        ("a", f"{LINE}\n{LINE}\n".encode(), "application/json"),
        ("a.jsonl", b"not json at all", "application/json"),
        ("a.json", LINE.encode(), "application/json"),
        ("a", b"%PDF-1.7\n...", "application/pdf"),
        ("a", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a", b"From: a@b.example\nTo: c\nSubject: x\n\nWords", "message/rfc822"),
        ("a.txt", b"From: a traveller\n\nWords of a story", "text/plain"),
        ("a", b"<!-- x --><nitf><body/></nitf>", "application/nitf+xml"),
        ("a", b'<?xml version="1.0"?><ns0:newsMessage>', "application/vnd.iptc.g2.newsmessage+xml"),
        ("a", b'{"guid": "x", "headline": "y", "type": "text"}', "application/ninjs+json"),
    ],
)
def test_kinds_of_files(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    """What a file is, is told by its bytes; its name serves where they leave it open."""
    (item, *_) = capture(brought(tmp_path, name, data))
    assert item.snapshot.media_type == kind


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\xd0\xcf\x11\xe0", "office document"),
        (b"{\\rtf1 x}", "rich-text"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "binary"),
        (b"abc\x00\x00def", "binary"),
        (b'<?xml version="1.0"?><svg></svg>', "is XML"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """The message names the file, says what it is and what to do."""
    path = brought(tmp_path, "thing.bin", data)
    with pytest.raises(UnreadableFile) as caught:
        list(capture(path))
    assert words in str(caught.value)
    assert "thing.bin" in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A name that leads nowhere, or to a folder, is said to."""
    with pytest.raises(UnreadableFile, match="is not there"):
        list(capture(tmp_path / "no.txt"))
    with pytest.raises(UnreadableFile, match="is a folder"):
        list(capture(tmp_path))


def test_a_list_line_by_line(tmp_path: Path) -> None:
    """Each line that is not blank is an item of its own, addressed by its number; a bad one does not stop the others."""
    path = brought(tmp_path, "list.jsonl", f"{LINE}\r\n\n{{broken\n{LINE}".encode())
    items = list(capture(path))
    assert [(i.line, i.snapshot.address) for i in items] == [(n, f"{path}:{n}") for n in (1, 3, 4)]
    assert items[0].data == LINE.encode()


@pytest.mark.parametrize(
    "name, data", [("story.txt", STORY), ("story.jsonl", LINE), ("story.html", f"<html><p>{STORY}</p></html>")]
)
def test_from_file_to_report(tmp_path: Path, name: str, data: str) -> None:
    """A text, a page and a list give the same story; a file is named by its own name, a line by its id."""
    (item,) = capture(brought(tmp_path, name, data.encode()))
    report = read(item)
    assert (report.text, report.id) == (STORY, "r1" if name.endswith("l") and "json" in name else "story")
