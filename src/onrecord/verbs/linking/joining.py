"""Items that are still to be judged to clusters: compared with what shares a key, joined, and kept apart.

What hangs together by `same` is a component. A component in which two are different is judged pair by pair, and the surest
links that bring no such two together make its clusters; any other is one cluster. So the clusters follow from the
items and from what people judged of them, and not from the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Generic, Protocol, TypeVar

import msgspec

from onrecord.linking.clusters import Edge, clusters
from onrecord.linking.judgement import Judgement
from onrecord.store import judging, linked, queued
from onrecord.store.collection import Reading
from onrecord.store.linked import Kind, Pair
from onrecord.verbs.linking import asking

__all__ = ["WIDEST", "Linker", "settle", "unless_too_many"]

T = TypeVar("T")
_MANY = 2_000
"""From so many loose items on, all data is read at once."""
_AT_ONCE = 1_000
_MOST_DECODED = 150_000
"""So many items are held in memory in the form in which they are compared."""
_ALL_PAIRS = 150
"""The largest component of which every pair is judged."""
WIDEST = 400
"""A key that more items have tells too little to compare all of them."""
_UNSURE_EACH = 3
"""How many open questions an item may raise."""
_BY_HAND = 2.0
"""The score of what a person judged: above all others."""


class Linker(Protocol[T]):
    """How one kind of item is compared."""

    @property
    def kind(self) -> Kind: ...
    def decode(self, data: str) -> T:
        """An item from its data."""
        ...

    def judge(self, one: T, other: T) -> Judgement:
        """Whether two items are one."""
        ...

    def compared(
        self, key: str, items: list[str], told: Callable[[Sequence[str]], Mapping[str, T]]
    ) -> Iterable[list[str]]:
        """Of the items that share a key, in order, those of which each is compared with each; `told` gives items by id."""
        ...

    def apart(self, items: Mapping[str, T]) -> Iterable[tuple[str, str]]:
        """The pairs among some items that cannot be one, whatever links lead from one to the other."""
        ...


def unless_too_many(items: list[str]) -> Iterable[list[str]]:
    """The items, where they are not too many to be compared each with each."""
    return (items,) if len(items) <= WIDEST else ()


def settle(
    connection: Reading, linker: Linker[T], *, tell: Callable[[str, int], None] = lambda _what, _number: None
) -> list[Edge]:
    """Judges all items that are still to be judged, notes where they belong, and gives the links that were made."""
    fresh = linked.loose(connection, linker.kind)
    if not fresh:
        return []
    told = _Told(connection, linker, all_at_once=len(fresh) > _MANY)
    judged = _judged(connection, linker.kind, fresh)
    found = _compared(connection, linker, set(fresh), told, judged, tell)
    members = _members(connection, linker.kind, fresh, found.same)
    held = _held(connection, linker.kind, members)
    made = _Components(members, held, _judged(connection, linker.kind, members))
    rows: list[tuple[str, str, str]] = []
    for component in made.each():
        for cluster in made.clusters_of(component, linker, told):
            rows += [(item, min(component), min(cluster)) for item in cluster]
    linked.place(connection, linker.kind, rows)
    of = {item: cluster for item, _, cluster in rows}
    queued.close(connection, linker.kind, of.keys() - set(fresh), of)  # of fresh ones nothing was asked yet
    for some in _some(found.open_pairs(of)):
        data = told.of(sorted({item for pair in some for item in pair}))
        pairs = [_pair(*pair, linker.judge(data[pair[0]], data[pair[1]])) for pair in some]
        linked.add_pairs(connection, linker.kind, pairs)
        asking.ask_of_pairs(connection, linker.kind, pairs)
    asking.ask_of_happenings(connection, linker.kind, of)
    return [one for one in found.same if of[one.left] == of[one.right]]


class _Told(Generic[T]):
    """What is compared of items, read when it is asked for."""

    def __init__(self, connection: Reading, linker: Linker[T], *, all_at_once: bool) -> None:
        self._connection, self._linker = connection, linker
        self._decoded: dict[str, T] = {}
        self._data = dict(linked.all_data(connection, linker.kind)) if all_at_once else {}

    def of(self, items: Sequence[str]) -> dict[str, T]:
        """Items, by id."""
        missing = [item for item in items if item not in self._data]
        if missing:
            placed = linked.placed(self._connection, self._linker.kind, missing)
            self._data.update((one.id, one.data) for one in placed)
        return {item: self._one(item) for item in items}

    def _one(self, item: str) -> T:
        known = self._decoded.get(item)
        if known is None:
            if len(self._decoded) > _MOST_DECODED:
                self._decoded.clear()
            known = self._decoded[item] = self._linker.decode(self._data[item])
        return known


class _Compared:
    """Links and open questions as they are found; of links only those that bring together what was not.

    Neither is held with its reasons: a link is noted at once, a question judged again when it is known to stay one.
    """

    def __init__(self) -> None:
        self.same: list[Edge] = []
        self._unsure: dict[str, list[tuple[float, str]]] = defaultdict(list)
        self._of: dict[str, str] = {}

    def across(self, items: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The pairs among some items, in order, that no links bring together yet."""
        roots = {item: self._root(item) for item in items}
        if len(set(roots.values())) > 1:
            yield from ((a, b) for a, b in combinations(items, 2) if roots[a] != roots[b])

    def together(self, left: str, right: str) -> bool:
        """Whether links lead from one to the other already."""
        return self._root(left) == self._root(right)

    def note(self, left: str, right: str, judgement: Judgement) -> None:
        """Takes note of what was judged of two items."""
        if judgement.verdict == "same":
            self.same.append(Edge(left, right, judgement.score))
            self._of[self._root(right)] = self._root(left)
        elif judgement.verdict == "unsure":
            for one, other in ((left, right), (right, left)):
                told = self._unsure[one]
                told.append((judgement.score, other))
                told.sort(key=lambda each: (-each[0], each[1]))
                del told[_UNSURE_EACH:]

    def open_pairs(self, of: dict[str, str]) -> Iterator[tuple[str, str]]:
        """The questions that are open where items belong as told by `of`, each once."""
        seen: set[tuple[str, str]] = set()
        for one, told in self._unsure.items():
            for _, other in told:
                left, right = sorted((one, other))
                if of.get(left, left) != of.get(right, right) and (left, right) not in seen:
                    seen.add((left, right))
                    yield left, right

    def _root(self, item: str) -> str:
        root = item
        while self._of.get(root, root) != root:
            root = self._of[root]
        while self._of.get(item, item) != root:
            self._of[item], item = root, self._of[item]
        return root


