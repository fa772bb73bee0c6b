"""Every word of the desk's own can be translated: rendered in a made-up language, no page shows others than the data's."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord import __version__
from onrecord.analysis import wording
from onrecord.codebook import act_types
from onrecord.dates import is_valid
from onrecord.model import DerivationKind, ReportKind
from onrecord.store.collection import Collection
from onrecord.store.current import SLOTS, Status, Verdict
from onrecord.store.imports import RowStatus
from onrecord.verbs import adding, looking
from onrecord.web import jobs, phrases, rendering
from onrecord.web.asking import Route
from onrecord.web.routes import API, ROUTES
from tests.web.test_adding import TEXT, ended

MADE_UP, FROM_RIGHT = "xx", "ar"
_TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
_PARTED = re.compile(r"\n|\s·\s")
_LISTED = re.compile(r"[,:]\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DATE = re.compile(r"[\d–]+ [A-Z][a-z]+ \d{4}")
_MARKS = " ,;:.()·–-"
_PIECE = 15
"""What is longer than this may be a piece of a longer value."""
_SHOWN = ("aria-label", "placeholder", "title", "alt")
_NO_WORDS = {"script", "style", "code", "pre", "kbd", "textarea"}
FIXED = frozenset(
    {"Onrecord", f"Onrecord {__version__}", "R-…", "https://", "desk", "Our records", "anna", "not told", "ben, dana"}
)
"""Names, and examples of what is written in a field."""


class Lengthened(gettext.NullTranslations):
    """Each message within brackets and longer by a third, as other languages are."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}{'·' * (len(message) // 3)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The desk in languages that are made up of English ones."""
    rendering._environment.cache_clear()
    monkeypatch.setattr(
        rendering, "_translations", lambda language: gettext.NullTranslations() if language == "en" else Lengthened()
    )
    monkeypatch.setattr(rendering, "languages", lambda: ("en", MADE_UP, FROM_RIGHT))
    yield
    rendering._environment.cache_clear()


@pytest.fixture
def ids(client: TestClient, records: Collection) -> dict[str, str]:
    """Something for each address that names one thing, by the beginning of the address."""
    [act] = [one.id for one in looking.acts(records, looking.wanted(type="fine"))]
    report = next(looking.reports(records)).id
    person = next((one.id for one in looking.persons(records, looking.wanted())), report)
    job = ended(client, client.post("/api/jobs/files", files={"files": ("noise.bin", bytes(range(256)))}).json())
    ended(client, client.post("/api/jobs/text", json={"text": TEXT}).json())
    sheet = client.post("/api/sheets", files={"files": ("list.csv", b"what,when,who\narrested,2019,Ana Ruiz\n")}).json()
    told = {
        "acts": act,
        "happenings": act,
        "history": act,
        "reports": report,
        "people": person,
        "persons": person,
        "cases": person,
        "incidents": act,
    }
    return {**told, "jobs": job["id"], "import": sheet["id"], "sheets": sheet["id"]}


def addresses(routes: tuple[Route, ...], ids: dict[str, str]) -> list[str]:
    """The address of an example for each route that shows something."""
    shown = [one for one in routes if one.method == "GET" and one.need != "nothing"]
    return [re.sub(r"\{\w+\}", ids.get(_noun(one.path), ids["reports"]), one.path) for one in shown]


def _noun(path: str) -> str:
    return path.removeprefix("/api").strip("/").partition("/")[0]


