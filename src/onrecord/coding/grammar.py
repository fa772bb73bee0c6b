"""Who is subject and object of a verb, and which words make up a noun phrase, over spaCy's dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.codebook.data import file_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_SOMEBODY = frozenset(
    "i you he she they we him her them us me his their my our your whose who whom himself herself themselves someone somebody anyone everyone nobody"
    " those others second third fourth fifth pair trio duo latter former another one ones some many several both all none few dozens hundreds thousands scores dozen each most any every everybody".split()
)
_HUMAN_ENDINGS = ("ist", "ists", "man", "men", "woman", "women", "ers", "ors", "ees", "er", "or", "ee", "ian", "ians")
_OBJECT_CONTROL = frozenset(
    "order force ask urge allow let make tell get cause compel require want persuade warn permit enable help expect see"
    " watch hear find call appeal beg implore instruct direct press pressure encourage".split()
)
_SEEN = frozenset({"order", "want", "have", "see", "find", "leave", "keep", "get", "watch"})
"""Verbs with a participle for what is done to their object: "saw him jailed"."""
_CALLS = frozenset({"call", "appeal", "plead"})
"""Verbs that name the one asked behind a preposition: "called on the state to free them"."""
_BLAMES = frozenset({"of", "for", "from", "with", "over"})
"""Prepositions behind which the one named before is the doer: "accused the army of torturing him"."""
_COINS = frozenset("$ € £ ¥ ₹ % Rs US$ C$ A$".split())
_DEPTH = 6
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday january february march april may june july"
    " august september october november december".split()
)
_TWO_OBJECTS = frozenset("deny refuse give hand grant offer fine award slap".split())
"""Verbs that keep an object in the passive: "was held and denied care"."""
_SEATED = frozenset("court tribunal judge prosecutor police official officer authority lawyer university".split())


@cache
def _people_nouns() -> tuple[frozenset[str], frozenset[str]]:
    somebody: set[str] = set()
    nobody: set[str] = set()
    for line in file_at("en", "people_nouns.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        (nobody if line.startswith("!") else somebody).update(line.removeprefix("!").split())
    return frozenset(somebody), frozenset(nobody)


def up(word: Token) -> list[Token]:
    """A word and the heads over it, up to the root of its sentence."""
    chain = [word]
    while chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    return chain


def outermost(words: Sequence[Token]) -> Token | None:
    """Of words side by side, the first whose head stands outside them (the root counts as outside); None of none."""
    inside = {word.i for word in words}
    return next((w for w in words if w.head.i not in inside or w.head.i == w.i), words[0] if words else None)


def is_passive(verb: Token) -> bool:
    """Whether the subject of the verb suffers what it tells."""
    if is_misread_verb(verb):
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.dep_ == "ccomp" and _is_ordered(verb):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if (own := _own_subject(verb)) is not None:
        return _is_gapped(verb, own)
    if (first := _first_of_list(verb)) is not None and (not _has_object(verb) or verb.lemma_ in _TWO_OBJECTS):
        return is_passive(first)
    if _has_object(verb):
        return False
    if verb.tag_ == "VBD" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    return verb.dep_ in ("acl", "advcl", "xcomp", "ccomp", "ROOT", "oprd")


def _is_gapped(verb: Token, own: Token) -> bool:
    """Of "four were killed and five injured", the second verb: it has a number for a subject and lacks its helper."""
    counted = own.pos_ == "NUM" or any(c.dep_ == "nummod" for c in own.children)
    bare = not _has_object(verb) and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return counted and bare and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head)


def _is_ordered(verb: Token) -> bool:
    """Of "ordered him held": a participle without helpers behind its sufferer."""
    bare = not any(c.dep_ in ("aux", "mark") for c in verb.children)
    return bare and (verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.head.lemma_ in _SEEN))


def _first_of_list(verb: Token) -> Token | None:
    """The verb that another one without helper or subject goes on from: "was held and (was) beaten".

    Also where the parser hung the second on the noun that the first one's clause describes.
    """
    if any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        return None
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBD" and verb.i > verb.head.i and not _own_subject(verb):
        return None if any(c.dep_ in ("mark", "advmod") for c in verb.children) else verb.head
    if verb.dep_ == "acl":
        return next((c for c in verb.head.children if c.dep_ == "relcl" and c.i < verb.i and is_passive(c)), None)
    return None


def is_misread_verb(word: Token) -> bool:
    """Whether a participle that the parser hung on the noun behind it is the sentence's verb: it has a subject."""
    if word.dep_ != "amod" or word.i > word.head.i:
        return False
    return any(child.dep_ == "nsubj" for child in word.children) or _before_day(word) is not None


