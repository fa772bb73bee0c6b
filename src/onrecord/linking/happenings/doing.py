"""One act of one report as it is held beside acts of other reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from onrecord.letters import plain
from onrecord.linking.happenings.wording import telling_words
from onrecord.model import Act, Count, Participant, ParticipantKind, Penalty, Place, Realis

Source: TypeAlias = tuple[tuple[Participant, ...], ...]


class Somebody(Struct, frozen=True):
    """Somebody in a role: the name as told, and the identity across reports where one was found."""

    name: str
    kind: ParticipantKind = "person"
    identity: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether it is one named person, rather than "several activists"."""
        return self.kind == "person" or self.identity is not None

    @property
    def key(self) -> str:
        """What two tellings of the same somebody share, when nothing else is known."""
        return self.identity or plain(self.name)


class Doing(Struct, frozen=True, kw_only=True):
    """What is compared. `words` are the telling words of an act on nobody by name, besides those of the act, people, place and day."""

    report: str
    act: str
    type: str
    subtype: str | None = None
    realis: Realis = "actual"
    words: tuple[str, ...] = ()
    date: str | None = None
    """EDTF."""
    published: str | None = None
    """The day on which the report came out, ISO 8601."""
    place: Place | None = None
    actors: tuple[Somebody, ...] = ()
    affected: tuple[Somebody, ...] = ()
    count: Count | None = None
    charge: str | None = None
    penalties: tuple[Penalty, ...] = ()
    source: Source = ()

    @property
    def persons(self) -> tuple[Somebody, ...]:
        """The named persons it was done to; of an act without such, those who did it."""
        return tuple(one for one in self.affected if one.is_named) or tuple(one for one in self.actors if one.is_named)

    @property
    def groups(self) -> tuple[Somebody, ...]:
        """Those it was done to who are told in words."""
        return tuple(one for one in self.affected if not one.is_named)


def doing_of(
    act: Act,
    *,
    report: str,
    published: str | None = None,
    identities: Mapping[str, str] | None = None,
    text: str | None = None,
) -> Doing:
    """A kept act as a doing; `identities` gives the identity of each person id of the report, `text` is the report's."""

    def somebody(one: Participant) -> Somebody:
        return Somebody(one.name, one.kind, (identities or {}).get(one.person or ""))

    return Doing(
        report=report,
        act=act.id,
        type=act.type,
        subtype=act.subtype,
        realis=act.realis,
        words=telling_words(act, text) if text is not None else (),
        date=act.date,
        published=published[:10] if published else None,
        place=act.place,
        actors=tuple(map(somebody, act.actors)),
        affected=tuple(map(somebody, act.affected)),
        count=act.count,
        charge=act.charge,
        penalties=act.penalties,
        source=act.source,
    )
