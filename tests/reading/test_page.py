"""Web pages: the story, and what the markup tells of it."""

from __future__ import annotations

import pytest

from onrecord.errors import UnreadableFile
from onrecord.reading import read_page

FIRST = "Police took Ada Quill from a flat in the north of Port Carrow on Monday, two neighbours told The Example."
SECOND = "Her husband, Boro Venn, said that she had been held for two days without a lawyer, and that nobody answers."
THIRD = "The ministry said that it had not heard of the case, and that whoever is held is held for good reasons."
BODY = f"""
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Campaigner taken from flat</h1>
<figure><img src="x.jpg"><figcaption>Ada Quill in May. Photo: Ida Frome</figcaption></figure>
<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>
<script>var arrested = "nine people were arrested in the script";</script></article>
<aside><h3>Related</h3><ul><li><a href="/2">Nine arrested in Dell</a></li></ul></aside>
<footer>All rights reserved</footer>
"""


def page(head: str = "", body: str = BODY, *, html: str = "<html lang='en'>") -> bytes:
    return f"<!DOCTYPE html>{html}<head>{head}</head><body>{body}</body></html>".encode()


def test_the_story() -> None:
    """Paragraphs of the story are kept, one a line; captions, scripts, navigation and other stories are not coded."""
    report = read_page(page(), id="r1")
    body = [report.text[p.start : p.end] for p in report.passages if p.kind == "body"]
    assert body == [FIRST, SECOND, THIRD]
    assert "nine people" not in report.text.lower()


def test_markup() -> None:
    """JSON-LD and meta fields give title, site, author, times with their zone, and the address."""
    head = """
    <title>Campaigner taken from flat | The Example</title>
    <link rel="canonical" href="https://example.org/2021/07/03/taken">
    <meta property="og:site_name" content="The Example">
    <meta property="article:modified_time" content="2021-07-04T08:00:00+06:00">
    <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
      "headline": "Campaigner taken &quot;from flat&quot;", "datePublished": "2021-07-03T22:30:00+06:00",
      "author": [{"@type": "Person", "name": "Tessa Brandt"}], "publisher": {"name": "Example Media"}}]}</script>"""
    report = read_page(page(head), id="r1")
    told = report.particulars
    assert (told.title, told.publisher, told.byline) == ('Campaigner taken "from flat"', "The Example", "Tessa Brandt")
    assert (told.published, told.updated) == ("2021-07-03T22:30:00+06:00", "2021-07-04T08:00:00+06:00")
    assert report.url == "https://example.org/2021/07/03/taken"


def test_an_evening_story_keeps_its_own_day() -> None:
    """A time in UTC that falls on the day after the one in the address gives way to that day."""
    head = """<link rel="canonical" href="https://example.org/2021/07/03/taken">
    <meta property="article:published_time" content="2021-07-04T02:10:00Z">"""
    assert read_page(page(head), id="r1").particulars.published == "2021-07-03"


def test_a_page_that_tells_little() -> None:
    """The site's name is taken from the title or the address; what nobody tells stays unknown."""
    head = """<title>Campaigner taken from flat - example.org</title><link rel="canonical" href="https://www.example.org/x">"""
    told = read_page(page(head), id="r1").particulars
    assert (told.title, told.publisher, told.byline) == ("Campaigner taken from flat", "example.org", None)


def test_declared_characters() -> None:
    """A page in another character set that says so is read by it, without a flag."""
    data = page('<meta charset="iso-8859-1">', BODY.replace("said", "said in a café")).decode().encode("latin-1")
    report = read_page(data, id="r1")
    assert "café" in report.text
    assert report.flags == ()


def test_broken_paragraphs_are_joined() -> None:
    """A paragraph that the page broke at a link is whole again."""
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p><div>Jon Merrow<br>, who knows her, said that<br>the flat was empty.</div></article>"
    assert "Jon Merrow, who knows her, said that the flat was empty." in read_page(page(body=body), id="r1").text


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<html><body></body></html>", b"<!-- -->", b"<html><frameset></frameset></html>"]
)
def test_pages_without_a_story(data: bytes) -> None:
    """A page with nothing to read is refused, with what to do instead."""
    with pytest.raises(UnreadableFile, match=r"x\.html .* copy "):
        read_page(data, id="r1", name="x.html")


@pytest.mark.parametrize(
    "note",
    ["Lesen Sie auch: Neun Festnahmen in Dell", "Lee también: Nueve detenidos en Dell", "Читайте также: девять задержаны",
     "Fot. Ida Frome / Example", "Baca juga: Sembilan orang ditahan", "Mehr zum Thema"],
)  # fmt: skip
def test_notes_in_other_languages(note: str) -> None:
    """Pointers to other stories, credits of pictures and headings of lists are told apart from the story in many languages."""
    report = read_page(
        page(body=f"<article><p>{FIRST}</p><p>{note}</p><p>{SECOND}</p><p>{THIRD}</p></article>"), id="r1"
    )
    kinds = {report.text[p.start : p.end]: p.kind for p in report.passages}
    assert kinds.get(note, "boilerplate") == "boilerplate"
    assert kinds[SECOND] == "body"


def test_control_characters_do_not_lose_the_story() -> None:
    """A control character that no page may hold is left out; the story around it is read."""
    body = f"<article><h1>Taken</h1><p>{FIRST}\x07</p><p>{SECOND}\x1f</p><p>{THIRD}</p></article>"
    report = read_page(page(body=body), id="r1")
    assert FIRST in report.text
    assert "\x07" not in report.text


def test_the_title_that_most_sources_give() -> None:
    """The field for social media may hold another title: the one that the headline and the tab agree on is taken."""
    head = '<title>Campaigner taken from flat - The Example</title><meta property="og:title" content="You will not believe this">'
    assert read_page(page(head), id="r1").particulars.title == "Campaigner taken from flat"


def test_a_site_with_a_motto() -> None:
    """Of a site's name with what it says of itself, the part that its address is called by is the publisher."""
    head = """<link rel="canonical" href="https://www.laotravoz.example/a">
    <meta property="og:site_name" content="Noticias de Carrow - La Otra Voz | Siempre primero">"""
    assert read_page(page(head), id="r1").particulars.publisher == "La Otra Voz"


def test_a_site_that_only_its_addresses_tell() -> None:
    """A page that names no site has that of its own address, or of most of the addresses it links to."""
    head = '<link rel="canonical" href="www.example.org/2021/taken.html">'
    assert read_page(page(head), id="r1").particulars.publisher == "example.org"
    links = "".join(f'<a href="https://www.example.net/{n}">{n}</a>' for n in range(12))
    assert read_page(page(body=BODY + links), id="r1").particulars.publisher == "example.net"
    assert read_page(page(body=BODY), id="r1").particulars.publisher is None
