"""`onrecord release`: a policy to begin with, what would leave, and a gate that says why it is closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.store.collection import Collection

RUN = CliRunner()


def said(*words: object) -> tuple[int, str]:
    done = RUN.invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy as `--init` writes it."""
    path = tmp_path / "policy.toml"
    assert said("release", "--init", path)[0] == 0
    return path


def approved(policy: Path) -> Path:
    """The same, filled in."""
    text = policy.read_text("utf-8")
    for old, new in (
        ('licence = ""', 'licence = "CC0-1.0"'),
        ('contact = ""', 'contact = "us@example.org"'),
        ("approved_by = []", 'approved_by = ["anna"]'),
    ):
        assert old in text
        text = text.replace(old, new)
    policy.write_text(text, "utf-8")
    return policy


def test_a_policy_is_not_written_over(policy: Path) -> None:
    """What somebody decided stays."""
    approved(policy)
    before = policy.read_bytes()
    assert said("release", "--init", policy)[0] == 2
    assert policy.read_bytes() == before


def test_the_gate_says_why_it_is_closed(records: Collection, policy: Path, tmp_path: Path) -> None:
    """An unapproved policy publishes nothing, and the exit code says so."""
    code, told = said("release", policy, "--to", tmp_path / "out", "-c", records.folder)
    assert code == 3
    assert "check, approved: FAILS" in told
    assert "nothing was written" in told
    assert list((tmp_path / "out").iterdir()) == []


def test_a_preview_and_a_release(records: Collection, policy: Path, tmp_path: Path) -> None:
    """What stays is told by rule; the release says where it is."""
    approved(policy)
    code, told = said("release", policy, "--preview", "-c", records.folder)
    assert code == 0
    assert "stays, no decision: 2" in told
    assert not (tmp_path / "out").exists()
    code, told = said("release", policy, "--to", tmp_path / "out", "-c", records.folder)
    assert code == 0
    assert f"release 1 is in {tmp_path / 'out' / 'release-1'}" in told
    code, told = said("release", policy, "--preview", "--json", "-c", records.folder)
    assert json.loads(told)["number"] == 2


def test_an_unknown_key_names_the_nearest(records: Collection, policy: Path) -> None:
    """With exit code 2, as for any wrong use."""
    policy.write_text(policy.read_text("utf-8").replace("licence =", "license ="), "utf-8")
    code, told = said("release", policy, "-c", records.folder)
    assert code == 2
    assert "did you mean `licence`?" in told
