"""What comes from elsewhere is refused, whatever route it asks for; what goes out says what browsers must keep to."""

from __future__ import annotations

import asyncio
import re
import time

import pytest
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import looking, opening, protecting
from onrecord.web import raw
from onrecord.web.access import Visitor
from onrecord.web.asking import Route
from onrecord.web.routes import ROUTES
from onrecord.web.sessions import Sessions
from tests.web.conftest import HOST, ORIGIN

_PART = re.compile(r"\{\w+(:\w+)?\}")
CHANGING = [one for one in ROUTES if one.method != "GET"]
GUARDED = [one for one in ROUTES if one.need != "nothing"]


def path(route: Route) -> str:
    return _PART.sub("X-1", route.path)


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("route", GUARDED, ids=named)
def test_nobody_without_a_session_is_let_in(outside: TestClient, records: Collection, route: Route) -> None:
    """Every address but the one that lets in answers 401, and tells nothing of the collection."""
    report = next(looking.reports(records))
    answer = outside.request(route.method, route.path.replace("{id}", report.id).replace("{act}", "A-1"))
    assert answer.status_code == 401
    assert "Ida" not in answer.text
    assert str(report.particulars.title) not in answer.text


@pytest.mark.parametrize("route", CHANGING, ids=named)
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site", "origin": "null"},
        {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
        {"sec-fetch-site": "none", "origin": "null"},
    ],
    ids=lambda headers: f"{headers['sec-fetch-site']} {headers['origin']}",
)
def test_another_page_changes_nothing(client: TestClient, route: Route, headers: dict[str, str]) -> None:
    """A form or script of a page elsewhere, sent with the session's cookie, is refused before it is read."""
    answer = client.request(route.method, path(route), headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{HOST.partition(':')[2]}", "127.0.0.1:1", "", "localhost"]
)
def test_another_name_for_this_machine_is_not_answered(client: TestClient, host: str) -> None:
    """A name elsewhere that is made to point here (DNS rebinding) shows nothing, with or without the cookie."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("route", [one for one in ROUTES if one.method == "GET"], ids=named)
def test_every_answer_binds_the_browser(client: TestClient, route: Route) -> None:
    """Nothing but the desk's own files may be loaded or run; nothing is stored on the way, framed or guessed at."""
    answer = client.get(path(route), follow_redirects=False)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_wrong_token_lets_nobody_in_and_is_slowed_down(outside: TestClient, sessions: Sessions) -> None:
    """After ten wrong ones the next is not looked at, but the right one still lets in."""
    answers = [outside.get("/enter?token=guess").status_code for _ in range(12)]
    assert set(answers[:9]) == {401}
    assert answers[-1] == 429
    assert outside.get(f"/enter?token={sessions.token}", follow_redirects=False).status_code == 303


def test_the_session_ends_when_one_leaves(client: TestClient) -> None:
    """The cookie, kept all the same, lets nobody in any more."""
    secret = dict(client.cookies)
    client.post("/leave")
    client.cookies.update(secret)
    assert client.get("/reports").status_code == 401


def test_who_asks_is_made_out_away_from_the_loop(
    client: TestClient, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The collection is asked for it: one who waits for the disk there would have all others wait too."""
    loops: list[bool] = []
    known = sessions.visitor

    def watched(secret: str | None) -> Visitor:
        try:
            asyncio.get_running_loop()
            loops.append(True)
        except RuntimeError:
            loops.append(False)
        return known(secret)

    monkeypatch.setattr(sessions, "visitor", watched)
    assert client.get("/reports").status_code == 200
    assert loops == [False]


def test_an_error_shows_no_trace(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went wrong inside stands in the log under a number; the page has the number alone."""

    def broken(*_: object) -> None:
        raise RuntimeError("secret /home/anna/records")

    monkeypatch.setattr(opening, "report", broken)
    for asked in ("/reports/R-1", "/api/reports/R-1"):
        answer = client.get(asked)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "asked",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/..%5capp.py", "/static//etc/passwd"],
)
def test_only_its_own_files_are_served(client: TestClient, asked: str) -> None:
    """No way leads out of the folder of static files."""
    assert client.get(asked).status_code == 404


# ---------------------------------------------------------------- captured pages


@pytest.fixture
def captured(records: Collection) -> TestClient:
    """A browser at the origin where captured pages are shown."""
    app = raw.RawPages(records, hosts=frozenset({"127.0.0.1:8766"}), desk=ORIGIN)
    return TestClient(app, base_url="http://127.0.0.1:8766")


def test_a_captured_page_is_shown_by_its_ticket_alone(captured: TestClient) -> None:
    """Without one, with one that is over or of another capture, or under another name there is nothing."""
    good, over = raw.ticket("5" * 64, "anna"), raw.ticket("5" * 64, "anna", now=time.time() - 7200)
    digest, until, user, signed = good.split("/")
    for wrong in (
        "",
        over,
        f"{'6' * 64}/{until}/{user}/{signed}",
        f"{digest}/{int(until) + 1}/{user}/{signed}",
        f"{digest}/{until}/{b'ben'.hex()}/{signed}",
        f"{digest}/{until}/{user}/0",
        f"{digest}/{'9' * 5000}/{user}/{signed}",
        f"{digest}/{until}/zz/é",
    ):
        assert "nothing here" in captured.get(f"/{wrong}").text
    assert "nothing here" in captured.get(f"/{good}", headers={"host": "evil.example"}).text
    answer = captured.get(f"/{good}")
    assert "nothing here" not in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "set-cookie" not in answer.headers


def test_a_ticket_shows_nothing_once_a_name_is_kept_from_its_user(captured: TestClient, records: Collection) -> None:
    """It was given out before; who may see is asked again when the page is."""
    anna, ben = raw.ticket("5" * 64, "anna"), raw.ticket("5" * 64, "ben")
    [person] = [one for one in looking.persons(records) if one.person.name == "Ida Lund"]
    protecting.protect(records.seen_by("ben"), person.id, reason="other", because="asked", may_see=())
    assert "that you may see" in captured.get(f"/{anna}").text
    assert "that you may see" not in captured.get(f"/{ben}").text


def test_captured_bytes_are_not_shown_to_whom_a_name_is_kept_from(client: TestClient, records: Collection) -> None:
    """Bytes cannot be masked: no ticket is given out for them."""
    [person] = [one for one in looking.persons(records) if one.person.name == "Ida Lund"]
    report = next(looking.reports(records)).id
    assert "as captured" in client.get(f"/reports/{report}").text
    protecting.protect(records.seen_by("ben"), person.id, reason="other", because="asked", may_see=())
    assert "as captured" not in client.get(f"/reports/{report}").text
