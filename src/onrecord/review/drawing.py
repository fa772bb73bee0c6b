"""Reports to those that are coded a second time: a share of them, drawn so that anybody can tell again why."""

from __future__ import annotations

from hashlib import sha256

_OF = 1 << 64


def is_drawn(report: str, share: float) -> bool:
    """Whether a share (0 to 1) of all reports draws this one, by its id alone: a larger share draws all that a smaller one does."""
    return int.from_bytes(sha256(report.encode()).digest()[:8], "big") < share * _OF
