"""Signs of what a name names in what stands around it: titles, appositions, prepositions, verbs and pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.names import Name, head_of
from onrecord.coding.people.shapes import Sign, all_names, personal
from onrecord.coding.people.words import Words

__all__ = ["around"]

_PLACED = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "throughout", "around", "toward", "towards", "into"}
)
_PERSONAL = frozenset("he him his she her himself herself".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLACES_IN_CLAUSE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "poss", "nmod", "dep", "ROOT"})
_OPEN_QUOTE = frozenset("\"“‘'")
_CLOSE_QUOTE = frozenset("\"”’'") | {",", "."}
_OF_A_PERSON = frozenset(
    "lawyer lawyers attorney attorneys family relatives supporters body birthday health whereabouts funeral bail appeal home house apartment"
    " death killing murder assassination arrest detention disappearance abduction kidnapping imprisonment trial conviction extradition release".split()
)
_CASES = frozenset({"'s", "'", "’", "s'"})


def around(words: Words, lexicon: Lexicon, name: Name) -> Iterator[Sign]:
    """Signs in what stands before and after the name at one place."""
    if name.titled:
        yield "title", "person", 4
    yield from _before(words, lexicon, name)
    yield from _after(words, lexicon, name)
    yield from _in_clause(words, lexicon, name)


def _before(words: Words, lexicon: Lexicon, name: Name) -> Iterator[Sign]:
    before = name.first - 1
    if before < words.begins(name.first):
        return
    low = words.low[before]
    if low == "the" and not name.titled and words.head[before] in range(name.first, name.last + 1):
        yield "the", "organisation", 2
    if low in _PLACED and not name.titled:
        yield "placed", "place", 2 if len(name.parts) == 1 else 1
    if low in {"named", "called"} or (
        low == "as" and {"identified", "named", "known"} & set(words.low[max(before - 3, 0) : before])
    ):
        yield "identified", "person", 1.5
    if low in {",", ":"} and _after_person(words, lexicon, name):
        kin = (
            words.low[before - 1] in lexicon.kin
            and low == ","
            and words.text[name.last + 1 : name.last + 2] in ([","], ["."])
        )
        yield "after a noun for a person", "person", 4.6 if kin else 2.2
    if (
        low == "("
        and words.text[name.last + 1 : name.last + 2] == [")"]
        and any(kind == "person" for _, kind, _ in personal(lexicon, name.parts))
    ):
        yield "second name in brackets", "person", 1.2
    if low in lexicon.outlets:
        yield "after a noun for a body", "organisation", 3
    if (
        words.text[before] in _OPEN_QUOTE
        and name.last < words.ends(name.last)
        and words.text[name.last + 1] in _CLOSE_QUOTE
        and len(name.parts) > 1
    ):
        yield "quoted title", "other", 3
    if low in lexicon.peoples and len(name.parts) > 1:
        yield "after a people", "person", 0.8


def _after_person(words: Words, lexicon: Lexicon, name: Name) -> bool:
    """Whether "the head of X," or "his daughter," stands right before a name that a comma or full stop ends."""
    if name.last < words.ends(name.last) and words.text[name.last + 1] not in {",", ".", ")", ";", ":"}:
        return False
    begin = max(words.begins(name.first), name.first - 14)
    for step in range(name.first - 2, begin - 1, -1):
        if words.pos[step] in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"}:
            return False
        low = words.low[step]
        if low in lexicon.kin or (low in lexicon.nouns and words.pos[step] == "NOUN"):
            return True
    return False


def _after(words: Words, lexicon: Lexicon, name: Name) -> Iterator[Sign]:
    after, end = name.last + 1, words.ends(name.last)
    if after > end:
        return
    low = words.low[after]
    if low in {"who", "whose", "whom"} or (
        low == "," and after < end and words.low[after + 1] in {"who", "whose", "whom"}
    ):
        yield "who", "person", 2.5 if low == "," else 1.5
    if (
        low == ","
        and after + 1 < end
        and words.low[after + 1].isdigit()
        and 5 < int(words.low[after + 1]) < 105
        and words.low[after + 2] in {",", ".", "-", ")", ";", "and", ":"}
    ):
        yield "age", "person", 3
    if low == "," and after < end and _is_apposed(words, lexicon, after + 1):
        yield "apposed", "person", 3
    if low == "(" and after + 1 < end and words.text[after + 1].isupper() and len(words.text[after + 1]) > 2:
        yield "short form in brackets", "organisation", 2.5
    if low == "," and after < end and words.low[after + 1] in lexicon.places:
        yield "within a place", "place", 2
    if low in lexicon.after_body:
        yield (
            ("beside a body", "organisation", 2) if low in lexicon.outlets else ("beside a thing", "organisation", 0.8)
        )
    if low in _CASES and after < end and _owned_by_person(words, lexicon, after + 1):
        yield "owner of kin", "person", 3


def _owned_by_person(words: Words, lexicon: Lexicon, token: int) -> bool:
    for step in range(token, min(token + 4, words.ends(token) + 1)):
        low = words.low[step]
        if low in lexicon.kin or low in lexicon.kin_plural or low in _OF_A_PERSON:
            return True
        if words.pos[step] not in {"ADJ", "NOUN", "NUM", "PUNCT"}:
            return False
    return False


def _is_apposed(words: Words, lexicon: Lexicon, token: int) -> bool:
    """Whether a phrase about one person opens at a token: "a lawyer", "Adil's wife", "chairman of"."""
    for step in range(token, min(token + 8, words.ends(token) + 1)):
        low = words.low[step]
        if low in lexicon.nouns or low in lexicon.kin or (low in lexicon.rank and words.pos[step] in {"NOUN", "PROPN"}):
            return step > token or words.low[step + 1 : step + 2] in (["of"], ["at"], ["in"], ["for"], ["with"])
        if words.pos[step] not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM", "ADV"} and words.text[
            step
        ] not in {"-", "’s"}:
            return False
    return False


def _in_clause(words: Words, lexicon: Lexicon, name: Name) -> Iterator[Sign]:
    """Signs in what the name does in its clause."""
    head = head_of(words, name)
    dep = words.dep[head]
    if dep not in _PLACES_IN_CLAUSE:
        return
    verb = words.head[head]
    if len(name.parts) == 1 and name.parts[0] in lexicon.given and dep != "ROOT":
        yield "given name in clause", "person", 0.6
    if dep in _SUBJECTS and words.pos[verb] == "VERB":
        yield from _as_subject(words, lexicon, name, head, verb)
    if dep in {"nsubjpass", "dobj"} and words.lemma[verb] in lexicon.done_to:
        yield "done to", "person", 1.2
    whole = len(name.parts) in {2, 3} and all_names(words, lexicon, name)
    if whole and dep in {"nsubj", "nsubjpass", "dobj", "appos", "conj"}:
        yield "full name in clause", "person", 0.9
        if words.pos[verb] == "VERB" and dep in _SUBJECTS:
            yield "full name does something", "person", 0.3


def _as_subject(words: Words, lexicon: Lexicon, name: Name, head: int, verb: int) -> Iterator[Sign]:
    if words.lemma[verb] in lexicon.lives:
        yield "lives", "person", 1.2
    elif words.lemma[verb] in lexicon.speak and words.dep[head] == "nsubj":
        yield "speaks", "person", 0.9
    if len(name.parts) == 1:
        yield "does something", "person", 0.8
        if _pronoun_after(words, verb, head):
            yield "taken up by he or she", "person", 1.3


def _pronoun_after(words: Words, verb: int, head: int) -> bool:
    """Whether the first pronoun of one after the subject is "he", "she", "his" or "her"."""
    for token in range(head + 1, min(words.ends(head) + 3, len(words))):
        if words.low[token] in _PERSONAL:
            return True
        if token > verb and words.dep[token] in {"nsubj", "nsubjpass"} and words.pos[token] != "PRON":
            return False
    return False
