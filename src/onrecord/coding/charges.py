"""The charge or reason that the authorities give for an act, in the text's own words, short."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.coding import grammar
from onrecord.coding.charge_words import Charge, behind, charge_words, of_head
from onrecord.coding.families import RULINGS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

__all__ = ["CHARGED", "Charge", "charge"]

CHARGED = frozenset(
    {"arrest", "custody", "charge", "trial", "conviction", "sentence", "fine", "acquittal", "warrant", "deportation",
     "dismissal", "questioning", "restriction", "sentence_change"}
)  # fmt: skip
_OF_LAW = CHARGED - {"dismissal", "restriction", "deportation"}
_BY_TYPE = {
    "charge": ("with", "of", "for", "over", "under", "on", "in"),
    "conviction": ("of", "for", "on", "to"),
    "questioning": ("over", "about"),
    "acquittal": ("of",),
}
_DEFAULT = ("for", "over", "on", "under", "of", "in", "with")
_LABELS = frozenset(
    "charge suspicion count accusation allegation offence offense crime case connection ground pretext reason".split()
)
_SAID = frozenset("charge suspicion accusation allegation count".split())
_NAMED_BEFORE = frozenset("trial conviction acquittal case charge indictment prosecution retrial verdict".split())
_NOT_FOR = frozenset(
    "year years month months day days week weeks hour hours time questioning interrogation trial hearing while life bail"
    " prosecution review release court investigation police days' months' weekend decade decades minutes first second"
    " information example instance now good treatment checkup arrest detention release protest him her them me us you it term terms".split()
)
_JUDGING = frozenset("solely only merely simply just purely apparently likely".split())
_RULED = RULINGS | {"charge", "sentence_change"}
_BENCH = frozenset("court tribunal judge magistrate".split())
_REPORTED = frozenset("allegedly reportedly".split())
_NO_DEEDS = frozenset("being having according including following pending refusing".split())
_QUOTES = frozenset('“"‘')
_REACH_BRIDGE = 8


def charge(cue: Cue, parsed: Parsed, stops: Collection[int] = ()) -> Charge | None:
    """The charge told with a cue of a type that can carry one; `stops` are the head tokens of other such cues."""
    if cue.entry.type not in CHARGED:
        return None
    head = parsed.doc[cue.head]
    for word in _anchors(head, parsed.doc):
        found = _from(word, cue.entry.type, parsed)
        if found is not None:
            return found
    return (
        _named_before(head)
        or _right_behind(cue, parsed)
        or _behind_complement(head, parsed)
        or _labelled_behind(cue, parsed, stops)
        or _stated_behind(cue, parsed, stops)
        or _deed_behind(cue, parsed, stops)
    )


def _right_behind(cue: Cue, parsed: Parsed) -> Charge | None:
    """Of a set phrase ("under investigation", "in detention"), what "for" tells right behind it."""
    doc, after = parsed.doc, cue.last + 1
    end = parsed.spans[parsed.sentence_of(doc[cue.head])].end
    if cue.entry.kind != "phrases" or cue.entry.type not in _OF_LAW or after + 1 >= end:
        return None
    opener = doc[after]
    if _is_judged(opener):
        return None
    if opener.lower_ not in ("for", "over") or not any(c.dep_ in ("pobj", "pcomp") for c in opener.children):
        return None
    inner = next(c for c in opener.children if c.dep_ in ("pobj", "pcomp"))
    if inner.lower_ in _NOT_FOR or inner.pos_ == "NUM" or (inner.dep_ == "pobj" and grammar.is_somebody(inner)):
        return None
    return of_head(inner, parsed, f"“{opener.lower_}” right behind it")


def _named_before(head: Token) -> Charge | None:
    """Of "murder trial", the murder."""
    if head.lemma_.lower() not in _NAMED_BEFORE:
        return None
    named = [c for c in head.children if c.dep_ in ("compound", "amod") and c.lower_ in charge_words().crimes]
    return Charge(named[0].left_edge.i, named[-1].i, f"before “{head.lower_}”") if named else None


def _behind_complement(head: Token, parsed: Parsed) -> Charge | None:
    """Of "dismissed from her job for insulting X", the deed that the parser hung on the job."""
    for prep in head.children:
        if prep.dep_ != "prep" or prep.lower_ not in ("from", "in", "to"):
            continue
        for noun in prep.children:
            deed = next((d for c in noun.children if c.lower_ == "for" for d in c.children if d.dep_ == "pcomp"), None)
            if noun.dep_ == "pobj" and deed is not None:
                return of_head(deed, parsed, "“for” behind it")
    return None


def _labelled_behind(cue: Cue, parsed: Parsed, stops: Collection[int]) -> Charge | None:
    """Of "charges of X" further on in the sentence, before another act is told; of a conviction or an acquittal, "of X-ing"."""
    sentence = parsed.spans[parsed.sentence_of(parsed.doc[cue.head])]
    for token in parsed.doc[cue.last + 1 : sentence.end]:
        if token.i in stops:
            return None
        if token.lemma_.lower() in _SAID and (found := _behind_label(token, parsed)) is not None:
            return found
        if (
            cue.entry.type in ("conviction", "acquittal")
            and token.lower_ == "of"
            and (inner := _deed(token)) is not None
        ):
            return of_head(inner, parsed, "“of” behind it")
    return None


def _deed(of: Token) -> Token | None:
    """Of "convicted X and 19 others of spying", the deed that the parser hung on the people."""
    inner = next((c for c in of.children if c.dep_ in ("pcomp", "pobj")), None)
    if inner is None or inner.dep_ == "pcomp":
        return inner
    told = of.head.pos_ == "PROPN" or of.head.lower_ in ("others", "people", "men", "women", "defendants")
    return inner if told and inner.pos_ == "NOUN" and not grammar.is_somebody(inner) else None


def _deed_behind(cue: Cue, parsed: Parsed, stops: Collection[int]) -> Charge | None:
    """Of a ruling, the deed that "for" or "over" tells anywhere behind it: "fined Radio X 5,000 euros for inciting hatred"."""
    if cue.entry.type not in _RULED:
        return None
    crimes, doc = charge_words().crimes, parsed.doc
    for word in doc[cue.last + 1 : parsed.spans[parsed.sentence_of(doc[cue.head])].end - 1]:
        if word.i in stops or word.text in (";", "—", "–"):
            return None
        deed = doc[word.i + 2] if doc[word.i + 1].lower_ in _REPORTED and word.i + 2 < len(doc) else doc[word.i + 1]
        if cue.entry.type == "charge" and word.lower_ == "with" and _is_crime(word):
            return behind(word.i + 1, deed.sent.end, parsed, "“with” further behind it")
        if word.lower_ not in ("for", "over") or _is_judged(word) or deed.lower_ in _NO_DEEDS:
            continue
        if deed.tag_ == "VBG" or deed.text in _QUOTES or deed.lower_ in crimes or deed.lower_.endswith("ing"):
            return behind(word.i + 1, deed.sent.end, parsed, f"“{word.lower_}” further behind it")
    return None


def _is_crime(preposition: Token) -> bool:
    """Whether what a preposition takes is a deed or a thing done, and it is no part of "in connection with"."""
    inner = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
    before = preposition.doc[preposition.i - 1]
    if inner is None or inner.pos_ == "PROPN" or (before.pos_ == "NOUN" and before.lemma_.lower() not in _BENCH):
        return False
    return inner.tag_ == "VBG" or not grammar.is_somebody(inner)


def _stated_behind(cue: Cue, parsed: Parsed, stops: Collection[int]) -> Charge | None:
    """The charge that a set phrase opens further on in the sentence: "on suspicion of", "charges ... related to"."""
    if cue.entry.type not in _OF_LAW:
        return None
    words, doc = charge_words(), parsed.doc
    end = parsed.spans[parsed.sentence_of(doc[cue.head])].end
    for i in range(cue.first, end):
        if i in stops:
            return None
        lower = doc[i].lower_
        if i > cue.last and lower in words.openers and (lead := _sequence_at(words.leads, i, end, doc)):
            return behind(i + len(lead), end, parsed, f"“{' '.join(lead)}”")
        if lower in words.labels and (found := _bridged(i, end, parsed, stops)) is not None:
            return found
    return None


def _bridged(label: int, end: int, parsed: Parsed, stops: Collection[int]) -> Charge | None:
    """Of "the charges against X relate to Y", the Y."""
    words, doc = charge_words(), parsed.doc
    for i in range(label + 1, min(label + _REACH_BRIDGE, end)):
        if i in stops or doc[i].text in (";", "."):
            return None
        if bridge := _sequence_at(words.bridges, i, end, doc):
            found = behind(i + len(bridge), end, parsed, f"“{doc[label].lower_} ... {' '.join(bridge)}”")
            return replace(found, occasion=True) if found is not None else None
    return None


def _sequence_at(sequences: Sequence[tuple[str, ...]], i: int, end: int, doc: Doc) -> tuple[str, ...]:
    """The longest of the sequences of words that stands at a token; empty where none does."""
    for told in sequences:
        if i + len(told) < end and all(doc[i + n].lower_ == word for n, word in enumerate(told)):
            return told
    return ()


def _anchors(head: Token, doc: Doc) -> list[Token]:
    """The words a charge may hang on: the cue, its object ("guilty", "charges"), and the verb it serves."""
    words = [head]
    words += [
        child
        for child in head.children
        if child.dep_ in ("dobj", "oprd", "acomp", "attr", "ccomp", "xcomp", "prep", "advmod")
    ]
    words += [w for child in head.children if child.dep_ == "ccomp" for w in child.children if w.lower_ == "guilty"]
    if grammar.is_misread_verb(head):
        words.append(grammar.misread_object(head))
    if head.pos_ in ("NOUN", "PROPN") and head.dep_ in ("dobj", "pobj"):
        words.append(head.head if head.dep_ == "dobj" else head.head.head)
    words += [
        w for w in doc[head.sent.start : head.sent.end] if w.lower_ == "guilty" and w.i > head.i and w.i - head.i < 5
    ]
    return words


def _from(word: Token, kind: str, parsed: Parsed) -> Charge | None:
    allowed = _BY_TYPE.get(kind, _DEFAULT)
    if word.dep_ == "dobj" and word.lemma_.lower() in _SAID and (found := _behind_label(word, parsed)) is not None:
        return found
    if word.lower_ == "guilty":
        allowed = ("of", "to", "on")
    if word.pos_ == "NOUN" and word.lemma_ in ("charge", "accusation"):
        allowed = ("of", "for", "over", "including")
    for prep in (word, *word.children) if word.dep_ == "prep" else tuple(word.children):
        if prep.dep_ not in ("prep", "mark", "dative", "agent") or prep.lower_ not in allowed or _is_judged(prep):
            continue
        for inner in prep.children:
            if inner.dep_ in ("pobj", "pcomp") and (found := _content(prep, inner, word, kind, parsed)) is not None:
                return found
    return None


def _is_judged(prep: Token) -> bool:
    """Whether a reason is a speaker's judgement of the act, and no charge: "held solely for speaking out"."""
    return prep.i > 0 and prep.doc[prep.i - 1].lower_ in _JUDGING


