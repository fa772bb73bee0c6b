"""Names as written to names in parts."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from onrecord.linking.names import bodies, persons
from onrecord.linking.names.name import Name

__all__ = ["parse"]


@lru_cache(maxsize=1 << 17)
def parse(name: str, of: Literal["person", "body"] | None = None) -> Name:
    """A name in parts. What has a legal form or a word such as Bank, Ministry or Party is the name of a body, all else of a person."""
    if of is None:
        of = "body" if bodies.is_body(name) else "person"
    return bodies.named(name) if of == "body" else persons.named(name)
