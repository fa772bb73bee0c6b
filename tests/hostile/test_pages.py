"""Pages made to crash, stall or betray a reader: refused in words, or read, in bounded time."""

from __future__ import annotations

import time

import pytest

from onrecord.errors import UnreadableFile
from onrecord.reading import read_page

P = "<p>Police in Port Carrow detained three people on Monday after a rally, their lawyer said.</p>"
SECONDS = 15
PAGES = {
    "deep": "<html><body>" + "<div>" * 50_000 + P * 20,
    "deep quotes": "<html><body>" + "<blockquote>" * 50_000 + P,
    "deep tables": "<html><body>" + "<table><tr><td>" * 15_000 + P,
    "tags": "<html><body>" + "<b></b>" * 800_000,
    "angles": "<" * 5_000_000,
    "scripts": "<script>a</scrip>" * 25_000,
    "comments": "<!--" * 50_000 + P,
    "attributes": "<html><body><p " + 'a="b" ' * 500_000 + ">x</p>",
    "entities": "<html><body><p>" + "&amp;" * 500_000,
    "nested data": '<html><head><script type="application/ld+json">' + "[" * 100_000 + "</script></head><body>" + P * 5,
    "entity bomb": '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>&b;</p>' + P * 5,
}


def answer(page: str) -> str:
    """The text of a page, or the words with which it is refused."""
    try:
        return read_page(page.encode(), id="r1", name="x.html").text
    except UnreadableFile as refused:
        return str(refused)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages(name: str) -> None:
    """Whatever the markup, the answer is a report or one clear refusal, and it comes soon."""
    begun = time.perf_counter()
    assert answer(PAGES[name])
    assert time.perf_counter() - begun < SECONDS


def test_leaks() -> None:
    """A page cannot draw other files of the machine into its text."""
    head = (
        '<?xml version="1.0"?><!DOCTYPE html SYSTEM "file:///etc/hostname" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    report = read_page(f"{head}<html><body><p>&x;</p>{P * 5}</body></html>".encode(), id="r1")
    assert "root:" not in report.text
