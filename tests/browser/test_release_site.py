"""The pages of a release in a real browser, from a folder and from a server that knows nothing of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from onrecord.publishing.release.policy import Coarse, Naming, Policy, Rows, Small
from onrecord.store.collection import open_collection
from onrecord.verbs import looking, releasing

_SERIOUS = frozenset({"serious", "critical"})


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=20)


@pytest.fixture
def site(folder: Path, tmp_path: Path) -> Path:
    """The pages of a release of the bundled examples in which one person is named."""
    with open_collection(folder, user="anna") as records:
        one = next(each for each in looking.persons(records) if "affected" in each.person.roles)
        policy = Policy(
            title="Records <of> & more",
            licence="CC-BY-4.0",
            contact="records@example.org",
            approved_by=("anna",),
            rows=Rows(reviewed_only=False),
            coarse=Coarse(date="day"),
            small=Small(k=2, range=2),
            person=(Naming(id=one.id, form="pseudonym", because="an example", consent="given"),),
        )
        outcome = releasing.release(records, policy, tmp_path / "out")
    assert outcome.folder, outcome.checks
    return Path(outcome.folder) / "site"


def _is_ours(told: ConsoleMessage) -> bool:
    """What the browser asks for by itself, or axe-core, which would read the style once more."""
    return "favicon" in str(told.location) or "connect-src" in told.text


@pytest.fixture(params=["file", "server"])
def opened(
    request: pytest.FixtureRequest, chromium: Browser, site: Path, loopback: None
) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the site; at the end, nothing went wrong and nobody else was asked for anything."""
    wrong: list[str] = []
    with _server(site) as origin:
        base = site.as_uri() if request.param == "file" else origin
        context = chromium.new_context(viewport={"width": 1000, "height": 800})
        context.on("request", lambda one: None if one.url.startswith((base, "data:")) else wrong.append(one.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console", lambda told: wrong.append(told.text) if told.type == "error" and not _is_ours(told) else None
        )

        def go(name: str) -> Page:
            page.goto(f"{base}/{name}")
            return page

        yield go
        context.close()
    assert wrong == []


def test_rows_are_found_by_words(opened: Callable[[str], Page]) -> None:
    """Each word narrows; a row leads to its happening."""
    page = opened("index.html")
    every = page.locator("#found tr").count()
    assert every
    page.fill("#asked", "arrest")
    found = page.locator("#found tr").count()
    assert 0 < found < every
    page.fill("#asked", "arrest nowhereatall")
    assert page.locator("#found tr").count() == 0
    assert page.locator("#said").inner_text() == "0 found"
    page.fill("#asked", "arrest")
    id = page.locator("#found a").first.inner_text()
    page.locator("#found a").first.click()
    assert page.locator(f"#{id}").is_visible()


def test_every_page_works_for_everybody(opened: Callable[[str], Page], site: Path) -> None:
    """Nothing serious in axe-core in light and dark, no page wider than 320 px, a style that is applied."""
    for path in sorted(site.rglob("*.html")):
        page = opened(path.relative_to(site).as_posix())
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path.name
        assert page.evaluate("getComputedStyle(document.querySelector('header nav')).display") == "flex"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            assert [one["id"] for one in found if one["impact"] in _SERIOUS] == [], (path.name, scheme)


def test_what_a_collection_is_called_is_text(opened: Callable[[str], Page]) -> None:
    """Whatever signs stand in it."""
    assert opened("index.html").locator("h1").inner_text() == "Records <of> & more"
