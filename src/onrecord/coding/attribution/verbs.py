"""Reporting verbs to attributions: "X said that ...", "..., reported X", "X told Y ...", "X demanded ..."."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.contents import before_and_after, behind_aside, content_of, following
from onrecord.coding.attribution.documents import word_givers
from onrecord.coding.attribution.lexicon import VerbClass
from onrecord.coding.attribution.speakers import Outlets
from onrecord.coding.attribution.subjects import (
    FINITE,
    TELLING,
    closing_inverted,
    closing_subject,
    inverted_subject,
    passive,
    subject,
)
from onrecord.coding.attribution.tree import VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Stance, Step, Tokens

_SPEAKING = frozenset({"speak", "talk"})
_CHATTING = frozenset({"i", "we", "you"})


def verb_attributions(tree: Tree, outlets: Outlets) -> Iterator[Attribution]:
    """The attributions that reporting verbs make, in the order of the text."""
    known = lexicon.verbs()
    for i, lemma in enumerate(tree.lemma):
        found = known.get(lemma)
        if found is None or found.name == "citing" or tree.pos[i] not in VERBS or _quoted_as(tree, i):
            continue
        made = _attribution(tree, i, found, outlets)
        if made is not None:
            yield made


def _quoted_as(tree: Tree, i: int) -> bool:
    """Whether a verb is the "saying" of "quoted X as saying", which the verb of citing tells of."""
    over = tree.head[i]
    return tree.dep[i] == "pcomp" and tree.low[over] == "as" and tree.lemma[tree.head[over]] in ("quote", "cite")


def _attribution(tree: Tree, i: int, kind: VerbClass, outlets: Outlets) -> Attribution | None:
    if _only_possible(tree, i, kind) or _found_guilty(tree, i):
        return None
    source, rule = _source(tree, i, kind)
    inverted = source if rule == "inverted" else None
    kind = _sense(tree, i, kind, source)
    content = content_of(tree, i, kind, skip=inverted) if rule != "closing" else ()
    said = behind_aside(tree, i)
    if not content and said + 1 < len(tree) and (said > i or tree.low[said + 1] == "that"):
        content = following(tree, said)
    if not content and source is not None and kind.name in TELLING:
        content = before_and_after(tree, i, subject=None if inverted is not None else source) or following(tree, i)
    if source is not None and _not_said(tree, i, kind, source):
        return None
    if source is None:
        return _unsaid(tree, i, kind, content) if content and (passive(tree, i) or tree.lemma[i] == "say") else None
    if kind.stance == "believes" and tree.low[source] in _CHATTING:
        return None
    chain = word_givers(tree, source)
    return made_of(
        chain,
        outlets,
        through=_outlet_hearer(tree, i, kind),
        cue=_cue(tree, i),
        content=content,
        rule=_rule(tree, i, kind, content, rule),
        confidence=_confidence(tree, i, kind, content),
        stance=_stance(tree, i, kind),
    )


def _source(tree: Tree, i: int, kind: VerbClass) -> tuple[int | None, str]:
    """Who speaks, and by which rule."""
    inverted = inverted_subject(tree, i)
    if inverted is not None:
        return inverted, "inverted"
    if tree.lemma[i] == "say" and (told := tree.kid(i, "xcomp")) is not None and tree.tag[told] not in FINITE:
        return None, "said"
    found = subject(tree, i)
    if kind.name not in TELLING or tree.kid(i, "ccomp") is not None:
        return found, "said"
    closing = closing_subject(tree, i)
    if closing is not None and (found is None or found < closing - 3):
        return closing, "closing"
    after = closing_inverted(tree, i) if found is None or found < i - 4 else None
    return (after, "inverted") if after is not None else (found, "said")


def _rule(tree: Tree, i: int, kind: VerbClass, content: tuple[Tokens, ...], rule: str) -> str:
    if kind.needs_clause and not content:
        return "quotation only"
    clause = tree.kid(i, "ccomp", "parataxis") is not None or (content and tree.low[content[0][0]] == "that")
    if kind.name == "writing" and content and not clause and rule == "said":
        return "taken as given"
    if kind.stance in ("threatens", "plans") and tree.kid(i, "ccomp") is None and content:
        return "own deed"
    return rule


def _only_possible(tree: Tree, i: int, kind: VerbClass) -> bool:
    """Whether nobody has said it: "to say", "would confirm"; what is demanded or asked counts all the same."""
    if kind.stance in ("demands", "asks", "threatens"):
        return False
    helpers = tree.kids_in(i, "aux")
    return any(tree.tag[k] == "MD" for k in helpers) or (
        tree.tag[i] == "VB" and any(tree.low[k] == "to" for k in helpers)
    )


def _not_said(tree: Tree, i: int, kind: VerbClass, source: int) -> bool:
    """Whether nobody has said it after all: "no group has claimed", "did not say why he was held"."""
    if any(tree.low[k] in ("no", "neither") for k in tree.kids_in(source, "det")) or tree.low[source] in (
        "none",
        "nobody",
    ):
        return True
    return kind.stance in ("says", "confirms") and tree.kid(i, "neg") is not None and kind.name != "claiming"


def _found_guilty(tree: Tree, i: int) -> bool:
    """Whether "found" goes with an adjective or a participle ("an adult found guilty"): nothing is said."""
    return tree.lemma[i] == "find" and any(tree.pos[k] == "ADJ" for k in tree.kids_in(i, "oprd", "acomp") if k == i + 1)


def made_of(
    chain: tuple[Step, ...],
    outlets: Outlets,
    *,
    cue: Tokens,
    content: tuple[Tokens, ...],
    rule: str,
    confidence: float,
    stance: Stance = "says",
    through: tuple[Step, ...] = (),
) -> Attribution:
    """An attribution to the word-givers of `chain`, told `through` others, without steps that are the publishing outlet's own."""
    steps = (*through, *(step for step in chain if step not in through))
    kept = tuple(step for step in steps if not all(outlets.own(s.name) for s in step))
    return Attribution(
        steps=kept,
        cue=cue,
        content=content,
        rule=rule,
        confidence=confidence,
        stance=stance,
        own=bool(steps) and not kept,
        source=chain[0][0].told if chain else None,
    )


