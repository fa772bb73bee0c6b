"""No test reaches a network; commands that tests start do not either."""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parent
runpy.run_path(str(HERE / "offline" / "sitecustomize.py"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return HERE.parent


@pytest.fixture(scope="session")
def offline_env() -> dict[str, str]:
    """The environment for a command that a test starts: the same, with sockets refused and no terminal to please."""
    return {**os.environ, "PYTHONPATH": str(HERE / "offline"), "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "120"}
