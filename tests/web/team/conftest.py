"""A desk at which Anna works, and Ben's at the same collection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import looking
from onrecord.web.app import desk
from onrecord.web.sessions import Sessions
from tests.web.conftest import HOST, ORIGIN, PORT, RAW


@pytest.fixture
def ben(records: Collection) -> Iterator[TestClient]:
    """A browser of Ben's at the same collection."""
    sessions = Sessions("ben", port=PORT)
    app = desk(records, sessions, hosts=(HOST,), raw=RAW)
    with TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"}) as client:
        client.get(f"/enter?token={sessions.token}")
        yield client


@pytest.fixture
def story(records: Collection) -> str:
    """The id of the report that tells most."""
    return max(looking.reports(records), key=lambda one: one.acts).id


@pytest.fixture
def acts(records: Collection, story: str) -> list[str]:
    """The ids of its acts."""
    return [one.id for one in looking.acts(records, looking.wanted(report=story))]
