"""What is measured of the queue can be measured, in a small size."""

from __future__ import annotations

from pathlib import Path

from bench import queue
from onrecord.store.collection import create
from onrecord.verbs import reviewing


def test_the_measure_runs(tmp_path: Path) -> None:
    """A small collection with more questions than acts gives every figure; made again, the questions are as many."""
    with create(tmp_path / "c", user="anna") as records:
        queue.filled(records, 50)
        before = reviewing.counts(records)
        assert queue.made_again(records) > 0
        assert reviewing.counts(records) == before
        queue.padded(records, 10_000)
        assert len(dict(queue.measured(records, rounds=1))) == 10
        assert sum(reviewing.counts(records).values()) > 9_000
