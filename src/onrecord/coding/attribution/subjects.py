"""Who does a verb of saying: by the parse, and by the words around it where the parse goes wrong."""

from __future__ import annotations

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.tree import CLOSING, NOUNS, VERBS, Tree
from onrecord.coding.kinds import is_outlet, word_giver_kind

ENDS = frozenset({",", ".", "!", "?", ";", ":", "-", "–", "—", ")"}) | CLOSING
TELLING = frozenset({"saying", "writing", "claiming", "telling", "warning", "confirming", "denying"})
SUBJECTS = ("nsubj", "csubj")
_CHAINED = frozenset({"advcl", "xcomp", "conj", "dep", "ccomp"})
_DAYS = frozenset("today yesterday tonight monday tuesday wednesday thursday friday saturday sunday".split())
_NOBODY = frozenset({"there", "what", "this", "how", "why"})
_PHRASE = NOUNS | {"DET", "ADJ", "ADP", "PART", "SYM", "ADV"}
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def passive(tree: Tree, i: int) -> bool:
    """Whether the verb is passive, a bare participle included."""
    if tree.kid(i, "auxpass", "nsubjpass") is not None:
        return True
    if tree.tag[i] == "VBN" and tree.dep[i] == "conj" and tree.kid(i, "aux", *SUBJECTS) is None:
        return passive(tree, tree.head[i])
    return tree.tag[i] == "VBN" and tree.kid(i, "aux", *SUBJECTS) is None and tree.dep[i] in ("acl", "advcl", "relcl")


def subject(tree: Tree, i: int, *, depth: int = 0) -> int | None:
    """Who does the verb at `i`: its subject, its agent where passive, or that of the verb it hangs from."""
    found = _nearest_subject(tree, i)
    if found is not None:
        return found if tree.low[found] not in _NOBODY and _somebody(tree, found) else None
    if passive(tree, i):
        by = tree.kid(i, "agent") or next((k for k in tree.kids_in(i, "prep") if tree.low[k] == "from"), None)
        return tree.kid(by, "pobj") if by is not None else None
    if depth > 3:
        return None
    head, dep = tree.head[i], tree.dep[i]
    if dep == "acl":
        return _of_participle(tree, i, head, depth)
    if (
        dep == "pcomp"
        and tree.tag[i] == "VBG"
        and tree.pos[i - 1] in ("NOUN", "PROPN")
        and tree.sentence[i - 1] == tree.sentence[i]
    ):
        return i - 1
    if dep == "pcomp" and tree.pos[tree.head[head]] in VERBS:
        return speaking(tree, tree.head[head], depth)
    if dep in _CHAINED and tree.pos[head] in VERBS:
        return _or_over(tree, head, _controller(tree, head, dep, depth))
    return None


def _or_over(tree: Tree, verb: int, found: int | None) -> int | None:
    """The subject found, or, where a thing cannot speak, that of the verb of saying over it ("X said that ... and demanded")."""
    if found is None or tree.pos[found] != "NOUN" or word_giver_kind(tree.parsed.words(found, found)) != "other":
        return found
    over = tree.head[verb]
    if tree.dep[verb] == "ccomp" and tree.lemma[over] in lexicon.verbs():
        return _nearest_subject(tree, over) or found
    return found


def _somebody(tree: Tree, i: int) -> bool:
    """Whether a subject can be a word-giver; "an academic researching X" is one though parsed as a clause."""
    return tree.dep[i] in ("nsubj", "compound") or (
        tree.edges(i)[0] < i and tree.pos[i - 1] in ("NOUN", "ADJ", "PROPN")
    )


def _of_participle(tree: Tree, i: int, noun: int, depth: int) -> int | None:
    """Who does "saying" hung on a noun: the noun if it can speak, else the subject of the verb above it."""
    if tree.tag[i] != "VBG" or tree.pos[noun] == "PROPN" or word_giver_kind(tree.parsed.words(noun, noun)) != "other":
        return noun
    verb = next((j for j in tree.above(noun) if tree.pos[j] in VERBS), None)
    return speaking(tree, verb, depth) if verb is not None else noun


def _nearest_subject(tree: Tree, i: int) -> int | None:
    found = [k for k in tree.kids_in(i, *SUBJECTS) if tree.pos[k] not in ("X", "PUNCT", "SYM")]
    nearest = max((k for k in found if k < i), default=found[0] if found else None)
    return _before_day(tree, i) or nearest


