"""Words that tell an act: cheap to look for before any parsing, exact once a sentence is parsed.

The words and their conditions are data (`codebook/en/acts/*.yaml`; the README there explains the keys).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import msgspec
from msgspec import Struct

from onrecord.codebook.data import file_at, read_yaml
from onrecord.coding.grammar import is_misread_verb
from onrecord.coding.inflection import plural, verb_forms
from onrecord.model import Realis

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

_PART = re.compile(r"[^\s-]+|-")
"""The parser's tokens: a hyphen is one of its own."""
_REACH_BACK, _REACH_ON, _REACH_WITH = 4, 7, 11


Kind: TypeAlias = Literal["verbs", "nouns", "modifiers", "phrases"]
Frame: TypeAlias = Literal[
    "", "transitive", "undergoes", "does", "none", "suffering", "doing", "attacking", "state", "state_doer"
]
Tense: TypeAlias = Literal[
    "", "simple_past", "progressive", "present", "not_present", "present_progressive", "not_present_progressive"
]


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cue word of the lexicon with its conditions: see the README beside the data."""

    type: str = ""
    kind: Kind
    word: str = ""
    frame: Frame = ""
    forms: tuple[str, ...] | None = None
    after: tuple[str, ...] = ()
    with_: tuple[str, ...] = msgspec.field(default=(), name="with")
    before: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    object: Literal["", "human", "thing", "any", "none"] = ""
    subject: Literal["", "human", "police", "authority", "private"] = ""
    object_in: frozenset[str] = frozenset()
    subject_in: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    voice: Literal["", "active", "passive"] = ""
    tense: Tense = ""
    realis: Literal[""] | Realis = ""
    subtype: str | None = None
    sure: float = 0.9
    prep: str = ""
    lower_only: bool = False
    object_human: bool = False
    formal: bool = False
    since: bool = False
    term: bool = False
    not_term: bool = False
    adjacent: bool = False
    bare: bool = False
    no_figure: bool = False

    @property
    def is_state(self) -> bool:
        """Whether it is said of somebody ("behind bars"), rather than done."""
        return self.frame.startswith("state")


class Cue(Struct, frozen=True):
    """A cue found: its entry, its head token, and the tokens that make it up (both ends included)."""

    entry: Entry
    head: int
    first: int
    last: int


class Lexicon(Struct, frozen=True):
    """All cue words of one language: single words by form, phrases by their first word."""

    words: Mapping[str, tuple[Entry, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]


def _all_forms(entry: Entry) -> Iterable[str]:
    if entry.kind == "phrases":
        return (entry.word,)
    return entry.forms if entry.forms is not None else _forms(entry.word, entry.kind)


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The cue words of a language, read once a process."""
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in _entries(language):
        for form in _all_forms(entry):
            parts = tuple(_PART.findall(form.lower()))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, entry))
            if len(parts) == 1 or "-" in form:
                words.setdefault(form.lower(), []).append(entry)
    return Lexicon(
        words={form: tuple(entries) for form, entries in words.items()},
        phrases={first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in phrases.items()},
    )


def _entries(language: str) -> Iterator[Entry]:
    for name in sorted(file.name for file in file_at(language, "acts").iterdir() if file.name.endswith(".yaml")):
        table: dict[str, dict[str, Any]] = read_yaml(language, "acts", name)
        for kind in get_args(Kind):
            for word, conditions in (table.get(kind) or {}).items():
                for variant in conditions if isinstance(conditions, list) else [conditions]:
                    yield _entry(name.removesuffix(".yaml"), kind, str(word), variant)


def _entry(type: str, kind: str, word: str, conditions: Mapping[str, Any]) -> Entry:
    """One entry; ValueError where its line in the file has a key or value that means nothing."""
    try:
        return msgspec.convert({"type": type, "kind": kind, "word": word, **conditions}, Entry)
    except msgspec.ValidationError as error:
        raise ValueError(f"acts/{type}.yaml, `{word}` under {kind}: {error}; see the README beside it") from error


