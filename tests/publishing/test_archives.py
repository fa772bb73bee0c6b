"""Captures to web archives: readable by others, the same each time, silent about who made them, and read back as the same reports."""

from __future__ import annotations

import gzip
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import msgspec
import pytest
from warcio.archiveiterator import ArchiveIterator

from onrecord.capture.captured import Captured, Exchange, Hop, captured
from onrecord.capture.record import record_of
from onrecord.publishing.archives.cdxj import surt
from onrecord.store import capturing, protecting
from onrecord.store.collection import Collection, open_or_create
from onrecord.verbs import looking
from onrecord.verbs.adding import add, add_item
from onrecord.verbs.archiving import Archive, Archived, archive

USER = "zebulon.fairweather"
AT = "2024-03-07T10:00:00+00:00"
PAGE = (
    b"<html><head><title>Held in Osh</title></head><body><p>Police in Osh arrested Ida Lund on Monday, a court clerk"
    b" said.</p><p>She was held in the evening, her brother said.</p></body></html>"
)
LETTER = b"From: News <news@a.example>\nTo: b@b.example\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nSubject: Osh\n\nPolice in Osh freed Ida Lund.\n"
ITEM = "<newsItem><contentSet><inlineXML><p>{}</p></inlineXML></contentSet></newsItem>"
PACKAGE = f"<newsMessage>{ITEM.format('A court in Osh fined Bo Lund.')}{ITEM.format('Police in Osh beat Cy Lund.')}</newsMessage>"


def page(address: str = "https://a.example/old", data: bytes = PAGE) -> Captured:
    """A page to which a redirect led."""
    hop = Hop(address=address, status=301, answered=(("location", "/new"),), at=AT)
    asked = (address, "https://a.example/new")
    exchange = Exchange(addresses=asked, status=200, begun=AT, ended=AT, hops=(hop,), asked=(("accept", "*/*"),))
    return captured(data, address=address, media_type="text/html", exchange=exchange)


@pytest.fixture
def records(tmp_path: Path) -> Any:
    """A collection of a page, a text, a line, a letter and a package, from a folder that is called after its user."""
    home = f"/home/{USER}/cases"
    items = [
        page(),
        captured(b"Police in Osh arrested Di Lund on Friday.", address=f"{home}/di.txt", media_type="text/plain"),
        captured(b'{"id": "l1", "text": "Police in Osh held Ed Lund."}', address=f"{home}/list.jsonl:1", media_type="application/json", line=1),
        captured(LETTER, address=f"{home}/letter.eml", media_type="message/rfc822"),
        captured(PACKAGE.encode(), address=f"{home}/p.xml", media_type="application/vnd.iptc.g2.newsmessage+xml"),
    ]  # fmt: skip
    with open_or_create(tmp_path / "records", user=USER) as collection:
        for one in items:
            assert {outcome.status for outcome in add_item(collection, one)} == {"kept"}
        yield collection


def archived(records: Collection, format: Archive) -> tuple[bytes, Archived]:
    file = io.BytesIO()
    made = archive(records, file, format=format)
    return file.getvalue(), made


def told(records: Collection) -> list[Any]:
    """What a collection's reports say, without the ids and times of the store."""
    cards = looking.reports(records)
    return [msgspec.structs.replace(card, id="", kept="") for card in cards]


@pytest.mark.parametrize("format", ["warc", "wacz"])
def test_reading_it_back_gives_the_same_reports(records: Collection, tmp_path: Path, format: Archive) -> None:
    """An archive that is added to a new collection gives every report again, with its address, title and name."""
    path = tmp_path / f"a.{format}"
    path.write_bytes(archived(records, format)[0])
    with open_or_create(tmp_path / "again", user="else") as again:
        assert [one.status for one in add(again, [path])] == ["kept"] * 6
        assert told(again) == told(records)
        assert [one.status for one in add(again, [path])] == ["already kept"] * 6


@pytest.mark.parametrize("format", ["warc", "wacz"])
def test_the_same_captures_give_the_same_bytes(records: Collection, format: Archive) -> None:
    """Nothing of the day or the run goes in."""
    assert archived(records, format) == archived(records, format)


@pytest.mark.parametrize("format", ["warc", "wacz"])
def test_nobody_who_captured_is_in_it(records: Collection, format: Archive) -> None:
    """Neither the user's name nor the made-up one, nor the folders that files lay in."""
    data, _ = archived(records, format)
    with ZipFile(io.BytesIO(data)) if format == "wacz" else ZipFile(io.BytesIO(), "w") as opened:
        parts = {name: opened.read(name) for name in opened.namelist()} or {"a.gz": data}
    unpacked = b"".join(gzip.decompress(part) if name.endswith(".gz") else part for name, part in parts.items())
    with records.reading() as connection:
        made_up = capturing.pseudonym(connection, USER)
    assert PAGE in unpacked
    assert USER.encode() not in unpacked
    assert made_up.encode() not in unpacked


