"""What a person judges of two that may be one, and its taking back; the clusters follow at once."""

from __future__ import annotations

from onrecord.store import judging
from onrecord.store.collection import Collection
from onrecord.store.judging import Judged, Judgement
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.linkers import linker_of

__all__ = ["judge", "judgements", "undo"]


def judge(collection: Collection, one: str, other: str, verdict: Judged, *, because: str) -> Judgement:
    """Two persons, two acts or two reports are the same, different, or that is not to be told. Raises UnknownItem."""
    with collection.writing() as connection:
        made = judging.judge(connection, one, other, verdict, because=because, who=collection.user)
        settle(connection, linker_of(connection, made.kind))
    return made


def undo(collection: Collection, judgement: str, *, because: str) -> Judgement:
    """Takes a judgement back: what stood before it stands again, and all that followed from it goes. Raises UnknownItem."""
    with collection.writing() as connection:
        made = judging.undo(connection, judgement, because=because, who=collection.user)
        settle(connection, linker_of(connection, made.kind))
    return made


def judgements(collection: Collection) -> list[Judgement]:
    """All that people judged, those undone and superseded too."""
    with collection.reading() as connection:
        return judging.every(connection)
