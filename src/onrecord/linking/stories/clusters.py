"""Likenesses to clusters by average link: two groups become one while their members are alike enough on average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from onrecord.linking.stories.likeness import Pairs


def clusters(names: Iterable[str], alike: Pairs, *, least: float) -> list[tuple[str, ...]]:
    """The clusters, each sorted, in the order of their first names; a pair without a likeness counts as 0."""
    members = {name: [name] for name in names}
    links = _links(members, alike)
    queue = [(-value, a, b) for (a, b), value in alike.items() if value >= least]
    heapify(queue)
    while queue:
        value, a, b = heappop(queue)
        if a not in members or b not in members or -value != _mean(members, links, a, b):
            continue
        _join(members, links, a, b)
        for other in links[a]:
            if (mean := _mean(members, links, a, other)) >= least:
                heappush(queue, (-mean, min(a, other), max(a, other)))
    return sorted(tuple(sorted(group)) for group in members.values())


def _links(members: Iterable[str], alike: Pairs) -> dict[str, dict[str, float]]:
    links: dict[str, dict[str, float]] = {name: {} for name in members}
    for (a, b), value in alike.items():
        links[a][b] = links[b][a] = value
    return links


def _mean(members: Mapping[str, list[str]], links: Mapping[str, dict[str, float]], a: str, b: str) -> float:
    return links[a].get(b, 0.0) / (len(members[a]) * len(members[b]))


def _join(members: dict[str, list[str]], links: dict[str, dict[str, float]], a: str, b: str) -> None:
    """Puts `b` into `a`; the links of a group are the sums of its members'."""
    members[a] += members.pop(b)
    for other, value in links.pop(b).items():
        del links[other][b]
        if other != a:
            links[a][other] = links[other][a] = links[a].get(other, 0.0) + value
