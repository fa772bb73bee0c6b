"""A question of the queue to why it is asked, in words."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.analysis.evidence import in_plain_words
from onrecord.store.questions import Question

_MOST = 3
"""So many reasons are told at most."""


def why(question: Question) -> tuple[str, ...]:
    """Why a person should look at it, the main reason first."""
    told: list[Any] = msgspec.json.decode(question.why)
    if question.kind == "value":
        return tuple(f"{slot}: {in_plain_words(rule)} ({sure:.2f})" for slot, rule, sure in told[:_MOST])
    if question.kind in {"double", "copy"}:
        what = _MAY_BE[question.item[:1]]
        return (f"{what} ({told[0]:.2f})", *told[1 : 1 + _MOST])
    if question.kind == "conflict":
        return tuple(told)
    return (_SAYS[question.kind].format("; ".join(told)),)


_MAY_BE = {
    "P": "they may be one person",
    "F": "they may be one facility",
    "R": "they may be copies of one story",
}
_SAYS = {
    "protection": "may need protection: {}",
    "unsure": "somebody could not tell: {}",
    "lost": "was judged, and the latest coding no longer finds it",
    "rivals": "reports contradict each other: {}",
}