def _sense(tree: Tree, i: int, kind: VerbClass, source: int | None) -> VerbClass:
    """The class of a verb in its place: "called X a liar" judges, and what a court finds or orders is its own act."""
    if kind.name == "calling" and not _calls_for(tree, i, kind):
        return lexicon.verbs()["label"] if tree.lemma[i] == "call" else kind
    if source is not None and tree.lemma[i] in lexicon.listed("rulings") and _of_court(tree, source):
        return msgspec.structs.replace(kind, stance="rules")
    return kind


def _calls_for(tree: Tree, i: int, kind: VerbClass) -> bool:
    """Whether "call" goes with "for" or "on", or with "for somebody to be freed"."""
    marks = [k for c in tree.kids_in(i, "advcl", "ccomp") for k in tree.kids_in(c, "mark")]
    return any(tree.low[k] in kind.content for k in (*tree.kids_in(i, "prep", "prt"), *marks))


def _of_court(tree: Tree, source: int) -> bool:
    """Whether a court or a judge is meant, by its noun or the title before a name."""
    titles = tree.kids_in(source, "compound", "nmod") if tree.pos[source] == "PROPN" else []
    return any(
        tree.low[k] in lexicon.listed("courts") or tree.lemma[k] in lexicon.listed("courts") for k in (source, *titles)
    )


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
    while first - 1 in tree.children[i] and tree.dep[first - 1] in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    part = tree.kid(i, "prt")
    return first, part if part == i + 1 else i


def _outlet_hearer(tree: Tree, i: int, kind: VerbClass) -> tuple[Step, ...]:
    """The outlet or rights group that somebody spoke to: "told VOA", "confirmed to RFE/RL", "in an interview with the BBC"."""
    hearers = tree.kids_in(i, "dobj", "dative") if kind.hearer else []
    speaker = tree.kid(i, "nsubj")
    spoken = [k for k in tree.kids_in(i, "advcl") if tree.tag[k] == "VBG" and tree.lemma[k] in _SPEAKING]
    spoken += [k for k in tree.kids_in(speaker, "relcl") if tree.lemma[k] in _SPEAKING] if speaker is not None else []
    for to in [to for verb in (i, *spoken) for to in tree.kids_in(verb, "prep", "dative")]:
        noun = tree.kid(to, "pobj")
        if noun is not None and tree.low[to] in ("to", "with", "in", "on"):
            hearers.append(noun)
            hearers += [
                n for w in tree.kids_in(noun, "prep") if tree.low[w] in ("with", "to") and (n := tree.kid(w, "pobj"))
            ]
    for noun in hearers:
        if _by_name(tree, noun):
            steps = word_givers(tree, noun)
            if steps and all(s.kind == "outlet" or s.giver == "rights group" for s in steps[-1]):
                return steps[-1:]
    return ()


def _by_name(tree: Tree, noun: int) -> bool:
    """Whether an outlet spoken to is named: "Interfax", "the news agency Interfax", "the Interfax news agency"."""
    told = tree.dep[noun] != "pobj" or tree.low[tree.head[noun]] == "to"
    beside = tree.kids_in(noun, "appos", "compound") if told else tree.kids_in(noun, "appos")
    return any(tree.pos[k] == "PROPN" for k in (noun, *beside))


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
