"""What linking leaves open to the questions of the queue: who may be one, what may be a copy, where accounts contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from onrecord.linking.happenings import Doing
from onrecord.linking.happenings.rivals import rivals
from onrecord.linking.judgement import Reason
from onrecord.store import linked, queued
from onrecord.store.collection import Reading
from onrecord.store.linked import Kind, Pair, Placed
from onrecord.store.questions import Question, of_happening, of_pair
from onrecord.verbs.linking.showing import answered

__all__ = ["ask_of_happenings", "ask_of_pairs"]

_ASKED: dict[str, Literal["double", "copy"]] = {
    "person": "double",
    "facility": "double",
    "report": "copy",
}
_AT_ONCE = 400
_REASONS = msgspec.json.Decoder(tuple[Reason, ...])


def ask_of_pairs(connection: Reading, kind: Kind, pairs: Sequence[Pair]) -> None:
    """Asks whether the two sides of each pair are one, by the names of what they belong to, where nobody judged it."""
    if kind not in _ASKED or not pairs:
        return
    ends = {end for one in pairs for end in (one.left, one.right)}
    placed = {one.id: one for one in linked.placed(connection, kind, ends)}
    settled = answered(connection, kind)
    asked = []
    for one in pairs:
        sides = sorted((placed[one.left], placed[one.right]), key=_cluster)
        named = (_cluster(sides[0]), _cluster(sides[1]))
        if named[0] != named[1] and frozenset(named) not in settled:
            told = [reason.words for reason in _REASONS.decode(one.reasons) if reason.side == "for"]
            asked.append(of_pair(_ASKED[kind], named, (sides[0].report, sides[1].report), one.score, told))
    queued.note_pair(connection, asked)


def ask_of_happenings(connection: Reading, kind: Kind, of: Mapping[str, str]) -> None:
    """Asks of each happening among these acts (`of`: each with what it belongs to) whose accounts contradict each other."""
    if kind != "act":
        return
    several = sorted(cluster for cluster, number in Counter(of.values()).items() if number > 1)
    decode = msgspec.json.Decoder(Doing).decode
    for start in range(0, len(several), _AT_ONCE):
        some = several[start : start + _AT_ONCE]
        queued.drop_linked(connection, kind, some)
        told: dict[str, list[Doing]] = defaultdict(list)
        for one in linked.of_clusters(connection, kind, some):
            told[_cluster(one)].append(decode(one.data))
        queued.add(connection, filter(None, (_of_doings(cluster, doings) for cluster, doings in told.items())))


def _of_doings(cluster: str, doings: Sequence[Doing]) -> Question | None:
    slots = [one.slot for one in rivals(doings)]
    own = next((one for one in doings if one.act == cluster), doings[0])
    return of_happening(cluster, own.report, slots, type=own.type) if slots else None


def _cluster(one: Placed) -> str:
    return one.cluster or one.id
