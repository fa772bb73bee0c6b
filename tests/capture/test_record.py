"""A capture's own WARC file: readable by others, whole or told as damaged, and silent about who made it."""

from __future__ import annotations

import random
from io import BytesIO

import msgspec
import pytest
from warcio.archiveiterator import ArchiveIterator

from onrecord.capture.captured import Captured, Exchange, captured
from onrecord.capture.record import payload, record_of
from onrecord.errors import CollectionError

PAGE = b"<p>Police took Ada Quill on Tuesday.</p>"
TOOL = "onrecord 0.1.0"
ASKED = ("http://a.example/1", "https://a.example/1")
EXCHANGE = Exchange(
    addresses=ASKED,
    status=200,
    asked=(("User-Agent", "onrecord"), ("Cookie", "who=ada"), ("Accept", "*/*")),
    answered=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "9")),
    ip="192.0.2.7",
    begun="2024-03-07T10:00:00+00:00",
    ended="2024-03-07T10:00:01+00:00",
)


def item(exchange: Exchange | None = EXCHANGE, address: str = ASKED[0]) -> Captured:
    """A page that was captured."""
    return captured(PAGE, address=address, media_type="text/html", exchange=exchange)


def kinds(record: bytes) -> list[str]:
    """The kinds of the records in a file, in order, as another reader sees them."""
    return [
        one.rec_type for one in ArchiveIterator(BytesIO(record), check_digests="raise") if one.content_stream().read
    ]


def test_a_page_of_the_network_has_what_was_asked_and_answered() -> None:
    """The bytes come back, with every address on the way; headers that told of packed bytes do not unpack them twice."""
    manifest, data = payload(record_of(item(), tool=TOOL))
    assert data == PAGE
    assert manifest.addresses == ASKED
    assert (manifest.begun, manifest.tool) == (EXCHANGE.begun, TOOL)
    assert kinds(record_of(item(), tool=TOOL)) == ["warcinfo", "request", "response", "metadata"]


def test_a_file_is_a_resource_by_its_bare_name() -> None:
    """The folders that a file lay in, often called after a person, are not told."""
    record = record_of(item(None, "/home/nadia.orlov/cases/page one.html"), tool=TOOL)
    assert kinds(record) == ["warcinfo", "resource", "metadata"]
    assert payload(record)[0].addresses == ("file:///page%20one.html",)
    assert all(b"nadia" not in bytes(str(one.rec_headers), "utf-8") for one in ArchiveIterator(BytesIO(record)))


def test_what_tells_who_asked_is_left_out() -> None:
    """A cookie or a password that was sent does not enter the file."""
    asked = [one for one in ArchiveIterator(BytesIO(record_of(item(), tool=TOOL))) if one.rec_type == "request"]
    assert [name for name, _ in asked[0].http_headers.headers] == ["User-Agent", "Accept"]


def test_nothing_is_made_up_of_how_it_was_asked() -> None:
    """A page from somebody else's archive, whose request is not known, has none in the file."""
    exchange = msgspec.structs.replace(EXCHANGE, asked=())
    assert kinds(record_of(item(exchange), tool=TOOL)) == ["warcinfo", "response", "metadata"]


def test_the_same_capture_gives_the_same_file() -> None:
    """A run that is broken off and goes on writes the same bytes again."""
    one = item()
    assert record_of(one, tool=TOOL) == record_of(one, tool=TOOL)


def test_a_damaged_file_is_told() -> None:
    """No flipped bit makes it give other bytes than were captured, or an error of another kind."""
    record, draw = record_of(item(), tool=TOOL), random.Random(7)  # noqa: S311 - repeatable
    for _ in range(200):
        flipped = bytearray(record)
        flipped[draw.randrange(len(record))] ^= 1 << draw.randrange(8)
        try:
            assert payload(bytes(flipped))[1] == PAGE
        except CollectionError:
            continue


def test_another_program_finds_it_whole() -> None:
    """The digests in the file hold in warcio's own check."""
    for one in (item(), item(None, "page.html")):
        for record in ArchiveIterator(BytesIO(record_of(one, tool=TOOL)), check_digests=True):
            record.content_stream().read()
            assert record.digest_checker.passed in {True, None}, record.digest_checker.problems


def test_what_is_no_capture_is_refused() -> None:
    """Other bytes give a typed error."""
    for other in (b"", b"not an archive", record_of(item(), tool=TOOL)[:200]):
        with pytest.raises(CollectionError):
            payload(other)
