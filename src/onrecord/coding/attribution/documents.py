"""Documents that speak to those who made them: "a report compiled by X and Y", "X's letter", "police documents"."""

from __future__ import annotations

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.names import is_body, name_run
from onrecord.coding.attribution.speakers import bare, merged, steps_of
from onrecord.coding.attribution.subjects import subject
from onrecord.coding.attribution.tree import VERBS, Tree
from onrecord.coding.attribution.values import Speaker, Step

_OWN = frozenset({"its", "his", "her", "their"})
_IN = frozenset({"in", "through", "via", "on"})
_NOBODY = ("court", "media", "news")


def word_givers(tree: Tree, head: int) -> tuple[Step, ...]:
    """The steps, outermost first, of the noun `head`: a document's makers in its place, and those whom it cites."""
    steps = steps_of(tree, head)
    if not steps:
        return ()
    chains = [makers(tree, s.head) or ((s,),) if s.giver == "document" else ((s,),) for s in steps[-1]]
    return (*steps[:-1], *merged(chains), *_cited_by(tree, head))


def _cited_by(tree: Tree, head: int) -> tuple[Step, ...]:
    """Y of "the Post, which cited Y", "local media, citing Y"."""
    for verb in tree.kids_in(head, "acl", "relcl", "advcl"):
        kind = lexicon.verbs().get(tree.lemma[verb])
        noun = tree.kid(verb, "dobj")
        if kind is not None and kind.name == "citing" and noun is not None and tree.kid(verb, "auxpass") is None:
            cited = steps_of(tree, noun)
            if cited and all(s.giver != "other" for s in cited[-1]):
                return cited
    return ()


def makers(tree: Tree, head: int) -> tuple[Step, ...]:
    """Whose a document is, as far as the words around it tell; else nothing."""
    for find in (_made_by, _issued_by, _owned_by, _of_or_from, _called_after):
        found = find(tree, head)
        if found and not all(s.giver == "document" or s.pronoun for s in found[-1]):
            return found
    return ()


def _made_by(tree: Tree, head: int) -> tuple[Step, ...]:
    """X of "compiled by X", "posted on X's page"."""
    for verb in tree.kids_in(head, "acl"):
        if tree.lemma[verb] not in lexicon.listed("making"):
            continue
        by = tree.kid(verb, "agent")
        if by is not None:
            return _object(tree, by)
        pages = [n for on in tree.kids_in(verb, "prep") if tree.low[on] in _IN and (n := tree.kid(on, "pobj"))]
        owners = [owner for page in pages if (owner := tree.kid(page, "poss")) is not None]
        if owners:
            return word_givers(tree, owners[0])
    return ()


def _issued_by(tree: Tree, head: int) -> tuple[Step, ...]:
    """X of "X issued a statement", "X said in a statement"."""
    over = tree.head[head]
    if tree.dep[head] == "dobj" and tree.lemma[over] in lexicon.listed("making"):
        return _subject(tree, over)
    if tree.dep[head] == "pobj" and tree.low[over] in _IN and tree.lemma[tree.head[over]] in lexicon.verbs():
        return _subject(tree, tree.head[over])
    return ()


def _subject(tree: Tree, verb: int) -> tuple[Step, ...]:
    found = subject(tree, verb) if tree.pos[verb] in VERBS else None
    return steps_of(tree, found) if found is not None else ()


def _owned_by(tree: Tree, head: int) -> tuple[Step, ...]:
    """X of "X's letter"; of "its letter", who does the verb it hangs from."""
    owner = tree.kid(head, "poss")
    if owner is None:
        return ()
    if tree.low[owner] not in _OWN:
        return word_givers(tree, owner)
    verb = next((i for i in tree.above(head) if tree.pos[i] in VERBS), None)
    found = subject(tree, verb) if verb is not None else None
    return steps_of(tree, found) if found is not None and found != head else ()


def _of_or_from(tree: Tree, head: int) -> tuple[Step, ...]:
    """X of "a report by X", "figures from X", "the website of X"."""
    for by in tree.kids_in(head, "prep"):
        if tree.low[by] in ("by", "from"):
            return _object(tree, by)
        if tree.low[by] in ("of", "on", "in") and (found := _object(tree, by)):
            named = [
                s for s in found[-1] if tree.pos[s.head] == "PROPN" and (s.kind == "outlet" or tree.low[by] != "in")
            ]
            if named and len(named) == len(found[-1]) and all(_speaks(s) for s in named):
                return found
    return ()


def _speaks(speaker: Speaker) -> bool:
    return speaker.kind in ("organisation", "outlet", "official") or speaker.giver == "person"


def _called_after(tree: Tree, head: int) -> tuple[Step, ...]:
    """X of "police documents", "Interior Ministry figures"."""
    for k in tree.kids_in(head, "compound", "nmod"):
        first, last = name_run(tree, k) if tree.pos[k] == "PROPN" else (k, k)
        words = tree.parsed.words(first, last)
        if is_body(words) and not words.casefold().startswith(_NOBODY):
            return ((bare(tree, first, last, head=k),),)
    return ()


def _object(tree: Tree, preposition: int) -> tuple[Step, ...]:
    noun = tree.kid(preposition, "pobj")
    return word_givers(tree, noun) if noun is not None else ()