def _before_day(verb: Token) -> Token | None:
    """The doer of "a court on Monday jailed activist X", which the parser reads as "on ... jailed activist X"."""
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].lower_ in _DAYS or verb.doc[at].is_digit):
        at -= 1
    if not any(t.lower_ in _DAYS for t in verb.doc[at + 1 : verb.i]) or misread_object(verb).dep_ in _SUBJECTS:
        return None
    doer = verb.doc[at - 1] if verb.doc[at].lower_ == "on" and at > verb.sent.start else verb.doc[at]
    while doer.dep_ in ("pobj", "prep") and doer.head.i < doer.i:
        doer = doer.head
    return doer if doer.pos_ in ("NOUN", "PROPN") else None


def misread_object(verb: Token) -> Token:
    """Of such a verb, the head of the phrase behind it: its object."""
    word = verb.head
    while word.dep_ == "compound":
        word = word.head
    return word


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in ("dobj", "obj") for child in verb.children)


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head word of the subject, told or understood from the clause around; a relative pronoun gives its noun."""
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(_not_a_year(own), verb)
    if depth > _DEPTH:
        return None
    if verb.dep_ == "conj":
        return (
            subject(_verb_above(verb), depth + 1) if verb.tag_ != "VBN" or verb.head.pos_ in ("VERB", "AUX") else None
        )
    if verb.dep_ == "acl" and (first := _first_of_list(verb)) is not None:
        return subject(first, depth + 1)
    if verb.dep_ == "acl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return _whose_plan(verb.head, depth)
    if verb.dep_ in ("acl", "relcl"):
        return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else None
    if verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.head.lemma_ in _CALLS):
        return _controller(verb, depth)
    if verb.dep_ in ("advcl", "acomp", "attr", "oprd"):
        return subject(verb.head, depth + 1)
    if verb.dep_ == "pcomp":
        return _around_preposition(verb.head, depth)
    return _before_day(verb) if is_misread_verb(verb) else None


def _whose_plan(noun: Token, depth: int) -> Token | None:
    """The subject of "to ..." behind a noun: of "police plans to search", "his bid to flee" and "they made an attempt to" whose it is."""
    if is_somebody(noun) and noun.pos_ != "PROPN":
        return noun
    if owners := possessors(noun):
        return owners[0]
    above = _verb_above(noun) if noun.dep_ == "conj" else noun.head
    return subject(above, depth + 1) if above.pos_ == "VERB" and noun.dep_ == "dobj" else None


def _not_a_year(word: Token) -> Token:
    """The subject itself; where the parser took a year for it ("men held since 2016 were freed"), the sentence's first people."""
    if not (word.text.isdigit() and len(word.text) == 4):
        return word
    before = [t for t in word.sent if t.i < word.i and t.dep_ in ("ROOT", "nsubj", "nsubjpass", "dep", "npadvmod")]
    return next((t for t in before if t.pos_ in ("NOUN", "PROPN") and is_somebody(t)), word)


def _verb_above(verb: Token) -> Token:
    """The verb that a joined one goes on from, also where the parser joined it to a noun: "filmed at home, kicking"."""
    word, steps = verb.head, 0
    while word.pos_ not in ("VERB", "AUX") and word.head.i != word.i and steps < _DEPTH:
        word, steps = word.head, steps + 1
    return word


def _controller(verb: Token, depth: int) -> Token | None:
    governor = verb.head
    if governor.lemma_ in _OBJECT_CONTROL:
        told = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
        if told := told or prepositional(governor, "on", "upon", "to"):
            return told[0]
    return subject(governor, depth + 1)


def _around_preposition(preposition: Token, depth: int) -> Token | None:
    """The subject of "after being held", "for taking part": whose the noun before is, or the subject of the verb above."""
    above, steps = preposition.head, 0
    if preposition.lower_ in _BLAMES and (blamed := _blamed(above)) is not None:
        return blamed
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i and steps < _DEPTH:
        if owners := possessors(above):
            return owners[0]
        above, steps = above.head, steps + 1
    if above.pos_ not in ("VERB", "AUX"):
        return None
    return subject(above, depth + 1)


def _blamed(word: Token) -> Token | None:
    """Of "accused X of beating her" and "the arrest of X for beating her", the X."""
    if word.dep_ in ("npadvmod", "appos", "dep"):
        word = word.head
    if word.pos_ == "NOUN" and is_somebody(word):
        return word
    told = objects(word) if word.pos_ == "VERB" else prepositional(word, "of")
    return next((w for w in told if is_somebody(w) or word.lemma_ == "accuse"), None)


