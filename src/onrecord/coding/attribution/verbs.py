"""Reporting verbs to attributions: "X said that ...", "..., reported X", "X told Y ...", "X demanded ..."."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.lexicon import VerbClass
from onrecord.coding.attribution.speakers import Outlets, steps_of
from onrecord.coding.attribution.tree import CLOSING, NOUNS, VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Stance, Step, Tokens

_CHAINED = frozenset({"advcl", "xcomp", "conj", "dep", "ccomp"})
_SUBJECTS = ("nsubj", "csubj")
_TELLING = frozenset({"saying", "telling", "warning", "confirming", "denying"})
_CHATTING = frozenset({"i", "we", "you"})
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
    if _only_possible(tree, i, kind):
        return None
    inverted = inverted_subject(tree, i)
    source = inverted if inverted is not None else subject(tree, i)
    kind = _sense(tree, i, kind, source)
    content = _content(tree, i, kind, skip=inverted)
    rule = "inverted" if inverted is not None else "said"
    if not content and source is not None and kind.name in _TELLING:
        content = _parenthetical(tree, i, inverted=inverted is not None)
    if source is None:
        return _unsaid(tree, i, kind, content) if _passive(tree, i) and content else None
    if kind.stance == "believes" and tree.low[source] in _CHATTING:
        return None
    chain = steps_of(tree, source)
    return made_of(
        (*_outlet_hearer(tree, i, kind), *chain),
        outlets,
        cue=_cue(tree, i),
        content=content,
        rule=_rule(tree, i, kind, content, rule),
        confidence=_confidence(tree, i, kind, content),
        stance=_stance(tree, i, kind),
        source=chain[0][0].told if chain else None,
    )


def _rule(tree: Tree, i: int, kind: VerbClass, content: tuple[Tokens, ...], rule: str) -> str:
    if kind.needs_clause and not content:
        return "quotation only"
    if kind.stance in ("threatens", "plans") and tree.kid(i, "ccomp") is None and content:
        return "own deed"
    return rule


def _only_possible(tree: Tree, i: int, kind: VerbClass) -> bool:
    """Whether nobody has said it: "to say", "would confirm"; what is demanded or asked counts all the same."""
    if kind.stance in ("demands", "asks", "threatens"):
        return False
    helpers = tree.kids_in(i, "aux")
    return any(tree.tag[k] == "MD" for k in helpers) or (tree.tag[i] == "VB" and any(tree.low[k] == "to" for k in helpers))


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


def _sense(tree: Tree, i: int, kind: VerbClass, source: int | None) -> VerbClass:
    """The class of a verb in its place: "called X a liar" judges, and what a court finds or orders is its own act."""
    if kind.name == "calling" and not any(tree.low[k] in kind.content for k in tree.kids_in(i, "prep", "prt")):
        return lexicon.verbs()["label"] if tree.lemma[i] == "call" else kind
    if source is not None and tree.lemma[source] in lexicon.courts() and tree.lemma[i] in lexicon.rulings():
        return msgspec.structs.replace(kind, stance="rules")
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
    if tree.kid(i, "auxpass", "nsubjpass") is not None:
        return True
    return tree.tag[i] == "VBN" and tree.kid(i, "aux", *_SUBJECTS) is None and tree.dep[i] in ("acl", "advcl", "relcl")


def subject(tree: Tree, i: int, *, depth: int = 0) -> int | None:
    """Who does the verb at `i`: its subject, its agent where passive, or that of the verb it hangs from."""
    found = _nearest_subject(tree, i)
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


def _nearest_subject(tree: Tree, i: int) -> int | None:
    found = tree.kids_in(i, *_SUBJECTS)
    return max((k for k in found if k < i), default=found[0] if found else None)


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
    if i == 0 or tree.sentence[i - 1] != tree.sentence[i] or tree.low[i - 1] not in _ENDS:
        return None
    if tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN") or tree.kid(i, "aux", "auxpass") is not None:
        return None
    if any(k > i for k in tree.kids_in(i, "ccomp")):
        return None
    after = [k for k in tree.kids[i] if k > i and tree.dep[k] in ("dobj", "oprd", "attr", "npadvmod", "dative", "appos")]
    if not after or tree.pos[after[0]] not in NOUNS or tree.edges(after[0])[0] != i + 1:
        return None
    kind = lexicon.verbs().get(tree.lemma[i])
    said = kind is not None and kind.name == "saying"
    if tree.kid(i, *_SUBJECTS) is None or (said and tree.pos[after[0]] == "PROPN"):
        return after[0]
    return None


def _content(tree: Tree, i: int, kind: VerbClass, *, skip: int | None) -> tuple[Tokens, ...]:
    """The tokens that the verb puts into somebody's mouth, by the dependants that its class allows."""
    found = [tree.edges(k) for k in tree.kids[i] if k != skip and _holds(tree, i, k, kind)]
    if kind.name == "accusing" and not found and (whom := tree.kid(i, "dobj", "dative", "nsubjpass")) is not None:
        found = [tree.edges(k) for k in tree.kids_in(whom, "prep") if tree.low[k] in kind.content]
    if not found and tree.dep[i] == "csubj" and tree.head[i] > i:
        found = [(i + 1, tree.edges(tree.head[i])[1])]
    return tuple(_trimmed(tree, first, last, i) for first, last in found)


def _holds(tree: Tree, i: int, k: int, kind: VerbClass) -> bool:
    dep = tree.dep[k]
    if dep == "ccomp" or (dep == "parataxis" and k < i):
        return "clause" in kind.content or kind.name in ("calling", "accusing")
    if dep == "xcomp" or (dep == "advcl" and k > i and tree.tag[k] == "VB"):
        return "infinitive" in kind.content
    if dep in ("nsubjpass", "csubjpass"):
        return "object" in kind.content and kind.stance in ("says", "confirms", "denies") and tree.low[k] != "it"
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


def _parenthetical(tree: Tree, i: int, *, inverted: bool) -> tuple[Tokens, ...]:
    """What "..., police said" speaks of where the parser does not tell: the sentence before and, if it goes on, after."""
    begin, end = tree.span(tree.sentence[i])
    first = i if inverted else min([i, *(tree.edges(k)[0] for k in tree.kids[i] if tree.dep[k] in _SUBJECTS)])
    if tree.dep[i] == "relcl" or first - 2 < begin or tree.low[first - 1] not in _ENDS:
        return ()
    closing = next((j for j in range(i, end) if tree.low[j] in _ENDS), end)
    root = next((j for j in range(begin, end + 1) if tree.dep[j] == "ROOT"), i)
    before = (begin, first - 2)
    return (before, (closing + 1, end)) if root > closing else (before,)


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
    return _content(tree, verb, kind, skip=inverted_subject(tree, verb)) or _parenthetical(
        tree, verb, inverted=inverted_subject(tree, verb) is not None
    )
