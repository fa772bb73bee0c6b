"""Which entries a feed has, and what is told of bytes that are none."""

from __future__ import annotations

import time

import pytest

from onrecord.capture.feeds import feed_in
from onrecord.errors import UnreadableFile

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Port Carrow Post</title><link>http://example.org/</link>
<item><guid isPermaLink="false">a1</guid><title>One held</title><link>/one</link></item>
<item><title>Two held</title><link>http://example.org/two</link></item>
<item><title>No link</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://example.org/news/"><title>Carrow</title>
<entry><id>urn:1</id><title>One</title><link rel="alternate" href="one"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old</title></channel><item><title>One</title><link>http://example.org/1</link></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        (RSS, ["http://example.org/one", "http://example.org/two", None]),
        (ATOM, ["http://example.org/news/one"]),
        (RDF, ["http://example.org/1"]),
        (RSS[: RSS.index("<item><title>No")], ["http://example.org/one", "http://example.org/two"]),
        (RSS.replace("One held", "One & held"), ["http://example.org/one", "http://example.org/two", None]),
    ],
    ids=["rss", "atom", "rdf", "broken off", "not well-formed"],
)
def test_entries_and_where_they_stand(markup: str, links: list[str | None]) -> None:
    """Entries come in the feed's order with whole addresses, also from feeds that are broken as feeds are."""
    feed = feed_in(markup.encode(), name="feed.xml", address="http://example.org/feed.xml")
    assert [entry.address for entry in feed.entries] == links


@pytest.mark.parametrize("charset", ["utf-16", "koi8-r", "utf-8-sig"])
def test_charsets(charset: str) -> None:
    """A feed is read in the character set that it declares."""
    told = "utf-8" if charset == "utf-8-sig" else charset
    markup = f'<?xml version="1.0" encoding="{told}"?><rss version="2.0"><channel><title>Порт</title></channel></rss>'
    assert feed_in(markup.encode(charset), name="x").title == "Порт"


def test_an_entry_is_known_by_its_id() -> None:
    """What tells an entry from others is its id, else its address, else its title; one of several alike is taken."""
    twice = RSS.replace("</channel>", "<item><title>No link</title></item></channel>")
    assert [one.key for one in feed_in(twice.encode(), name="x").entries] == ["a1", "http://example.org/two", "No link"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body>Hello</body></html>", "no RSS or Atom feed"),
        (b'<html><link href="/f.xml" type="application/rss+xml"></html>', "its feed is http://example.org/f.xml"),
        (b"", "no RSS or Atom feed"),
        (b"<rss>" + b"<a>" * 70_000, "larger than any feed"),
        (bytes(20_000_001), "larger than any feed"),
    ],
)
def test_what_is_no_feed(data: bytes, said: str) -> None:
    """The error says so, and where the page says that its feed is."""
    with pytest.raises(UnreadableFile, match=said):
        feed_in(data, name="x", address="http://example.org/")


@pytest.mark.parametrize("data", [b"http://example.org/feed", b"/etc/hostname"])
def test_bytes_are_neither_fetched_nor_opened(data: bytes) -> None:
    """Bytes that spell an address or a path are nothing but bytes; a look-up would be refused and fail the test."""
    with pytest.raises(UnreadableFile, match="no RSS or Atom feed"):
        feed_in(data, name="x")


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss version='2.0'><channel><title>&x;</title></channel></rss>",
        b"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rss version='2.0'><channel><title>&b;</title></channel></rss>",
    ],
)
def test_entities_bring_nothing_in(data: bytes) -> None:
    """No entity of a feed's own is opened or spelled out."""
    title = feed_in(data, name="x").title or ""
    assert len(title) < 10
    assert "aaaa" not in title


@pytest.mark.parametrize("piece", [b"<div>", b"<item><title>x</title></item>", b"<item><description>&lt;div&gt;"])
def test_the_cost_is_bounded(piece: bytes) -> None:
    """The worst that is let in takes some seconds at most."""
    start = time.perf_counter()
    feed_in(b"<rss version='2.0'><channel>" + piece * (50_000 // piece.count(b"<")), name="x")
    assert time.perf_counter() - start < 20