def _antecedent(word: Token, verb: Token) -> Token:
    clause = verb.head if verb.dep_ == "conj" and verb.head.dep_ == "relcl" else verb
    if word.lower_ not in ("who", "that", "which") or clause.dep_ != "relcl":
        return word
    return _agreeing(_somebody_before(clause.head), verb) if word.lower_ == "who" else clause.head


def _first_joined(word: Token) -> Token:
    """The first of those joined by "and" to a word, of which all hang."""
    while word.dep_ == "conj" and word.head.i != word.i:
        word = word.head
    return word


def _agreeing(noun: Token, verb: Token) -> Token:
    """The noun that "who" with a plural verb means: of "supporters of X, who were marching", the supporters."""
    many = any(w.lower_ in ("were", "are", "have") for w in (verb, *verb.children) if w.pos_ == "AUX")
    above = noun.head.head if noun.dep_ == "pobj" else noun
    told = above.tag_ == "NNS" and is_somebody(above)
    one = noun.tag_ in ("NN", "NNP") and len(joined(noun)) == 1
    if many and one and noun.dep_ == "conj" and is_somebody(first := _first_joined(noun)):
        return first
    return above if many and one and told else noun


def _somebody_before(noun: Token) -> Token:
    """Whom "who" means where the parser hung it on a thing: the person that the thing describes."""
    word, steps = noun, 0
    while (
        not is_somebody(word) and word.dep_ in ("pobj", "prep", "nmod", "appos") and word.head.i != word.i and steps < 4
    ):
        word, steps = word.head, steps + 1
    return word if is_somebody(word) and word.pos_ in ("NOUN", "PROPN", "PRON") else noun


def objects(verb: Token) -> list[Token]:
    """Head words of the direct object, with what is joined to it; of a passive verb, its subject."""
    if is_passive(verb):
        found = subject(verb)
        return joined(found) if found is not None else []
    if is_misread_verb(verb):
        return joined(misread_object(verb))
    told = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    if told:
        return [word for child in told for word in joined(_antecedent_object(child, verb))]
    if verb.dep_ == "relcl" and any(
        child.dep_ in _SUBJECTS and child.lower_ not in ("who", "that", "which") for child in verb.children
    ):
        return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.i > verb.head.i:
        return []
    if any(c.dep_ == "prep" for c in verb.children):
        return []
    shared = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and _has_object(c)), None)
    return objects(shared) if shared is not None and not _own_subject(shared) else []


def _antecedent_object(word: Token, verb: Token) -> Token:
    if word.lower_ in ("whom", "who", "that", "which") and verb.dep_ == "relcl":
        return verb.head
    return word


