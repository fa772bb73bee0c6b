"""What was done, who did it and where the coder errs, at the desk."""

from __future__ import annotations

from http import HTTPStatus

from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import deciding, looking, opening, protecting

HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_history_tells_all_and_what_stands_is_undone(
    client: TestClient, records: Collection, story: str, acts: list[str]
) -> None:
    """The latest first; undone, it stays there, and what stood before stands again."""
    before = opening.act(records, acts[0]).kept.act.date
    made = deciding.correct(records, acts[0], "date", "2011", because=HOSTILE)
    page = client.get(f"/history/{story}").text
    assert HOSTILE not in page
    assert html.fromstring(page).xpath("//input[@name='entry']/@value") == [made.id]
    answer = client.post(f"/history/{story}/undo", data={"entry": made.id, "because": "wrong"}, follow_redirects=False)
    assert answer.headers["location"] == f"/history/{story}"
    assert opening.act(records, acts[0]).kept.act.date == before
    page = client.get(f"/history/{story}").text
    assert not html.fromstring(page).xpath("//input[@name='entry']")
    assert "superseded" in page
    again = client.post(f"/history/{story}/undo", data={"entry": made.id})
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(f"/history/{story}/undo", data={}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_only_what_stands_in_that_history_is_undone_there(
    client: TestClient, records: Collection, story: str, acts: list[str]
) -> None:
    """A decision on another act is not, nor one that is not there."""
    made = deciding.accept(records, acts[0], because="read")
    for entry in (made.id, "D-2222222", "x"):
        answer = client.post(f"/api/history/{acts[1]}/undo", json={"entry": entry})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = client.post(f"/api/history/{acts[0]}/undo", json={"entry": made.id}).json()
    assert [one["what"] for one in told] == ["accepted", "undone"]


def test_an_unknown_id_has_no_history(client: TestClient) -> None:
    """It is told in words."""
    answer = client.get("/history/A-2222222")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "A-2222222" in answer.text


def test_a_person_has_a_history(client: TestClient, records: Collection, story: str) -> None:
    """Who is to see them, and why."""
    person = next(looking.persons(records, looking.wanted(report=story)))
    protecting.protect(records, person.id, reason="minor", because="is fifteen")
    assert "is fifteen" in client.get(f"/history/{person.id}").text


def test_the_team_sees_what_was_done_lately(
    client: TestClient, ben: TestClient, records: Collection, acts: list[str]
) -> None:
    """By everybody, the latest first, so many at most."""
    deciding.accept(records, acts[0], because="one")
    deciding.reject(records.seen_by("ben"), acts[1], because="two")
    told = client.get("/api/lately").json()
    assert [(one["who"], one["because"]) for one in told[:2]] == [("ben", "two"), ("anna", "one")]
    assert len(client.get("/api/lately?limit=1").json()) == 1
    assert client.get("/api/lately?limit=0").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "two" in ben.get("/team").text


def test_where_the_coder_errs_is_listed(client: TestClient, records: Collection, acts: list[str]) -> None:
    """By slot, type and rule, with how many were wrong."""
    assert "Nobody has judged an act yet." in client.get("/errs").text
    deciding.correct(records, acts[0], "date", "2011", because="x")
    told = client.get("/api/errs").json()
    assert [one["slot"] for one in told] == ["date"]
    assert len(html.fromstring(client.get("/errs").text).xpath("//tbody/tr")) == 1


def test_cases_are_a_file_that_is_saved_and_names_nobody_protected(
    client: TestClient, records: Collection, story: str, acts: list[str]
) -> None:
    """Never shown as a page of the desk's origin; protected from anybody, a report is in none."""
    for act in acts:
        deciding.reject(records, act, because="x")
    answer = client.get("/errs/cases.yaml")
    assert answer.headers["content-disposition"] == 'attachment; filename="cases.yaml"'
    assert answer.headers["content-type"].startswith("application/yaml")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text.startswith("# Where the coder erred")
    made = len(client.get("/api/errs/cases").json()["examples"])
    assert answer.text.count("- text:") == made > 0
    protecting.protect(records, story, reason="other", because="asked")
    assert client.get("/api/errs/cases").json()["examples"] == []
