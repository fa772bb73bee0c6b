"""Small files of several kinds, broken by chance in the way that a seed says; the same seed always breaks them the same way."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from random import Random

from tests.papers import paper

_STORY = "Police in Port Carrow detained three students on Monday after a rally, their lawyer Ada Quill said in a statement. "
_TOKENS = (
    b"<", b">", b"<p>", b"</div>", b"<table><tr><td>", b"<!--", b"]]>", b"<![CDATA[", b"&#x0;", b"&#1114112;", b"\x00", b"\xff\xfe",
    b"%PDF-", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[", b"/Kids [2 0 R]", b"2 0 R", b"/Length 99999999", b"/FlateDecode",
    b"WARC/1.0\r\n", b"\r\n\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n", b"-1", b"99999999999999999999", b"PK\x03\x04", b"{", b"}", b'"', b"\\ud800", b"\xe2\x80\x8f", b"\n--b\n",
)  # fmt: skip


def page() -> bytes:
    """A web page with a story, its particulars and some menus."""
    facts = {"@type": "NewsArticle", "headline": "Three held", "datePublished": "2021-03-02T10:00:00+06:00"}
    menu = "".join(f'<li><a href="/{n}">Menu {n}</a></li>' for n in range(8))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Three held</title><script type="application/ld+json">'
        f"{json.dumps(facts)}</script></head><body><ul>{menu}</ul><article><h1>Three held</h1>{f'<p>{_STORY}</p>' * 6}</article></body></html>"
    ).encode()


def pdf() -> bytes:
    """A PDF of two pages."""
    return paper([[_STORY[n : n + 60] for n in range(0, 110, 60)] * 4] * 2, told={"Title": "Three held"})


def warc() -> bytes:
    """A web archive with two pages, not packed, so that what is broken is its records."""
    return b"".join(_record(f"https://carrow.example/{n}", page()) for n in (1, 2))


def packed_warc() -> bytes:
    """The same archive, each record packed."""
    return b"".join(gzip.compress(_record(f"https://carrow.example/{n}", page()), mtime=0) for n in (1, 2))


def xml() -> bytes:
    """A message of NewsML-G2 with two stories."""
    item = f"<newsItem><itemMeta><firstCreated>2021-03-02T10:00:00Z</firstCreated></itemMeta><contentMeta><headline>Held</headline></contentMeta><contentSet><inlineXML><p>{_STORY}</p></inlineXML></contentSet></newsItem>"
    return f'<?xml version="1.0" encoding="utf-8"?><newsMessage><itemSet>{item * 2}</itemSet></newsMessage>'.encode()


def mail() -> bytes:
    """An e-mail of two parts."""
    head = "From: Ada Quill <a@carrow.example>\nTo: b\nSubject: =?utf-8?q?Held?=\nDate: Mon, 14 Sep 2015 02:06:01 +0600\nMIME-Version: 1.0\n"
    parts = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{_STORY}\n--b\nContent-Type: text/html\n\n<p>{_STORY}</p>\n--b--\n"
    return f'{head}Content-Type: multipart/alternative; boundary="b"\n\n{parts}'.encode()


KINDS: Mapping[str, Callable[[], bytes]] = {
    "page": page, "pdf": pdf, "warc": warc, "packed warc": packed_warc, "xml": xml, "mail": mail,
}  # fmt: skip


def _record(address: str, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    told = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-03-02T04:05:06Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return told.encode() + block + b"\r\n\r\n"


def mutated(kind: str, seed: int) -> bytes:
    """A file of this kind, broken in one to a dozen places; its first bytes mostly stay, so that it is still taken for what it was."""
    random = Random(f"{kind} {seed}")  # noqa: S311 - breakage, not secrets
    data = bytearray(KINDS[kind]())
    for _ in range(random.choice((1, 1, 2, 3, 5, 12))):
        first = 0 if random.random() < 0.05 else min(8, len(data))
        _break(data, random, random.randrange(first, max(len(data), first + 1)))
    return bytes(data)


def _break(data: bytearray, random: Random, at: int) -> None:
    way, length = random.randrange(6), random.choice((1, 1, 4, 30, 300))
    if way == 0:
        data[at : at + 1] = bytes([random.randrange(256)])
    elif way == 1:
        del data[at : at + length]
    elif way == 2:
        data[at:at] = data[at : at + length] * random.choice((1, 2, 50))
    elif way == 3:
        data[at:at] = random.choice(_TOKENS) * random.choice((1, 1, 2, 1_000))
    elif way == 4:
        del data[at:]
    else:
        other = random.randrange(len(data) + 1)
        data[at : at + length] = data[other : other + length]
