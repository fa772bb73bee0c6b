"""A noun that speaks to the steps of those on whose word it is: outlet, organisation, person."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.coding.attribution.called import name_before_short, name_beside
from onrecord.coding.attribution.names import description, is_body, listed_before, name_run, spokespeople, untitled
from onrecord.coding.attribution.tree import NOUNS, Tree
from onrecord.coding.attribution.values import Speaker, Step, Tokens
from onrecord.coding.kinds import PARTS, is_outlet, kind_of, outlet_name, same_outlet, word_giver_kind

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_WHERE = frozenset({"in", "across", "from", "at", "of", "near", "outside", "around"})
_DASHES = frozenset({"—", "–", "--", "-"})
_MANY = frozenset({"they", "we", "them", "us", "both", "many", "some", "others", "several", "few", "all"})
_OWNERS = frozenset({"his", "her", "their"})
BODY_WORDS = frozenset({"group", "organisation", "organization", "ngo", "agency", "association", "union", "watchdog"})
"""What a body named before is called again: "the group"."""
_ONE = frozenset({"he", "she", "him", "her", "i", "me", "his"})


class Outlets(Struct, frozen=True):
    """The outlet that publishes the report and the agency it is taken from: their own word has no step."""

    publisher: str | None = None
    agency: str | None = None

    def own(self, words: str) -> bool:
        """Whether words name one of them."""
        return any(same_outlet(words, name) for name in (self.publisher, self.agency) if name)


def antecedent(tree: Tree, head: int) -> int:
    """What a relative pronoun stands for, and who follows a dateline taken for a subject; any other token is itself."""
    if tree.pos[head] == "PROPN":
        return next((k for k in tree.kids_in(head, "appos") if tree.low[tree.edges(k)[0] - 1] in _DASHES), head)
    if tree.low[head] not in _RELATIVE or tree.pos[head] not in ("PRON", "DET", "SCONJ"):
        return head
    for i in tree.above(head):
        if tree.dep[i] == "relcl":
            return _not_a_place(tree, tree.head[i]) if tree.low[head] == "who" else tree.head[i]
        if tree.dep[i] == "ROOT":
            break
    return head


def _not_a_place(tree: Tree, noun: int) -> int:
    """The noun that "who" goes with: "activists across Arcadia who said" are the activists."""
    over = tree.head[noun]
    if (
        tree.dep[noun] == "pobj"
        and tree.pos[noun] == "PROPN"
        and tree.low[over] in _WHERE
        and tree.pos[tree.head[over]] in NOUNS
    ):
        return tree.head[over]
    return noun


def steps_of(tree: Tree, head: int) -> tuple[Step, ...]:
    """The steps, outermost first, of the noun `head` and those joined to it by "and"."""
    named = antecedent(tree, head)
    told = (head, head) if tree.low[head] in _RELATIVE and named != head else phrase(tree, named)
    chains = [_one(tree, i, told if i == named else phrase(tree, i)) for i in joint(tree, named)]
    return merged([c for c in chains if c])


def joint(tree: Tree, head: int) -> list[int]:
    """`head` and the nouns coordinated with it; "friends and family of X" are one."""
    found = [head]
    for i in found:
        named = [k for k in tree.kids_in(i, "appos") if tree.pos[k] == "PROPN" and tree.pos[i] == "NOUN"]
        beside = [k for one in (i, *named) for k in tree.kids_in(one, "conj")]
        found += [k for k in beside if tree.pos[k] in NOUNS and k not in found]
    found = [*listed_before(tree, head), *found]
    return found[:1] if _shared(tree, found) is not None else found


def _shared(tree: Tree, heads: list[int]) -> int | None:
    """The preposition that bare nouns share ("friends and family members of X")."""
    if len(heads) < 2 or any(tree.pos[i] != "NOUN" or tree.kid(i, "det", "poss") is not None for i in heads):
        return None
    return next((k for i in heads for k in tree.kids_in(i, "prep") if k > max(heads)), None)


def merged(chains: list[tuple[Step, ...]]) -> tuple[Step, ...]:
    """Chains of joint speakers to one chain: the speakers side by side in the last step."""
    if not chains:
        return ()
    outer: list[Step] = []
    for chain in chains:
        outer += [step for step in chain[:-1] if step not in outer]
    return (*outer, tuple(s for chain in chains for s in chain[-1]))


def phrase(tree: Tree, head: int) -> Tokens:
    """First and last token of the noun phrase as told, without relative clauses."""
    first, last = description(tree, head)
    if tree.pos[head] == "PROPN":
        last = max(last, name_run(tree, head)[1])
    return first, last


def _one(tree: Tree, head: int, told: Tokens) -> tuple[Step, ...]:
    if tree.dep[head] == "csubj":
        return ((_clausal(tree, head),),)
    if tree.pos[head] == "PRON" or tree.low[head] in _MANY:
        return ((_pronoun(tree, head, told),),)
    named = name_beside(tree, head) or name_before_short(tree, head)
    if named is not None:
        speaker = _named(tree, named, told)
    elif tree.pos[head] == "PROPN":
        speaker = _named(tree, head, told)
    else:
        speaker = _described(tree, head, told)
    if speaker.first < speaker.last and tree.low[speaker.first] in _RELATIVE - {"that"}:
        return ()
    house = _organisation(tree, head, speaker)
    return ((house,), (speaker,)) if house else ((speaker,),)


def _pronoun(tree: Tree, head: int, told: Tokens) -> Speaker:
    word = tree.low[head]
    many, one = word in _MANY, word in _ONE
    first, last = told if many and tree.children[head] else (head, head)
    return Speaker(
        first=first,
        last=last,
        head=head,
        told=told,
        name=tree.parsed.words(first, last),
        kind="people" if many else "person" if one else "other",
        giver="people" if many else "person" if one else "other",
        pronoun=tree.pos[head] == "PRON" and first == last,
    )


def _clausal(tree: Tree, verb: int) -> Speaker:
    """Somebody whose description was parsed as a clause: "an academic researching X"."""
    first, last = tree.edges(verb)
    short = tree.parsed.words(first, verb - 1)
    return Speaker(
        first=first,
        last=last,
        head=verb - 1,
        told=(first, last),
        name=tree.parsed.words(first, last),
        kind=kind_of(short),
        giver=word_giver_kind(short),
    )


def _named(tree: Tree, head: int, told: Tokens) -> Speaker:
    first, last = name_run(tree, head)
    whole = tree.parsed.words(first, last)
    if not is_outlet(whole):
        first = untitled(tree, first, last)
        whole = tree.parsed.words(first, last)
    name = outlet_name(whole)
    known = name if name and name in tree.parsed.text else whole
    return Speaker(
        first=first, last=last, head=head, told=told, name=known, kind=kind_of(whole), giver=word_giver_kind(whole)
    )


def _described(tree: Tree, head: int, told: Tokens) -> Speaker:
    first, last = description(tree, head)
    shared = _shared(tree, [head, *tree.kids_in(head, "conj")])
    if shared is not None:
        last = tree.edges(shared)[1]
    words = tree.parsed.words(first, last)
    short = words if words.istitle() or tree.low[head] in PARTS else tree.parsed.words(first, head)
    giver = word_giver_kind(short)
    inner = next((k for k in tree.kids_in(head, "compound", "appos") if tree.pos[k] == "PROPN"), None)
    if giver == "outlet" and inner is not None:
        return bare(tree, *name_run(tree, inner), head=inner, kind="outlet")
    owner = first if tree.low[first] in _OWNERS else None
    return Speaker(
        first=first, last=last, head=head, told=told, name=words, kind=kind_of(short), giver=giver, owner=owner
    )


def bare(tree: Tree, first: int, last: int, *, head: int, kind: Literal["outlet"] | None = None) -> Speaker:
    """The body named by the tokens `first` to `last`, nothing taken off."""
    words = tree.parsed.words(first, last)
    name = outlet_name(words)
    return Speaker(
        first=first,
        last=last,
        head=head,
        told=(first, last),
        name=name if name and name in tree.parsed.text else words,
        kind=kind or kind_of(words),
        giver=kind or word_giver_kind(words),
    )


def _organisation(tree: Tree, head: int, speaker: Speaker) -> Speaker | None:
    """The body that a spokesman, director or member speaks for, where it is named beside them."""
    if speaker.kind in ("organisation", "outlet", "official", "state") and tree.low[head] not in spokespeople():
        return None
    office = _office(tree, head)
    if office is not None:
        return _house_of(tree, office, speaker)
    owner = tree.kid(head, "poss")
    if owner is not None and tree.pos[head] == tree.pos[owner] == "PROPN" and is_outlet(tree.low[owner]):
        return _body(tree, owner)
    of = tree.kid(head, "prep")
    if of is not None and tree.pos[head] == "PROPN" and tree.low[of] in ("of", "from", "with") and of > speaker.last:
        return _body(tree, tree.kid(of, "pobj"))
    return None


def _office(tree: Tree, head: int) -> int | None:
    """The word "spokesman" (director, ...) of a speaker: itself, before the name, or set beside it."""
    if tree.low[head] in spokespeople():
        return head
    beside = [*tree.kids_in(head, "compound", "nmod", "amod"), *tree.kids_in(head, "appos")]
    beside += [k for a in beside for k in tree.kids_in(a, "conj")]
    return next((k for k in beside if tree.low[k] in spokespeople()), None)


def _house_of(tree: Tree, office: int, speaker: Speaker) -> Speaker | None:
    for of in tree.kids_in(office, "prep"):
        if tree.low[of] in ("of", "for", "at", "with") and (body := _body(tree, tree.kid(of, "pobj"))):
            return body
    owner = tree.kid(office, "poss")
    if owner is not None:
        return _body(tree, owner)
    return _before(tree, office, speaker)


def _body(tree: Tree, noun: int | None) -> Speaker | None:
    """A noun as the body that somebody speaks for; None where it is a person, a state or a thing."""
    if noun is None:
        return None
    if tree.pos[noun] == "PROPN":
        first, last = name_run(tree, noun)
    else:
        first, last = description(tree, noun)
        first += tree.pos[first] == "DET" and tree.parsed.words(first + 1, last).casefold() not in BODY_WORDS
    found = bare(tree, first, last, head=noun)
    return found if is_body(found.name) else None


def _before(tree: Tree, office: int, speaker: Speaker) -> Speaker | None:
    """The capitalised words just before the office ("Interior Ministry spokesman X")."""
    last = office - 1
    first = last
    low, _ = tree.edges(speaker.head)
    while first > low and (tree.pos[first - 1] == "PROPN" or tree.low[first - 1] in ("of", "and", "for")):
        first -= 1
    while first < last and not tree.starts_upper(first):
        first += 1
    if last < low or not (tree.pos[last] == "PROPN" or tree.low[last] in ("police", "army", "military", "government")):
        return None
    return bare(tree, first, last, head=last)
