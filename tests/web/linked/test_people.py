"""The pages of persons: the list, one person, their case, two side by side, one parted, one protected."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import linking, protecting


def of_two(records: Collection, name: str) -> Any:
    """The person of a name whom two reports tell of."""
    [found] = [one for one in linking.people(records, name=name).people if one.reports == 2]
    return found


def alone(records: Collection, description: str) -> Any:
    """The namesake whom one report tells of."""
    [found] = [one for one in linking.people(records).people if description in one.descriptions]
    return found


def shown(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(client: TestClient, path: str) -> str:
    return " ".join(shown(client, path).find(".//main").text_content().split())


def test_the_list_tells_each_person_once(client: TestClient) -> None:
    """Two reports of one man are one line, his namesakes lines of their own; most reports come first."""
    rows = shown(client, "/people").xpath("//tbody/tr")
    told = [(row.xpath("./th/a/text()")[0], *row.xpath("./td[@class='figure']/text()")) for row in rows]
    assert told[0] == ("Aidar Beketov", "2", "3")
    assert sorted(one[1] for one in told if one[0] == "Aidar Beketov") == ["1", "1", "2"]
    assert len(told) == 6


@pytest.mark.parametrize("name", ["beketov", "Айдар Бекетов", "Bekétov", "Aydar Beketow", "Бекетов"])
def test_a_name_is_found_in_any_script(client: TestClient, name: str) -> None:
    """Letters of another script, and spellings alike, find the same persons."""
    found = client.get("/api/people", params={"name": name}).json()
    assert {one["name"] for one in found["people"]} == {"Aidar Beketov"}
    assert found["total"] == 3
    assert "Nobody of that name" in words(client, "/people?name=Quux")


def test_pages_follow_each_other(client: TestClient, records: Collection) -> None:
    """Each person stands on one page; a page that is none is told."""
    pages = [linking.people(records, page=number, size=4) for number in (1, 2)]
    assert [len(page.people) for page in pages] == [4, 2]
    assert len({one.id for page in pages for one in page.people}) == 6
    assert client.get("/people?page=0").status_code == 422


def test_a_person_is_shown_with_all_that_is_told(client: TestClient, records: Collection) -> None:
    """Names, kin, acts with their word-givers, the status last known, and what brought the reports together."""
    id = of_two(records, "Aidar Beketov").id
    told = words(client, f"/people/{id}")
    for part in ("spouse of", "Marzhan Abilova", "serving a sentence", "7 years", "tied alike", "not told of since"):
        assert part in told
    links = shown(client, f"/people/{id}").xpath("//main//a/@href")
    card = linking.person(records, id)
    assert {f"/reports/{one}" for one in card.reports} <= set(links)
    assert {f"/acts/{one.id}" for one in card.acts} <= set(links)
    assert all(client.get(link).status_code == 200 for link in set(links) if link.startswith("/people/"))


def test_a_tie_is_told_from_either_side(client: TestClient, records: Collection) -> None:
    """A wife's page tells of the husband, once for all reports."""
    told = client.get(f"/api/people/{of_two(records, 'Marzhan Abilova').id}").json()
    [kin] = told["kin"]
    assert (kin["kind"], kin["name"], len(kin["reports"])) == ("spouse", "Aidar Beketov", 2)


def test_a_case_is_shown_as_of_a_day(client: TestClient, records: Collection) -> None:
    """Held until sentenced; a day that is none is told in words."""
    id = of_two(records, "Aidar Beketov").id
    assert "held as of 1 May 2021" in words(client, f"/cases/{id}?as_of=2021-05-01")
    assert "serving a sentence" in words(client, f"/cases/{id}?as_of=2021-07-01")
    assert client.get(f"/cases/{id}?as_of=May").status_code == 422
    assert client.get("/cases/Beketov").status_code == 422


