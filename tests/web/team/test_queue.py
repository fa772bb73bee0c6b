"""The queue at the desk: listed with filters and pages, items given to people, and the way to the next report."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import adding, assigning, deciding, looking, protecting, second

HOSTILE = "<script>alert(1)</script>"


def items(client: TestClient, **asked: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = client.get("/api/queue", params=asked).json()["items"]
    return told


@pytest.fixture
def doubtful(records: Collection, acts: list[str]) -> str:
    """An act that Ben could not tell."""
    deciding.unsure(records.seen_by("ben"), acts[0], because="two readings")
    return acts[0]


@pytest.fixture
def other(records: Collection, tmp_path: Path) -> str:
    """Another report, with an act that nobody could tell."""
    (tmp_path / "other.txt").write_text("Police in Osh arrested Ida Lund on Monday.", "utf-8")
    [outcome] = adding.add(records, [tmp_path / "other.txt"])
    assert outcome.report
    [act] = [one.id for one in looking.acts(records, looking.wanted(report=outcome.report))]
    deciding.unsure(records.seen_by("ben"), act, because="x")
    return outcome.report


def test_the_most_urgent_comes_first_and_leads_to_where_it_is_settled(
    client: TestClient, story: str, doubtful: str
) -> None:
    """The page lists what the API gives, in its order, with why; an act leads to its place in the report."""
    told = items(client)
    assert told == sorted(told, key=lambda one: -one["score"])
    page = html.fromstring(client.get("/queue").text)
    shown = page.xpath("//article[@data-item]")
    assert len(shown) == len(told)
    assert f"/reports/{story}#{doubtful}" in page.xpath("//article[@data-item]//h2/a/@href")
    assert [float(one) for one in page.xpath("//meter/@value")] == [one["score"] for one in told]
    assert "somebody could not tell: act" in client.get("/queue").text


def test_kinds_are_counted_and_narrow(client: TestClient, doubtful: str) -> None:
    """Each kind is a link with its number; a kind that does not exist is told."""
    counts = client.get("/api/queue/counts").json()
    assert counts["unsure"] == 1
    page = client.get("/queue?kind=unsure").text
    assert len(html.fromstring(page).xpath("//article[@data-item]")) == 1
    assert set(counts) <= {
        one.partition("kind=")[2] for one in html.fromstring(client.get("/queue").text).xpath("//aside//a/@href")
    }
    assert client.get("/queue?kind=unsur").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/queue?after=nowhere").status_code == HTTPStatus.NOT_FOUND


def test_pages_follow_each_other_without_gap(client: TestClient, doubtful: str, other: str) -> None:
    """One by one, they give what one long page gives."""
    whole, found, after = items(client, limit="200"), [], ""
    while True:
        page = client.get("/api/queue", params={"limit": "1", "after": after}).json()
        found += page["items"]
        if page["next"] is None:
            break
        after = page["next"]
    assert found == whole
    assert len(whole) > 1


def test_an_item_is_given_and_given_back_by_forms(client: TestClient, story: str, doubtful: str) -> None:
    """To oneself, to somebody, to nobody; it shows on the report, and the form leads back."""
    sent = {"subject": story, "back": "/queue?kind=unsure"}
    answer = client.post("/queue/assign", data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/queue?kind=unsure"
    assert [one["assigned"] for one in items(client, assigned="me")] == ["anna"] * len(items(client, report=story))
    client.post("/queue/assign", data={**sent, "user": HOSTILE})
    page = client.get(f"/reports/{story}").text
    assert HOSTILE not in page
    assert "assigned to &lt;script&gt;" in page
    assert HOSTILE not in client.get("/queue").text
    client.post("/queue/assign", data={**sent, "do": "back"})
    assert items(client, assigned="me") == []
    assert client.post("/queue/assign", data={**sent, "do": "back"}).status_code == HTTPStatus.NOT_FOUND
    assert client.post("/queue/assign", data={"subject": "R-2222222"}).status_code == HTTPStatus.NOT_FOUND
    elsewhere = client.post("/queue/assign", data={**sent, "back": "//evil.example"}, follow_redirects=False)
    assert elsewhere.headers["location"] == "/queue"


def test_an_item_is_given_by_the_api(client: TestClient, story: str) -> None:
    """What is told is who has it; a request that names nothing is refused."""
    made = client.post("/api/assignments", json={"subject": story}).json()
    assert (made["user"], made["task"]) == ("anna", "review")
    assert [one["subject"] for one in client.get("/api/assignments?user=anna").json()] == [story]
    assert client.post("/api/assignments/back", json={"subject": story}).json()["user"] is None
    assert client.get("/api/assignments").json() == []
    assert client.post("/api/assignments", json={}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_way_leads_to_the_next_report(client: TestClient, story: str, doubtful: str, other: str) -> None:
    """Not to the same one; after the last to the first; not to one that somebody else has; to the queue where none is left."""

    def following(after: str) -> str:
        told: str = client.get(f"/queue/next?after={after}", follow_redirects=False).headers["location"]
        return told

    assert {following(story), following(other)} == {f"/reports/{story}", f"/reports/{other}"}
    assert following(story) == f"/reports/{other}"
    assert client.get("/api/queue/next", params={"after": other}).json() == {"report": story}
    client.post("/api/assignments", json={"subject": other, "user": "ben"})
    assert following(story) == "/queue?nothing=left"
    assert "No other report" in client.get("/queue?nothing=left").text


def test_what_is_kept_from_somebody_is_in_no_list_and_no_count(
    client: TestClient, ben: TestClient, records: Collection, story: str, doubtful: str, other: str
) -> None:
    """Neither asked about, counted, assigned, nor next."""
    client.post("/api/assignments", json={"subject": story, "user": "ben"})
    before = ben.get("/api/queue/counts").json()
    protecting.protect(records, story, reason="other", because="asked")
    for path in (
        "/api/queue",
        "/queue",
        "/queue?by_report=1",
        "/api/assignments",
        "/team",
        "/api/lately",
        "/second?share=1",
    ):
        assert story not in ben.get(path).text, path
        assert doubtful not in ben.get(path).text, path
    assert ben.get("/api/queue/counts").json()["unsure"] == before["unsure"] - 1
    assert ben.get("/queue/next", follow_redirects=False).headers["location"] == f"/reports/{other}"
    assert ben.get(f"/history/{story}").status_code == HTTPStatus.NOT_FOUND
    assert ben.post("/api/assignments", json={"subject": story}).status_code == HTTPStatus.NOT_FOUND
    assert story in client.get("/queue").text


def test_a_protected_person_is_named_nowhere(
    client: TestClient, ben: TestClient, records: Collection, story: str
) -> None:
    """Words that people wrote as reasons included."""
    person = next(looking.persons(records, looking.wanted(report=story)))
    name = person.person.name
    assigning.assign(records, story, "ben", because=f"knows {name}")
    assert name in ben.get("/team").text
    protecting.protect(records, person.id, reason="other", because="asked")
    for path in (
        "/queue",
        "/api/queue",
        "/team",
        "/api/assignments",
        "/api/lately",
        f"/history/{story}",
        f"/api/history/{story}",
    ):
        answer = ben.get(path)
        assert answer.status_code == HTTPStatus.OK
        assert name not in answer.text, path


def test_nothing_is_asked_about_a_report_that_one_codes_a_second_time(
    ben: TestClient, records: Collection, story: str, acts: list[str]
) -> None:
    """What others left open there is not told before the second coding is finished."""
    deciding.unsure(records, acts[0], because="x")
    second.begin(records.seen_by("ben"), story)
    assert story not in ben.get("/queue").text
    assert "unsure" not in ben.get("/api/queue/counts").json()


def test_an_empty_queue_says_so(empty_client: TestClient) -> None:
    """And leads on to where reports are added."""
    page = empty_client.get("/queue").text
    assert "Nothing needs a person." in page
    assert empty_client.get("/queue/next", follow_redirects=False).headers["location"] == "/queue?nothing=left"


def test_nothing_is_shown_to_whoever_has_not_come_in(outside: TestClient) -> None:
    """No page, no data."""
    for path in ("/queue", "/team", "/errs", "/second", "/api/queue", "/api/agreement"):
        assert outside.get(path).status_code == HTTPStatus.UNAUTHORIZED
