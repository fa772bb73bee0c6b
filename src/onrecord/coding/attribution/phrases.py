"""Word-givers without a reporting verb: "according to X", "X's claim that", "allegedly", "is afraid that"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.documents import word_givers
from onrecord.coding.attribution.speakers import Outlets
from onrecord.coding.attribution.subjects import subject
from onrecord.coding.attribution.tree import NOUNS, VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Step, Tokens
from onrecord.coding.attribution.verbs import made_of

_BY_WORD_OF = frozenset({"according", "per", "in"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "xcomp", "pcomp"})


def phrase_attributions(tree: Tree, outlets: Outlets) -> Iterator[Attribution]:
    """The attributions that phrases, nouns, adverbs and adjectives make, in the order of the text."""
    nouns, adverbs, states = lexicon.nouns(), lexicon.listed("unsaid"), lexicon.states_of_mind()
    for i, word in enumerate(tree.low):
        made = None
        if word in _BY_WORD_OF:
            made = _according(tree, i, outlets)
        elif word in adverbs:
            made = _unsaid(tree, i)
        elif word in states and tree.dep[i] == "acomp":
            made = _state(tree, i, outlets)
        elif tree.pos[i] == "NOUN" and tree.lemma[i] in nouns:
            made = _noun(tree, i, outlets)
        if made is not None:
            yield made


def _according(tree: Tree, i: int, outlets: Outlets) -> Attribution | None:
    last = _preposition(tree, i)
    noun = tree.kid(last, "pobj") if last is not None else None
    if noun is None or last is None or tree.lemma[noun] in lexicon.listed("not_givers"):
        return None
    chain = (*word_givers(tree, noun), *_cited_after(tree, noun))
    if tree.low[i] != "according" and all(s.giver == "other" for step in chain for s in step):
        return None
    return made_of(
        chain,
        outlets,
        cue=(i, last),
        content=_clause_around(tree, i),
        rule="according",
        confidence=0.9,
    )


def _cited_after(tree: Tree, noun: int) -> tuple[Step, ...]:
    """Y of "according to X, citing Y", which the parser hangs elsewhere."""
    verb = tree.edges(noun)[1] + 2
    if verb >= len(tree) or tree.low[verb - 1] != "," or tree.tag[verb] != "VBG":
        return ()
    kind, cited = lexicon.verbs().get(tree.lemma[verb]), tree.kid(verb, "dobj")
    return word_givers(tree, cited) if kind is not None and kind.name == "citing" and cited is not None else ()


def _preposition(tree: Tree, i: int) -> int | None:
    """The last word of "according to", "as per", "per", "in the words of" that opens at `i`; None where none does."""
    word, after = tree.low[i], tree.low[i + 1 : i + 4]
    if word == "according":
        return tree.kid(i, "prep")
    if word == "per":
        return i
    if word == "in" and after[:2] == ["the", "words"] and after[2:] == ["of"]:
        return i + 3
    return None


def _clause_around(tree: Tree, i: int) -> tuple[Tokens, ...]:
    """The clause that "according to X" backs, without the phrase itself; the whole sentence where it opens or ends it."""
    first, last = tree.edges(i)
    begin, end = tree.span(tree.sentence[i])
    opens = not any(tree.pos[j] in VERBS for j in range(begin, first))
    closes = not any(tree.pos[j] in VERBS for j in range(last + 1, end + 1))
    low, high = (begin, end) if opens or closes else tree.edges(_clause(tree, i))
    parts = [(low, first - 1), (last + 1, high)]
    return tuple((a, b) for a, b in parts if b > a or (b == a and tree.pos[a] != "PUNCT"))


def _clause(tree: Tree, i: int) -> int:
    return next((j for j in tree.above(i) if tree.dep[j] in _CLAUSES and tree.pos[j] in VERBS), tree.head[i])


def _unsaid(tree: Tree, i: int) -> Attribution:
    """The "allegedly" or "reportedly" at `i`: the word it stands with, and that word's clause where it is a verb."""
    head = tree.head[i]
    return Attribution(steps=(), cue=(i, i), content=(tree.edges(head),), rule="unsaid", confidence=0.8, stance="says")


def _state(tree: Tree, i: int, outlets: Outlets) -> Attribution | None:
    """The state of mind at `i`: "X is worried that ...", "is confident of"."""
    content = tuple(tree.edges(k) for k in tree.children[i] if k > i and tree.dep[k] in ("ccomp", "xcomp", "prep"))
    source = subject(tree, tree.head[i])
    if source is None or not content:
        return None
    return made_of(
        word_givers(tree, source),
        outlets,
        cue=(i, i),
        content=content,
        rule="state of mind",
        confidence=0.7,
        stance=lexicon.states_of_mind()[tree.low[i]],
    )


def _noun(tree: Tree, i: int, outlets: Outlets) -> Attribution | None:
    """The noun at `i`: "X's claim that ...", "calls by X for ...", "a demand from X to ..."."""
    source = _holder(tree, i)
    content = tuple(tree.edges(k) for k in tree.children[i] if k > i and _is_content(tree, k))
    stance = lexicon.nouns()[tree.lemma[i]]
    if not content or (
        source is None and stance == "says" and tree.low[i] not in ("allegations", "allegation", "claims")
    ):
        return None
    if source is None:
        return Attribution(steps=(), cue=(i, i), content=content, rule="unsaid", confidence=0.6, stance=stance)
    return made_of(
        word_givers(tree, source),
        outlets,
        cue=(i, i),
        content=content,
        rule="noun",
        confidence=0.7,
        stance=stance,
    )


def _is_content(tree: Tree, k: int) -> bool:
    if tree.dep[k] in ("acl", "ccomp", "relcl"):
        return tree.dep[k] != "relcl" and (tree.dep[k] == "ccomp" or tree.kid(k, "mark", "aux") is not None)
    return tree.dep[k] == "prep" and tree.low[k] in ("of", "for", "about", "that")


def _holder(tree: Tree, i: int) -> int | None:
    """Who makes the claim: the possessor, "by X" or "from X", or the subject of "made a claim that ..."."""
    owner = tree.kid(i, "poss")
    if owner is not None:
        return owner
    for by in tree.kids_in(i, "prep"):
        if tree.low[by] in ("by", "from", "among", "in") and (noun := tree.kid(by, "pobj")) is not None:
            return noun if tree.low[by] != "in" else None
    head = tree.head[i]
    if tree.dep[i] == "dobj" and tree.lemma[head] in (
        "make",
        "issue",
        "repeat",
        "have",
        "express",
        "voice",
        "lodge",
        "give",
    ):
        found = subject(tree, head)
        return found if found is None or tree.pos[found] in NOUNS else None
    return None
