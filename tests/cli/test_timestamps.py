"""Timestamps of an authority: off by default, kept with the capture, checked offline, told when there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from onrecord.capture import fetch, seal, stamps
from onrecord.cli.app import app
from onrecord.errors import CollectionError
from tests.authority import Authority
from tests.local_site import Site, running

pytest.importorskip("rfc3161_client")
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL is not installed")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def verified(folder: Path) -> Any:
    return msgspec.json.decode(run("verify", "--json", "-c", folder).output)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, loopback: None) -> Iterator[Site]:
    let_through = partial(fetch.Guarded, lambda *_: ["127.0.0.1"], allowed=frozenset({"page.test"}))
    monkeypatch.setattr(fetch, "Guarded", let_through)
    with running() as server:
        yield server


@pytest.fixture
def folder(site: Site, authority: Authority, tmp_path: Path) -> Path:
    """A collection that asks for timestamps, with the certificate of their authority."""
    run("init", tmp_path / "c")
    shutil.copy(authority.root, tmp_path / "c" / "authority.pem")
    settings = f'timestamps = "{site.at("/tsa")}"\ntimestamp_certificates = "authority.pem"\n'
    (tmp_path / "c" / "onrecord.toml").write_text(settings)
    (tmp_path / "story.txt").write_text("Police in Osh arrested Ida Lund on Monday.")
    return tmp_path / "c"


def stamped(folder: Path) -> tuple[Path, Path]:
    """The WARC file and the timestamp of the only capture."""
    [record], [stamp] = ((folder / shelf.folder).rglob(f"*{shelf.ending}") for shelf in (seal.RECORDS, seal.STAMPS))
    return record, stamp


def test_a_capture_is_stamped(site: Site, folder: Path, authority: Authority) -> None:
    """The authority is sent the digest of the WARC file alone, and `verify` checks what it signed, offline."""
    sent: list[bytes] = []

    def answered(body: bytes) -> bytes:
        sent.append(body)
        return authority.answer(body)

    site.answers["/tsa"] = answered
    done = run("add", folder.parent / "story.txt", "-c", folder)
    assert "1 kept" in done.output, done.output
    assert "no timestamp" not in done.output
    assert "not sealed" not in done.output
    record, stamp = stamped(folder)
    assert sha256(record.read_bytes()).digest() in sent[0]
    assert b"story" not in sent[0]
    assert len(sent[0]) < 100
    found = verified(folder)
    assert (found["faults"], found["unsealed"]) == ([], [])
    assert "1 with a timestamp" in found["properties"][0]["told"]
    assert stamps.check(stamp.read_bytes(), record.read_bytes(), authority.root.read_bytes()).checked


def test_nothing_is_asked_by_default(site: Site, tmp_path: Path) -> None:
    """Without the setting, no authority hears of a capture."""
    (tmp_path / "story.txt").write_text("Police in Osh arrested Ida Lund on Monday.")
    run("add", tmp_path / "story.txt", "-c", tmp_path / "d")
    assert site.hits == []


def test_no_answer_is_told(folder: Path) -> None:
    """The report is kept, and `add` and `verify` say that its capture has no timestamp, and why."""
    done = run("add", folder.parent / "story.txt", "-c", folder)
    assert done.exit_code == 0
    assert "no timestamp" in done.output
    found = verified(folder)
    assert found["faults"] == []
    assert "has no timestamp" in found["unsealed"][0]["reason"]
    assert "503" in found["unsealed"][0]["reason"]


def test_what_is_wrong_with_a_timestamp_is_named(
    site: Site, folder: Path, authority: Authority, tmp_path: Path
) -> None:
    """One that was changed; one of another authority; one about another file."""
    site.answers["/tsa"] = authority.answer
    run("add", folder.parent / "story.txt", "-c", folder)
    record, stamp = stamped(folder)
    whole = stamp.read_bytes()
    stamp.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert any("timestamp of capture" in one["subject"] for one in verified(folder)["faults"])
    stamp.write_bytes(whole)
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other", "Somebody else")
    with pytest.raises(CollectionError, match="not signed by the authority"):
        stamps.check(whole, record.read_bytes(), other.root.read_bytes())
    with pytest.raises(CollectionError, match="about another file"):
        stamps.check(whole, b"another", authority.root.read_bytes())
    with pytest.raises(CollectionError, match="cannot be read"):
        stamps.check(b"no timestamp", b"another")


def test_an_answer_to_another_question_is_not_used(site: Site, folder: Path, authority: Authority) -> None:
    """A timestamp of something else, played back, is refused and told."""
    site.answers["/tsa"] = authority.answer
    run("add", folder.parent / "story.txt", "-c", folder)
    _, stamp = stamped(folder)
    site.answers["/tsa"] = lambda _: stamp.read_bytes()
    (folder.parent / "other.txt").write_text("A court in Osh freed her on Friday.")
    assert "it is about another file" in run("add", folder.parent / "other.txt", "-c", folder).output


def test_a_purge_takes_the_timestamp(site: Site, folder: Path, authority: Authority) -> None:
    """With the capture goes what was signed of it."""
    site.answers["/tsa"] = authority.answer
    run("add", folder.parent / "story.txt", "-c", folder)
    record, stamp = stamped(folder)
    report = msgspec.json.decode(run("show", "reports", "--json", "-c", folder).output)["reports"][0]["id"]
    assert run("purge", report, "--ground", "asked", "--yes", "-c", folder).exit_code == 0
    assert not record.exists()
    assert not stamp.exists()
    assert verified(folder)["faults"] == []
