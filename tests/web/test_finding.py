"""The first page, the search, reports, groups and places, as a browser gets them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.model import Coded, Participant, Report, Snapshot
from onrecord.store import finding, keeping, protecting
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.verbs import looking

HOSTILE = '<img src=x onerror="alert(1)">'
ADDRESSES = ("/", "/search?words=arrested", "/reports", "/waiting", "/places/KZ", "/places/KZ/Aktau", "/groups/Watch")


@pytest.fixture
def records(records: Collection, report: Report, coded: Coded, snapshot: Snapshot) -> Collection:
    """Two reports: the short one, and one with hostile words in all that it says of itself."""
    text = report.text.replace("Thursday", HOSTILE)
    particulars = msgspec.structs.replace(report.particulars, title=HOSTILE, publisher=HOSTILE)
    other = msgspec.structs.replace(report, id="r2", text=text, sha256="7" * 64, particulars=particulars)
    arrest, *others = coded.acts
    body = Participant(name="Watch", kind="organisation")
    told = (msgspec.structs.replace(arrest, affected=(body, *arrest.affected)), *others)
    told_of = msgspec.structs.replace(coded, id="r2", text_sha256="7" * 64, acts=told)
    bytes_ = msgspec.structs.replace(snapshot, sha256="7" * 64)
    with records.writing() as connection:
        keeping.keep(connection, bytes_, other, told_of, who="anna")
        keeping.refuse(
            connection, address=f"{HOSTILE}.pdf", snapshot=None, reason="is no PDF: save it anew", who="anna"
        )
    return records


@pytest.fixture
def hidden(records: Collection) -> None:
    """Ben keeps Ole Lünd from all others, anna among them."""
    with records.writing() as connection:
        for ole in list(finding.find_persons(connection, Filter(person="ole"), user="ben")):
            protecting.protect(connection, ole.id, who="ben", reason="relative", may_see=(), because="he asked")


def page(client: TestClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def told(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def words(part: Any) -> str:
    return " ".join(part.text_content().split())


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_shown_to_who_is_not_let_in(outside: TestClient, address: str) -> None:
    """Each page asks for the way in."""
    assert outside.get(address).status_code == 401


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_words_stay_words(client: TestClient, address: str) -> None:
    """No image of theirs is on any page."""
    assert not page(client, address).xpath("//img")


def test_the_first_page_tells_what_is_there(client: TestClient) -> None:
    """Sizes, facets that lead to searches, times and places each with a table, the latest reports, and what was not read."""
    shown = page(client, "/")
    sizes = [words(one) for one in shown.xpath("//ul[@class='sizes']/li")]
    assert sizes[:2] == ["2 reports", "8 acts told"]
    assert "1 not read" in sizes
    links = {one.get("href") for one in shown.iter("a")}
    assert {
        "/search?type=arrest",
        "/search?place=KZ",
        "/places/KZ/Aktau",
        "/groups/Watch",
        "/search?date=2023-03",
    } <= links
    assert len(shown.xpath("//svg")) == 2
    assert len(shown.xpath("//section[@aria-labelledby='latest']//li")) == 2
    assert HOSTILE in words(shown)


def test_an_empty_collection_says_how_to_begin(empty_client: TestClient) -> None:
    """There is a way to the first report."""
    assert page(empty_client, "/").xpath("//main//a[@href='/add']")


def test_a_search_marks_words_and_narrows(client: TestClient) -> None:
    """Words lit in acts and texts, how the date fits, facets that keep what was asked, marks that take it away."""
    shown = page(client, "/search?words=arrested&date=2023-03-16/2023-04")
    assert words(shown.get_element_by_id("found")) == "2 acts"
    assert {one.text for one in shown.xpath("//li//mark")} == {"arrested"}
    links = {one.get("href") for one in shown.iter("a")}
    assert "/search?words=arrested&date=2023-03-16%2F2023-04&type=arrest" in links
    assert "/search?words=arrested" in links
    assert words(shown.get_element_by_id("texts")).startswith("2 reports")
    partly = page(client, "/search?type=fine&date=2023-03-08")
    assert "partly within the time" in words(partly)


def test_pages_of_a_search_follow_each_other(client: TestClient) -> None:
    """No act comes twice, and none is left out."""
    first = told(client, "/api/search?limit=5")
    second = told(client, f"/api/search?limit=5&after={first['next']}")
    ids = [one["kept"]["id"] for one in (*first["hits"], *second["hits"])]
    assert len(ids) == len(set(ids)) == first["total"] == 8
    assert second["next"] is None


@pytest.mark.parametrize("asked", ["date=yesterday", "type=arest", "near=1,2", "at=XX/Aktau", "after=A-0000000"])
def test_what_cannot_be_searched_for_is_told_in_words(client: TestClient, asked: str) -> None:
    """The form stays, with what was typed in it; programs get the words, too."""
    shown = page(client, f"/search?words=arrested&{asked}", 422)
    assert words(shown.xpath("//p[@role='alert']")[0])
    assert shown.xpath("//input[@value='arrested']")
    assert client.get(f"/api/search?{asked}").json()["error"]


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    """And each thing asked for can be taken away."""
    shown = page(client, "/search?words=zebra&person=nobody")
    assert "No act matches" in words(shown)
    assert shown.xpath("//p[@class='chips']/a[@href='/search?words=zebra']")


def test_reports_are_listed_and_paged(client: TestClient) -> None:
    """The latest first; narrowed by what they say of themselves."""
    first = told(client, "/api/reports?limit=1")
    second = told(client, f"/api/reports?limit=1&after={first['next']}")
    assert [first["cards"][0]["given_id"], second["cards"][0]["given_id"]] == ["r2", "r1"]
    assert (first["total"], second["next"]) == (2, None)
    shown = page(client, "/reports?publisher=CWS")
    assert words(shown.get_element_by_id("found")) == "1 report"
    assert shown.xpath("//aside//a[@aria-current='true' and @href='/reports']")
    assert page(client, "/reports?after=R-0000000", 404) is not None
    assert told(client, "/api/facets/reports?words=beaten")["kind"] == [{"value": "news", "acts": 2}]


def test_what_was_not_read_says_why(client: TestClient) -> None:
    """Where it came from and the reason; programs get the same."""
    shown = page(client, "/waiting")
    assert "is no PDF: save it anew" in words(shown)
    assert [one["reason"] for one in told(client, "/api/waiting")] == ["is no PDF: save it anew"]
    assert page(client, "/waiting?page=x", 422) is not None


def test_a_group_and_a_place_have_a_page(client: TestClient) -> None:
    """What was done, to whom, in which roles; a name of none is told in words."""
    group = page(client, "/groups/watch")
    assert words(group.xpath("//h1")[0]) == "Watch"
    assert "1 done to it" in words(group)
    place = page(client, "/places/kz/Aktau")
    assert words(place.xpath("//h1")[0]) == "Aktau, Kazakhstan"
    assert "Ida Lund" in words(place.xpath("//section[@aria-labelledby='persons']")[0])
    assert told(client, "/api/places?country=KZ")["total"] == 2
    assert told(client, "/api/groups?name=WATCH")["roles"] == {"affected": 1}
    for address in ("/groups/Nobody", "/places/ZZ", "/places/KZ/Nowhere", "/api/places", "/api/groups?name=x"):
        assert client.get(address).status_code in {404, 422}


def test_names_are_suggested(client: TestClient) -> None:
    """Persons by any word of the name, places and countries, groups; too few letters suggest nothing."""
    assert told(client, "/api/suggest?what=person&begun=lu")["names"] == ["Ida Lund", "Ole Lünd"]
    assert told(client, "/api/suggest?what=place&begun=ak")["names"] == ["Aktau"]
    assert told(client, "/api/suggest?what=place&begun=kaz")["names"] == ["Kazakhstan"]
    assert told(client, "/api/suggest?what=place&begun=nor")["names"] == []
    assert told(client, "/api/suggest?what=group&begun=wat")["names"] == ["Watch"]
    assert told(client, "/api/suggest?what=person&begun=l")["names"] == []
    assert client.get("/api/suggest?what=weather&begun=lu").status_code == 422


def test_a_protected_name_is_on_no_page(client: TestClient, hidden: None) -> None:
    """Neither found, nor counted, nor suggested."""
    for address in (*ADDRESSES, "/api/overview", "/api/search", "/api/reports", "/api/search/reports?words=fined"):
        text = client.get(address).text
        assert "Ole" not in text, address
        assert "Lünd" not in text, address
    assert told(client, "/api/suggest?what=person&begun=ol")["names"] == []
    assert told(client, "/api/search?person=ole")["total"] == 0
    assert told(client, "/api/search?words=ole")["total"] == 0
    assert told(client, "/api/search/reports?words=ole") == {"hits": [], "total": 0}
    assert not any(told(client, "/api/facets?person=ole").values())


def test_a_restricted_report_is_on_no_page(client: TestClient, records: Collection) -> None:
    """Its acts are counted nowhere."""
    ids = [card.id for card in looking.reports(records.seen_by("ben"))]
    with records.writing() as connection:
        protecting.protect(connection, ids[1], who="ben", reason="other", may_see=(), because="she asked")
    assert told(client, "/api/overview")["sizes"]["acts"] == 4
    assert told(client, "/api/search")["total"] == 4
    assert told(client, "/api/reports")["total"] == 1
    assert client.get("/groups/Watch").status_code == 404
    assert told(client, "/api/suggest?what=group&begun=wat")["names"] == []


def test_a_great_many_acts_are_counted_when_asked_for(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page comes at once, and leads to the counts."""
    monkeypatch.setattr("onrecord.web.pages.search._COUNTED", 1)
    shown = page(client, "/search?words=arrested")
    assert not shown.xpath("//section[@class='facet']")
    [more] = shown.xpath("//aside//a/@href")
    assert page(client, more).xpath("//section[@class='facet']")