def _content(prep: Token, inner: Token, word: Token, kind: str, parsed: Parsed) -> Charge | None:
    lower, lemma = prep.lower_, inner.lemma_.lower()
    if lemma in _LABELS:
        return _behind_label(inner, parsed)
    if lower == "under" and parsed.doc[prep.i + 1].text in _QUOTES and kind != "restriction":
        return of_head(inner, parsed, "“under” behind it")
    if lower in ("on", "in", "under") or inner.lower_ in _NOT_FOR:
        return None
    if (
        lower == "of"
        and word.lower_ != "guilty"
        and kind not in ("charge", "conviction", "acquittal")
        and word.lemma_ not in _LABELS
    ):
        return None
    if (lower == "with" and kind != "charge") or (grammar.is_somebody(inner) and inner.pos_ != "VERB"):
        return None
    if lower == "for" and inner.pos_ == "NUM":
        return None
    return of_head(inner, parsed, f"“{lower}” behind it")


def _behind_label(label: Token, parsed: Parsed) -> Charge | None:
    for child in label.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "including", "for", "with", "that"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    if inner.lemma_.lower() in _LABELS:
                        return _behind_label(inner, parsed)
                    return of_head(inner, parsed, f"“{label.lower_}”")
    named = [
        c
        for c in label.children
        if c.dep_ in ("compound", "amod", "nmod")
        and c.pos_ in ("NOUN", "PROPN", "ADJ")
        and c.lower_ not in charge_words().not_naming
    ]
    if named:
        return Charge(min(c.left_edge.i for c in named), max(c.i for c in named), f"“{label.lower_}”")
    return None
