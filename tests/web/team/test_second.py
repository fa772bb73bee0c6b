"""A report coded a second time at the desk: blind until it is finished, then compared and settled."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import deciding, opening, second

MARK = "as the court has it"


@pytest.fixture
def judged(records: Collection, acts: list[str]) -> str:
    """An act that Anna corrected, one that she rejected, and one that she added; the first of them."""
    deciding.correct(records, acts[0], "date", "2011-11", because=MARK)
    deciding.reject(records, acts[1], because=MARK)
    return acts[0]


@pytest.fixture
def begun(ben: TestClient, story: str, judged: str) -> str:
    """The report, of which Ben has begun a second coding."""
    answer = ben.post(f"/second/{story}/begin", follow_redirects=False)
    assert answer.headers["location"] == f"/second/{story}"
    return story


def decided(client: TestClient, story: str, act: str, verdict: str, **more: Any) -> Any:
    answer = client.post(f"/api/second/{story}/decisions", json={"act": act, "verdict": verdict, **more})
    assert answer.status_code == HTTPStatus.OK, answer.text
    return answer.json()


def finished(client: TestClient, story: str, acts: list[str]) -> None:
    for act in acts:
        decided(client, story, act, "accept")
    decided(client, story, acts[0], "correct", slot="date", value="2012")
    assert client.post(f"/second/{story}/finish", follow_redirects=False).status_code == HTTPStatus.SEE_OTHER


def test_nothing_of_the_first_coder_is_shown(ben: TestClient, begun: str, acts: list[str]) -> None:
    """Neither on the page, beside the text, in the API, in the history, in the state that tells of others, nor lately."""
    act = acts[0]
    paths = (
        f"/second/{begun}", f"/acts/{act}/beside", f"/acts/{acts[1]}/beside", f"/api/second/{begun}", f"/api/reports/{begun}",
        f"/api/acts/{act}", f"/api/acts/{act}/history", f"/api/reports/{begun}/state", "/api/lately", "/team", "/queue",
    )  # fmt: skip
    for path in paths:
        answer = ben.get(path)
        assert answer.status_code == HTTPStatus.OK, path
        assert "anna" not in answer.text.replace("Anna Lind", ""), path
        assert MARK not in answer.text, path
        assert "2011" not in answer.text, path
    for path in (f"/history/{begun}", f"/api/history/{act}", f"/api/second/{begun}/differences"):
        assert ben.get(path).status_code == HTTPStatus.NOT_FOUND
    assert ben.get(f"/api/reports/{begun}/state").json() == {"number": 0}
    assert ben.get(f"/reports/{begun}", follow_redirects=False).headers["location"] == f"/second/{begun}"


def test_what_the_second_coder_decides_changes_nothing_that_is_shown(
    ben: TestClient, client: TestClient, records: Collection, begun: str, acts: list[str]
) -> None:
    """It stands on their page alone; in the usual way they decide nothing of the report."""
    before = opening.report(records, begun)
    made = decided(ben, begun, acts[0], "correct", slot="date", value="2012", words={"start": 0, "end": 3})
    assert "2012" in ben.get(f"/acts/{acts[0]}/beside").text
    assert "2012" in ben.get(f"/second/{begun}").text
    added = ben.post(
        f"/api/second/{begun}/acts", json={"report": begun, "type": "protest", "words": {"start": 3, "end": 9}}
    ).json()
    assert ben.get(f"/api/acts/{added['act']}").json()["kept"]["status"] == "added"
    assert client.get(f"/api/acts/{added['act']}").status_code == HTTPStatus.NOT_FOUND
    assert opening.report(records, begun) == before
    ben.post(f"/api/second/{begun}/decisions/undo", json={"decision": made["id"]})
    assert "2012" not in ben.get(f"/second/{begun}").text
    usual = ben.post("/api/decisions", json={"act": acts[0], "verdict": "accept"})
    assert usual.status_code == HTTPStatus.NOT_FOUND
    assert opening.report(records, begun) == before


def test_the_page_asks_the_second_coding_alone(ben: TestClient, begun: str) -> None:
    """Its script is told where to; there is no way to history or happenings."""
    page = html.fromstring(ben.get(f"/second/{begun}").text)
    [place] = page.xpath("//*[@id='report']")
    assert (place.get("data-base"), place.get("data-next")) == (f"/api/second/{begun}", "/second")
    assert not page.xpath("//main//a[starts-with(@href, '/history') or starts-with(@href, '/happenings')]")


def test_each_act_is_judged_before_it_is_finished(ben: TestClient, begun: str, acts: list[str]) -> None:
    """What is left is told; given up is only for a reason."""
    answer = ben.post(f"/second/{begun}/finish")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert acts[-1] in answer.text
    assert ben.post(f"/second/{begun}/give-up", data={}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ben.post(f"/api/second/{begun}/give-up", json={}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    ben.post(f"/second/{begun}/give-up", data={"because": "knows the case"})
    assert "knows the case" in ben.get(f"/second/{begun}").text


def test_both_stand_side_by_side_and_either_is_let_stand(
    ben: TestClient, client: TestClient, records: Collection, begun: str, acts: list[str]
) -> None:
    """The date as the second coder has it, the act as the first has it; each a decision with its reason."""
    finished(ben, begun, acts)
    told = client.get(f"/api/second/{begun}/differences").json()
    assert {(one["act"], one["slot"], one["second_by"]) for one in told} == {
        (acts[0], "date", "ben"),
        (acts[1], None, "ben"),
    }
    assert "November 2011" in client.get(f"/second/{begun}").text
    sent = {"act": acts[0], "slot": "date", "by": "ben", "take": "second", "because": "Ben is right"}
    client.post(f"/second/{begun}/settle", data=sent)
    found = opening.act(records, acts[0]).kept
    assert (found.act.date, found.decisions[-1].who, found.decisions[-1].because) == ("2012", "anna", "Ben is right")
    client.post(f"/api/second/{begun}/settle", json={"act": acts[1], "by": "ben", "take": "first"})
    assert opening.act(records, acts[1]).kept.status == "rejected"
    [left] = client.get(f"/api/second/{begun}/differences").json()
    assert (left["act"], left["settled_by"]) == (acts[1], "anna")
    made = client.post(f"/api/second/{begun}/settle", json={"act": acts[1], "by": "ben", "take": "second"})
    assert made.status_code == HTTPStatus.OK, made.text
    assert opening.act(records, acts[1]).kept.status == "accepted"
    assert client.get(f"/api/second/{begun}/differences").json() == []
    assert client.post(f"/second/{begun}/settle", data=sent).status_code == HTTPStatus.NOT_FOUND
    assert client.post(f"/second/{begun}/settle", data={"take": "both"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_act_that_only_the_second_coder_found_is_taken_over(
    ben: TestClient, client: TestClient, records: Collection, begun: str, acts: list[str]
) -> None:
    """It then stands among the acts; there is nothing to decide to leave it out."""
    words = {"start": 3, "end": 9}
    added = ben.post(f"/api/second/{begun}/acts", json={"report": begun, "type": "protest", "words": words}).json()
    finished(ben, begun, acts)
    sent = {"act": added["act"], "by": "ben"}
    path = f"/api/second/{begun}/settle"
    assert client.post(path, json={**sent, "take": "first"}).status_code == HTTPStatus.NOT_FOUND
    assert client.post(path, json={**sent, "take": "second"}).json()["verdict"] == "add"
    assert {one.kept.status for one in opening.report(records, begun).acts} >= {"added"}
    left = client.get(f"/api/second/{begun}/differences").json()
    assert added["act"] not in {one["act"] for one in left}


def test_what_there_is_to_code_is_listed(ben: TestClient, client: TestClient, story: str, acts: list[str]) -> None:
    """What one is given, what a share draws, and how far others are."""
    client.post(f"/second/{story}/give", data={"user": "ben", "because": "tenth"})
    assert [one["standing"] for one in ben.get("/api/second").json()["own"]] == ["assigned"]
    drawn = client.get("/api/second", params={"share": "100%"}).json()
    assert drawn["total"] == len(drawn["drawn"]) >= 1
    assert f"/second/{story}" in client.get("/second?share=1").text
    ben.post(f"/api/second/{story}/begin")
    assert [one["standing"] for one in client.get("/api/second").json()["others"]] == ["begun"]
    finished(ben, story, acts)
    assert ben.get("/api/second").json()["own"] == []
    for told in ("much", "0", "2"):
        assert client.get("/second", params={"share": told}).status_code in {404, 422}


def test_who_judged_a_report_is_told_why_they_cannot_code_it_again(client: TestClient, story: str, judged: str) -> None:
    """There is no button that would only fail."""
    page = client.get(f"/second/{story}").text
    assert "You have judged acts" in page
    assert "/begin" not in page
    assert client.get("/second/R-2222222").status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"/api/second/{story}").status_code == HTTPStatus.NOT_FOUND


def test_agreement_is_told_on_the_page_of_the_team(
    ben: TestClient, client: TestClient, begun: str, acts: list[str]
) -> None:
    """By slot, with how many units, and that they are too few."""
    assert "Nothing was judged by two yet." in client.get("/team").text
    finished(ben, begun, acts)
    told = client.get("/api/agreement").json()
    assert {"act", "date"} <= {one["slot"] for one in told}
    page = html.fromstring(client.get("/team").text)
    assert len(page.xpath("//section[@aria-labelledby='agree']//tbody/tr")) == len(told)
    assert "too few" in client.get("/team").text


def test_nobody_else_is_blind(client: TestClient, records: Collection, begun: str, acts: list[str]) -> None:
    """Anna sees her own decisions while Ben codes."""
    assert MARK in client.get(f"/history/{begun}").text
    assert "November 2011" in client.get(f"/acts/{acts[0]}/beside").text
    assert second.own(records, begun) is None
