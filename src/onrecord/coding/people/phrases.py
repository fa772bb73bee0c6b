"""A noun phrase to whom it refers, from what was settled for its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.people.cast import Figure, Reference

if TYPE_CHECKING:
    from onrecord.coding.people.cast import Cast
    from onrecord.coding.people.words import Words

__all__ = ["refer"]

_FIRST = frozenset({"i", "me", "my", "myself", "mine"})


def refer(cast: Cast, words: Words, first: int, last: int) -> Reference:
    """Who is meant by the words from `first` to `last`."""
    heads = _heads(words, first, last)
    parts = [_one(cast, words, head, first, last) for head in heads]
    if len(parts) == 1:
        return parts[0]
    figures = tuple(dict.fromkeys(figure for part in parts for figure in part.figures))
    if figures and all(part.figures for part in parts):
        return Reference(
            name=", ".join(f.name for f in figures),
            figures=figures,
            rule="joined",
            confidence=min(p.confidence for p in parts),
            evidence=((first, last),),
        )
    return Reference(name=words.words(first, last), figures=figures, rule="words", evidence=((first, last),))


def _heads(words: Words, first: int, last: int) -> list[int]:
    """The head of a phrase, and what is joined to it by "and" within the phrase."""
    if first == last:
        return [first]
    top = next((t for t in range(first, last + 1) if not first <= words.head[t] <= last or words.head[t] == t), last)
    heads = [top]
    for token in range(first, last + 1):
        if words.dep[token] == "conj" and words.head[token] in heads and token not in heads:
            heads.append(token)
    return heads


def _one(cast: Cast, words: Words, head: int, first: int, last: int) -> Reference:
    figure = cast.at(head)
    told = cast.told(head)
    if told is not None and told.people:
        figures = tuple(cast.people[n] for n in told.people)
        spans = ((first, last), *((t, t) for t in told.evidence))
        return Reference(
            name=", ".join(f.name for f in figures),
            figures=figures,
            rule=told.rule,
            confidence=told.confidence,
            evidence=spans,
        )
    if figure is not None:
        return _figure(figure, first, last)
    group = cast.group_at(head)
    if group is not None:
        whole = first == last
        return Reference(
            name=group.name if whole else words.words(first, last),
            group=group,
            rule="name",
            confidence=1.0,
            evidence=((first, last),),
        )
    if words.low[head] in _FIRST:
        speaker = cast.speaker(head)
        if speaker is not None:
            return Reference(
                name=speaker.name,
                figures=(speaker,),
                rule="speaker of the quote",
                confidence=0.8,
                evidence=((first, last),),
            )
    name = words.words(first, last)
    if told is not None:
        if told.group is not None:
            found = cast.groups[told.group]
            return Reference(
                name=found.name, group=found, rule=told.rule, confidence=told.confidence, evidence=((first, last),)
            )
        return Reference(name=told.name or name, rule=told.rule, confidence=told.confidence, evidence=((first, last),))
    return Reference(name=_owned(cast, words, head, last) or name, evidence=((first, last),))


def _owned(cast: Cast, words: Words, head: int, last: int) -> str | None:
    """The phrase with the owner's name in place of "his", "her" or "their"."""
    for child in words.children[head]:
        told = cast.told(child) if words.dep[child] == "poss" and words.tag[child] == "PRP$" else None
        if told is not None and len(told.people) == 1:
            return f"{cast.people[told.people[0]].name}'s {words.words(child + 1, max(last, head))}"
    return None


def _figure(figure: Figure, first: int, last: int) -> Reference:
    return Reference(name=figure.name, figures=(figure,), rule="name", confidence=1.0, evidence=((first, last),))
