"""What a verb of saying puts into somebody's mouth: by the parse, and by the words around it where that fails."""

from __future__ import annotations

from onrecord.coding.attribution.lexicon import VerbClass
from onrecord.coding.attribution.subjects import ENDS, FINITE
from onrecord.coding.attribution.tree import VERBS, Tree
from onrecord.coding.attribution.values import Tokens

_LOOSE_ENDS = frozenset({"prep", "npadvmod", "advmod", "advcl"})
_PRESUPPOSING = frozenset({"demands", "asks"})
_DASHES = frozenset({"—", "–", "--"})
_ASIDES = frozenset({"but", "though", "although", "even"})
_TAIL = 3
_ASIDE = 6
"""Within how many words a network's former name is looked for."""
_TOPICS = frozenset({"about", "of", "for", "with", "from"})
_GOES_ON = frozenset({"but", "while", "although", "whereas", ";"})


def content_of(tree: Tree, i: int, kind: VerbClass, *, skip: int | None) -> tuple[Tokens, ...]:
    """The tokens that the verb puts into somebody's mouth, by the dependants that its class allows."""
    found = [tree.edges(k) for k in tree.children[i] if k != skip and _holds(tree, i, k, kind)]
    if kind.name == "accusing" and not found and (whom := tree.kid(i, "dobj", "dative", "nsubjpass")) is not None:
        found = [tree.edges(k) for k in tree.kids_in(whom, "prep") if tree.low[k] in kind.content]
    if kind.name == "accusing" and found:
        after = max(last for _, last in found)
        found += [tree.edges(k) for k in tree.kids_in(i, "advcl", "xcomp") if k > after and tree.tag[k] == "VB"]
    clause = max((k for k in tree.kids_in(i, "ccomp") if k > i), default=None)
    if clause is not None:
        found += [
            tree.edges(k)
            for k in tree.children[i]
            if k > clause and tree.dep[k] in _LOOSE_ENDS and tree.tag[k] != "VBG"
        ]
    if not found and tree.dep[i] == "csubj" and tree.head[i] > i:
        found = [(i + 1, tree.edges(tree.head[i])[1])]
    if kind.stance in _PRESUPPOSING:
        found = [part for first, last in found for part in _asked_for(tree, first, last)]
    return tuple(_trimmed(tree, first, _before_aside(tree, first, last), i) for first, last in found)


def _before_aside(tree: Tree, first: int, last: int) -> int:
    """The last token before the teller's own "— but it is impossible to know"."""
    dash = (j for j in range(first + 1, last) if tree.low[j] in _DASHES and tree.low[j + 1] in _ASIDES)
    return next(dash, last + 1) - 1


def _asked_for(tree: Tree, first: int, last: int) -> list[Tokens]:
    """What is asked for, without the clauses that only tell of it: "that those | who killed him | be arrested"."""
    found, begin = [], first
    for k in range(first, last + 1):
        if tree.dep[k] == "relcl" or (tree.dep[k] == "acl" and tree.tag[k] == "VBN"):
            low, high = tree.edges(k)
            if low > begin:
                found.append((begin, low - 1))
            begin = max(begin, high + 1)
    return [*found, (begin, last)] if begin <= last else found


def _holds(tree: Tree, i: int, k: int, kind: VerbClass) -> bool:
    dep = tree.dep[k]
    if dep == "ccomp" or (dep == "parataxis" and k < i):
        return "clause" in kind.content or kind.name in ("calling", "accusing")
    if dep == "xcomp" or (dep == "advcl" and k > i and _is_infinitive(tree, k)):
        asked_for = "for" in kind.content and (mark := tree.kid(k, "mark")) is not None and tree.low[mark] == "for"
        being = dep == "xcomp" and "clause" in kind.content and k > i and _is_gerund(tree, k)
        finite = dep == "xcomp" and tree.tag[k] in FINITE and "clause" in kind.content
        return "infinitive" in kind.content or asked_for or being or finite
    if dep in ("nsubjpass", "csubjpass"):
        return "object" in kind.content and kind.stance in ("says", "confirms", "denies") and tree.low[k] != "it"
    if dep == "dobj":
        return "object" in kind.content and not kind.hearer and tree.low[k] not in ("it", "so", "that", "this", "what")
    if dep in ("prep", "prt", "agent"):
        return tree.low[k] in kind.content
    return False


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] == "VB" or any(tree.low[k] == "to" for k in tree.kids_in(verb, "aux"))


def _is_gerund(tree: Tree, verb: int) -> bool:
    return tree.tag[verb] == "VBG" or any(tree.tag[k] == "VBG" for k in tree.kids_in(verb, "aux", "auxpass"))


def _trimmed(tree: Tree, first: int, last: int, cue: int) -> Tokens:
    """A content range cut at the cue, should the parser have drawn it across."""
    if first <= cue <= last:
        return (first, cue - 1) if tree.head[cue] == cue else (cue + 1, last)
    return first, last


def before_and_after(tree: Tree, i: int, *, subject: int | None) -> tuple[Tokens, ...]:
    """What "..., police said" speaks of where the parser does not tell: the sentence before and, if it goes on, after.

    `subject` is who speaks where that stands before the verb.
    """
    begin, end = tree.span(tree.sentence[i])
    first = i if subject is None or subject > i else tree.edges(subject)[0]
    if (
        (tree.dep[i] == "relcl" and not _closes(tree, i, end))
        or tree.tag[i] == "VBG"
        or first - 2 < begin
        or tree.low[first - 1] not in ENDS
    ):
        return ()
    closing = next((j for j in range(i, end) if tree.low[j] in ENDS), end)
    root = next((j for j in range(begin, end + 1) if tree.dep[j] == "ROOT"), i)
    before = (begin, first - 2)
    return (before, (closing + 1, end)) if root > closing else (before,)


def _closes(tree: Tree, i: int, end: int) -> bool:
    """Whether a verb closes its sentence, so that "men, prosecutors allege" is no relative clause."""
    return end - i <= _TAIL and not any(tree.pos[j] in VERBS for j in range(i + 1, end + 1))


def behind_aside(tree: Tree, i: int) -> int:
    """The comma that closes "on X, formerly Twitter," after a verb of saying; the verb itself where no such aside stands."""
    words = tree.low[i + 1 : i + 1 + _ASIDE]
    if "formerly" not in words:
        return i
    former = i + 1 + words.index("formerly")
    return next((j for j in range(former, min(former + _ASIDE, len(tree) - 1)) if tree.low[j] == ","), i)


def following(tree: Tree, i: int) -> tuple[Tokens, ...]:
    """The clause after a verb of saying that the parser hung elsewhere: to the end of the sentence or to ", but"."""
    end = tree.span(tree.sentence[i])[1]
    stop = next((j for j in range(i + 2, end + 1) if tree.low[j] in _GOES_ON and tree.low[j - 1] == ","), end)
    if i + 2 >= stop or tree.low[i + 1] in ENDS | _TOPICS or not any(tree.pos[j] in VERBS for j in range(i + 2, stop)):
        return ()
    return ((i + 1, stop - 1),)
