"""A story to a few short keys, of which a copy, a cut of it and a story that takes it in have some too.

The keys are hashes of four words in a row, chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): of every `_WINDOW` such hashes
that follow each other the least is taken. Two texts that share `_WINDOW + 3` words in a row therefore share a key, wherever in
them these stand, and most that share less do too. Bands of MinHash would miss a cut: they look at whole texts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from msgspec import Struct

from onrecord.linking.copies.story import Story, read

SCHEME = "w1"
"""Changes when the same text gives other keys: only fingerprints of one scheme can be compared."""
SHINGLE = 4
_WINDOW = 16
_MOST = 4000
"""Keys of one text, beyond which the text is no story."""


class Fingerprint(Struct, frozen=True):
    """What is kept of a text to find its copies by."""

    scheme: str
    words: int
    """How many the story has."""
    digest: str
    """Of all its words: alike in texts that differ in case, signs, headline, dateline and credits only."""
    keys: tuple[str, ...]
    """Sorted, each once; none of a text too short to tell a copy from chance."""


def fingerprint(text: str, title: str | None = None) -> Fingerprint:
    """The fingerprint of a text; the same in every process and on every machine."""
    return fingerprint_of(read(text, title=title))


def fingerprint_of(story: Story) -> Fingerprint:
    hashes = [_hash(" ".join(story.words[n : n + SHINGLE])) for n in range(len(story.words) - SHINGLE + 1)]
    return Fingerprint(
        scheme=SCHEME,
        words=len(story.words),
        digest=_hash(" ".join(story.words), size=16),
        keys=tuple(sorted(set(_chosen(hashes))))[:_MOST],
    )


def _hash(words: str, *, size: int = 5) -> str:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _chosen(hashes: Sequence[str]) -> Iterator[str]:
    """The least of each window; of equal ones the last, so that it is chosen once."""
    rising: deque[int] = deque()
    for n, value in enumerate(hashes):
        while rising and hashes[rising[-1]] >= value:
            rising.pop()
        rising.append(n)
        if rising[0] <= n - _WINDOW:
            rising.popleft()
        if n >= min(_WINDOW, len(hashes)) - 1:
            yield hashes[rising[0]]