def _before_day(tree: Tree, i: int) -> int | None:
    """X of "X today reported", which the parser hangs under the day."""
    day = i - 1
    if day <= 0 or tree.low[day] not in _DAYS or tree.head[day] != i or tree.dep[day] not in ("npadvmod", *SUBJECTS):
        return None
    return day - 1 if tree.head[day - 1] == day and tree.dep[day - 1] == "compound" else None


def _controller(tree: Tree, head: int, dep: str, depth: int) -> int | None:
    if dep == "xcomp" and (told := tree.kid(head, "dobj")) is not None:
        return told
    return speaking(tree, head, depth)


def speaking(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject of a verb over another, also of a passive one ("was arrested after saying ...")."""
    inverted = inverted_subject(tree, verb)
    if inverted is not None:
        return inverted
    passive = tree.kid(verb, "nsubjpass")
    return passive if passive is not None else subject(tree, verb, depth=depth + 1)


def inverted_subject(tree: Tree, i: int) -> int | None:
    """X of "..., reported X", which the parser takes for an object."""
    if i == 0 or tree.sentence[i - 1] != tree.sentence[i] or tree.low[i - 1] not in ENDS:
        return None
    if tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN") or tree.kid(i, "aux", "auxpass") is not None:
        return None
    if any(k > i for k in tree.kids_in(i, "ccomp")):
        return None
    after = [
        k for k in tree.children[i] if k > i and tree.dep[k] in ("dobj", "oprd", "attr", "npadvmod", "dative", "appos")
    ]
    if not after or tree.pos[after[0]] not in NOUNS or tree.edges(after[0])[0] != i + 1:
        return None
    kind = lexicon.verbs().get(tree.lemma[i])
    said = kind is not None and kind.name in ("saying", "writing")
    if tree.kid(i, *SUBJECTS) is None or (said and tree.pos[after[0]] == "PROPN"):
        return after[0]
    return None


def closing_subject(tree: Tree, i: int) -> int | None:
    """X of "..., X said" at the end of a sentence, by its words alone; None where they are not of that form."""
    begin, end = tree.span(tree.sentence[i])
    if not _tells(tree, i) or end - i > 8 or any(tree.pos[j] == "VERB" for j in range(i + 1, end + 1)):
        return None
    first = i - 1
    while first > begin and tree.low[first] not in ENDS - {"-"}:
        if tree.pos[first] not in _PHRASE and tree.low[first] != "-" and not _hyphened(tree, first):
            return None
        first -= 1
    if first <= begin or i - first > 12:
        return None
    linked = next((j for j in range(first + 1, i) if tree.pos[j] == "ADP"), i)
    return next((j for j in range(linked - 1, first, -1) if tree.pos[j] in NOUNS), None)


def _tells(tree: Tree, i: int) -> bool:
    """Whether a verb is finite, or is an outlet's that was taken for a participle: ", the Fars agency reported"."""
    if tree.dep[i] != "acl" or tree.tag[i] != "VBN":
        return tree.tag[i] in FINITE
    first, noun = tree.edges(tree.head[i])[0], tree.head[i]
    return noun == i - 1 and first > 0 and tree.low[first - 1] == "," and is_outlet(tree.parsed.words(first, noun))


def closing_inverted(tree: Tree, i: int) -> int | None:
    """X of "..., said X, on Friday" at the end of a sentence, by its words alone."""
    begin, end = tree.span(tree.sentence[i])
    if i <= begin or i == end or tree.tag[i] not in FINITE | {"VBN"} or tree.low[i - 1] not in ENDS:
        return None
    if any(tree.pos[j] in VERBS and not _hyphened(tree, j) for j in range(i + 1, min(end, i + 14) + 1)) or end - i > 20:
        return None
    stop = next((j for j in range(i + 1, end + 1) if tree.pos[j] in ("ADP", "PUNCT") and tree.low[j] != "-"), end)
    return next((j for j in range(stop - 1, i, -1) if tree.pos[j] in NOUNS), None)


def _hyphened(tree: Tree, i: int) -> bool:
    return i > 0 and tree.low[i - 1] == "-" and tree.parsed.ends[i - 1] == tree.parsed.starts[i]
