"""The English words around penalties (`codebook/en/penalties.yaml`), as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from onrecord.codebook.data import read_yaml


class Words(Struct, frozen=True):
    """What tells that a length, a sum or a word is a penalty, and what one becomes."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    suspended: re.Pattern[str]
    prison: re.Pattern[str]
    life: re.Pattern[str]
    death: re.Pattern[str]
    judged: re.Pattern[str]
    to_life: re.Pattern[str]
    to_death: re.Pattern[str]
    deadly: re.Pattern[str]
    money: re.Pattern[str]
    not_money: re.Pattern[str]
    smaller: re.Pattern[str]
    larger: re.Pattern[str]
    kept: re.Pattern[str]
    fractions: Mapping[str, float]
    times: Mapping[str, float]


@cache
def penalty_words() -> Words:
    """The table, read once a process."""
    data: dict[str, Any] = read_yaml("en", "penalties.yaml")
    return Words(
        before=_any(data["term_before"]),
        after=_any(data["term_after"]),
        not_before=re.compile(
            _any(data["not_term_before"]).pattern + r"(?: the| a| an| his| her| their)?\s*\Z", re.IGNORECASE
        ),
        not_after=re.compile(r"[\s-]*" + _any(data["not_term_after"]).pattern, re.IGNORECASE),
        suspended=_any(data["suspended"]),
        prison=_any(data["prison"]),
        life=_any(data["life"]),
        death=_any(data["death"]),
        judged=_any(data["judged"]),
        to_life=_any(data["to_life"]),
        to_death=_any(data["to_death"]),
        deadly=re.compile(_any(data["deadly"]).pattern + r"\s*\Z", re.IGNORECASE),
        money=_any(data["money_near"]),
        not_money=_any(data["not_money"]),
        smaller=_any(data["smaller"]),
        larger=_any(data["larger"]),
        kept=_any(data["kept"]),
        fractions=data["fractions"],
        times=data["times"],
    )


def _any(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(longest_first) + r")\b", re.IGNORECASE)
