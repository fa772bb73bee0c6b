"""Runs of capitalised words to names: titles, peoples and bodies before a name are set apart from it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.coding.people.lexicon import Gender, Lexicon
from onrecord.coding.people.runs import is_capital, is_heading, runs
from onrecord.coding.people.titles import (
    AFTER_TITLE,
    MARKS,
    is_surname,
    noun_before,
    opens_name,
    past_office,
    past_words_before,
    title_at,
    title_start,
)
from onrecord.coding.people.words import Words, fold

__all__ = ["Name", "find_names", "head_of", "parts_of"]

_ARTICLES = frozenset({"the", "a"})
_LONGEST = 20
_LINKS = frozenset({"of", "for", "to", "without", "against", "in"})


class Name(Struct, frozen=True, kw_only=True):
    """A name as it stands in the report: its tokens, its words folded, and the title before it."""

    first: int
    last: int
    parts: tuple[str, ...]
    title: tuple[int, int] | None = None
    """First and last token of the words before the name that belong to it ("President", "Singer")."""
    gender: Gender = "?"
    """What the title tells."""
    titled: bool = False
    """Whether the title is one for persons."""


def find_names(words: Words, lexicon: Lexicon) -> list[Name]:
    """All names of the parsed sentences, whatever they name, in order."""
    headings = {n for n in range(len(words.first)) if is_heading(words, n)}
    found = [
        run
        for run in runs(words, lexicon)
        if words.sentence[run[0]] not in headings or opens_name(words, lexicon, run[0])
    ]
    names: list[Name] = []
    for first, last in _with_links(words, lexicon, found):
        if last - first > _LONGEST:
            continue
        names.extend(_refined(words, lexicon, first, last))
    names.extend(_surnames_alone(words, lexicon, found, names))
    taken = {token for name in names for token in range(name.first, name.last + 1)}
    names.extend(
        name for name in _in_headings(words, headings, {name.parts for name in names}) if name.first not in taken
    )
    names.sort(key=lambda name: name.first)
    return names


def head_of(words: Words, name: Name) -> int:
    """The token of a name that hangs on the rest of its sentence."""
    inside = range(name.first, name.last + 1)
    return next((t for t in inside if words.head[t] not in inside or words.head[t] == t), name.last)


def _in_headings(words: Words, headings: set[int], known: set[tuple[str, ...]]) -> Iterator[Name]:
    """Names known from elsewhere, where all words are capitalised and so tell nothing."""
    longest = max(map(len, known), default=0)
    for sentence in sorted(headings):
        token = words.first[sentence]
        while token <= words.last[sentence]:
            last = next(
                (
                    last
                    for last in range(min(token + longest, words.last[sentence]), token - 1, -1)
                    if is_capital(words, token) and parts_of(words, token, last) in known
                ),
                None,
            )
            if last is not None and words.text[last][0].isalpha():
                yield Name(first=token, last=last, parts=parts_of(words, token, last))
                token = last
            token += 1


def _surnames_alone(words: Words, lexicon: Lexicon, found: list[tuple[int, int]], names: list[Name]) -> list[Name]:
    """Words such as "King" that are a title elsewhere, where they are the last word of a person's full name here."""
    last_words = {name.parts[-1] for name in names if len(name.parts) > 1}
    alone = [first for first, last in found if first == last and words.low[first] in last_words]
    return [
        Name(first=token, last=token, parts=(words.low[token],))
        for token in alone
        if words.low[token] in lexicon.rank and (token == words.begins(token) or words.low[token - 1] not in _ARTICLES)
    ]


def parts_of(words: Words, first: int, last: int) -> tuple[str, ...]:
    """The words of a name, folded; hyphened ones are one word."""
    parts: list[str] = []
    joined = False
    for token in range(first, last + 1):
        text = words.text[token]
        if text in MARKS:
            joined = words.glued[token] and text not in '"“”‘«»'
            continue
        plain = fold(text).strip(".")
        if joined and parts:
            parts[-1] += plain
        elif plain:
            parts.append(plain)
        joined = text[-1] in MARKS
    return tuple(part.replace("'", "").replace("-", "") for part in parts if part)


