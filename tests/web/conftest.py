"""A desk over a collection of the bundled example and a short report, asked without a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.web.app import desk
from onrecord.web.sessions import Sessions

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
RAW = "http://127.0.0.1:8766"


@pytest.fixture
def sessions() -> Sessions:
    return Sessions("anna", port=PORT)


@pytest.fixture
def outside(records: Collection, sessions: Sessions) -> Iterator[TestClient]:
    """A browser that has not come in yet."""
    app = desk(records, sessions, hosts=(HOST,), raw=RAW)
    with TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"}) as client:
        yield client


@pytest.fixture
def client(outside: TestClient, sessions: Sessions) -> TestClient:
    """A browser at the desk."""
    outside.get(f"/enter?token={sessions.token}")
    return outside
