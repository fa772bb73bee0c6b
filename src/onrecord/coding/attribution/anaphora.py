"""Word-givers that take up an earlier one: "he added", "the source said", "the letter said", "the group said".

Nobody is renamed: a speaker keeps its own words and gets the earlier one as `stands_for`. Persons are joined elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.coding.attribution.speakers import makers
from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution, Speaker, Step

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SHE_OR_HE = frozenset({"he", "she", "him", "her", "his"})
_THEY = frozenset({"they", "them", "their"})
_BODY_WORDS = frozenset({"group", "organisation", "organization", "ngo", "agency", "association", "union", "watchdog"})
_REACH = 6
"""How many sentences back "he" or "they" may look for the word-giver it takes up."""


def taken_up(tree: Tree, items: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, in the order of their cues, with earlier word-givers found for those that take them up."""
    done: list[Attribution] = []
    seen: list[Speaker] = []
    for item in sorted(items, key=lambda item: item.cue):
        others = [s for s in seen if not _speaks_here(s, item, items)]
        steps = tuple(_step(tree, step, others) for step in item.steps)
        made = item if steps == item.steps else replace(item, steps=steps)
        done.append(made)
        seen += [s.resolved for step in steps[-1:] for s in step if not s.resolved.pronoun]
    return done


def _speaks_here(speaker: Speaker, item: Attribution, items: Sequence[Attribution]) -> bool:
    """Whether an attribution stands within what the speaker says: whom they speak of is somebody else."""
    around = (other for other in items if other.quoted and other.covers(item.cue[1]))
    return any(speaker.head == s.head for other in around for step in other.steps for s in step)


def _step(tree: Tree, step: Step, seen: Sequence[Speaker]) -> Step:
    if len(step) == 1 and (made := _earlier_makers(tree, step[0])):
        return made
    return tuple(_resolved(tree, speaker, seen) for speaker in step)


def _resolved(tree: Tree, speaker: Speaker, seen: Sequence[Speaker]) -> Speaker:
    earlier = _pronoun(tree, speaker, seen) if speaker.pronoun else _definite(tree, speaker, seen)
    return speaker if earlier is None else replace(speaker, stands_for=earlier)


def _pronoun(tree: Tree, speaker: Speaker, seen: Sequence[Speaker]) -> Speaker | None:
    """The last word-giver close before whom a pronoun can stand for."""
    word, here = tree.low[speaker.head], tree.sentence[speaker.head]
    for earlier in reversed(seen):
        if earlier.head >= speaker.head or here - tree.sentence[earlier.head] > _REACH:
            continue
        if _agrees(word, earlier):
            return earlier
    return None


def _agrees(word: str, earlier: Speaker) -> bool:
    if word in _SHE_OR_HE:
        return earlier.kind == "person"
    if word in _THEY:
        return earlier.kind != "state" and (earlier.kind != "person" or earlier.giver != "person")
    return word == "it" and earlier.kind in ("organisation", "official", "outlet", "state", "other")


def _definite(tree: Tree, speaker: Speaker, seen: Sequence[Speaker]) -> Speaker | None:
    """The earlier word-giver described by the same noun ("the academic": "an academic in exile"), or a body for "the group"."""
    first = speaker.first
    if tree.low[first] not in _DEFINITE or speaker.last > speaker.head or speaker.head - first > 2:
        return None
    noun = tree.lemma[speaker.head]
    for earlier in reversed(seen):
        if earlier.head >= speaker.head:
            continue
        same = tree.lemma[earlier.head] == noun and len(earlier.name) > len(speaker.name)
        if same or (noun in _BODY_WORDS and earlier.kind == "organisation"):
            return earlier.resolved
    return None


def _earlier_makers(tree: Tree, speaker: Speaker) -> Step | None:
    """Whose "the letter" is, where an earlier one was told with its makers."""
    if speaker.giver != "document" or tree.low[speaker.first] not in _DEFINITE:
        return None
    for i in range(speaker.first - 1, -1, -1):
        if tree.lemma[i] == tree.lemma[speaker.head] and (made := makers(tree, i)):
            return made[-1]
    return None