def leaves(told: Any) -> Iterator[str]:
    """Every text in an answer of the API."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from leaves(value)
    elif isinstance(told, list):
        for value in told:
            yield from leaves(value)


def data_of(client: TestClient, ids: dict[str, str]) -> set[str]:
    """Whatever the API tells: it is shown as it is, in any language."""
    answers = (client.get(path) for path in addresses(API, ids))
    told = {text for answer in answers if answer.status_code == 200 for text in leaves(answer.json())}
    kinds = {one for name, kind in act_types().items() for one in (name, kind.label)}
    dates = {rendering.edtf(one) for one in told if is_valid(one)}
    countries = {wording.country_name(one) for one in told if len(one) == len("KZ") and one.isupper()}
    return {_plain(one) for one in told | kinds | dates | countries} | FIXED


def texts(page: html.HtmlElement) -> Iterator[str]:
    """What somebody reads or hears on a page, but for what is in a language of its own."""
    for node in page.iter():
        if not isinstance(node.tag, str):
            continue
        around = [node, *node.iterancestors()]
        if any(one.tag in _NO_WORDS or (one.get("lang") is not None and one.tag != "html") for one in around):
            yield node.tail or ""
            continue
        yield from (node.text or "", node.tail or "", *(node.get(name, "") for name in _SHOWN))


def untranslated(page: html.HtmlElement, data: set[str]) -> list[str]:
    """What stands on a page and is neither translated nor data."""
    found = []
    for shown in texts(page):
        text = shown
        while _TRANSLATED.search(text):  # a message may hold another
            text = _TRANSLATED.sub("\n", text)
        found += [piece for piece in map(_plain, _PARTED.split(text)) if not is_data(piece, data)]
    return found


def is_data(piece: str, data: set[str]) -> bool:
    """Whether these are no words, or such as the API tells."""
    if not _WORD.search(piece) or _DATE.fullmatch(piece) or piece in data:
        return True
    if len(piece) > _PIECE and any(piece in one for one in data):
        return True
    parts = _LISTED.split(piece)
    return len(parts) > 1 and all(is_data(_plain(part), data) for part in parts)


def _plain(piece: str) -> str:
    return piece.strip(_MARKS)


def test_no_page_shows_words_that_cannot_be_translated(client: TestClient, ids: dict[str, str], made_up: None) -> None:
    """Every page, in a language of which every message can be told."""
    data = data_of(client, ids)
    left: dict[str, list[str]] = {}
    for path in addresses(ROUTES, ids):
        answer = client.get(path, headers={"accept-language": MADE_UP})
        if answer.status_code == HTTPStatus.OK and answer.headers["content-type"].startswith("text/html"):
            found = untranslated(html.fromstring(answer.text), data)
            left |= {path: found} if found else {}
    assert not left


def test_an_untranslated_word_is_seen(client: TestClient, ids: dict[str, str]) -> None:
    """In English itself every word of a page is one."""
    page = html.fromstring(client.get("/add").text)
    found = untranslated(page, data_of(client, ids))
    assert {"Add reports", "Go to the content", "Light or dark"} <= set(found)


def test_scripts_say_what_they_say_in_the_language_of_the_page(client: TestClient, made_up: None) -> None:
    """The page brings their phrases along."""
    page = html.fromstring(client.get("/add", headers={"accept-language": MADE_UP}).text)
    [told] = page.xpath("//script[@id='phrases']/text()")
    assert msgspec.json.decode(str(told))["Being brought:"].startswith("⟦Being brought:")
    assert not html.fromstring(client.get("/add").text).xpath("//script[@id='phrases']")


@pytest.mark.parametrize("path", sorted(phrases.STATIC.glob("*.js")), ids=lambda path: path.name)
def test_scripts_say_nothing_else(path: Path) -> None:
    """Words that are said or put on the page stand within `phrase("...")`."""
    assert not re.findall(
        r"""(?:say\(|textContent = |placeholder = |ariaLabel = )["'`][A-Z][^"'`]+""", path.read_text("utf-8")
    )


def test_codes_that_are_shown_as_words_can_be_found() -> None:
    """Whoever translates finds every one, though no template has it as it stands."""
    text = (phrases.STATIC.parent / "templates" / "words.html").read_text("utf-8")
    codes = {*SLOTS, *get_args(Status), *get_args(Verdict), *get_args(ReportKind), *get_args(DerivationKind)}
    codes |= {*get_args(adding.Status), *get_args(RowStatus), *get_args(jobs.State)}
    assert codes <= set(re.findall(r'_\("([^"]+)"\)', text))


def test_the_page_for_strangers_can_be_translated(outside: TestClient, made_up: None) -> None:
    """It is the first that anybody sees."""
    answer = outside.get("/enter?token=wrong", headers={"accept-language": MADE_UP})
    assert untranslated(html.fromstring(answer.text), set(FIXED)) == []


def test_a_page_runs_from_the_right_where_its_language_does(client: TestClient, made_up: None) -> None:
    """The whole page does; words of the data run as they do themselves."""
    page = html.fromstring(client.get("/add", headers={"accept-language": FROM_RIGHT}).text)
    assert (page.get("lang"), page.get("dir")) == (FROM_RIGHT, "rtl")
    assert all(one.get("dir") == "auto" for one in page.xpath("//input[@name='title'] | //textarea[@name='text']"))


@pytest.mark.parametrize(
    "accepted, spoken",
    [
        ("xx", "xx"),
        ("de, xx;q=0.8, en;q=0.5", "xx"),
        ("en-GB, xx", "en"),
        ("", "en"),
        ("de", "en"),
        ("xx;q=no, en", "en"),
    ],
)
def test_the_browsers_language_is_spoken(made_up: None, accepted: str, spoken: str) -> None:
    """The first that it asks for and the desk speaks; else English."""
    assert rendering.language_of(accepted) == spoken
