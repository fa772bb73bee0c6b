"""Judgements over pairs to clusters: what hangs together by `same`, with no `different` inside.

Where a chain of judgements would bring two together that are judged different, the surest are joined first and the link
that would do it is left out. The outcome depends on the set of judgements alone, not on the order of their coming.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct


class Edge(Struct, frozen=True):
    """Two items that are judged the same, and how surely (0..1; above 1 where a person judged it)."""

    left: str
    right: str
    score: float


def clusters(
    items: Iterable[str], same: Iterable[Edge], different: Iterable[tuple[str, str]]
) -> tuple[list[frozenset[str]], list[Edge]]:
    """The clusters of the items, in the order of their first member, and the links that were left out.

    Items that a judgement names but `items` does not are left aside with it.
    """
    joined = _Joined(items)
    for left, right in different:
        joined.keep_apart(left, right)
    left_out = [edge for edge in sorted(same, key=_surest) if not joined.join(edge.left, edge.right)]
    return joined.clusters(), left_out


def _surest(edge: Edge) -> tuple[float, str, str]:
    left, right = sorted((edge.left, edge.right))
    return -edge.score, left, right


class _Joined:
    """Items as they are joined: who stands for whom, and which of those are to stay apart."""

    def __init__(self, items: Iterable[str]) -> None:
        self._of = {item: item for item in items}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def keep_apart(self, left: str, right: str) -> None:
        """Two items never come together."""
        if left in self._of and right in self._of and left != right:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def join(self, left: str, right: str) -> bool:
        """Whether two items are together now; they are not when some that hang on them are to stay apart."""
        if left not in self._of or right not in self._of:
            return True
        one, other = sorted((self._root(left), self._root(right)), key=lambda root: -len(self._apart[root]))
        if one == other:
            return True
        if other in self._apart[one]:
            return False
        self._of[other] = one
        for apart in self._apart.pop(other):
            self._apart[apart].discard(other)
            self._apart[apart].add(one)
            self._apart[one].add(apart)
        return True

    def clusters(self) -> list[frozenset[str]]:
        """What is together."""
        members: dict[str, set[str]] = defaultdict(set)
        for item in self._of:
            members[self._root(item)].add(item)
        return sorted((frozenset(told) for told in members.values()), key=min)

    def _root(self, item: str) -> str:
        root = item
        while self._of[root] != root:
            root = self._of[root]
        while self._of[item] != root:
            self._of[item], item = root, self._of[item]
        return root
