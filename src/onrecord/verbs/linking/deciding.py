"""What a person judges of two that may be one, and its taking back; the clusters follow at once."""

from __future__ import annotations

from onrecord.errors import UnknownItem
from onrecord.store import finding, judging
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.judging import Judged, Judgement
from onrecord.store.linked import Kind
from onrecord.verbs.linking import facilities
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.linkers import linker_of
from onrecord.verbs.linking.showing import known

__all__ = ["judge", "judgements", "undo"]


def judge(collection: Collection, one: str, other: str, verdict: Judged, *, because: str) -> Judgement:
    """Two persons, acts, facilities or reports are the same, different, or that is not to be told. Raises UnknownItem."""
    with collection.writing() as connection:
        pair = (tidied(one), tidied(other))
        for id in pair:
            _check_seen(connection, judging.kind_of(*pair), id, collection.user)
        made = judging.judge(connection, one, other, verdict, because=because, who=collection.user)
        settle(connection, linker_of(connection, made.kind))
    return made


def undo(collection: Collection, judgement: str, *, because: str) -> Judgement:
    """Takes a judgement back: what stood before it stands again, and all that followed from it goes. Raises UnknownItem."""
    with collection.writing() as connection:
        made = judging.undo(connection, judgement, because=because, who=collection.user)
        if not known(connection, [made], collection.user):
            # Nothing of it is kept, as this ends the transaction.
            raise judging.unknown(judgement)
        settle(connection, linker_of(connection, made.kind))
    return made


def judgements(collection: Collection) -> list[Judgement]:
    """All that people judged, those undone and superseded too, of what this user may know."""
    with collection.reading() as connection:
        return known(connection, judging.every(connection), collection.user)


def _check_seen(connection: Reading, kind: Kind, id: str, user: str) -> None:
    """Raises UnknownItem for what is not there, or may not be seen."""
    if kind == "act":
        finding.act(connection, id, user=user)
    elif kind == "report":
        finding.report(connection, id, user=user)
    elif kind == "facility":
        if not facilities.seen(connection, id, user):
            raise UnknownItem(f"There is no facility {id} here: `onrecord facility` lists them.")
    elif not any(finding.find_persons(connection, Filter(), user=user, ids={id})):
        raise UnknownItem(f"There is no person {id} here: `onrecord show persons` lists them.")
