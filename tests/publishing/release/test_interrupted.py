"""A release that is killed leaves what readers see as it was, or the new one whole; the next one works."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from onrecord.publishing.release import check, files, folder
from onrecord.publishing.release.policy import Policy
from onrecord.store import explorer, releasing
from onrecord.store.collection import Collection, open_collection
from onrecord.verbs import releasing as verb

POINTS: list[tuple[Any, str]] = [
    (files, "_package"), (explorer, "write"), (files, "_sums"), (check, "checks"), (releasing, "keep"), (folder, "publish"), (folder, "_through"),
    (os, "fsync"), (Path, "rename"), (Path, "symlink_to"), (Path, "replace"),
]  # fmt: skip


def seen(target: Path) -> int | None:
    """The number of the release that a reader sees, every file of it whole; None where there is none."""
    current = target / "current"
    if not current.exists():
        return None
    lines = [line.split("  ") for line in (current / files.SUMS).read_text("utf-8").splitlines()]
    assert {name: sha256((current / name).read_bytes()).hexdigest() for _, name in lines} == {n: d for d, n in lines}
    found = {one.relative_to(current).as_posix() for one in current.rglob("*") if one.is_file()}
    assert found == {name for _, name in lines} | {files.SUMS}
    return int(current.resolve().name.removeprefix("release-"))


def killed_at(
    monkeypatch: pytest.MonkeyPatch, place: Any, name: str, work: Callable[[], object], *, before: bool
) -> bool:
    """Whether a child that does the work was killed at, or right after, the first call of a function."""
    real = getattr(place, name)

    def kills(*given: Any, **told: Any) -> Any:
        if not before:
            real(*given, **told)
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(place, name, kills)
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("place, name", POINTS, ids=lambda one: getattr(one, "__name__", one))
@pytest.mark.parametrize("number", [1, 2])
def test_killed(
    records: Collection, policy: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, number: int, *, before: bool
) -> None:  # fmt: skip
    """At any point: no release or the one before, or the new one, never half a file; then the next is made, with no rest of the other."""
    target, where = tmp_path / "releases", records.folder
    if number == 2:
        verb.release(records, policy, target, today=date(2026, 5, 1))
    old = seen(target)
    records.close()

    def work() -> None:
        with open_collection(where, user="anna") as theirs:
            verb.release(theirs, policy, target, today=date(2026, 5, 2))

    assert killed_at(monkeypatch, place, name, work, before=before)
    assert seen(target) in {old, number}
    with open_collection(where, user="anna") as again:
        outcome = verb.release(again, policy, target, today=date(2026, 5, 3))
    assert outcome.is_open
    assert seen(target) == outcome.number
    assert not list(target.glob(".part-*"))
