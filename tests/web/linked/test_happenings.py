"""The pages of happenings and incidents: accounts side by side, rivals first, parts not counted beside their total."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import linking, looking, protecting


def listed(client: TestClient, **asked: str) -> Any:
    answer = client.get("/api/happenings", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_is_contradicted_comes_first(client: TestClient) -> None:
    """Two reports name two arrested and one; two others agree. Both are listed, the rivals with their numbers."""
    first, second = listed(client)["happenings"]
    [counts] = [slot["values"] for slot in first["values"] if slot["slot"] == "count"]
    assert sorted(value["words"][:1] for value in counts) == ["1", "2"]
    assert all(len(slot["values"]) == 1 for slot in second["values"])
    page = html.fromstring(client.get("/happenings").text)
    assert [len(one.xpath(".//p[@class='rival']")) for one in page.xpath("//article")] == [1, 0]


@pytest.mark.parametrize(
    ("asked", "number"),
    [({"type": "arrest"}, 2), ({"type": "protest"}, 0), ({"person": "Dana"}, 1), ({"place": "Semei"}, 1), ({"date": "2021"}, 1)],
)  # fmt: skip
def test_the_list_is_filtered(client: TestClient, asked: dict[str, str], number: int) -> None:
    """By type, person, place and date of any account."""
    assert listed(client, **asked)["total"] == number


def test_a_filter_that_is_wrong_is_told(client: TestClient) -> None:
    """An unknown type names the nearest."""
    answer = client.get("/happenings?type=arest")
    assert answer.status_code == 404
    assert "did you mean `arrest`" in html.fromstring(answer.text).text_content()


def test_accounts_stand_side_by_side(client: TestClient, records: Collection) -> None:
    """A column for each account; what contradicts bears another letter; each leads to its act and report."""
    card = linking.list_happenings(records).happenings[0]
    for act in card.acts:
        page = html.fromstring(client.get(f"/happenings/{act.id}").text)
        table = page.xpath("//table")[0]
        assert len(table.xpath("./thead//th")) == 2
        [row] = [row for row in table.xpath("./tbody/tr") if row.xpath("./th/text()") == ["count"]]
        assert row.xpath("./td/span/text()") in (["A", "B"], ["B", "A"])
        links = set(page.xpath("//main//a/@href"))
        assert {f"/acts/{one.id}" for one in card.acts} | {f"/reports/{one}" for one in card.reports} <= links


def test_two_acts_are_parted_and_joined(client: TestClient, records: Collection) -> None:
    """Judged different they are two happenings; undone they are one."""
    one, other = (act.id for act in linking.list_happenings(records).happenings[0].acts)
    made = client.post("/api/judgements", json={"one": one, "other": other, "verdict": "different"}).json()
    assert [len(client.get(f"/api/happenings/{act}").json()["acts"]) for act in (one, other)] == [1, 1]
    assert listed(client)["total"] == 1
    client.post("/api/judgements/undo", json={"judgement": made["id"]})
    assert listed(client)["total"] == 2


def test_an_act_that_is_not_there_is_told(client: TestClient) -> None:
    """For a happening and for an incident."""
    for path in ("/happenings/A-2222222", "/incidents/A-2222222", "/api/incidents/A-2222222"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "no act A-2222222" in answer.text


def test_a_protected_report_counts_nowhere(ben: TestClient, records: Collection) -> None:
    """What only one other report tells is then told by one, and not in the list."""
    card = linking.list_happenings(records).happenings[0]
    linking.judge(records, card.acts[0].id, card.acts[1].id, "same", because="read side by side")
    protecting.protect(records, card.acts[0].report, reason="other", because="asked")
    assert listed(ben)["total"] == 1
    told = ben.get(f"/api/happenings/{card.acts[1].id}").json()
    assert [one["id"] for one in told["acts"]] == [card.acts[1].id]
    assert card.acts[0].id not in str(told)
    for path in ("/api/judgements", "/questions", "/api/lately", f"/api/history/{card.acts[1].id}"):
        answer = ben.get(path)
        assert answer.status_code == 200
        assert card.acts[0].id not in answer.text
    assert ben.get(f"/happenings/{card.acts[0].id}").status_code == 404


def test_an_incident_counts_no_part_beside_its_total(client: TestClient, tmp_path: Path, records: Collection) -> None:
    """The arrests at a rally are a part of it, each type counted by itself."""
    from onrecord.verbs import adding

    text = "SEMEI, Kazakhstan (Northern Wire) — Some 200 people rallied in Semei on May 1, 2022. Police arrested twelve protesters at the rally."
    (tmp_path / "rally.txt").write_text(text, "utf-8")
    list(adding.add(records, [str(tmp_path / "rally.txt")]))
    acts = {one.act.type: one.id for one in looking.acts(records, looking.wanted(date="2022-05-01"))}
    told = client.get(f"/api/incidents/{acts['arrest']}").json()
    assert [(one["is_whole"], one["acts"][0]["act"]["type"]) for one in told["episodes"]] == [
        (True, "protest"),
        (False, "arrest"),
    ]
    assert {one["type"]: (one["least"], one["most"]) for one in told["affected"]}["arrest"] == (12, 12)
    page = html.fromstring(client.get(f"/incidents/{acts['protest']}").text).text_content()
    assert "the whole" in page
    assert "a part because" in page
