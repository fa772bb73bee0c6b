"""The queue and a blind second coding in a real browser, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from onrecord.store.collection import open_collection
from onrecord.verbs import assigning, deciding, looking, second
from tests.browser.conftest import Visiting


@pytest.fixture
def report(folder: Path) -> str:
    """The report that tells most, of which Anna corrected an act."""
    with open_collection(folder, user="anna") as records:
        id = max(looking.reports(records), key=lambda one: one.acts).id
        act = next(looking.acts(records, looking.wanted(report=id)))
        deciding.correct(records, act.id, "date", "1999-12", because="as Anna has it")
        return id


def test_the_queue_is_walked_and_taken_by_keys(visiting: Visiting, folder: Path) -> None:
    """An item is assigned to oneself, given back, and opened."""
    desk = visiting()
    desk.goes_to("/queue")
    desk.keys("j", "m")
    item = desk.page.locator("[data-item].current")
    expect(item.locator(".assigned")).to_have_text("assigned to anna")
    with open_collection(folder, user="anna") as records:
        [given] = assigning.assigned(records)
        assert given.user == "anna"
    desk.keys("x")
    expect(item.locator(".assigned")).to_be_hidden()
    address = item.locator("a").first.get_attribute("href") or ""
    desk.keys("Enter")
    desk.page.wait_for_url(f"**{address.partition('#')[0]}*")
    assert not desk.errors


def test_a_report_is_coded_blind_by_the_same_keys(visiting: Visiting, folder: Path, report: str) -> None:
    """Nothing of the first coder is on the page; what is judged is of the second coding alone, and compared at its end."""
    desk = visiting("ben")
    desk.goes_to(f"/second/{report}")
    desk.page.get_by_role("button", name="Begin").click()
    expect(desk.page.locator(".blind")).to_be_visible()
    assert "1999" not in desk.page.content()
    assert [
        one for one in Axe().run(desk.page).response["violations"] if one["impact"] in {"serious", "critical"}
    ] == []
    number = desk.page.locator(".act").count()
    for _ in range(number):
        desk.keys("A")
        expect(desk.page.locator(".act.active .tag").first).to_have_text("accepted")
        desk.keys("j")
    desk.keys("R")
    expect(desk.page.locator(".act.active .tag").first).to_have_text("rejected")
    desk.keys("z")
    expect(desk.page.locator(".act.active .tag").first).to_have_text("accepted")
    with open_collection(folder, user="ben") as records:
        assert len(second.acts(records, report)) == number
    desk.page.get_by_role("button", name="Finish").click()
    expect(desk.page.locator("form[data-item]").first).to_contain_text("December 1999")
    desk.page.locator("button[value=first]").first.click()
    expect(desk.page.locator(".tag.accepted").first).to_have_text("settled by ben")
    assert not desk.errors
