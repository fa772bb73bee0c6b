"""What a code of a mapping stands for: an act type, a finer kind of it, and how it is told."""

from __future__ import annotations

import re
from typing import get_args

from msgspec import Struct

from onrecord.codebook import act_types
from onrecord.errors import BadCell
from onrecord.model import Realis

_CODE = re.compile(r"([a-z_]+)(?:/([^()]+?))?(?: \(([a-z]+)\))?\Z")


class Kind(Struct, frozen=True):
    """An act type, with what more is known of it."""

    type: str
    subtype: str | None = None
    realis: Realis | None = None


def kind_in(code: str, *, column: str) -> Kind:
    """What `killing/assassination (attempted)` stands for. Raises BadCell for a type or a realis that is none."""
    match = _CODE.match(code.strip())
    if match is None or match[1] not in act_types():
        raise BadCell(f"`{code[:60]}` is no act type: write one of {', '.join(act_types())}", column=column)
    realis = match[3]
    if realis is not None and realis not in get_args(Realis):
        raise BadCell(f"`{realis}` is no way to tell an act: write one of {', '.join(get_args(Realis))}", column=column)
    return Kind(match[1], match[2], realis)  # type: ignore[arg-type]  # one of them
