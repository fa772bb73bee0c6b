"""A noun phrase to the words that name who it is: without titles, relative clauses and appositives."""

from __future__ import annotations

from functools import cache

from onrecord.coding.attribution.lexicon import listed, verbs
from onrecord.coding.attribution.tree import MARKS, Tree
from onrecord.coding.kinds import attribution_data, word_giver_kind
from onrecord.coding.people.lexicon import lexicon

_LINKS = frozenset({"of", "for", "to", "against", "on"})
_CAUSE = frozenset({"for", "against"})
"""What the members a body is called after stand for: "Southern Lawyers for Human Rights"."""
_JOINS = frozenset({"-", "/", "&"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_STOPS = frozenset({",", "(", ")", "[", "]", "-", "–", "—", "--", ";", ":"}) | MARKS
_GENERIC = frozenset({"people", "those", "person", "others", "anyone", "residents"})
_OFFICES = frozenset({"state", "staff", "police"})
_NO_PART = frozenset("monday tuesday wednesday thursday friday saturday sunday condition".split())
"""What a word-giver speaks on, which is no part of who it is: "an official on condition of anonymity"."""
_LOOSE = frozenset({"relcl", "appos", "punct", "cc", "conj"})
_BODIES = frozenset({"organisation", "official", "rights group", "outlet", "medical"})


@cache
def titles() -> frozenset[str]:
    """Words that are dropped from the front of a name."""
    return frozenset(attribution_data("persons")["titles"].split())


@cache
def spokespeople() -> frozenset[str]:
    """Words for those whose organisation is named before them."""
    return frozenset(attribution_data("persons")["spokespeople"].split())


def is_body(words: str) -> bool:
    """Whether words name an organisation, an office or an outlet."""
    return word_giver_kind(words) in _BODIES


def name_run(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the run of capitalised words around a proper noun, titles and all."""
    first = head
    low, _ = tree.edges(head)
    while first > low and (_joins(tree, first - 1, head) or _of_members(tree, first, head)):
        first -= 1
    while first < head and (_is_small(tree.low[first]) or tree.low[first] == ".") and not tree.starts_upper(first):
        first += 1
    return first, _to_the_right(tree, first, head)


def _is_small(word: str) -> bool:
    """Whether a word or mark stands within names, and opens none where it is written small."""
    return word in _JOINS or word in _POSSESSIVES or word in lexicon().particles


def _joins(tree: Tree, i: int, head: int) -> bool:
    if tree.low[i] in _JOINS or tree.low[i] in lexicon().particles:
        return True
    named = tree.pos[i] == "PROPN" or (tree.starts_upper(i) and tree.pos[i] in ("NOUN", "ADJ"))
    return named and tree.under(i, head)


def _of_members(tree: Tree, first: int, head: int) -> bool:
    """Whether the mark before `first` belongs to a body's name of one word and its owner: "the Children's Fund"."""
    if first != head or first < 2 or tree.low[first - 1] not in _POSSESSIVES or not tree.starts_upper(first - 2):
        return False
    return tree.starts_upper(head) and (is_body(tree.low[head]) or tree.low[head] == "office")


def _to_the_right(tree: Tree, first: int, head: int) -> int:
    """The last token of a name that goes on after its head: "Society for Central Asian Affairs", "Al-Hurra"."""
    last = head
    stop = tree.span(tree.sentence[head])[1]
    while last + 1 <= stop:
        word = tree.low[last + 1]
        if tree.pos[last + 1] == "PROPN" and tree.under(last + 1, head) and tree.dep[last + 1] != "appos":
            last += 1
        elif last + 2 <= stop and _touching(tree, last) and _marked_on(tree, last + 2):
            last += 2
        elif word in _LINKS and (end := _linked(tree, first, last, stop)):
            last = end
        else:
            break
    return last


def _marked_on(tree: Tree, i: int) -> bool:
    """Whether a capitalised word goes on with a name after a mark: "Al-Hurra", "the Writers’ Union"."""
    if not tree.starts_upper(i):
        return False
    if tree.low[i - 1] in ("-", "/", "&"):
        return True
    return tree.low[i - 1] in _POSSESSIVES and tree.dep[i] == "appos" and is_body(tree.low[i])


def _touching(tree: Tree, i: int) -> bool:
    return tree.parsed.ends[i] == tree.parsed.starts[i + 1]


def _linked(tree: Tree, first: int, last: int, stop: int) -> int | None:
    """The end of "of Journalists" after a name that is a body's, or is one word; None where it is not part of it."""
    begin = last + 2
    if begin <= stop and tree.low[begin] == "the":
        begin += 1
    if begin > stop or not tree.starts_upper(begin):
        return None
    members = tree.tag[last] == "NNPS" and tree.low[last + 1] in _CAUSE
    if last > first and not members and not is_body(tree.parsed.words(last, last)):
        return None
    end = begin
    while end < stop and (tree.pos[end + 1] == "PROPN" or tree.low[end + 1] in ("-", "’s", "'s")):
        end += 1
    return end


def untitled(tree: Tree, first: int, last: int) -> int:
    """The first token of a name without the titles before it; the same where the last word is itself a title."""
    if first > 1 and last > first and tree.low[first] in _OFFICES and tree.low[first - 1] == "of":
        return first + 1
    if tree.low[last].rstrip(".") in titles() or any(tree.low[i] in _POSSESSIVES for i in range(first, last)):
        return first
    for i in range(last - 1, first - 1, -1):
        if tree.low[i].rstrip(".") in titles() and tree.low[i + 1] != "of":
            return min(last, i + 1 + (tree.low[i + 1] == "."))
    return first


def listed_before(tree: Tree, head: int) -> list[int]:
    """Those joined to `head` that the parse hangs under it: "the Lantern Society and Harbour Watch", "survivors and rights groups"."""
    if tree.pos[head] != "PROPN" and tree.tag[head] != "NNS":
        return []
    alike = [k for k in tree.kids_in(head, "nmod") if tree.pos[k] == tree.pos[head] and _number(tree, k, head)]
    return [k for k in alike if tree.kid(k, "cc") and tree.kid(k, "conj")]


def _number(tree: Tree, one: int, other: int) -> bool:
    """Whether two nouns are both names, or of one number: "survivors and rights groups", not "police and hospital sources"."""
    return tree.pos[other] == "PROPN" or tree.tag[one] == tree.tag[other]


def description(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of a common noun with what tells who it is ("a source close to the family")."""
    low, high = tree.edges(head)
    first = 1 + max((i for i in range(low, head) if _stops(tree, i)), default=low - 1)
    first = max([first, *(1 + cc for k in listed_before(tree, head) if (cc := tree.kid(k, "cc")) is not None)])
    while first < head and (tree.dep[first] in ("punct", "cc", "advmod", "preconj", "dep") or _cites(tree, first)):
        first += 1
    loose = [tree.edges(k)[0] for k in tree.children[head] if k > head and _is_loose(tree, k)]
    last = min([high, *(i - 1 for i in loose)])
    cut = next(
        (i for i in range(head + 1, last + 1) if _stops(tree, i) or (i == last and tree.tag[i] == "POS")), last + 1
    )
    return first, max(head, cut - 1)


def _stops(tree: Tree, i: int) -> bool:
    """Whether a mark ends a description; a hyphen that joins two words does not."""
    if tree.low[i] not in _STOPS:
        return False
    return not (i > 0 and tree.low[i] == "-" and tree.parsed.ends[i - 1] == tree.parsed.starts[i])


def _cites(tree: Tree, i: int) -> bool:
    """Whether a word is the "quoting" of "Quoting witnesses, X said", taken for an adjective."""
    return tree.tag[i] == "VBG" and (kind := verbs().get(tree.lemma[i])) is not None and kind.name == "citing"


def _is_loose(tree: Tree, k: int) -> bool:
    """Whether a dependant only tells more of somebody: "who fled", "demanding their release", "seen by X"."""
    if tree.dep[k] == "relcl":
        return tree.low[tree.head[k]] not in _GENERIC
    if tree.dep[k] == "prep" and (noun := tree.kid(k, "pobj")) is not None and tree.lemma[noun] in _NO_PART:
        return True
    told = tree.dep[k] == "acl" and (tree.lemma[k] in verbs() or tree.lemma[k] in listed("reached"))
    return told or tree.dep[k] in _LOOSE