def _with_links(words: Words, lexicon: Lexicon, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs joined over "of", "for" and the like, where the first of them names a body."""
    n = 0
    while n < len(found):
        first, last = found[n]
        while n + 1 < len(found) and _goes_on(words, lexicon, (first, last), found[n + 1]):
            n += 1
            last = found[n][1]
        yield first, last
        n += 1


def _goes_on(words: Words, lexicon: Lexicon, run: tuple[int, int], after: tuple[int, int]) -> bool:
    first, last = run
    gap = words.low[last + 1 : after[0]]
    if not gap or len(gap) > 2 or words.sentence[last] != words.sentence[after[0]] or gap[0] not in _LINKS:
        return _joined_by_and(words, lexicon, run, after, gap)
    if len(gap) == 2 and gap[1] not in {"the", "all", "human"}:
        return False
    if gap[0] == "in" and len(gap) == 1:
        return False
    return any(words.low[t] in lexicon.bodies for t in range(first, last + 1))


def _joined_by_and(
    words: Words, lexicon: Lexicon, run: tuple[int, int], after: tuple[int, int], gap: list[str]
) -> bool:
    """Whether "and" stands inside one name: "Justice and Development Party"."""
    if gap not in (["and"], ["&"]) or words.sentence[run[1]] != words.sentence[after[0]]:
        return False
    ends_in_body = after[1] > after[0] or words.low[after[1]] in lexicon.bodies
    word = words.low[run[0]]
    one_word = (
        run[0] == run[1] and word not in lexicon.given and word not in lexicon.places and word not in lexicon.peoples
    )
    return ends_in_body and one_word and words.low[after[1]] in lexicon.bodies and words.pos[run[0]] == "PROPN"


def _refined(words: Words, lexicon: Lexicon, first: int, last: int) -> Iterator[Name]:
    while last > first and (
        words.text[last] in MARKS
        or words.low[last] in lexicon.particles - {"kyzy", "uly", "uulu", "qizi", "ogly", "oglu"}
    ):
        last -= 1
    if words.low[last] in lexicon.bodies or any(
        words.low[t] in _LINKS and words.low[t - 1] in lexicon.bodies for t in range(first + 1, last)
    ):
        yield from _named(words, lexicon, first, last)
        return
    first = past_office(words, lexicon, first, last)
    at = title_at(words, lexicon, first, last)
    if at is None:
        yield from _named(words, lexicon, past_words_before(words, lexicon, first, last), last)
        return
    if at == last:
        if not is_surname(words, lexicon, first, last):
            return
        yield from _named(words, lexicon, past_words_before(words, lexicon, first, last), last)
        return
    yield from _side(words, lexicon, first, at)
    word = words.low[at].rstrip(".")
    gender = lexicon.courtesy.get(word) or lexicon.rank.get(word) or lexicon.nouns.get(word) or "?"
    start = at + 1
    while start < last and (words.text[start] in MARKS or words.low[start] in AFTER_TITLE):
        start += 1
    start = past_words_before(words, lexicon, start, last)
    yield Name(
        first=start,
        last=last,
        parts=parts_of(words, start, last),
        title=(title_start(words, lexicon, first, at), at),
        gender=gender,
        titled=True,
    )


def _side(words: Words, lexicon: Lexicon, first: int, at: int) -> Iterator[Name]:
    """What stands before a title in one run: "Uganda Journalists Union | President"."""
    last = title_start(words, lexicon, first, at) - 1
    if last >= first and not all(words.low[t] in lexicon.peoples for t in range(first, last + 1)):
        yield Name(first=first, last=last, parts=parts_of(words, first, last))


def _named(words: Words, lexicon: Lexicon, first: int, last: int) -> Iterator[Name]:
    if first == last and (words.low[first] in lexicon.peoples or words.low[first] in lexicon.dates):
        return
    if not any(is_capital(words, t) and len(words.text[t].rstrip(".")) > 1 for t in range(first, last + 1)):
        return
    place = first
    while place < last and words.low[place] in lexicon.places and not opens_name(words, lexicon, place):
        place += 1
    if first < place < last and opens_name(words, lexicon, place):
        yield Name(first=first, last=place - 1, parts=parts_of(words, first, place - 1))
        first = place
    title = noun_before(words, lexicon, first)
    gender: Gender = lexicon.nouns.get(words.low[title], "?") if title is not None else "?"
    yield Name(
        first=first,
        last=last,
        parts=parts_of(words, first, last),
        title=(title, title) if title is not None else None,
        gender=gender,
        titled=title is not None,
    )
