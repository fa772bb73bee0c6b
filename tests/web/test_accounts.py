"""Who signs in with an account, what their role lets them do, and what is kept from them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
import yaml
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import accounts, looking, protecting
from onrecord.web.access import needs
from onrecord.web.app import desk
from onrecord.web.asking import Route
from onrecord.web.nameless import without_people
from onrecord.web.routes import ROUTES
from onrecord.web.sessions import Sessions
from onrecord.web.throttle import Throttle
from tests.web.conftest import HOST, ORIGIN, PORT, RAW

PASSWORD = "seven quiet herons"  # noqa: S105  # of invented people
OTHER = "eight loud bitterns"
GUIDE = re.compile(r'data-guide="[^"]*"')
"""How a value is typed, with invented names of the program's own."""
NEEDS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "needs.yaml").read_text("utf-8"))
ROLES = {
    "data": {"see"},
    "viewer": {"see", "team"},
    "coder": {"see", "team", "judge", "bring"},
    "reviewer": {"see", "team", "judge", "bring", "govern"},
    "admin": {"see", "team", "judge", "bring", "govern", "admin"},
}
"""What each role may do."""


@pytest.fixture
def waited() -> list[float]:
    """How long each slowed guess waited."""
    return []


@pytest.fixture
def team(records: Collection, waited: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser at the desk of several people, one of each role, who has not signed in; `dana` is in the group north."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    people = {"ada": "admin", "rita": "reviewer", "carl": "coder", "vera": "viewer", "dana": "data"}
    for name, role in people.items():
        link = accounts.add(records, name, role, ["north"] if name == "dana" else [])
        accounts.accept(records, link, PASSWORD)
    sessions = Sessions("anna", port=PORT, records=records, throttle=Throttle(waited.append))
    app = desk(records, sessions, hosts=(HOST,), raw=RAW)
    with TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"}) as client:
        client.headers["x-token"] = sessions.token
        yield client


def sign_in(client: TestClient, name: str, password: str = PASSWORD, code: str = "") -> int:
    """The status of the answer to a sign-in."""
    client.cookies.clear()
    told = {"name": name, "password": password, "code": code}
    return client.post("/sign-in", data=told, follow_redirects=False).status_code


def test_the_token_lets_nobody_in_where_one_signs_in(team: TestClient) -> None:
    """It leads to the sign-in; a program that brings it is nobody."""
    token = team.headers["x-token"]
    assert 'name="password"' in team.get(f"/enter?token={token}").text
    assert team.get("/").status_code == 401
    assert team.get("/api/jobs", headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_the_right_password_lets_in(team: TestClient) -> None:
    """A wrong one, and a name that nobody has, get the same words."""
    assert sign_in(team, "vera") == 303
    assert "vera" in team.get("/").text
    answers = [
        team.post("/sign-in", data={"name": name, "password": "wrong words here"}).text for name in ("vera", "nobody")
    ]
    assert answers[0] == answers[1]


def test_guesses_are_slowed_and_nobody_is_locked_out(team: TestClient, waited: list[float]) -> None:
    """After many wrong ones the right one still gets in."""
    for _ in range(8):
        assert sign_in(team, "vera", "wrong words here") == 401
    assert max(waited) > 1
    assert sign_in(team, "vera") == 303


def test_guesses_at_an_account_cost_its_owner_little() -> None:
    """Whoever guesses from elsewhere makes them wait two seconds at most."""
    throttle = Throttle()
    for _ in range(100):
        throttle.was("there", "vera", right=False)
    assert throttle.seconds("address", "there") == 8
    assert throttle.seconds("account", "vera") == 2
    assert throttle.seconds("address", "here") == 0


def test_a_code_counts_once(team: TestClient, records: Collection) -> None:
    """The one that turned codes on is used; so is each other one, and each recovery code."""
    secret = accounts.begin_codes()
    device, now = pyotp.TOTP(secret), int(time.time())
    recovery = accounts.confirm_codes(records, "vera", secret, device.at(now))
    assert sign_in(team, "vera") == 401
    assert sign_in(team, "vera", code=device.at(now)) == 401
    assert sign_in(team, "vera", code=device.at(now + 30)) == 303
    assert sign_in(team, "vera", code=device.at(now + 30)) == 401
    assert sign_in(team, "vera", code=recovery[0]) == 303
    assert sign_in(team, "vera", code=recovery[0]) == 401


def test_an_invitation_works_once(team: TestClient, records: Collection) -> None:
    """Its owner chooses a password; then it leads nowhere."""
    link = accounts.add(records, "new", "viewer")
    assert "new" in team.get(f"/invited?link={link}").text
    told = {"link": link, "password": OTHER, "again": OTHER}
    assert "not the same" in team.post("/invited", data={**told, "again": PASSWORD}).text
    assert team.post("/invited", data=told).status_code == 200
    assert team.get(f"/invited?link={link}").status_code == 404
    assert team.post("/invited", data=told).status_code == 422
    assert sign_in(team, "new", OTHER) == 303


@pytest.mark.parametrize("change", ["role", "password", "off"])
def test_sessions_end_when_an_account_changes(team: TestClient, records: Collection, change: str) -> None:
    """Whoever is signed in must sign in again."""
    assert sign_in(team, "vera") == 303
    assert team.get("/").status_code == 200
    if change == "role":
        accounts.set_role(records, "vera", "coder")
    elif change == "password":
        accounts.set_password(records, "vera", OTHER)
    else:
        accounts.turn_off(records, "vera")
    assert team.get("/").status_code == 401


def test_what_is_dangerous_asks_for_the_password_again(team: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten minutes nothing of it is done until it was given."""
    sign_in(team, "ada")
    began = time.monotonic()
    monkeypatch.setattr("onrecord.web.sessions.time.monotonic", lambda: began + 700)
    answer = team.post("/accounts", data={"name": "late", "role": "viewer"})
    assert answer.status_code == 403
    assert 'action="/prove"' in answer.text
    assert "late" not in team.get("/accounts").text
    assert team.post("/prove", data={"password": "wrong words here"}).status_code == 403
    assert team.post("/prove", data={"password": PASSWORD, "back": "/accounts"}).status_code == 200
    assert "/invited?link=" in team.post("/accounts", data={"name": "late", "role": "viewer"}).text


def test_the_last_admin_stays(team: TestClient, records: Collection) -> None:
    """Nobody could make others otherwise."""
    sign_in(team, "ada")
    assert team.post("/accounts/ada/off").status_code == 422
    assert accounts.account(records, "ada").off is None


def test_ones_own_account(team: TestClient) -> None:
    """Codes are turned on with a picture; another password leaves this session as it is."""
    sign_in(team, "vera")
    page = team.post("/account/codes/begin").text
    [secret] = re.findall(r"<code>([A-Z2-7]{32})</code>", page)
    assert "<svg" in page
    assert "Recovery codes" in team.post("/account/codes", data={"code": pyotp.TOTP(secret).now()}).text
    assert "10 recovery codes" in team.get("/account").text
    assert team.post("/account/password", data={"password": OTHER, "again": OTHER}).status_code == 200
    assert team.get("/account").status_code == 200


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "vera and her dog", "x" * 501])
def test_a_weak_password_is_refused(team: TestClient, password: str) -> None:
    """Too short, too long, one letter, or with the name in it."""
    sign_in(team, "vera")
    assert team.post("/account/password", data={"password": password, "again": password}).status_code == 422


def test_every_route_says_what_it_needs() -> None:
    """A route that stands in no row of the table, or needs something else, fails here."""
    expected = {name: need for need, names in NEEDS.items() for name in names}
    assert {one.name: one.need for one in ROUTES} == expected


def test_roles_are_those_of_the_table() -> None:
    """What a role may do is told twice, here and there."""
    assert {role: set(needs(role)) - {"nothing"} for role in ROLES} == ROLES  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["dana", "vera", "carl", "rita"])
def test_what_a_role_may_not_do_is_refused_everywhere(team: TestClient, name: str) -> None:
    """At every address, whether or not what it names is there."""
    [role] = [one for one in ROLES if one[0] == name[0]]
    sign_in(team, name)
    for route in ROUTES:
        if route.need != "nothing" and route.need not in ROLES[role]:
            answer = team.request(route.method, address(route))
            assert answer.status_code == 403, route.path
            assert "may not do this" in answer.text


def test_nobody_is_let_in_anywhere(team: TestClient) -> None:
    """Whoever has not signed in gets nothing but the sign-in."""
    for route in ROUTES:
        if route.need != "nothing":
            assert team.request(route.method, address(route)).status_code == 401, route.path


def address(route: Route) -> str:
    return re.sub(r"\{\w+(?::\w+)?\}", "R-2222222", route.path)


def test_a_group_may_see_what_is_shown_to_it(team: TestClient, records: Collection) -> None:
    """Others get what they would get for a person who is not there, word for word."""
    [ida] = [one for one in looking.persons(records) if one.person.name == "Ida Lund"]
    report = next(looking.reports(records)).id
    protecting.protect(records.seen_by("rita"), ida.id, reason="other", because="she asked", may_see=["group:north"])
    shown = {}
    for name in ("dana", "vera", "rita"):
        sign_in(team, name)
        shown[name] = "Ida Lund" in GUIDE.sub("", team.get(f"/reports/{report}").text)
    assert shown == {"dana": True, "vera": False, "rita": True}


def test_a_hidden_report_is_like_one_that_is_not_there(team: TestClient, records: Collection) -> None:
    """At every address, for whoever it is kept from; whoever may see it finds it."""
    report = next(looking.reports(records)).id
    protecting.protect(records.seen_by("rita"), report, reason="other", because="they asked", may_see=[])
    sign_in(team, "vera")
    for path in ("/reports/{}", "/api/reports/{}", "/history/{}", "/api/history/{}"):
        hidden, unknown = (team.get(path.format(id)) for id in (report, "R-2222222"))
        assert (hidden.status_code, hidden.text.replace(report, "")) == (
            unknown.status_code,
            unknown.text.replace("R-2222222", ""),
        )
    assert report not in team.get("/reports").text
    sign_in(team, "rita")
    assert team.get(f"/reports/{report}").status_code == 200


def test_a_data_viewer_does_not_see_who_works_on_it(team: TestClient, records: Collection) -> None:
    """Neither on a page nor in an answer of the API, while others do."""
    act = next(looking.acts(records)).id
    report = next(looking.reports(records)).id
    sign_in(team, "carl")
    told = {"act": act, "verdict": "accept", "because": "read twice"}
    assert team.post("/api/decisions", json=told).status_code == 200
    paths = (f"/reports/{report}", f"/acts/{act}/beside", f"/api/acts/{act}", f"/api/acts/{act}/history", "/")
    sign_in(team, "vera")
    assert "carl" in team.get(f"/api/acts/{act}/history").text
    sign_in(team, "dana")
    for path in paths:
        answer = team.get(path)
        assert answer.status_code == 200
        assert "carl" not in answer.text, path


def test_nothing_but_users_is_taken_away() -> None:
    """Whatever else stands there stays, of whatever kind."""
    told = {"who": "carl", "may_see": ["carl"], "name": "carl", "in": [{"user": None}, 3]}
    assert without_people(told) == {"who": "somebody", "may_see": [], "name": "carl", "in": [{"user": None}, 3]}