def indirect_objects(verb: Token) -> list[Token]:
    """Those to whom something is given: "handed him a sentence"."""
    return [word for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP" for word in joined(child)]


def agents(verb: Token) -> list[Token]:
    """The doers that a passive names with "by"."""
    found = [
        word
        for by in verb.children
        if by.dep_ in ("agent", "prep") and by.lower_ == "by"
        for child in by.children
        if child.dep_ == "pobj" and not _is_measure(child)
        for word in joined(child)
    ]
    if not found:
        found = _agents_behind(verb)
    return found


def _agents_behind(verb: Token) -> list[Token]:
    """Of "were beaten, tortured and detained by X", the X of the last for all of them."""
    for child in verb.children:
        if child.dep_ != "conj" or child.tag_ not in ("VBN", "VBD") or _own_subject(child):
            continue
        if found := agents(child) or _agents_behind(child):
            return found
    return []


def _is_measure(word: Token) -> bool:
    return word.ent_type_ in ("DATE", "TIME") or word.lower_ in (
        "half", "percent", "force", "year", "years", "month", "months", "law", "name", "bail", "bus", "car", "plane",
        "phone", "train", "telephone", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "noon",
    )  # fmt: skip


def prepositional(word: Token, *prepositions: str) -> list[Token]:
    """Head words of the complements of `word` under one of the prepositions, with what is joined to them."""
    return [
        found
        for prep in word.children
        if prep.dep_ in ("prep", "agent", "dative") and prep.lower_ in prepositions
        for child in prep.children
        if child.dep_ == "pobj"
        for found in joined(child)
    ]


def possessors(word: Token) -> list[Token]:
    """Head words of "X's" and "his" before a noun, with what is joined to them."""
    return [
        found
        for child in word.children
        if child.dep_ == "poss"
        for found in ([_whose(child)] if child.lower_ == "whose" else joined(child))
    ]


def _whose(word: Token) -> Token:
    """Of "families whose homes were raided", the families."""
    above, steps = word.head, 0
    while above.dep_ != "relcl" and above.head.i != above.i and steps < _DEPTH:
        above, steps = above.head, steps + 1
    return above.head if above.dep_ == "relcl" else word


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


def joined(word: Token) -> list[Token]:
    """A head word and those that "and", "or" or a comma join to it."""
    found = [word]
    for child in word.children:
        if child.dep_ == "conj" and child.text[0].isalnum() and child.pos_ in _NOMINAL:
            found.extend(joined(child))
        elif child.dep_ == "appos":
            found.extend(other for c in child.children if _goes_on_list(c, word) for other in joined(c))
    return found


def _goes_on_list(word: Token, before: Token) -> bool:
    """Of "X, a lawyer, and Y" and "a lawyer, X, and her aide", whether the last goes on from the first and not from what it is."""
    first = word.left_edge.i
    if word.dep_ != "conj" or [t.text for t in word.doc[first - 2 : first]] != [",", "and"]:
        return False
    return word.pos_ == "PROPN" or (before.pos_ == "NOUN" and word.head.pos_ == "PROPN" and is_somebody(word))


_CUT = frozenset(
    {"relcl", "acl", "appos", "cc", "conj", "punct", "preconj", "parataxis", "advcl", "ccomp", "case", "dep"}
)


def phrase(word: Token) -> tuple[int, int]:
    """First and last token of the noun phrase around a head word: its own words and "of ..." behind it.

    Of an office, its seat too: "a court in Almaty".
    """
    own = [child for child in word.lefts if child.dep_ not in _CUT and not is_misread_verb(child)]
    left = min((child.left_edge.i for child in own), default=word.i)
    right = word.i
    for child in word.rights:
        if child.i != right + 1:
            break
        if child.dep_ == "prep" and (child.lower_ == "of" or _tells_seat(word, child)):
            right = max((phrase(c)[1] for c in child.children if c.dep_ == "pobj"), default=child.i)
        elif child.dep_ in ("nummod", "compound", "nmod", "flat", "amod"):
            right = child.right_edge.i
        else:
            break
    read = [t.i for t in word.doc[left : word.i] if is_misread_verb(t)]
    return min(read[-1] + 1 if read else left, word.i), right


def _tells_seat(office: Token, preposition: Token) -> bool:
    return (
        preposition.lower_ == "in"
        and office.lemma_.lower() in _SEATED
        and any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in preposition.children)
    )


_MEASURES = frozenset(
    "number lot couple series handful majority host bulk rest group dozen dozens hundreds thousands scores tens pair batch"
    " handful crowd total half third most many several some one two three four five six all any none few each part".split()
)


def content(word: Token) -> Token:
    """The word that says what a phrase is of: "websites" of "a number of websites"; else the head itself."""
    if word.lower_ in _MEASURES or word.pos_ == "NUM":
        inner = [w for w in prepositional(word, "of") if w.pos_ in ("NOUN", "PROPN", "PRON")]
        if inner:
            return inner[0]
    return word


def is_somebody(word: Token) -> bool:
    """Whether a noun phrase's head names people (a person, a group of people); names count, places and things do not."""
    lower = word.lower_
    if lower in {"old", "olds"} and any(c.lower_ in ("year", "month") for c in word.children):
        return True
    if word.pos_ == "PRON" or lower in _SOMEBODY:
        return lower in _SOMEBODY
    if word.pos_ == "NUM":
        return not any(child.text in _COINS for child in word.children)
    if word.pos_ == "PROPN":
        return True
    somebody, nobody = _people_nouns()
    lemma = word.lemma_.lower()
    if lower in nobody or lemma in nobody:
        return False
    if lower in somebody or lemma in somebody:
        return True
    if word.pos_ == "ADJ":
        return any(child.lower_ == "the" for child in word.children)
    return len(lower) > 4 and lower.endswith(_HUMAN_ENDINGS)


def clause_words(verb: Token) -> Iterator[Token]:
    """The tokens of the clause of a verb: its subtree without other clauses that have their own verb."""
    yield verb
    for child in verb.children:
        if child.dep_ in ("conj", "ccomp", "advcl", "relcl", "parataxis") and child.pos_ in ("VERB", "AUX"):
            continue
        yield from _all(child)


def _all(word: Token) -> Iterator[Token]:
    yield word
    for child in word.children:
        if child.dep_ in ("relcl", "advcl") and child.pos_ in ("VERB", "AUX"):
            continue
        yield from _all(child)
