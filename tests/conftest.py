"""No test reaches a network; commands that tests start do not either."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.model import Coded, Particulars, Passage, Report, Snapshot
from onrecord.store import keeping
from onrecord.store.collection import Collection, open_or_create

HERE = Path(__file__).parent
runpy.run_path(str(HERE / "offline" / "sitecustomize.py"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return HERE.parent


@pytest.fixture(scope="session")
def offline_env() -> dict[str, str]:
    """The environment for a command that a test starts: the same code, with sockets refused and no terminal to please."""
    path = os.pathsep.join(map(str, (HERE / "offline", HERE.parent / "src")))
    return {**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "120"}


@pytest.fixture
def loopback() -> Iterator[None]:
    """Lets a test reach a server of its own on this machine; nothing else."""
    setattr(sys, "onrecord_loopback", True)  # noqa: B010  # known to the guard in `offline/` alone
    yield
    setattr(sys, "onrecord_loopback", False)  # noqa: B010


@pytest.fixture(scope="session")
def told() -> dict[str, Any]:
    """A short report and what a coder makes of it, from `cases/told.json`."""
    given: dict[str, Any] = msgspec.json.decode((HERE / "cases" / "told.json").read_bytes())
    return given


@pytest.fixture
def report(told: dict[str, Any]) -> Report:
    """The short report."""
    text = told["text"]
    passages = (Passage(0, text.index("\n"), "body"), Passage(text.index("\n") + 1, len(text), "body"))
    particulars = msgspec.convert(told["particulars"], Particulars)
    digest = sha256(text.encode()).hexdigest()
    return Report(id="r1", text=text, sha256=digest, particulars=particulars, passages=passages)


@pytest.fixture
def coded(told: dict[str, Any], report: Report) -> Coded:
    """What a coder makes of the short report."""
    return msgspec.convert({**told["coded"], "text_sha256": report.sha256}, Coded)


@pytest.fixture
def snapshot() -> Snapshot:
    """The bytes that the short report was read from."""
    return Snapshot(
        sha256="5" * 64, size=9, captured="2023-03-18T15:00:00Z", address="told.txt", media_type="text/plain"
    )


@pytest.fixture
def records(tmp_path: Path, report: Report, coded: Coded, snapshot: Snapshot) -> Iterator[Collection]:
    """A collection that holds the short report and its coding."""
    with open_or_create(tmp_path / "records", user="anna") as collection:
        with collection.writing() as connection:
            keeping.keep(connection, snapshot, report, coded, who="anna")
        yield collection
