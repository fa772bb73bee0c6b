"""An attribution to the word-givers of a record: named as fully as the report allows, nobody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from onrecord.coding.kinds import is_acronym
from onrecord.model import Participant

if TYPE_CHECKING:
    from onrecord.coding.attribution import Attribution, Speaker
    from onrecord.coding.parse import Parsed
    from onrecord.coding.people import Cast, Figure

_OWNERS = frozenset({"his", "her", "their"})
_SMALL = frozenset({"of", "the", "for", "and", "to", "in", "on", "de"})
_MOST = 10
"""How many words before its short form in brackets a long name may have."""

NamePerson: TypeAlias = "Callable[[Figure], Participant]"


class Givers:
    """Names word-givers; `person` makes the participant of a named person."""

    __slots__ = ("_cast", "_long", "_parsed", "_person")

    def __init__(self, parsed: Parsed, cast: Cast, person: NamePerson) -> None:
        self._parsed = parsed
        self._cast = cast
        self._person = person
        self._long: dict[str, str] = {}

    def chain(self, attribution: Attribution | None) -> tuple[tuple[Participant, ...], ...]:
        """The steps from the outlet relayed down to the speaker; empty where it is the report's own word."""
        if attribution is None or attribution.own:
            return ()
        steps: list[tuple[Participant, ...]] = []
        seen: set[str] = set()
        for told in attribution.steps:
            step = tuple(p for p in self._step(told) if p.name.casefold() not in seen)
            seen.update(p.name.casefold() for p in step)
            if step:
                steps.append(step)
        return tuple(steps)

    def _step(self, step: Sequence[Speaker]) -> Iterator[Participant]:
        for speaker in step:
            if figures := self._cast.refer(speaker.head).figures:
                yield from (self._person(figure) for figure in figures)
            elif speaker.stands_for is not None:
                yield from self._step((speaker.stands_for,))
            elif not speaker.pronoun:
                yield self._unnamed(speaker)

    def _unnamed(self, speaker: Speaker) -> Participant:
        reference = self._cast.refer(speaker.head)
        if reference.group is not None and speaker.kind == "organisation":
            return Participant(name=self._in_full(reference.group.name), kind=speaker.kind)
        owned = self._with_owner(speaker)
        name = speaker.name if speaker.kind == "outlet" else self._in_full(speaker.name)
        return Participant(name=owned or name, kind=speaker.kind)

    def _with_owner(self, speaker: Speaker) -> str | None:
        """The description with its owner's fullest name: "his lawyer", "one of Ms Sool's friends"."""
        for token in self._parsed.doc[speaker.first : speaker.last + 1]:
            if token.dep_ != "poss":
                continue
            figures = self._cast.refer(token.i).figures
            if len(figures) != 1 and not (figures and token.lower_ in _OWNERS):
                continue
            name = figures[0]
            first, last = token.i, token.i
            if token.lower_ not in _OWNERS:
                first = next((m.first for m in name.mentions if m.first <= token.i <= m.last), token.i)
                last += token.i < speaker.last and token.nbor().lower_ in ("'s", "’s", "'", "’")
            before = self._parsed.phrase(speaker.first, first - 1) + " " if first > speaker.first else ""
            return f"{before}{name.name}'s {self._parsed.phrase(last + 1, speaker.last)}"
        return None

    def _in_full(self, name: str) -> str:
        """The long name that a short form in brackets was told with: "Lantern Society for Exiles (LSE)"."""
        if not is_acronym(name):
            return name
        if name not in self._long:
            self._long[name] = _long_form(self._parsed.text, name) or name
        return self._long[name]


def _long_form(text: str, short: str) -> str | None:
    at = text.find(f"({short})")
    if at < 0:
        return None
    words = text[max(0, at - 160) : at].split()[-_MOST:]
    for n in range(len(words) - 1, -1, -1):
        letters = "".join(w[0] for w in words[n:] if w.lower() not in _SMALL)
        if words[n][:1].isupper() and letters.upper() == short:
            return " ".join(words[n:])
    return None
