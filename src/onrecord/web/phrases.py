"""What scripts of the desk say, translated: they ask for it in English, by `phrase("...")`, as templates do by `_()`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

STATIC = Path(__file__).parent / "static"
_SAID = re.compile(r'\bphrase\(("(?:[^"\\]|\\.)*")\)')


@cache
def said() -> tuple[str, ...]:
    """Every phrase of the scripts, in English."""
    found = (match for path in sorted(STATIC.glob("*.js")) for match in _SAID.findall(path.read_text("utf-8")))
    return tuple(dict.fromkeys(msgspec.json.decode(one, type=str) for one in found))


def translated(translate: Callable[[str], str]) -> dict[str, str]:
    """Each phrase that is another in a language, by the English one."""
    told = {one: translate(one) for one in said()}
    return {one: other for one, other in told.items() if one != other}