def test_a_file_that_breaks_off_is_told(records: Collection, tmp_path: Path) -> None:
    """An archive that was cut gives no half of a file: each item before the cut, and what is wrong."""
    path = tmp_path / "a.warc"
    whole = gzip.decompress(archived(records, "warc")[0])
    path.write_bytes(whole[: whole.index(b"Di Lund") + 3])
    with open_or_create(tmp_path / "again", user="else") as again:
        found = list(add(again, [path]))
    assert [one.status for one in found] == ["kept", "failed"]
    assert "breaks off" in found[1].note


def test_another_archive_cannot_pass_for_ours(tmp_path: Path) -> None:
    """Only an archive that says that we made it may name files, or the address that was asked for."""
    path = tmp_path / "a.warc"
    ours = gzip.decompress(record_of(page()))
    path.write_bytes(ours.replace(b"software: onrecord ", b"software: somebody "))
    with open_or_create(tmp_path / "again", user="else") as again:
        assert [one.address for one in add(again, [path])] == ["https://a.example/new"]


def test_the_wacz_is_as_its_specification_says(records: Collection) -> None:
    """The files it must hold, each with its digest in the manifest; the WARC file as it is; an index that leads to each record."""
    data, made = archived(records, "wacz")
    assert (made.captures, made.held) == (5, ())
    with ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
        assert opened.getinfo("archive/data.warc.gz").compress_type == ZIP_STORED
    manifest = json.loads(parts["datapackage.json"])
    assert (manifest["profile"], manifest["wacz_version"]) == ("data-package", "1.1.1")
    listed = {one["path"]: (one["hash"], one["bytes"]) for one in manifest["resources"]}
    rest = parts.keys() - {"datapackage.json", "datapackage-digest.json"}
    assert listed == {name: (f"sha256:{sha256(parts[name]).hexdigest()}", len(parts[name])) for name in rest}
    assert {"archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"} == rest
    digest = json.loads(parts["datapackage-digest.json"])
    assert digest["hash"] == f"sha256:{sha256(parts['datapackage.json']).hexdigest()}"
    head, *pages = map(json.loads, parts["pages/pages.jsonl"].splitlines())
    assert head["format"] == "json-pages-1.0"
    assert next((one["url"], one.get("title")) for one in pages) == ("https://a.example/new", "Held in Osh")


def test_the_index_leads_to_each_record(records: Collection) -> None:
    """At the offset of each line, for its length, stands the record for its address, and the lines are in order."""
    with ZipFile(io.BytesIO(archived(records, "wacz")[0])) as opened:
        index, data = opened.read("indexes/index.cdx").decode().splitlines(), opened.read("archive/data.warc.gz")
    assert index == sorted(index)
    assert len(index) == 6  # the redirect has a line too
    for line in index:
        where = json.loads(line.split(" ", 2)[2])
        start, length = int(where["offset"]), int(where["length"])
        [record] = ArchiveIterator(io.BytesIO(data[start : start + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == where["url"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.A.example/News/?b=2&a=1", "example,a)/news?a=1&b=2"),
        ("http://a.example:8080/", "example,a:8080)/"),
        ("https://a.example:443", "example,a)/"),
        ("file:///Page.html", "file:///page.html"),
    ],
)
def test_the_order_of_addresses(address: str, expected: str) -> None:
    """Addresses of one host stand together, whichever way they are written."""
    assert surt(address) == expected


def test_what_is_protected_stays(records: Collection) -> None:
    """Neither a protected report leaves, nor another in which a protected name stands, even for one who may see them."""
    cards = {card.given_id: card.id for card in looking.reports(records)}
    list(add_item(records, captured(b"Kin of Di Lund, held in Osh, wait.", address="kin.txt", media_type="text/plain")))
    with records.writing() as connection:
        protecting.protect(connection, cards["l1"], reason="other", may_see=(), because="x", who=USER)
    held = archived(records, "wacz")[1]
    assert (held.captures, len(held.held)) == (5, 1)
    [person] = [one for one in looking.persons(records) if one.report == cards["di"]]
    with records.writing() as connection:
        protecting.protect(connection, person.id, reason="minor", may_see=(), because="x", who=USER)
    data, held = archived(records, "warc")
    assert b"Di Lund" not in gzip.decompress(data)
    assert b"Ed Lund" not in gzip.decompress(data)
    assert (held.captures, len(held.held)) == (3, 3)


def test_what_is_not_whole_stays(records: Collection) -> None:
    """A capture whose file was changed is held back and named, never passed on as sealed."""
    path = min((records.folder / "captures").rglob("*.gz"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    made = archived(records, "warc")[1]
    assert made.captures == 4
    assert len(made.held) == 1
