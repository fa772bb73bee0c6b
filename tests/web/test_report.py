"""The report page and what it asks for: acts with their words, decisions kept, taken back, and told to others."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import deciding, looking, opening


@pytest.fixture
def fine(records: Collection) -> str:
    """The id of the report's fine."""
    [found] = looking.acts(records, looking.wanted(type="fine"))
    return found.id


def report_of(records: Collection) -> str:
    return next(looking.reports(records)).id


def judged(client: TestClient, act: str, verdict: str, **more: Any) -> Any:
    answer = client.post("/api/decisions", json={"act": act, "verdict": verdict, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_whole_text_is_shown_with_its_words_marked(client: TestClient, records: Collection, fine: str) -> None:
    """Every character stands on the page, and the words of a value say of which act and slot they are."""
    id = report_of(records)
    page = html.fromstring(client.get(f"/reports/{id}").text)
    shown = [one for one in page.iter("span") if one.get("data-at")]
    text = opening.report(records, id).report.report.text
    assert "".join(one.text or "" for one in shown) == text.replace("\n", "")
    assert all(text[int(one.get("data-at", "")) :].startswith(one.text or "") for one in shown)
    assert [one.text for one in shown if f"{fine}:cue" in one.get("data-of", "")] == ["fined"]


def test_a_decision_is_kept_and_undone(client: TestClient, records: Collection, fine: str) -> None:
    """A corrected date stands with its words until it is taken back."""
    before = opening.act(records, fine).kept.act.date
    made = judged(client, fine, "correct", slot="date", value="2019", words={"start": 0, "end": 4})
    kept = opening.act(records, fine).kept
    assert (kept.act.date, kept.act.evidence["date"][0].end, kept.decisions[0].who) == ("2019", 4, "anna")
    assert "2019" in client.get(f"/acts/{fine}/beside").text
    client.post("/api/decisions/undo", json={"decision": made["id"]})
    assert opening.act(records, fine).kept.act.date == before


def test_a_value_that_cannot_be_read_says_what_to_write(client: TestClient, fine: str) -> None:
    """Nothing is kept, and the words say how a date is written."""
    told = {"act": fine, "verdict": "correct", "slot": "date", "value": "yesterday"}
    answer = client.post("/api/decisions", json=told)
    assert answer.status_code == 404
    assert "2021-07-01" in answer.json()["error"]


def test_what_somebody_else_judged_meanwhile_is_not_overwritten(
    client: TestClient, records: Collection, fine: str
) -> None:
    """The answer tells what they judged; who has seen that may put another value in its place."""
    theirs = deciding.correct(records.seen_by("ben"), fine, "date", "2018", because="read")
    told = {"act": fine, "verdict": "correct", "slot": "date", "value": "2019", "seen": 0}
    answer = client.post("/api/decisions", json=told)
    assert answer.status_code == 409
    assert answer.json()["told"]["who"] == "ben"
    judged(client, fine, "correct", slot="date", value="2019", seen=theirs.number)
    assert opening.act(records, fine).kept.act.date == "2019"


def test_words_that_are_pointed_to_become_a_value(client: TestClient, records: Collection) -> None:
    """The words of a time are resolved against the report's date, those of a name taken as they stand."""
    id = report_of(records)
    text = opening.report(records, id).report.report.text
    start = text.index("Thursday")
    answer = client.post(
        f"/api/reports/{id}/pointed", json={"slot": "date", "words": {"start": start, "end": start + 8}}
    )
    assert answer.json()["typed"].startswith("2023-")


def test_an_act_is_added_at_its_words(client: TestClient, records: Collection) -> None:
    """It stands in the report from then on, and is gone when the decision is taken back."""
    id = report_of(records)
    answer = client.post("/api/acts", json={"report": id, "type": "protest", "words": {"start": 3, "end": 9}}).json()
    assert answer["act"] in client.get(f"/reports/{id}").text
    client.post("/api/decisions/undo", json={"decision": answer["id"]})
    assert answer["act"] not in client.get(f"/reports/{id}").text


def test_the_description_of_the_api_names_every_route(client: TestClient) -> None:
    """Each operation has words, and each answer a schema."""
    told = client.get("/api/openapi.json").json()
    operations = [one for path in told["paths"].values() for one in path.values()]
    assert len(operations) >= 8
    assert all(one["summary"] and one["responses"]["200"]["content"] for one in operations)
