"""What power cuts, a failing disk and many people at once leave of a collection: small sizes of what `make prove store` runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import store
from bench.power import before, cuts
from onrecord.store.collection import create


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[cuts.Watched]:
    """A process whose disk is watched."""
    if shutil.which("gcc") is None:
        pytest.skip("there is no C compiler (Debian: apt-get install gcc libc6-dev)")
    with cuts.Watched(tmp_path_factory.mktemp("disk")) as watched:
        yield watched


@pytest.mark.parametrize(
    ("work", "steps", "number"), [("add", 8, 25), ("decide", 6, 15), ("migrate", 4, 15), ("backup", 2, 12)]
)
def test_power_cut(disk: cuts.Watched, tmp_path: Path, work: str, steps: int, number: int) -> None:
    """Whenever the power fails, the collection is whole, and all that was acknowledged is there."""
    start = {"decide": before.some, "migrate": before.first_schema}.get(work)
    run = cuts.recorded(disk, work, steps, before=start(tmp_path, steps) if start else None)
    found = cuts.cut(run, number, seed=3)
    assert (found.corrupt, found.lost) == (0, 0), found.examples


def test_a_cut_after_the_first_report(disk: cuts.Watched) -> None:
    """The new folder itself is there, as what was told of it is, and the next run goes on from whatever is left."""
    run = cuts.recorded(disk, "add", 1)
    found = cuts.cut(run, 6, seed=5, first=len(run.changes) - 20, again=cuts.next_run(disk, "add", 1))
    assert (found.corrupt, found.lost) == (0, 0), found.examples


def test_a_weaker_setting_is_seen_to_fail(disk: cuts.Watched) -> None:
    """The trial itself sees what is lost when SQLite does not wait for the disk."""
    run = cuts.recorded(disk, "add", 8, synchronous="OFF")
    found = cuts.cut(run, 25, seed=3)
    assert found.corrupt + found.lost > 0


@pytest.mark.parametrize(
    "told",
    [{"errno": "5"}, {"errno": "28", "fail_on": "1"}, {"errno": "28", "fail_on": "1", "short": "1"}],
    ids=["eio", "full", "short"],
)
def test_failing_disk(disk: cuts.Watched, told: dict[str, str]) -> None:
    """A change of the disk that fails costs one clear error; what was acknowledged is there, and the next run goes on."""
    total = len(cuts.recorded(disk, "add", 1).changes)
    found = cuts.failing(disk, "add", 1, list(range(3, total, 60)), **told)
    assert (found.corrupt, found.lost) == (0, 0), found.examples


def test_many_at_once(tmp_path: Path, database: str) -> None:
    """Writers take turns and readers wait for nobody; nobody sees a lock, and the log is one chain."""
    create(tmp_path / "c", database=database).close()
    told = store.crowd(tmp_path / "c", seconds=5, writers=2, readers=3)
    assert (told["errors"], told["faults"]) == ([], 0)
    assert told["writes"] > 2
    assert told["reads"] > 2


def test_decisions_through_a_recoding() -> None:
    """Whatever another coder tells, every decision stands."""
    told = store.recoding(40)
    assert told["decisions"] == told["stand"] == 40
    assert told["of_acts_no_longer_found"] > 0