def _forms(word: str, kind: Kind) -> set[str]:
    """The forms of a word by rule; a form too many does no harm."""
    if kind == "modifiers":
        return {word}
    return {word, plural(word)} if kind == "nouns" else verb_forms(word)


def find(parsed: Parsed, words: Lexicon) -> tuple[Cue, ...]:
    """The cues of a parsed report whose wording fits, in order; who did what to whom is judged later."""
    return tuple(
        cue for span in parsed.spans for cue in _in_sentence(span.start, [t.lower_ for t in span], parsed, words)
    )


def _in_sentence(offset: int, lower: Sequence[str], parsed: Parsed, words: Lexicon) -> Iterator[Cue]:
    taken: dict[int, set[str]] = {}
    for at, word in enumerate(lower):
        for parts, entry in words.phrases.get(word, ()):
            last = at + len(parts) - 1
            if tuple(lower[at : last + 1]) == parts and wording_fits(entry, lower, at, last):
                for n in range(at, last + 1):
                    taken.setdefault(n, set()).add(entry.type)
                yield Cue(entry, offset + _phrase_head(at, last, offset, parsed), offset + at, offset + last)
                break
    for at, word in enumerate(lower):
        for entry in words.words.get(word, ()):
            if at in taken and (entry.type in taken[at] or entry.kind == "nouns"):
                continue
            if _part_of_speech(entry, parsed, offset + at) and wording_fits(entry, lower, at, at):
                yield Cue(entry, offset + at, offset + at, offset + at)


def _phrase_head(at: int, last: int, offset: int, parsed: Parsed) -> int:
    """The token of the phrase whose head stands outside it."""
    for n in range(at, last + 1):
        head = parsed.doc[offset + n].head.i - offset
        if not at <= head <= last or head == n:
            return n
    return last


def _part_of_speech(entry: Entry, parsed: Parsed, i: int) -> bool:
    token = parsed.doc[i]
    tag = token.tag_
    if entry.lower_only and not token.text.islower():
        return False
    if entry.kind == "nouns":
        return tag.startswith("NN") or (tag == "VBG" and token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass"))
    if entry.kind == "modifiers":
        if token.dep_ == "amod":
            return not is_misread_verb(token)
        return tag in ("VBN", "JJ", "VBD") and token.dep_ == "compound"
    if tag.startswith("VB"):
        if token.dep_ == "pobj":
            return False
        return token.dep_ not in ("amod", "compound") or is_misread_verb(token)
    return tag == "JJ" and token.dep_ in ("acomp", "ROOT", "conj") and token.text.endswith("ed")


def wording_fits(entry: Entry, lower: Sequence[str], first: int, last: int) -> bool:
    """Whether the words around fit the entry's conditions."""
    if entry.after and not _particle(entry, lower, last):
        return False
    if entry.no_figure and any(
        word[:1].isdigit() for word in (*lower[max(0, first - 1) : first], *lower[last + 1 : last + 2])
    ):
        return False
    if entry.with_:
        behind = _joined(lower, first, last + 1 + _REACH_WITH)
        if not any(f" {sequence} " in behind for sequence in entry.with_):
            return False
    if entry.before and not any(_joined(lower, max(0, first - 3), first).endswith(f" {w} ") for w in entry.before):
        return False
    if entry.without:
        around = _joined(lower, max(0, first - _REACH_BACK), last + 1 + _REACH_ON)
        if any(f" {sequence} " in around for sequence in entry.without):
            return False
    return True


def _particle(entry: Entry, lower: Sequence[str], last: int) -> bool:
    return any(w in entry.after for w in lower[last + 1 : last + 2]) or any(
        w in entry.after for w in lower[last + 2 : last + 5]
    )


def _joined(lower: Sequence[str], start: int, end: int) -> str:
    return f" {' '.join(lower[start:end])} "