@pytest.mark.parametrize("path", ["/people/P-2222222", "/cases/P-2222222", "/people/P-2222222/join?with=P-3333333"])
def test_who_is_not_there_is_told_in_words(client: TestClient, path: str) -> None:
    """An id of nobody says so."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert "no person P-2222222" in answer.text


def test_a_join_is_shown_before_it_is_made(client: TestClient, records: Collection) -> None:
    """The preview tells who would be one and keeps nothing; judged the same, it is just so; undone, it is as before."""
    one, other = of_two(records, "Aidar Beketov"), alone(records, "fisherman")
    preview = client.get(f"/api/people/{one.id}/join", params={"with": other.id}).json()
    assert "cannot be one" in words(client, f"/people/{one.id}/join?with={other.id}")
    [after] = preview["change"]["after"]
    assert len(after["person"]["reports"]) == 3
    assert len(linking.judgements(records)) == 0
    assert linking.people(records).total == 6
    form = {"one": one.id, "other": other.id, "verdict": "same", "because": "one man", "back": f"/people/{one.id}"}
    assert client.post("/judgements", data=form).status_code == 409
    assert linking.people(records).total == 6
    form["despite"] = "yes"
    answer = client.post("/judgements", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/people/{one.id}")
    assert len(linking.person(records, one.id).persons) == 3
    made = linking.judgements(records)
    assert len(made) == preview["change"]["judgements"]
    assert "one man" in words(client, f"/people/{one.id}")
    for each in made:
        client.post("/judgements/undo", data={"judgement": each.id, "back": "/people"})
    assert linking.people(records).total == 6


def test_what_keeps_two_apart_is_shown(client: TestClient, records: Collection) -> None:
    """Where people judged two reports different, joining others of the two would change nothing, and the page says why."""
    card = linking.person(records, of_two(records, "Aidar Beketov").id)
    one, other = (each.id for each in card.persons)
    client.post("/api/judgements", json={"one": one, "other": other, "verdict": "different", "because": "two men"})
    told = words(client, f"/people/{one}/join?with={other}")
    assert "two men" in told
    assert "Judged before" in told


def test_a_person_is_parted_as_previewed(client: TestClient, records: Collection) -> None:
    """The reports that are chosen are of somebody else afterwards, and not before."""
    card = linking.person(records, of_two(records, "Aidar Beketov").id)
    out = card.persons[1].id
    assert "Afterwards: 2 persons" in words(client, f"/people/{card.id}/part?apart={out}")
    assert len(linking.person(records, card.id).persons) == 2
    client.post(f"/people/{card.id}/part", data={f"apart-{out}": "1", "because": "another man"})
    assert len(linking.person(records, card.id).persons) == 1
    assert [one.because for one in linking.judgements(records)] == ["another man"]


def test_all_or_none_of_a_person_cannot_be_parted(client: TestClient, records: Collection) -> None:
    """Somebody has to be left, and somebody to go."""
    card = linking.person(records, of_two(records, "Aidar Beketov").id)
    for apart in ([], [one.id for one in card.persons], ["P-2222222"]):
        answer = client.post(f"/api/people/{card.id}/part", json={"apart": apart})
        assert answer.status_code == 422
        assert "leave at least one" in answer.json()["error"]


def test_the_way_back_stays_at_the_desk(client: TestClient, records: Collection) -> None:
    """A form cannot lead to another site."""
    one, other = of_two(records, "Aidar Beketov"), alone(records, "fisherman")
    for back in ("//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"):
        form = {"one": one.id, "other": other.id, "verdict": "unsure", "back": back}
        answer = client.post("/judgements", data=form, follow_redirects=False)
        assert answer.headers["location"] == "/questions"


def test_who_is_protected_is_in_no_list_and_no_number(client: TestClient, ben: TestClient, records: Collection) -> None:
    """Ben sees neither the name nor a line or a count of it; Anna sees the flag, and lifts it."""
    id = of_two(records, "Marzhan Abilova").id
    form = {"reason": "relative", "because": "she asked", "may_see": "cem, dana", "until": "2999-01-01"}
    client.post(f"/people/{id}/protect", data=form)
    [kept] = protecting.protections(records)
    assert kept.may_see == ("anna", "cem", "dana")
    assert "protected" in words(client, "/people")
    assert "she asked" in words(client, f"/people/{id}")
    assert ben.get("/api/people").json()["total"] == 5
    assert ben.get("/api/people", params={"name": "Marzhan Abilova"}).json()["total"] == 0
    husband = of_two(records, "Aidar Beketov").id
    pages = ("/people", "/people?name=Marzhan", f"/people/{husband}", f"/people/{id}", "/questions", "/happenings", "/api/doubles",
             f"/api/people/{husband}", f"/api/people/{id}", "/api/judgements")  # fmt: skip
    for page in pages:
        assert "arzhan" not in ben.get(page).text.replace("name=Marzhan", "").replace('value="Marzhan"', ""), page
    client.post(f"/people/{id}/lift", data={"subject": kept.subject, "because": "she agreed"})
    assert ben.get("/api/people").json()["total"] == 6


def test_a_protection_needs_its_reason(client: TestClient, records: Collection) -> None:
    """Without a because nothing is kept, and the page says what is missing."""
    id = of_two(records, "Marzhan Abilova").id
    answer = client.post(f"/people/{id}/protect", data={"reason": "relative", "because": " "})
    assert (answer.status_code, protecting.protections(records)) == (422, [])
    assert "Say why" in answer.text


def test_hostile_words_are_shown_as_words(client: TestClient, records: Collection) -> None:
    """A reason or a search that is markup stays text."""
    one, other = of_two(records, "Aidar Beketov"), alone(records, "fisherman")
    bad = "<script>alert(1)</script>"
    client.post("/judgements", data={"one": one.id, "other": other.id, "verdict": "unsure", "because": bad})
    for page in (f"/people/{one.id}", "/questions", f"/people?name={bad}"):
        text = client.get(page).text
        assert bad not in text
        assert "&lt;script&gt;" in text
