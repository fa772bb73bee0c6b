"""The day's work in a real browser: a text is pasted, its act judged, its person looked at, and the judgement taken back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visiting

_TEXT = (
    "ALMATY, March 18 (Shagala) -- Police in Almaty detained Daniyar Tasov, a blogger, on Monday for filming a picket, "
    "his wife, Asel Tasova, told Radio Shagala.\n\nA court sentenced Tasov to 10 days in jail on Tuesday.\n"
)


def test_from_paste_to_person_and_back(visiting: Visiting) -> None:
    """Every step is a page or a key: nothing is typed into an address, and nothing goes elsewhere."""
    desk = visiting()
    page = desk.page
    page.get_by_role("link", name="Add").first.click()
    page.locator("textarea[name=text]").fill(_TEXT)
    page.locator(
        "form:has(textarea[name=text]) button[type=submit], form:has(textarea[name=text]) button:not([type])"
    ).first.click()
    page.wait_for_url(re.compile(r"/reports/R-"), timeout=60_000)
    expect(page.locator(".act.active")).to_be_visible()
    desk.keys("A")
    expect(page.locator(".act.active .tag").first).to_have_text("accepted")
    page.get_by_role("link", name="Daniyar Tasov").first.click()
    page.wait_for_url(re.compile(r"/people/P-"))
    expect(page.locator("main")).to_contain_text("Asel Tasova")
    page.locator("main a[href^='/acts/A-']").first.click()
    page.wait_for_selector(".act.active")
    desk.keys("R")
    expect(page.locator(".act.active .tag").first).to_have_text("rejected")
    desk.keys("z")
    expect(page.locator(".act.active .tag").first).not_to_have_text("rejected")
    assert not desk.elsewhere
    assert not desk.errors
