"""The bench of the desk, in a small size: pages answer, a load is borne, and what is too slow is told."""

from __future__ import annotations

from bench import desk


def test_a_load_is_answered(loopback: None) -> None:
    """Every request of some seconds is answered, and memory is told from before to after."""
    [(_, figures)] = desk.load(10, 2)
    assert figures["requests"] == 20
    assert figures["failed"] == 0
    assert len(figures["memory_mb"]) > 3


def test_a_long_queue_shows_its_first_page(loopback: None) -> None:
    """Questions are made, and the page answers."""
    [(name, figures)] = desk.queue(100, 2)
    assert "0" not in name.split()[-1][:1]
    assert figures["p50_ms"] > 0


def test_what_is_too_slow_or_fails_is_missed() -> None:
    """Each figure is held against its floor."""
    fine = {"p50_ms": 1, "p95_ms": 1, "slowest_ms": 1}
    slow = {"p50_ms": 9000, "p95_ms": 9000, "slowest_ms": 9000}
    names = ("a report", "first page of a queue", "search page", "requests")
    assert desk.missed(dict.fromkeys(names, fine)) == []
    assert len(desk.missed(dict.fromkeys(names, slow))) == 4
    assert desk.missed({"requests": {**fine, "failed": 1, "memory_mb": [1, 1, 1]}}) != []
    assert desk.missed({"requests": {**fine, "failed": 0, "memory_mb": [9, 10, 10, 20]}}) != []
