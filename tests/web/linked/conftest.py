"""A desk over some linked reports of invented people, which the coder itself has coded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord.cli.app import app as program
from onrecord.store.collection import Collection, open_collection
from onrecord.web.app import desk
from onrecord.web.sessions import Sessions
from tests.web.conftest import HOST, ORIGIN, PORT, RAW

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov, a history teacher, in Semei on March 4, 2021, his wife,"
    " Marzhan Abilova, said. Beketov was taken to a police station.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — A court in Semei sentenced Aidar Beketov, a history teacher, to seven years in prison on"
    " June 10, 2021, his wife, Marzhan Abilova, said. Beketov was arrested on March 4, 2021.",
    "c": "AKTAU, Kazakhstan (Shore Voices) — Police in Aktau detained Aidar Beketov, a fisherman, on March 4, 2021.",
    "d": "BISHKEK, Kyrgyzstan (Steppe Post) — Aidar Beketov spoke at a rally in Bishkek on May 1, 2019.",
    "e": "ORAL, Kazakhstan (Northern Wire) — Police arrested Dana Sadykova and her husband, Timur Ospanov, in Oral on April 2, 2020,"
    " neighbours said. Officers beat Timur Ospanov.",
    "f": "ORAL, Kazakhstan (Shore Voices) — Police arrested Dana Sadykova, wife of Timur Ospanov, in Oral on April 2, 2020,"
    " a lawyer said.",
}


@pytest.fixture(scope="session")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the collection, linked."""
    folder = tmp_path_factory.mktemp("linked")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    files = (str(folder / f"{name}.txt") for name in REPORTS)
    for words in (["add", *files], ["link"]):
        done = CliRunner().invoke(program, [*words, "-c", str(folder / "c")], env={"ONRECORD_USER": "anna"})
        assert done.exit_code == 0, done.output
    return folder / "c"


@pytest.fixture
def records(coded_once: Path, tmp_path: Path) -> Iterator[Collection]:
    """A copy of it, at which Anna works."""
    shutil.copytree(coded_once, tmp_path / "c")
    with open_collection(tmp_path / "c", user="anna") as collection:
        yield collection


@pytest.fixture
def ben(records: Collection) -> Iterator[TestClient]:
    """A browser of Ben's at the same collection."""
    sessions = Sessions("ben", port=PORT)
    app = desk(records, sessions, hosts=(HOST,), raw=RAW)
    with TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"}) as client:
        client.get(f"/enter?token={sessions.token}")
        yield client
