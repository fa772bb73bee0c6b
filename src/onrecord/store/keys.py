"""A name as written to the form it is searched by."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʻʼʿʾ′"))


def key(name: str) -> str:
    """`name` without case, accents, apostrophes and spare blanks: `Nūr  Ásan’ov` gives `nur asanov`."""
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
