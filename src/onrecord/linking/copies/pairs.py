"""Fingerprints to the pairs of texts that are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from onrecord.linking.copies.fingerprints import Fingerprint

LEAST = 0.08
"""Share of the fewer keys that two texts have in common if one is a copy of the other."""
COMMON = 500
"""Texts that share a key beyond which it is of words that everybody uses; copies have others in common too."""


def may_copy(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two texts have enough keys in common to be compared; few copies fail, and most others do."""
    if a.scheme != b.scheme:
        return False
    shared = len(set(a.keys) & set(b.keys))
    return a.digest == b.digest or (shared > 0 and shared >= LEAST * min(len(a.keys), len(b.keys)))


def candidates(fingerprints: Mapping[str, Fingerprint]) -> Iterator[tuple[str, str]]:
    """The pairs among texts, by name, that may be copies; each once, the names in the order given."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, one in fingerprints.items():
        for key in (one.digest, *one.keys):
            holders[key].append(name)
    seen: set[tuple[str, str]] = set()
    for names in holders.values():
        if len(names) <= COMMON:
            seen.update(combinations(names, 2))
    place = {name: n for n, name in enumerate(fingerprints)}
    for a, b in sorted(seen, key=lambda pair: (place[pair[0]], place[pair[1]])):
        if may_copy(fingerprints[a], fingerprints[b]):
            yield a, b
