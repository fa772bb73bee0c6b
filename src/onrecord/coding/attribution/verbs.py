"""Reporting verbs to attributions: "X said that ...", "..., reported X", "X told Y ...", "X demanded ..."."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.lexicon import VerbClass
from onrecord.coding.attribution.speakers import Outlets, steps_of
from onrecord.coding.attribution.tree import CLOSING, NOUNS, VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Stance, Step, Tokens

_CHAINED = frozenset({"advcl", "xcomp", "conj", "dep", "ccomp"})
_SUBJECTS = ("nsubj", "csubj")
_NOBODY = frozenset({"there", "what", "this", "how", "why"})
_ENDS = frozenset({",", ".", "!", "?", ";", ":", "-", "–", "—", ")"}) | CLOSING


def verb_attributions(tree: Tree, outlets: Outlets) -> Iterator[Attribution]:
    """The attributions that reporting verbs make, in the order of the text."""
    known = lexicon.verbs()
    for i, lemma in enumerate(tree.lemma):
        found = known.get(lemma)
        if found is None or tree.pos[i] not in VERBS:
            continue
        made = _citing(tree, i, outlets) if found.name == "citing" else _attribution(tree, i, found, outlets)
        if made is not None:
            yield made


def _attribution(tree: Tree, i: int, kind: VerbClass, outlets: Outlets) -> Attribution | None:
    kind = _sense(tree, i, kind)
    inverted = inverted_subject(tree, i)
    source = inverted if inverted is not None else subject(tree, i)
    content = _content(tree, i, kind, skip=inverted)
    rule = "inverted" if inverted is not None else "said"
    if not content and (source is not None) and kind.stance in ("says", "confirms", "warns", "denies"):
        content = _parenthetical(tree, i)
        rule = "parenthetical" if content else rule
    if kind.needs_clause and not content and not _beside_quote(tree, i):
        return None
    if source is None:
        return _unsaid(tree, i, kind, content) if _passive(tree, i) and content else None
    chain = steps_of(tree, source)
    hearer = _outlet_hearer(tree, i, kind)
    return made_of(
        (*hearer, *chain),
        outlets,
        cue=_cue(tree, i),
        content=content,
        rule=rule,
        confidence=_confidence(tree, i, kind, content),
        stance=_stance(tree, i, kind),
        source=chain[0][0].told if chain else None,
    )


def made_of(
    steps: tuple[Step, ...],
    outlets: Outlets,
    *,
    cue: Tokens,
    content: tuple[Tokens, ...],
    rule: str,
    confidence: float,
    stance: Stance,
    source: Tokens | None,
) -> Attribution:
    """An attribution without the steps that are the publishing outlet's own."""
    kept = tuple(step for step in steps if not all(outlets.own(s.name) for s in step))
    return Attribution(
        steps=kept,
        cue=cue,
        content=content,
        rule=rule,
        confidence=confidence,
        stance=stance,
        own=bool(steps) and not kept,
        source=source,
    )


def _sense(tree: Tree, i: int, kind: VerbClass) -> VerbClass:
    """The class of a verb in its place: "called on X to" demands, "called X a liar" judges."""
    if kind.name == "calling" and not any(tree.low[k] in kind.content for k in tree.kids_in(i, "prep", "prt")):
        return lexicon.verbs()["label"] if tree.lemma[i] == "call" else kind
    return kind


def _stance(tree: Tree, i: int, kind: VerbClass) -> Stance:
    negated = tree.kid(i, "neg") is not None
    if negated and kind.stance in ("says", "confirms", "believes"):
        return "doubts"
    return kind.stance


def _confidence(tree: Tree, i: int, kind: VerbClass, content: tuple[Tokens, ...]) -> float:
    if not content or kind.stance == "judges":
        return 0.5
    return 0.6 if tree.kid(i, "neg") is not None else 0.9


def _cue(tree: Tree, i: int) -> Tokens:
    first = i
    while first - 1 in tree.kids[i] and tree.dep[first - 1] in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    part = tree.kid(i, "prt")
    return first, part if part == i + 1 else i


def _passive(tree: Tree, i: int) -> bool:
    return tree.kid(i, "auxpass", "nsubjpass") is not None


