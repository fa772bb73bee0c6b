"""The report page in a real browser: by keys alone, by two at once, undone, and with hostile words in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from onrecord.store.collection import open_collection
from onrecord.verbs import deciding, looking, opening
from tests.browser.conftest import Visit, Visiting


@pytest.fixture
def report(folder: Path) -> str:
    """The id of the wire story."""
    with open_collection(folder, user="anna") as records:
        return max(looking.reports(records), key=lambda one: one.acts).id


def current(visit: Visit) -> str:
    """The id of the act that is chosen."""
    return visit.page.locator(".act.active").get_attribute("data-act") or ""


def test_a_report_is_judged_by_keys_alone(visiting: Visiting, folder: Path, report: str) -> None:
    """An act is chosen, a slot accepted, another corrected, a third rejected, the whole marked, and the last taken back."""
    desk = visiting()
    desk.goes_to(f"/reports/{report}")
    act = current(desk)
    desk.keys("ArrowDown", "ArrowDown", "a")
    expect(desk.page.locator(".act.active .slot.judged")).to_have_count(1)
    desk.keys("ArrowDown", "c")
    desk.page.keyboard.type("2019-05")
    desk.keys("Enter")
    expect(desk.page.locator(".act.active [data-slot=date]")).to_contain_text("May 2019")
    desk.keys("ArrowDown", "r", "U")
    expect(desk.page.locator(".act.active .tag").first).to_have_text("unsure")
    desk.keys("z")
    expect(desk.page.locator(".act.active .tag").first).to_have_text("corrected")
    with open_collection(folder, user="anna") as records:
        found = opening.act(records, act)
        assert {one.name: one.judged.verdict for one in found.slots if one.judged} == {
            "realis": "accept",
            "date": "correct",
            "place": "reject",
        }
        assert found.kept.act.date == "2019-05"
    assert not desk.errors


def test_selected_words_fill_a_slot(visiting: Visiting, folder: Path, report: str) -> None:
    """Words that are chosen with the arrow keys become a value, and stay its evidence."""
    desk = visiting()
    desk.goes_to(f"/reports/{report}")
    desk.keys("ArrowDown", "ArrowDown", "ArrowDown", "v")
    desk.page.evaluate(
        "() => { const p = [...document.querySelectorAll('#words [data-at]')].find((s) => s.textContent.includes('Last week'));"
        " const at = p.firstChild.data.indexOf('Last week'); getSelection().setBaseAndExtent(p.firstChild, at, p.firstChild, at + 9); }"
    )
    desk.page.locator(".act.active [data-slot=date]").focus()
    desk.keys("f")
    field = desk.page.locator(".editor input")
    expect(field).to_be_focused()
    assert "/" in field.input_value()
    desk.keys("Enter")
    expect(desk.page.locator(".act.active .slot.correct")).to_have_count(1)
    with open_collection(folder, user="anna") as records:
        found = opening.act(records, current(desk))
        text = opening.report(records, report).report.report.text
        [words] = found.kept.act.evidence["date"]
        assert text[words.start : words.end] == "Last week"
    expect(desk.page.locator(".lit").first).to_have_text("Last week")


def test_two_at_one_report_see_each_other_and_lose_nothing(visiting: Visiting, report: str) -> None:
    """What the other decides appears by itself; what one is typing meanwhile stays, and is told of the clash before it is kept."""
    anna, ben = visiting("anna"), visiting("ben")
    for desk in (anna, ben):
        desk.goes_to(f"/reports/{report}")
        desk.keys("ArrowDown", "ArrowDown", "ArrowDown")
    anna.keys("c")
    anna.page.keyboard.type("2020")
    ben.keys("c")
    ben.page.keyboard.type("2018")
    ben.keys("Enter")
    expect(ben.page.locator(".act.active [data-slot=date]")).to_contain_text("2018")
    expect(anna.page.locator("#others")).to_contain_text("ben", timeout=10_000)
    expect(anna.page.locator(".editor input")).to_have_value("2020")
    anna.keys("Enter")
    expect(anna.page.locator(".act.active [data-slot=date]")).to_contain_text("2020")
    expect(ben.page.locator(".act.active [data-slot=date]")).to_contain_text("2020", timeout=10_000)


def test_a_field_corrects_the_slot_that_it_stands_in(visiting: Visiting, report: str) -> None:
    """Also where another slot was chosen while it was open."""
    desk = visiting()
    desk.goes_to(f"/reports/{report}")
    desk.keys("ArrowDown", "ArrowDown", "ArrowDown", "c")
    desk.page.keyboard.type("2019-05")
    desk.page.locator(".act.active [data-slot=charge]").click()
    desk.page.locator(".editor button").first.click()
    expect(desk.page.locator(".act.active [data-slot=date]")).to_contain_text("May 2019")
    expect(desk.page.locator(".act.active .slot.judged")).to_have_count(1)


def test_an_act_is_added_at_its_words(visiting: Visiting, report: str) -> None:
    """It appears among the acts with the words it was added at, and goes when it is taken back."""
    desk = visiting()
    desk.goes_to(f"/reports/{report}")
    number = desk.page.locator(".act").count()
    desk.page.locator("#words .body").first.dblclick(position={"x": 30, "y": 12})
    desk.keys("n")
    expect(desk.page.locator("#new-act")).to_be_visible()
    desk.page.locator("#new-act select").select_option("protest")
    desk.page.locator("#new-act button").first.click()
    expect(desk.page.locator(".act")).to_have_count(number + 1)
    expect(desk.page.locator(".act.active .tag").first).to_have_text("added")
    desk.keys("z")
    expect(desk.page.locator(".act")).to_have_count(number)


def test_the_report_can_be_read_without_scripts(visiting: Visiting, report: str) -> None:
    """The text, the acts and their values stand on the page itself."""
    desk = visiting(scripts=False)
    desk.goes_to(f"/reports/{report}")
    expect(desk.page.locator("#words")).to_contain_text("Aktau")
    assert desk.page.locator(".act").count() > 5


def test_words_as_they_stand_after_a_correction_elsewhere(visiting: Visiting, folder: Path, report: str) -> None:
    """A value that the command line corrects meanwhile is shown without the page being asked for anew."""
    desk = visiting()
    desk.goes_to(f"/reports/{report}")
    with open_collection(folder, user="carl") as records:
        deciding.correct(records, current(desk), "count", "27-33", because="counted")
    expect(desk.page.locator(".act.active [data-slot=count]")).to_contain_text("27 to 33", timeout=10_000)
