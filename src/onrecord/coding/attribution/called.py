"""The proper name that is told beside a common noun: "her lawyer, Dana Orr", "a woman named Maria"."""

from __future__ import annotations

from onrecord.coding.attribution.names import titles
from onrecord.coding.attribution.tree import VERBS, Tree
from onrecord.coding.kinds import word_giver_kind

_NAMING = frozenset({"name", "call", "identify", "give", "introduce", "go"})
_BODIES = frozenset({"group", "organisation", "organization", "watchdog", "association", "party", "agency", "ngo"})
_AFTER_ASIDE = frozenset({",", ".", ";", ")"})


def name_beside(tree: Tree, head: int) -> int | None:
    """The proper name set beside a common noun ("her lawyer, X"), if it names a person or a body."""
    if tree.tag[head] != "NN" and tree.low[head] != "one":
        return None
    beside = tree.kids_in(head, "appos")
    over = [n for p in tree.kids_in(head, "prep") if (n := tree.kid(p, "pobj")) is not None]
    beside += [k for n in over for k in tree.kids_in(n, "appos") if _closes_aside(tree, k)]
    beside += [k for verb in tree.kids_in(head, "acl", "relcl") if (k := _called(tree, verb)) is not None]
    return next((k for k in beside if tree.pos[k] == "PROPN" and not tree.kid(k, "det")), None)


def _closes_aside(tree: Tree, name: int) -> bool:
    """Whether a person's name stands between commas after an office: "a lawyer for Vale, Dana Orr, said"."""
    first, last = tree.edges(name)
    aside = tree.low[first - 1] == "," and last + 1 < len(tree) and tree.low[last + 1] in _AFTER_ASIDE
    return aside and last > first and word_giver_kind(tree.parsed.words(first, last)) == "person"


def _called(tree: Tree, verb: int) -> int | None:
    """The name that somebody goes by: "a woman named Maria", "who gave his name as Tim"."""
    if tree.lemma[verb] not in _NAMING:
        return None
    whole = tree.kids_in(verb, "oprd", "prep", "dobj", "xcomp")
    under = [k for i in whole for k in (i, *tree.kids_in(i, "pobj", "appos"))]
    return next((k for k in under if tree.pos[k] == "PROPN" and tree.low[k] not in titles()), None)


def name_before_short(tree: Tree, head: int) -> int | None:
    """The name whose short form stands in brackets before a word for a body: "the Lantern Society (LS) monitoring group"."""
    close = next((j for j in range(head - 1, max(head - 3, 0), -1) if tree.low[j] == ")"), None)
    if close is None or tree.low[head] not in _BODIES or any(tree.pos[j] in VERBS for j in range(close, head)):
        return None
    opening = next((j for j in range(close - 1, max(close - 3, 0), -1) if tree.low[j] == "("), None)
    return opening - 1 if opening is not None and tree.pos[opening - 1] == "PROPN" else None
