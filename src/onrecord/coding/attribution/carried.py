"""Attributions of a report to the one that holds at a token: nested word-givers joined, and passages that go on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.coding.attribution.tree import VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Step

_FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_SILENT = frozenset({"judges", "cites", "rules"})
_NO_WORD = frozenset({"own deed", "taken as given"})
_TURNS = frozenset({"meanwhile", "elsewhere", "separately", "similarly", "earlier", "last"})
_OTHER = frozenset({"another", "other", "separate", "recent", "similar"})
_SURE = 0.7
_CARRIED = 0.5
_FAR = 3
"""Over how many sentences a word-giver is carried at most."""
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
            silent = item.stance in _SILENT or (item.rule in _NO_WORD and not item.quoted)
            if silent or not (item.steps or item.own):
                continue
            if nested and _holds_steps(nested[-1], item):
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


def _holds_steps(outer: Attribution, item: Attribution) -> bool:
    """Whether an attribution of the same words names more of those who pass them on: "citing Y, X reported"."""
    return outer.content == item.content and all(_told_before(step, outer.steps) for step in item.steps)


def _told_before(step: Step, steps: tuple[Step, ...]) -> bool:
    """Whether a step adds nobody: "I" within one's own speech, or the same words again."""
    if steps and all(s.name.casefold() in _FIRST_PERSON for s in step):
        return True
    return any({s.head for s in step} == {s.head for s in other} for other in steps)


def carried(tree: Tree, items: Sequence[Attribution]) -> list[Attribution]:
    """Attributions that go on over sentences of the same passage without being said again.

    A paragraph whose last sentence ends ", reported X" is X's from the first sentence that nobody else tells;
    sentences that nobody tells, after one that is somebody's as a whole, are theirs to the end of the paragraph.
    """
    told = _by_sentence(tree, items)
    found: list[Attribution] = []
    gone = 0
    for n in range(1, len(tree.parsed.sentences)):
        same = tree.parsed.sentences[n].passage == tree.parsed.sentences[n - 1].passage
        if same and n - 1 not in told and n in told and _reports_all(tree, n, told[n]):
            found += _back(tree, n, told)
        elif same and n - 1 not in told and n in told and _adds(tree, n, told[n]):
            found.append(_over(tree, n - 1, told[n]))
        elif same and n not in told and n - 1 in told and _goes_on(tree, n, told[n - 1]) and not _turns(tree, n):
            gone = gone + 1 if told[n - 1].rule == "carried" else 1
            if gone > _FAR:
                continue
            made = _over(tree, n, told[n - 1])
            found.append(made)
            told[n] = made
    return found


def _by_sentence(tree: Tree, items: Sequence[Attribution]) -> dict[int, Attribution]:
    """For each sentence that somebody tells, the attribution that holds most of it."""
    told: dict[int, Attribution] = {}
    for item in items:
        if item.source is None or item.stance in _SILENT:
            continue
        for n in {tree.sentence[t] for t in (item.cue[1], *(t for part in item.content for t in part))}:
            if _only_within(tree, n, item):
                continue
            if n not in told or item.size > told[n].size:
                told[n] = item
    return told


def _only_within(tree: Tree, n: int, item: Attribution) -> bool:
    """Whether an attribution is only a part of what a sentence tells ("summoned to inquire about it")."""
    begin, end = tree.span(n)
    root = next((i for i in range(begin, end + 1) if tree.head[i] == i), begin)
    return item.cue[1] != root and not item.covers(root) and 2 * item.size < end - begin + 1


def _reports_all(tree: Tree, n: int, item: Attribution) -> bool:
    """Whether an outlet or agency tells a whole sentence at its end (", reported X")."""
    begin, _ = tree.span(n)
    ends = n + 1 == len(tree.parsed.sentences) or _passage(tree, n + 1) != _passage(tree, n)
    outlets = bool(item.steps) and all(s.kind == "outlet" for s in item.steps[-1])
    return ends and outlets and not item.quoted and item.covers(begin) and item.cue[0] > begin


def _adds(tree: Tree, n: int, item: Attribution) -> bool:
    """Whether a sentence only adds to the one before: "Vale was summoned. They added that ..."."""
    cue = item.cue[1]
    return tree.lemma[cue] == "add" and tree.dep[cue] == "ROOT" and tree.sentence[cue] == n and bool(item.steps)


def _back(tree: Tree, n: int, told: dict[int, Attribution]) -> list[Attribution]:
    found, last = [], n
    while n > 0 and n - 1 not in told and _passage(tree, n - 1) == _passage(tree, n):
        n -= 1
        found.append(_over(tree, n, told[last]))
    return found


def _goes_on(tree: Tree, n: int, before: Attribution) -> bool:
    """Whether the sentence before is somebody's as a whole, in plain reported speech."""
    begin, _ = tree.span(n)
    first, _ = tree.span(n - 1)
    sure = before.confidence > _SURE or before.rule == "carried"
    whole = (
        before.stance in _PLAIN
        and sure
        and _tells_all(tree, before)
        and 2 * (before.size + _frame(before)) >= begin - first
    )
    return whole and bool(before.steps) and not before.quoted


def _frame(item: Attribution) -> int:
    """How many words of a sentence only say who speaks: "..., the ministry reported"."""
    return sum(last + 1 - first for first, last in (item.cue, item.source or (0, -1)))


def _tells_all(tree: Tree, item: Attribution) -> bool:
    """Whether the cue is what its sentence is about, or closes it: not one verb of several, nor "claimed to have"."""
    cue = item.cue[1]
    return item.rule != "said" or tree.dep[cue] == "ROOT" or tree.pos[cue] not in VERBS


def _turns(tree: Tree, n: int) -> bool:
    """Whether a sentence plainly begins something else: "meanwhile", "in another case", "SHOT: a boy"."""
    begin, end = tree.span(n)
    begin += tree.low[begin] in ("and", "but") and begin < end
    if tree.low[begin] in _TURNS or (tree.low[begin] == "in" and tree.low[min(begin + 1, end)] in _OTHER):
        return True
    return any(tree.low[i] == ":" for i in range(begin, min(begin + 3, end)))


def _over(tree: Tree, n: int, item: Attribution) -> Attribution:
    return replace(item, content=(tree.span(n),), rule="carried", confidence=min(item.confidence, _CARRIED))


def _passage(tree: Tree, n: int) -> int:
    return tree.parsed.sentences[n].passage
