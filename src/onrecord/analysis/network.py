"""Happenings to a network: who did what to whom, who was affected together, who is kin to whom, and who gave word of whom.

Only those with a name are in it. "Police" here and "police" there may be two, and everybody whose name is withheld would be one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.analysis.counted import is_body
from onrecord.analysis.figure import Brief, Figure
from onrecord.model import BELONGING, Act, Participant, PersonRef
from onrecord.store.kept import KeptAct, KeptPerson
from onrecord.store.veil import WITHHELD
from onrecord.store.words import folded

NodeKind: TypeAlias = Literal["person", "official", "organisation", "state", "outlet"]
_EITHER_WAY = frozenset({"spouse", "sibling", "relative", "colleague"})
_TOGETHER = 12
"""Of more people in one happening, no pairs are made: a list of names is no circle of friends."""
_WHO = (
    "Who has no name (“police”, “several activists”), and whose name is withheld, is not in it."
    " A tie says that reports tell of both, no more."
)
TELLS, WITH = "gives word of", "affected together with"


class Node(Struct, frozen=True, kw_only=True):
    """Somebody with a name."""

    id: str
    name: str
    kind: NodeKind
    happenings: int


class Tie(Struct, frozen=True, kw_only=True):
    """What one is to another, and in how many happenings (of kin: in how many reports). `directed`: not the other way round."""

    source: str
    target: str
    kind: str
    number: int
    directed: bool


class Network(Struct, frozen=True, kw_only=True):
    """Those who have a tie, and the ties."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def network(
    happenings: Iterable[Sequence[KeptAct]], persons: Iterable[KeptPerson] = (), *, identities: Mapping[str, str] = {}
) -> Network:
    """The network of happenings, each given as its acts, with the kin that persons of these reports have."""
    made = _Made(identities)
    for acts in happenings:
        made.add([one.act for one in acts])
    for one in persons:
        made.add_kin(one)
    return made.network()


class _Made:
    """A network in the making."""

    def __init__(self, identities: Mapping[str, str]) -> None:
        self._identities = identities
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[str, NodeKind] = {}
        self._in: Counter[str] = Counter()
        self._ties: Counter[tuple[str, str, str, bool]] = Counter()
        self._kin: set[tuple[str, str, str, str, bool]] = set()
        """Each with its report: both sides may tell it there."""

    def add(self, acts: Sequence[Act]) -> None:
        found: set[tuple[str, str, str, bool]] = set()
        nodes: set[str] = set()
        for act in acts:
            actors, affected = self._known(act.actors), self._known(act.affected)
            givers = self._known(act.source[-1]) if act.source else []
            found |= {(one, other, act.type, True) for one in actors for other in affected if one != other}
            found |= {(one, other, TELLS, True) for one in givers for other in affected if one != other}
            if len(affected) <= _TOGETHER:
                found |= {(one, other, WITH, False) for one, other in combinations(sorted(set(affected)), 2)}
            nodes.update(actors, affected, givers)
        self._ties.update(found)
        self._in.update(nodes)

    def add_kin(self, told: KeptPerson) -> None:
        if told.withheld:
            return
        found: set[tuple[str, str, str, bool]] = set()
        me = self._id(Participant(name=told.person.name, kind="person", person=told.id))
        for tie in told.person.relations:
            other = self._other(tie.of, tie.kind, told.names)
            if me and other and me != other:
                one, two = sorted((me, other)) if tie.kind in _EITHER_WAY else (me, other)
                found.add((one, two, f"{tie.kind} of", tie.kind not in _EITHER_WAY))
        self._kin.update((told.report, *one) for one in found)

    def _other(self, of: PersonRef, kind: str, names: Mapping[str, str]) -> str | None:
        """The other side of a relation: a person of the report, or the organisation that somebody belongs to."""
        if of.person:
            return self._id(Participant(name=names.get(of.person, ""), kind="person", person=of.person))
        return self._id(Participant(name=of.name or "", kind="organisation")) if kind in BELONGING else None

    def _known(self, told: Iterable[Participant]) -> list[str]:
        return [id for one in told if (id := self._id(one))]

    def _id(self, one: Participant) -> str | None:
        """Its node; None for who has no name that could be known again, or that may not be told."""
        if WITHHELD in one.name or not (one.person or is_body(one)):
            return None
        id = self._identities.get(one.person, one.person) if one.person else folded(one.name)
        self._names[id][one.name] += 1
        self._kinds[id] = "person" if one.person else one.kind  # type: ignore[assignment]  # of the bodies
        return id

    def network(self) -> Network:
        self._ties.update(one[1:] for one in self._kin)
        tied = {end for source, target, _, _ in self._ties for end in (source, target)}
        nodes = [
            Node(id=id, name=self._names[id].most_common(1)[0][0], kind=self._kinds[id], happenings=self._in[id])
            for id in tied
        ]
        ties = [
            Tie(source=source, target=target, kind=kind, number=number, directed=directed)
            for (source, target, kind, directed), number in self._ties.items()
        ]
        return Network(
            nodes=tuple(sorted(nodes, key=lambda one: (-one.happenings, one.name, one.id))),
            ties=tuple(sorted(ties, key=lambda one: (-one.number, one.source, one.target, one.kind))),
        )


def figure(told: Network, *, title: str, notes: Sequence[str]) -> Figure:
    """The network, with a row for each tie."""
    from onrecord.analysis.weaving import drawn

    nodes = {one.id: one for one in told.nodes}
    return Figure(
        title=title,
        notes=(
            f"{len(told.nodes)} with a name, {len(told.ties)} ties; a number is how many happenings (of kin: reports) tell the tie.",
            _WHO,
            *notes,
        ),
        columns=("from", "from kind", "tie", "to", "to kind", "number", "from id", "to id"),
        rows=tuple(
            (
                nodes[t.source].name,
                nodes[t.source].kind,
                t.kind,
                nodes[t.target].name,
                nodes[t.target].kind,
                t.number,
                t.source,
                t.target,
            )
            for t in told.ties
        ),
        data=told,
        svg=drawn(told, title=title),
        brief=Brief(
            ("from", "tie", "to", "number"),
            tuple((nodes[t.source].name, t.kind, nodes[t.target].name, t.number) for t in told.ties),
        ),
    )


def neighbours(told: Network) -> Iterator[tuple[str, set[str]]]:
    """Each node with those that it has a tie to."""
    found: dict[str, set[str]] = {one.id: set() for one in told.nodes}
    for tie in told.ties:
        found[tie.source].add(tie.target)
        found[tie.target].add(tie.source)
    yield from found.items()
