"""The page of what is left open: judged by a form or by a script, listed, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import linking
from onrecord.verbs.linking import Doubt


@pytest.fixture
def question(records: Collection) -> Doubt:
    """The first of the open ones, about two who bear one name."""
    return linking.doubts(records, "person").doubts[0]


def doubles(client: TestClient, of: str = "person") -> Any:
    return client.get("/api/doubles", params={"of": of}).json()


def test_what_settles_most_comes_first(client: TestClient) -> None:
    """Each question tells both sides with their reports, what speaks for and against, and how many acts hang on it."""
    told = doubles(client)["doubts"]
    weights = [one["score"] * (1 + one["acts"]) for one in told]
    assert weights == sorted(weights, reverse=True)
    assert all(one["left"]["report"]["id"] != one["right"]["report"]["id"] for one in told)
    page = html.fromstring(client.get("/questions").text)
    assert len(page.xpath("//article[@data-item]")) == len(told) == 2


def test_an_answer_settles_a_question_until_it_is_undone(client: TestClient, question: Doubt) -> None:
    """Judged unsure it is not asked again; the page lists it, and takes it back."""
    total = doubles(client)["total"]
    sent = {"one": question.left.id, "other": question.right.id, "verdict": "unsure", "because": "no telling"}
    made = client.post("/api/judgements", json=sent).json()
    asked = {(one["left"]["id"], one["right"]["id"]) for one in doubles(client)["doubts"]}
    assert (question.left.id, question.right.id) not in asked
    assert doubles(client)["total"] == total - 1
    assert "no telling" in client.get("/questions").text
    client.post("/api/judgements/undo", json={"judgement": made["id"]})
    assert doubles(client)["total"] == total
    assert "no telling" not in client.get("/questions").text
    assert [one["verdict"] for one in client.get("/api/judgements").json()] == ["unsure", "undo"]


def test_what_cannot_be_judged_is_told(client: TestClient, question: Doubt) -> None:
    """An unknown verdict, an unknown person, two of different kinds, and an unknown sort of question."""
    one = question.left.id
    assert client.post("/judgements", data={"one": one, "other": question.right.id}).status_code == 422
    for other in ("P-2222222", "A-2222222"):
        sent = {"one": one, "other": other, "verdict": "same"}
        assert client.post("/api/judgements", json=sent).status_code == 404
    assert client.post("/api/judgements/undo", json={"judgement": "J-2222222"}).status_code == 404
    assert client.get("/questions?of=weather").status_code == 422


def test_a_question_about_a_protected_report_is_not_asked(
    client: TestClient, ben: TestClient, question: Doubt, records: Collection
) -> None:
    """Neither in the list nor in its number."""
    from onrecord.verbs import protecting

    before = doubles(ben)["total"]
    protecting.protect(records, question.right.report.id, reason="other", because="asked")
    after = doubles(ben)
    assert after["total"] < before == doubles(client)["total"]
    assert question.right.report.id not in str(after)


@pytest.mark.parametrize("of", ["act", "report"])
def test_acts_and_copies_have_pages_of_their_own(client: TestClient, of: str) -> None:
    """They are asked about in the same way."""
    assert client.get(f"/questions?of={of}").status_code == 200
    assert all(one["kind"] == of for one in doubles(client, of)["doubts"])
