"""Files of every kind that are built to harm: refused in words, or read, at a bounded cost."""

from __future__ import annotations

import time
import zlib

import pytest

from bench import hostile
from bench.mutations import KINDS
from onrecord.capture.captured import captured
from onrecord.capture.kinds import HEAD, media_type
from onrecord.errors import InputError
from onrecord.reading import read
from onrecord.reading.pdf import text_layer
from onrecord.reading.pdf_lines import paragraphs_of_pages

SECONDS = 10.0
STORY = "Police took Ada Quill from a flat in Port Carrow on Monday, two neighbours said."
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HARMFUL = {
    "a billion laughs": f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]><nitf><body><p>&l9;</p></body></nitf>',
    "laughs in wide letters": f'\ufeff<?xml version="1.0" encoding="utf-16"?><!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]><nitf><body><p a="&l9;">&l9;</p></body></nitf>',
    "another file": '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><p>&x;</p></body></nitf>',
    "a list of entities elsewhere": f'<!DOCTYPE nitf SYSTEM "file:///etc/passwd"><nitf><body><p>{STORY}</p></body></nitf>',
    "deep XML": "<nitf><body>" + "<p>" * 100_000 + STORY,
    "deep HTML in XML": f"<rss><channel><item><content:encoded xmlns:content='content'>{'&lt;div&gt;' * 100_000}{STORY}</content:encoded></item></channel></rss>",
    "deep JSON": '{"headline": ' + "[" * 100_000,
    "deep news in JSON": '{"headline": "x", "body_html": "' + "<div>" * 100_000 + '"}',
    "wide XML": "<nitf><body>" + "<p/>" * 400_000 + "</body></nitf>",
    "many parts": "From: a\nSubject: b\nTo: c\nContent-Type: multipart/mixed; boundary=x\n\n" + "--x\n\n" * 100_000,
    "deep parts": "From: a\nSubject: b\nTo: c\n" + "".join(f"Content-Type: multipart/mixed; boundary=x{n}\n\n--x{n}\n" for n in range(1_500)),
    "a long header": "From: " + "a@b, " * 200_000 + "\nSubject: x\nTo: y\n\n" + STORY,
    "a long parameter": "From: a\nSubject: x\nTo: y\nContent-Type: text/plain" + "; charset" * 20_000 + "\n\n" + STORY,
    "a title of carets": "\x16\x16\x01x\x02" + "^" * 500_000,
    "a heading without end": "\x01eca0003 3 i 380  dpa\n\x02" + "1ST LEAD " * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_files(name: str) -> None:
    """The answer is a report or one clear refusal, it comes soon, and no other file of the machine is in it."""
    data, begun = HARMFUL[name].encode("utf-16-le" if "wide letters" in name else "utf-8"), time.perf_counter()
    try:
        told = read(captured(data, address="a.txt", media_type=media_type(data[:HEAD], name="a.txt"))).text
    except InputError as refused:
        told = str(refused)
    assert told
    assert "root:" not in told
    assert len(told) < 2_000_000
    assert time.perf_counter() - begun < SECONDS


def test_pdf_bomb() -> None:
    """A page that unpacks to gigabytes, and one that calls itself, end soon."""
    packed = zlib.compress(b"(a) Tj " * 20_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    data = _pdf(stream)
    begun = time.perf_counter()
    with pytest.raises(InputError):
        text_layer(data, name="a.pdf", seconds=5)
    assert time.perf_counter() - begun < SECONDS


def test_pdf_that_refers_to_itself() -> None:
    """Pages that are their own parents do not lead round for ever."""
    with pytest.raises(InputError):
        text_layer(_pdf(b"<< >>").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), name="a.pdf", seconds=5)


def test_a_word_without_end() -> None:
    """A line of a PDF that is one word of a million letters costs no more than other lines."""
    begun = time.perf_counter()
    assert paragraphs_of_pages([["x" * 1_000_000, "and", "more-", "over"]]).endswith("moreover")
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files(kind: str) -> None:
    """Files broken by chance are read or refused in words, each within three seconds; a larger number is tried apart."""
    made = hostile.tried(kind, range(50))
    assert (made.hangs, made.untyped) == ((), ())
    assert made.read + made.refused == made.inputs


def _pdf(content: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        content,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF"
