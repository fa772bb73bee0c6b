"""Reports to try Onrecord on: invented people, groups and outlets, in the manner of real wires."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent

EXAMPLES = {"example": _HERE / "wire-story.txt", "example-statements": _HERE / "statements.jsonl"}
"""The files by the names that `onrecord add` knows them by."""