def subject(tree: Tree, i: int, *, depth: int = 0) -> int | None:
    """Who does the verb at `i`: its subject, its agent where passive, or that of the verb it hangs from."""
    found = tree.kid(i, *_SUBJECTS)
    if found is not None:
        return found if tree.dep[found] == "nsubj" and tree.low[found] not in _NOBODY else None
    if _passive(tree, i):
        by = tree.kid(i, "agent")
        return tree.kid(by, "pobj") if by is not None else None
    if depth > 3:
        return None
    head, dep = tree.head[i], tree.dep[i]
    if dep == "acl":
        return head
    if dep == "pcomp" and tree.pos[tree.head[head]] in VERBS:
        return _speaking(tree, tree.head[head], depth)
    if dep in _CHAINED and tree.pos[head] in VERBS:
        return _controller(tree, head, dep, depth)
    return None


def _controller(tree: Tree, head: int, dep: str, depth: int) -> int | None:
    if dep == "xcomp" and (told := tree.kid(head, "dobj")) is not None:
        return told
    return _speaking(tree, head, depth)


def _speaking(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject of a verb over another, also of a passive one ("was arrested after saying ...")."""
    inverted = inverted_subject(tree, verb)
    if inverted is not None:
        return inverted
    passive = tree.kid(verb, "nsubjpass")
    return passive if passive is not None else subject(tree, verb, depth=depth + 1)


def inverted_subject(tree: Tree, i: int) -> int | None:
    """X of "..., reported X", which the parser takes for an object."""
    if i == 0 or tree.sentence[i - 1] != tree.sentence[i] or tree.low[i - 1] not in _ENDS or tree.tag[i] == "VBG":
        return None
    if tree.kid(i, *_SUBJECTS, "aux", "auxpass") is not None:
        return None
    after = [k for k in tree.kids[i] if k > i and tree.dep[k] in ("dobj", "oprd", "attr", "npadvmod", "dative", "appos")]
    if not after or tree.pos[after[0]] not in NOUNS or tree.edges(after[0])[0] != i + 1:
        return None
    return after[0] if tree.tag[i] in ("VBD", "VBZ", "VBP", "VBN") else None


def _content(tree: Tree, i: int, kind: VerbClass, *, skip: int | None) -> tuple[Tokens, ...]:
    """The tokens that the verb puts into somebody's mouth, by the dependants that its class allows."""
    found = [tree.edges(k) for k in tree.kids[i] if k != skip and _holds(tree, i, k, kind)]
    return tuple(_trimmed(tree, first, last, i) for first, last in found)


def _holds(tree: Tree, i: int, k: int, kind: VerbClass) -> bool:
    dep = tree.dep[k]
    if dep == "ccomp" or (dep == "parataxis" and k < i):
        return "clause" in kind.content or kind.name in ("calling", "accusing")
    if dep == "xcomp":
        return "infinitive" in kind.content or "clause" in kind.content
    if dep == "advcl":
        return "infinitive" in kind.content and k > i and tree.tag[k] == "VB"
    if dep == "dobj":
        return "object" in kind.content and not kind.hearer and tree.low[k] not in ("it", "so", "that", "this", "what")
    if dep in ("prep", "prt", "agent"):
        return tree.low[k] in kind.content
    return False


def _trimmed(tree: Tree, first: int, last: int, cue: int) -> Tokens:
    """A content range cut at the cue, should the parser have drawn it across."""
    if first <= cue <= last:
        return (first, cue - 1) if tree.head[cue] == cue else (cue + 1, last)
    return first, last


def _parenthetical(tree: Tree, i: int) -> tuple[Tokens, ...]:
    """What "..., police said" speaks of where the parser does not tell: the sentence before and after it."""
    first, last = tree.edges(i)
    begin, end = tree.span(tree.sentence[i])
    if tree.dep[i] == "ROOT":
        first = min([i, *(tree.edges(k)[0] for k in tree.kids[i] if tree.dep[k] in _SUBJECTS)])
    if first <= begin or tree.low[first - 1] not in _ENDS:
        return ()
    closing = i
    while closing < end and tree.low[closing] not in _ENDS:
        closing += 1
    found: list[Tokens] = [(begin, first - 2)] if first - 2 >= begin else []
    if last < end - 1 and tree.low[closing] in _ENDS and tree.dep[i] != "ROOT":
        found.append((closing + 1, end))
    return tuple(found)


def _beside_quote(tree: Tree, i: int) -> bool:
    return any(tree.low[j] in CLOSING or tree.low[j] == "“" for j in range(max(0, i - 4), min(len(tree), i + 5)))


def _outlet_hearer(tree: Tree, i: int, kind: VerbClass) -> tuple[Step, ...]:
    """The outlet that somebody spoke to: "told VOA", "confirmed to RFE/RL", "in an interview with the BBC"."""
    hearers = tree.kids_in(i, "dobj", "dative") if kind.hearer else []
    for to in tree.kids_in(i, "prep", "dative"):
        noun = tree.kid(to, "pobj")
        if noun is not None and tree.low[to] in ("to", "with", "in", "on"):
            hearers.append(noun)
            hearers += [n for w in tree.kids_in(noun, "prep") if tree.low[w] in ("with", "to") and (n := tree.kid(w, "pobj"))]
    for noun in hearers:
        if tree.pos[noun] == "PROPN":
            steps = steps_of(tree, noun)
            if steps and all(s.kind == "outlet" for s in steps[-1]):
                return steps[-1:]
    return ()


def _unsaid(tree: Tree, i: int, kind: VerbClass, content: tuple[Tokens, ...]) -> Attribution:
    """Said, but not by whom: "it is alleged that ...", "is believed to be"."""
    return Attribution(
        steps=(),
        cue=_cue(tree, i),
        content=content,
        rule="unsaid",
        confidence=0.8,
        stance=_stance(tree, i, kind),
    )


def _citing(tree: Tree, i: int, outlets: Outlets) -> Attribution | None:
    """Y's word, passed on by X: "X reported, citing Y", "quoted Y as saying"."""
    said = _as_saying(tree, i)
    passive = _passive(tree, i)
    noun = tree.kid(i, "nsubjpass") if passive else tree.kid(i, "dobj")
    verb = None if said else _reporting_before(tree, i)
    if noun is None or not (said or verb is not None):
        return None
    chain = steps_of(tree, noun)
    if not chain or all(s.giver == "other" and not s.pronoun for s in chain[-1]):
        return None
    over = subject(tree, i) if said else _speaking(tree, verb or i, 0)
    outer = steps_of(tree, over) if over is not None and over != noun else ()
    return made_of(
        (*outer, *chain),
        outlets,
        cue=(i, i),
        content=said or _cited(tree, verb or i),
        rule="citing",
        confidence=0.8,
        stance="says",
        source=chain[0][0].told,
    )


def _as_saying(tree: Tree, i: int) -> tuple[Tokens, ...]:
    """What "quoted X as saying" is followed by."""
    for prep in tree.kids_in(i, "prep"):
        verb = tree.kid(prep, "pcomp")
        if verb is not None and tree.low[prep] == "as":
            inner = [tree.edges(k) for k in tree.kids_in(verb, "ccomp", "dobj")]
            return tuple(inner) or ((verb, tree.edges(verb)[1]),)
    return ()


def _reporting_before(tree: Tree, i: int) -> int | None:
    """The verb of saying that "citing Y" goes with: the one it hangs from, else the last before it in the sentence."""
    if tree.tag[i] != "VBG":
        return None
    head = tree.head[i]
    begin = tree.span(tree.sentence[i])[0]
    for j in (head, *range(i - 1, begin - 1, -1)):
        kind = lexicon.verbs().get(tree.lemma[j])
        if kind is not None and tree.pos[j] in VERBS and kind.stance in ("says", "confirms", "denies"):
            return j
    return None


def _cited(tree: Tree, verb: int) -> tuple[Tokens, ...]:
    """What "citing Y" backs: the content of its verb of saying."""
    kind = lexicon.verbs()[tree.lemma[verb]]
    return _content(tree, verb, kind, skip=inverted_subject(tree, verb)) or _parenthetical(tree, verb)
