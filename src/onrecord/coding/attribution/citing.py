"""Word passed on to attributions: "X reported, citing Y", "X quoted Y as saying", "Y was quoted by X as saying"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.contents import before_and_after, content_of
from onrecord.coding.attribution.documents import word_givers
from onrecord.coding.attribution.speakers import Outlets
from onrecord.coding.attribution.subjects import TELLING, inverted_subject, passive, speaking, subject
from onrecord.coding.attribution.tree import VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Step, Tokens
from onrecord.coding.attribution.verbs import made_of

_THROUGH = frozenset({"by", "in", "on"})


def citing_attributions(tree: Tree, outlets: Outlets) -> Iterator[Attribution]:
    """The attributions that verbs of citing make, in the order of the text."""
    known = lexicon.verbs()
    for i, lemma in enumerate(tree.lemma):
        found = known.get(lemma)
        if found is None or found.name != "citing" or tree.pos[i] not in VERBS:
            continue
        saying = _saying(tree, i)
        made = _reported(tree, i, outlets) if saying is None else _quoted(tree, i, saying, outlets)
        if made is not None:
            yield made


def _saying(tree: Tree, i: int) -> int | None:
    """The "saying" of "quoted X as saying"."""
    for prep in tree.kids_in(i, "prep"):
        verb = tree.kid(prep, "pcomp")
        if verb is not None and tree.low[prep] == "as":
            return verb
    return None


def _quoted(tree: Tree, i: int, saying: int, outlets: Outlets) -> Attribution | None:
    """Y's word in "X quoted Y as saying" or "Y was quoted by X as saying"."""
    taken = passive(tree, i)
    noun = tree.kid(i, "nsubjpass", "nsubj") if taken else tree.kid(i, "dobj")
    if noun is None:
        return None
    over = subject(tree, i)
    outer = _through(tree, i, saying) if taken else word_givers(tree, over) if over is not None else ()
    before = noun if taken else over
    content = _after_saying(tree, saying) or _before_quoted(tree, i, before)
    return made_of(
        word_givers(tree, noun), outlets, through=outer, cue=(i, i), content=content, rule="citing", confidence=0.8
    )


def _through(tree: Tree, i: int, saying: int) -> tuple[Step, ...]:
    """X of "was quoted by X as saying", "was quoted as saying in X"."""
    for by in (*tree.kids_in(i, "agent", "prep"), *tree.kids_in(saying, "agent", "prep")):
        noun = tree.kid(by, "pobj")
        if noun is not None and tree.low[by] in _THROUGH:
            steps = word_givers(tree, noun)
            if steps and (tree.low[by] == "by" or all(s.kind == "outlet" for s in steps[-1])):
                return steps
    return ()


def _after_saying(tree: Tree, saying: int) -> tuple[Tokens, ...]:
    """What follows "saying": its clause, or whatever words hold a verb."""
    inner = tuple(tree.edges(k) for k in tree.kids_in(saying, "ccomp", "dobj") if k > saying)
    last = tree.edges(saying)[1]
    if inner or not any(tree.pos[j] in VERBS for j in range(saying + 1, last + 1)):
        return inner
    return ((saying, last),)


def _before_quoted(tree: Tree, i: int, source: int | None) -> tuple[Tokens, ...]:
    """What "..., X was quoted as saying" closes."""
    clauses = tuple(tree.edges(k) for k in tree.kids_in(i, "ccomp") if k < i)
    return clauses or before_and_after(tree, i, subject=source)


def _reported(tree: Tree, i: int, outlets: Outlets) -> Attribution | None:
    """Y's word in "X reported, citing Y" or "Quoting Y, X said"."""
    verb = _reporting(tree, i)
    noun = tree.kid(i, "nsubjpass") if passive(tree, i) else tree.kid(i, "dobj")
    if noun is None and tree.dep[i] == "amod" and _opens(tree, i):
        noun = tree.head[i]
    if noun is None or verb is None:
        return None
    chain = word_givers(tree, noun)
    if not chain or all(s.giver == "other" and not s.pronoun for s in chain[-1]):
        return None
    over = speaking(tree, verb, 0)
    outer = word_givers(tree, over) if over is not None and over != noun else ()
    return made_of(chain, outlets, through=outer, cue=(i, i), content=_cited(tree, verb), rule="citing", confidence=0.8)


def _reporting(tree: Tree, i: int) -> int | None:
    """The verb of saying that "citing Y" goes with: the one it hangs from, else the last before it, or the first after."""
    if tree.tag[i] != "VBG":
        return None
    begin, end = tree.span(tree.sentence[i])
    after = range(i + 1, end + 1) if _opens(tree, i) else range(0)
    nearest: list[int] = [tree.head[i], *range(i - 1, begin - 1, -1), *after]
    for j in nearest:
        kind = lexicon.verbs().get(tree.lemma[j])
        if kind is not None and tree.pos[j] in VERBS and kind.name in TELLING:
            return j
    return None


def _opens(tree: Tree, i: int) -> bool:
    return i == tree.span(tree.sentence[i])[0]


def _cited(tree: Tree, verb: int) -> tuple[Tokens, ...]:
    """What "citing Y" backs: the content of its verb of saying."""
    kind = lexicon.verbs()[tree.lemma[verb]]
    return content_of(tree, verb, kind, skip=inverted_subject(tree, verb)) or before_and_after(tree, verb, subject=None)
