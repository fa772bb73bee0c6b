"""Attributions of a report to the one that holds at a token: nested word-givers joined, and passages that go on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution, Step

_FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_SILENT = frozenset({"judges", "cites", "rules"})
_PLAIN = frozenset({"says", "accuses", "cites"})


class Attributions:
    """All attributions of a report: `items` in the order of their cues, and who speaks at a token."""

    __slots__ = ("_carried", "items")

    def __init__(self, items: Sequence[Attribution], carried: Sequence[Attribution] = ()) -> None:
        self.items = tuple(sorted(items, key=lambda item: item.cue))
        self._carried = tuple(carried)

    def over(self, token: int) -> tuple[Attribution, ...]:
        """The attributions whose content holds a token, outermost first; those without a word-giver too."""
        found = [item for item in self.items if item.covers(token)]
        return tuple(sorted(found, key=lambda item: -item.size))

    def source_at(self, token: int) -> Attribution | None:
        """On whose word the thing told at a token is; None where it is the publishing outlet's own."""
        nested: list[Attribution] = []
        for item in self.over(token):
            if item.stance in _SILENT or item.rule == "own deed" or not (item.steps or item.own):
                continue
            if nested and not nested[-1].covers(item.cue[1]):
                nested.pop()
            nested.append(item)
        if not nested:
            return next((item for item in self._carried if item.covers(token)), None)
        made = _joined(nested)
        return made if made.steps else None


def _joined(nested: Sequence[Attribution]) -> Attribution:
    """One attribution of word-givers that speak through each other; its cue and content are the innermost's."""
    inner = nested[-1]
    if len(nested) == 1:
        return inner
    steps: tuple[Step, ...] = ()
    for item in nested:
        steps += tuple(step for step in item.steps if not _told_before(step, steps))
    stance = next((item.stance for item in reversed(nested) if item.stance not in _PLAIN), inner.stance)
    return replace(inner, steps=steps, stance=stance, confidence=min(item.confidence for item in nested))


def _told_before(step: Step, steps: tuple[Step, ...]) -> bool:
    """Whether a step adds nobody: "I" within one's own speech, or the same words again."""
    if steps and all(s.name.casefold() in _FIRST_PERSON for s in step):
        return True
    return any({s.head for s in step} == {s.head for s in other} for other in steps)


def carried(tree: Tree, items: Sequence[Attribution]) -> list[Attribution]:
    """Attributions that go on over sentences of the same passage without being said again."""
    return []
