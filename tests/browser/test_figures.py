"""The page of a figure in a real browser: it sorts and filters, offers its data, and asks for nothing."""

from __future__ import annotations

import io
from pathlib import Path

from playwright.sync_api import Browser

from onrecord.analysis.figure import Figure
from onrecord.publishing import figures


def test_a_page_that_stands_alone(chromium: Browser, tmp_path: Path) -> None:
    """Numbers sort as numbers, words narrow the rows, and no name runs or loads anything."""
    rows = (("Osh", 9), ("<img src=x onerror=alert(1)>", 10), ("Almaty", 2))
    figure = Figure(title="t", notes=("n",), columns=("place", "number"), rows=rows, data=None, svg="<svg></svg>")
    made = io.BytesIO()
    figures.write(figure, made, "html")
    (tmp_path / "f.html").write_bytes(made.getvalue())
    page = chromium.new_page()
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text))
    page.on("pageerror", lambda told: wrong.append(str(told)))
    page.on("dialog", lambda told: wrong.append(told.message))
    asked: list[str] = []
    page.on("request", lambda told: asked.append(told.url))
    page.goto((tmp_path / "f.html").as_uri())
    page.click("th:nth-child(2) button")
    assert page.locator("td.number").all_inner_texts() == ["2", "9", "10"]
    page.click("th:nth-child(2) button")
    assert page.locator("td.number").all_inner_texts() == ["10", "9", "2"]
    page.fill("input", "osh")
    assert page.locator("tbody tr:visible").count() == 1
    assert page.inner_text("output") == "1 of 3"
    assert asked == [(tmp_path / "f.html").as_uri()]
    assert not wrong
    page.close()