class _Seen:
    """Pairs, each in the room of one number: there may be tens of millions."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._numbers: dict[str, int] = {}
        self._pairs: set[int] = set()
        for pair in pairs:
            self.add(*pair)

    def add(self, left: str, right: str) -> None:
        """Takes note of a pair."""
        numbers = self._numbers
        self._pairs.add(numbers.setdefault(left, len(numbers)) << 32 | numbers.setdefault(right, len(numbers)))

    def __contains__(self, pair: tuple[str, str]) -> bool:
        left, right = self._numbers.get(pair[0]), self._numbers.get(pair[1])
        return left is not None and right is not None and left << 32 | right in self._pairs


def _compared(
    connection: Reading,
    linker: Linker[T],
    fresh: set[str],
    told: _Told[T],
    judged: Iterable[judging.Judgement],
    tell: Callable[[str, int], None],
) -> _Compared:
    """All that shares a key, with at least one fresh side, compared; what a person judged is not judged again."""
    found = _Compared()
    seen = _Seen((one.left, one.right) for one in judged)
    noted: list[Pair] = []
    groups = linked.groups(connection, linker.kind)
    sharing = (some for key, items in groups for some in linker.compared(key, items, told.of))
    for number, items in enumerate(sharing):
        tell("keys", number)
        pairs = [pair for pair in found.across(items) if not fresh.isdisjoint(pair) and pair not in seen]
        data = told.of(sorted({item for pair in pairs for item in pair})) if pairs else {}
        for left, right in pairs:
            if not found.together(left, right):
                seen.add(left, right)
                judgement = linker.judge(data[left], data[right])
                found.note(left, right, judgement)
                if judgement.verdict == "same":
                    noted.append(_pair(left, right, judgement))
        if len(noted) >= _AT_ONCE:
            linked.add_pairs(connection, linker.kind, noted)
            noted = []
    linked.add_pairs(connection, linker.kind, noted)
    return found


def _members(connection: Reading, kind: Kind, fresh: list[str], same: Iterable[Edge]) -> list[str]:
    """The fresh items, and all that hangs together with something they were linked with."""
    ends = sorted({item for one in same for item in (one.left, one.right)} - set(fresh))
    held = {one.component for one in linked.placed(connection, kind, ends) if one.component}
    return sorted({*fresh, *(one.id for one in linked.of_components(connection, kind, held))})


def _held(connection: Reading, kind: Kind, members: Collection[str]) -> list[Edge]:
    """The links among these items that were made, just now and before."""
    within = set(members)
    told = linked.pairs(connection, kind, items=None if len(within) > _MANY else within, verdict="same")
    return [Edge(one.left, one.right, one.score) for one in told if one.left in within]


def _judged(connection: Reading, kind: Kind, items: Collection[str]) -> list[judging.Judgement]:
    return judging.standing(connection, kind, None if len(items) > _MANY else items)


class _Components:
    """Items by what hangs together, with what people judged of them."""

    def __init__(self, members: list[str], same: list[Edge], judged: list[judging.Judgement]) -> None:
        self._by_hand = {(one.left, one.right): one.verdict for one in judged}
        self._members = members
        self._edges = list(same)
        self._edges += [Edge(*pair, _BY_HAND) for pair, verdict in self._by_hand.items() if verdict == "same"]

    def each(self) -> list[frozenset[str]]:
        """The components."""
        return clusters(self._members, self._edges, ())[0]

    def clusters_of(self, component: frozenset[str], linker: Linker[T], told: _Told[T]) -> list[frozenset[str]]:
        """The clusters of one component."""
        if len(component) == 1:
            return [component]
        data = told.of(sorted(component))
        apart = {pair for pair in linker.apart(data) if pair not in self._by_hand}
        apart |= {pair for pair, told in self._by_hand.items() if told == "different" and component.issuperset(pair)}
        return clusters(component, self._all_edges(data, linker), apart)[0] if apart else [component]

    def _all_edges(self, data: dict[str, T], linker: Linker[T]) -> list[Edge]:
        """Every link within a component, those too that were not needed to hold it together."""
        known = [edge for edge in self._edges if edge.left in data and edge.right in data]
        pairs = combinations(sorted(data), 2) if len(data) <= _ALL_PAIRS else ()
        for pair in pairs:
            if pair not in self._by_hand:
                judgement = linker.judge(data[pair[0]], data[pair[1]])
                if judgement.verdict == "same":
                    known.append(Edge(*pair, judgement.score))
        return known


def _pair(left: str, right: str, judgement: Judgement) -> Pair:
    reasons = msgspec.json.encode(judgement.reasons).decode()
    return Pair(left, right, judgement.verdict, judgement.score, reasons)


def _some(pairs: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    while some := list(islice(pairs, _AT_ONCE)):
        yield some
