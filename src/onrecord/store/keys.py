"""A name as written to the form it is searched by."""

from __future__ import annotations

from onrecord.letters import plain

_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʻʼʿʾ′"))


def key(name: str) -> str:
    """`name` without case, accents, apostrophes and spare blanks: `Nūr  Ásan’ov` gives `nur asanov`."""
    return " ".join(plain(name.translate(_APOSTROPHES)).split())
