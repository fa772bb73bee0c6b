"""Who is let in: a browser with its session, a program with the token, and nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from onrecord.web.sessions import Sessions


def test_a_program_brings_the_token_with_each_request(outside: TestClient, sessions: Sessions) -> None:
    """It reads and writes without a session, and is given none."""
    bearer = {"authorization": f"Bearer {sessions.token}"}
    assert outside.get("/api/jobs", headers=bearer).json() == []
    answer = outside.post("/api/jobs/text", headers=bearer, json={"text": "Nobody was held."})
    assert answer.status_code == 200
    assert not outside.cookies
    assert outside.get("/api/jobs").status_code == 401


@pytest.mark.parametrize("brought", ["Bearer wrong", "Bearer", "Bearer é", "Basic {token}", "{token}"])
def test_another_word_is_no_token(outside: TestClient, sessions: Sessions, brought: str) -> None:
    """Whatever stands there instead, nobody is let in."""
    sent = brought.format(token=sessions.token).encode()
    assert outside.get("/api/jobs", headers={b"authorization": sent}).status_code == 401


def test_a_wrong_token_is_not_helped_by_a_session(client: TestClient) -> None:
    """A request that names a token is answered by it alone."""
    assert client.get("/api/jobs", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_page_elsewhere_cannot_use_the_token(outside: TestClient, sessions: Sessions) -> None:
    """What a browser sends from another page is refused, whatever it brings."""
    told = {
        "authorization": f"Bearer {sessions.token}",
        "origin": "https://elsewhere.example",
        "sec-fetch-site": "cross-site",
    }
    assert outside.post("/api/jobs/text", headers=told, json={"text": "x"}).status_code == 403


def test_browsers_say_where_a_form_comes_from(client: TestClient) -> None:
    """Under a policy of no referrer at all they send `Origin: null` with every form, which the desk must refuse."""
    assert client.get("/add").headers["referrer-policy"] == "same-origin"
    assert client.post("/leave", headers={"origin": "null", "sec-fetch-site": "cross-site"}).status_code == 403


def test_whoever_has_no_session_is_told_how_the_desk_opens(outside: TestClient, sessions: Sessions) -> None:
    """The whole address may be put into the field; nothing of the records is shown, not even their title."""
    answer = outside.get("/add")
    assert answer.status_code == 401
    assert "onrecord serve" in answer.text
    assert "Our records" not in answer.text
    wrong = outside.get("/enter?token=nothing")
    assert wrong.status_code == 401
    assert "copy it whole" in wrong.text
    address = f"http://127.0.0.1:8765/enter?token={sessions.token}"
    outside.get("/enter", params={"token": address}, follow_redirects=False)
    assert outside.get("/add").status_code == 200
    assert "You have left" in outside.post("/leave").text
    assert outside.get("/add").status_code == 401


def test_after_many_wrong_tokens_one_waits(outside: TestClient) -> None:
    """Guessing is told to wait."""
    answers = [outside.get("/enter?token=x").status_code for _ in range(12)]
    assert answers[0] == 401
    assert answers[-1] == 429
