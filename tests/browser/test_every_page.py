"""Every page of the desk in a real browser: it works, asks nobody else, can be used by everybody, and fits a narrow screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from onrecord.store.collection import open_collection
from tests.browser.conftest import Visit, Visiting
from tests.browser.pages import address, pages

_SERIOUS = {"serious", "critical"}


@pytest.fixture
def desk(visiting: Visiting) -> Visit:
    return visiting()


def opened(desk: Visit, folder: Path, name: str) -> Page:
    """A page of the desk, by the name of its route."""
    with open_collection(folder, user="anna") as records:
        told = address(name, records, lambda page: made(desk, page))
    assert told is not None, f"give the page {name} an address in tests/browser/pages.py"
    desk.goes_to(told)
    desk.page.wait_for_load_state("networkidle")
    return desk.page


def made(desk: Visit, name: str) -> str | None:
    """The id of what a page shows and must be made first: a job, a sheet."""
    if name == "job":
        return sent(desk, "/api/jobs/text", {"text": "Police in Osh arrested Ida Lund on Monday.", "title": "Held"})
    if name == "sheet":
        csv = "name,date,what\nIda Lund,2021-05-03,arrest\n"
        answer = desk.page.evaluate(
            "async (csv) => { const form = new FormData(); form.append('file', new File([csv], 'list.csv'));"
            " const a = await fetch('/import', {method: 'POST', body: form}); return a.url; }",
            csv,
        )
        return str(answer).rstrip("/").rpartition("/")[2]
    return None


def sent(desk: Visit, path: str, told: dict[str, Any]) -> str:
    answer = desk.page.evaluate(
        "async ([path, told]) => (await (await fetch(path, {method: 'POST', body: JSON.stringify(told),"
        " headers: {'content-type': 'application/json'}})).json())",
        [path, told],
    )
    return str(answer["id"])


def serious(page: Page) -> list[str]:
    """What keeps somebody from using a page, as axe-core finds it."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in _SERIOUS]


@pytest.mark.parametrize("name", pages())
def test_a_page_works_for_everybody(desk: Visit, folder: Path, name: str) -> None:
    """No error, nothing asked of anybody else, nothing serious in axe-core in light and dark, and no page wider than 320 px."""
    page = opened(desk, folder, name)
    assert page.locator("main h1, main h2").count(), "a page says what it is"
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert desk.errors == []
    assert desk.elsewhere == []
