"""How far the lines of `codebook/en/doings.yaml` are to be trusted: how often two of their words tell one doing in one story."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log

from msgspec import Struct

from onrecord.codebook.data import read_rows
from onrecord.linking.mentions.words import Relation, line_sizes, shared_lines

NAMES = ("trust", "least trust", "lines shared", "short line")
"""The numbers, in the order in which `trusted` gives them."""


class Trust(Struct, frozen=True):
    """Shares of pairs that told one doing, by line: of the same word twice, and of two of its words."""

    same: Mapping[str, float]
    related: Mapping[str, float]


USUAL = {"same": 0.45, "related": 0.25}
"""The shares where a line has not been seen."""


@cache
def trust() -> Trust:
    """The table that was learned."""
    rows = list(read_rows("happenings", "lines.tsv"))
    return Trust({line: float(same) for line, same, _ in rows}, {line: float(related) for line, _, related in rows})


def trusted(one: str, other: str, kind: Relation, table: Trust) -> list[float]:
    """The numbers of `NAMES` for two words of that relation; 0 where no line speaks of them."""
    if kind not in {"same", "related"}:
        return [0.0, 0.0, 0.0, 0.0]
    lines = shared_lines(one, other)
    seen = table.same if kind == "same" else table.related
    weights = [_logit(seen.get(line, USUAL[kind])) for line in lines] or [_logit(USUAL[kind])]
    if kind == "same":
        return [max(weights), min(weights), 0.0, 0.0]
    return [max(weights), min(weights), float(len(lines)), 1 / min(line_sizes()[line] for line in lines)]


def _logit(share: float) -> float:
    return log(share / (1 - share))
