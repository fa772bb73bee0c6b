"""Who writes next."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from onrecord.errors import CollectionBusy
from onrecord.store.collection import create, open_collection
from onrecord.store.turns import FILE, turn


def test_those_who_came_first_are_let_in_first(tmp_path: Path) -> None:
    """Several who wait have their turn one after the other, in the order in which they came."""
    order: list[int] = []

    def write(number: int) -> None:
        with turn(tmp_path / "turn", wait_seconds=10) as mine:
            assert mine
            order.append(number)
            time.sleep(0.02)

    threads = [threading.Thread(target=write, args=[number]) for number in range(5)]
    with turn(tmp_path / "turn", wait_seconds=1):
        for thread in threads:
            thread.start()
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert order == sorted(order)
    assert len(order) == 5


def test_who_gives_up_is_not_in_the_way(tmp_path: Path) -> None:
    """One who has waited long enough is told so, and holds up nobody afterwards."""
    with turn(tmp_path / "turn", wait_seconds=1) as first, turn(tmp_path / "turn", wait_seconds=0.05) as second:
        assert first
        assert not second
    with turn(tmp_path / "turn", wait_seconds=5) as third:
        assert third


def test_where_nothing_can_be_locked_the_database_decides(tmp_path: Path) -> None:
    """A file that cannot be made stops nobody."""
    with turn(tmp_path / "no such folder" / "turn", wait_seconds=1) as mine:
        assert mine


def test_a_collection_is_written_in_turn(tmp_path: Path) -> None:
    """Whoever writes a collection waits for their turn first, and is told in words when it does not come."""
    create(tmp_path / "c").close()
    settings = tmp_path / "c" / "onrecord.toml"
    settings.write_text(settings.read_text() + "\nwait_seconds = 0.2\n")
    with open_collection(tmp_path / "c") as records:
        with (
            turn(tmp_path / "c" / FILE, wait_seconds=1),
            records.reading(),
            pytest.raises(CollectionBusy, match="is being written by another process"),
            records.writing(),
        ):
            pass
        with records.writing():
            pass


def _wait_for_one(path: Path, waits: Event, had: Event) -> None:
    """Waits for a turn, and says when it begins to, and when it was had."""
    waits.set()
    with turn(path, wait_seconds=30) as mine:
        if mine:
            had.set()


def test_nobody_slips_in_before_those_who_wait(tmp_path: Path) -> None:
    """Who has just written is not let in again before one who waits, be that one asleep."""
    spawn = multiprocessing.get_context("spawn")
    waits, had = spawn.Event(), spawn.Event()
    waiting = spawn.Process(target=_wait_for_one, args=[tmp_path / "turn", waits, had])
    with turn(tmp_path / "turn", wait_seconds=1) as first:
        assert first
        waiting.start()
        assert waits.wait(30)
        time.sleep(0.5)
        os.kill(waiting.pid or 0, signal.SIGSTOP)
    with turn(tmp_path / "turn", wait_seconds=0.3) as again:
        assert not again
    os.kill(waiting.pid or 0, signal.SIGCONT)
    waiting.join(10)
    assert had.is_set()
    with turn(tmp_path / "turn", wait_seconds=5) as last:
        assert last
