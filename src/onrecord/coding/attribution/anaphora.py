"""Word-givers that take up an earlier one: "he added", "the source said", "the letter said", "the group said".

Nobody is renamed: a speaker keeps its own words and gets the earlier one as `stands_for`. Persons are joined elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.coding import grammar
from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.documents import makers
from onrecord.coding.attribution.speakers import BODY_WORDS, steps_of
from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution, Speaker, Step

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SHE_OR_HE = frozenset({"he", "she", "him", "her", "his"})
_THEY = frozenset({"they", "them", "their"})
_BODIES = ("organisation", "official", "outlet", "state")
_INTERVIEW = 4
"""Within how many sentences somebody is still taken to speak to the same outlet."""
_TAKE_UP = frozenset({"they", "he", "she", "it"})
_SOON = 2
_NEAR = 3
_REACH = 6
"""How many sentences back "he" or "they" may look for the word-giver it takes up."""


def taken_up(tree: Tree, items: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, in the order of their cues, with earlier word-givers found for those that take them up."""
    ordered = sorted(items, key=lambda item: item.cue)
    return _still_relayed(tree, _pass(tree, ordered, _pass(tree, ordered, ordered)))


def _still_relayed(tree: Tree, items: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the outlet that a speaker was first told to speak to, while the same speaker goes on."""
    spoken_to: dict[str, tuple[Step, int]] = {}
    done: list[Attribution] = []
    for item in items:
        here = tree.sentence[item.cue[1]]
        keys = [_key(tree, s) for s in item.steps[-1]] if item.steps else []
        outlet, at = next((spoken_to[k] for k in keys if k in spoken_to), ((), here))
        if len(item.steps) > 1 and all(s.kind == "outlet" for s in item.steps[0]):
            spoken_to |= dict.fromkeys(keys, (item.steps[0], here))
        elif len(item.steps) == 1 and outlet and here - at <= _INTERVIEW and all(k in spoken_to for k in keys):
            done.append(replace(item, steps=(outlet, *item.steps)))
            spoken_to |= dict.fromkeys(keys, (outlet, here))
            continue
        done.append(item)
    return done


def _key(tree: Tree, speaker: Speaker) -> str:
    """What two mentions of one speaker share: a person's last name, else the whole description."""
    named = speaker.resolved
    return (
        named.name.split()[-1] if named.kind == "person" and tree.pos[named.head] == "PROPN" else named.name.casefold()
    )


def _pass(tree: Tree, items: Sequence[Attribution], known: Sequence[Attribution]) -> list[Attribution]:
    """One reading from first to last; `known` tells who speaks around a word-giver: "he" is not the one quoted."""
    done: list[Attribution] = []
    seen: list[Step] = []
    quoted = [item for item in known if item.quoted]
    for item in items:
        around = {
            h for other in quoted if other.covers(item.cue[1]) for s in _all(other) for h in (s.head, s.resolved.head)
        }
        others = [step for step in seen if not any(s.head in around for s in step)]
        steps = tuple(_step(tree, step, others) for step in item.steps)
        done.append(item if steps == item.steps else _ruling(tree, replace(item, steps=steps)))
        seen += [tuple(s.resolved for s in step if not s.resolved.pronoun) for step in steps[-1:]]
    return done


def _ruling(tree: Tree, item: Attribution) -> Attribution:
    """What "it" orders is a court's own act where a court is meant."""
    speakers = item.steps[-1] if item.steps else ()
    court = any(s.stands_for is not None and tree.lemma[s.resolved.head] in lexicon.listed("courts") for s in speakers)
    rules = court and tree.lemma[item.cue[1]] in lexicon.listed("rulings")
    return replace(item, stance="rules") if rules else item


def _all(item: Attribution) -> Iterator[Speaker]:
    return (speaker for step in item.steps for speaker in step)


def _step(tree: Tree, step: Step, seen: Sequence[Step]) -> Step:
    if len(step) == 1:
        made = _told_makers(tree, step[0]) or _joint(tree, step[0], seen)
        if made:
            return made
    earlier = [speaker for one in seen for speaker in one]
    return tuple(_resolved(tree, speaker, earlier) for speaker in step)


def _joint(tree: Tree, speaker: Speaker, seen: Sequence[Step]) -> Step | None:
    """The joint makers of a report that "it argues" takes up, where they are the last word-givers before."""
    if tree.low[speaker.head] != "it" or not seen or len(seen[-1]) < 2:
        return None
    bodies = all(s.giver in ("organisation", "rights group", "outlet", "official") for s in seen[-1])
    return seen[-1] if bodies else None


def _resolved(tree: Tree, speaker: Speaker, seen: Sequence[Speaker]) -> Speaker:
    earlier = _pronoun(tree, speaker, seen) if speaker.pronoun else _definite(tree, speaker, seen)
    return speaker if earlier is None else replace(speaker, stands_for=earlier)


def _pronoun(tree: Tree, speaker: Speaker, seen: Sequence[Speaker]) -> Speaker | None:
    """The last word-giver close before whom a pronoun can stand for."""
    word, here = tree.low[speaker.head], tree.sentence[speaker.head]
    for earlier in reversed(seen):
        if earlier.head >= speaker.head or here - tree.sentence[earlier.head] > _REACH:
            continue
        if _agrees(tree, word, earlier):
            return _told_of(tree, speaker, after=earlier.head) or earlier
    return _told_of(tree, speaker, after=-1)


def _told_of(tree: Tree, speaker: Speaker, *, after: int) -> Speaker | None:
    """Whom the sentence before was about, where a pronoun is nobody who spoke: "Clerks marched. They demanded ..."."""
    here, word = tree.sentence[speaker.head], tree.low[speaker.head]
    if here == 0 or word not in _TAKE_UP:
        return None
    begin, end = tree.span(here - 1)
    for i in range(max(begin, after + 1), end + 1):
        if tree.dep[i] in ("nsubj", "nsubjpass") and tree.dep[tree.head[i]] == "ROOT" and tree.pos[i] != "PRON":
            return _fitting(tree, i, word)
    return None


def _fitting(tree: Tree, noun: int, word: str) -> Speaker | None:
    """A subject as the word-giver that a pronoun stands for, where number and kind agree."""
    steps = steps_of(tree, noun)
    if not steps or (word != "they" and tree.pos[noun] == "PROPN"):
        return None
    found = steps[-1][0]
    if word == "it":
        return found if found.kind in _BODIES and tree.tag[noun] == "NN" else None
    many = tree.tag[noun] in ("NNS", "NNPS") or tree.low[noun] == "one"
    somebody = grammar.is_somebody(tree.parsed.doc[noun])
    return found if somebody and (many == (word == "they") or tree.low[noun] == "one") else None


def _agrees(tree: Tree, word: str, earlier: Speaker) -> bool:
    if word in _SHE_OR_HE:
        return earlier.kind == "person"
    if word in _THEY:
        return earlier.kind != "state" and (earlier.kind != "person" or earlier.giver != "person")
    body = earlier.kind in _BODIES or earlier.giver == "document"
    return word == "it" and (body or (earlier.kind == "person" and _may_be_a_body(tree, earlier)))


def _may_be_a_body(tree: Tree, speaker: Speaker) -> bool:
    """Whether one capitalised word taken for a name may be a firm's or a party's; "it" then settles that it is."""
    one = speaker.first == speaker.last and tree.pos[speaker.head] == "PROPN"
    return one and tree.tag[speaker.head] in ("NNP", "NNPS") and speaker.told == (speaker.head, speaker.head)


def _definite(tree: Tree, speaker: Speaker, seen: Sequence[Speaker]) -> Speaker | None:
    """The earlier word-giver described by the same noun ("the academic": "an academic in exile"), or a body for "the group"."""
    first = speaker.first
    if tree.low[first] not in _DEFINITE or speaker.last > speaker.head or speaker.head - first > 2:
        return None
    noun = tree.lemma[speaker.head]
    for earlier in reversed(seen):
        if earlier.head >= speaker.head:
            continue
        one_or_many = (tree.tag[earlier.head] == "NNS") == (tree.tag[speaker.head] == "NNS")
        same = tree.lemma[earlier.head] == noun and one_or_many and len(earlier.name) > len(speaker.name)
        near = tree.sentence[speaker.head] - tree.sentence[earlier.head] <= _NEAR
        if noun in ("man", "woman") and near and earlier.kind == "person" and tree.pos[earlier.resolved.head] == "NOUN":
            return earlier.resolved
        body = noun in BODY_WORDS or (speaker.giver == "document" and near)
        if same or (body and earlier.kind == "organisation" and tree.pos[earlier.resolved.head] == "PROPN"):
            return earlier.resolved
    return None


def _told_makers(tree: Tree, speaker: Speaker) -> Step | None:
    """Whose "the letter" or "a new report" is, where it is told with its makers before, or soon after."""
    if speaker.giver != "document":
        return None
    first, here = speaker.first, tree.sentence[speaker.head]
    before = range(first - 1, -1, -1) if tree.low[first] in _DEFINITE else range(0)
    after = (i for i in range(speaker.last + 1, len(tree)) if tree.sentence[i] - here <= _SOON)
    for i in (*before, *after):
        if tree.lemma[i] == tree.lemma[speaker.head] and (made := makers(tree, i)):
            return made[-1]
    return None
