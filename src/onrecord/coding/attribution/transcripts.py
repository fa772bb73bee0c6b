"""Interviews set as a transcript to attributions: lines that open with a speaker's name and a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.coding.attribution.recordings import speech
from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution

_LABEL = re.compile(
    r"^[*_ ]{0,4}([A-Z][\w.’'/-]{1,30}(?: [A-Z][\w.’'-]{1,30}){0,3}) ?[*_]{0,4}:[*_]{0,4} (?=\S)", re.MULTILINE
)
_TURNS = 2
"""How often at least each of the two who take turns is named; one of them asks."""


def transcribed(tree: Tree) -> Iterator[Attribution]:
    """One attribution for each turn of somebody in a transcript; those who ask the questions have none."""
    text = tree.parsed.text
    labels = list(_LABEL.finditer(text))
    if len(labels) < 2 * _TURNS:
        return
    ends = [label.start() for label in labels[1:]]
    line = text.find("\n", labels[-1].end())
    turns = list(zip(labels, [*ends, line if line >= 0 else len(text)], strict=True))
    counts = Counter(label.group(1) for label in labels)
    asked = Counter(label.group(1) for label, end in turns if text[label.end() : end].rstrip("* _\n").endswith("?"))
    asking = {name for name, n in asked.items() if n >= _TURNS and 2 * n >= counts[name]}
    for label, end in turns if asking else ():
        name = label.group(1)
        if counts[name] >= _TURNS and name not in asking:
            yield from speech(tree, label.span(1), (label.end(), end), rule="transcript")
