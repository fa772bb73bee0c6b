"""A desk over a collection of the bundled example and a short report, asked without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store.collection import Collection, create
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


@pytest.fixture
def empty_client(tmp_path: Path, sessions: Sessions) -> Iterator[TestClient]:
    """A browser at the desk of a collection that holds nothing."""
    with create(tmp_path / "empty", user="anna") as empty:
        app = desk(empty, sessions, hosts=(HOST,), raw=RAW)
        with TestClient(app, base_url=ORIGIN) as client:
            client.get(f"/enter?token={sessions.token}")
            yield client
