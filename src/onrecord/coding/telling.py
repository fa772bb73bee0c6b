"""One telling of an act: what a single cue says of it, before tellings of the same act are put together."""

from __future__ import annotations

from msgspec import Struct

from onrecord.coding.attribution import Attribution
from onrecord.coding.charges import Charge
from onrecord.coding.cues import Cue
from onrecord.coding.realis import Told
from onrecord.coding.when import When
from onrecord.coding.where import Where
from onrecord.model import Evidence, ParticipantKind, Penalty


class Party(Struct, frozen=True, kw_only=True):
    """Somebody in a role: a named person (`figure`), or the words for a group, an office, somebody unnamed."""

    name: str
    kind: ParticipantKind
    figure: int | None = None
    head: int
    """Token index of the head word."""
    first: int
    last: int
    lemma: str
    """Dictionary form of the head word: what two tellings of one group share."""
    plural: bool = False
    definite: bool = False
    told: tuple[int, int] | None = None
    """First and last token of a group's own words, where a pronoun stands for them."""
    among: bool = False
    """Named out of a group that stands beside: "20 people, including X"."""
    rule: str
    confidence: float


class Telling(Struct, frozen=True, kw_only=True):
    """What one cue tells."""

    cue: Cue
    sentence: int
    told: Told
    actors: tuple[Party, ...] = ()
    affected: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    charge: Charge | None = None
    penalties: tuple[tuple[Penalty, Evidence], ...] = ()
    source: Attribution | None = None
    demanders: tuple[Party, ...] = ()
    """Who demands it, where it is told as demanded."""
    again: bool = False
    """Told as one more of its kind: "a second rally", "another arrest"."""
    looks_back: bool = False
    """Told as "this arrest": it only takes up one told before."""
    counted: bool = False
    """A noun that counts the doings themselves: "30 arrests", "arrests were made"."""
    retyped: str | None = None
    """The type that the context gives it in place of the cue's own."""

    @property
    def type(self) -> str:
        """The type of act that the cue tells."""
        return self.retyped or self.cue.entry.type

    @property
    def nominal(self) -> bool:
        """Whether a noun tells it ("the arrest"), which mostly looks back to a telling before."""
        return self.cue.entry.kind in ("nouns", "phrases")

    @property
    def doers(self) -> tuple[Party, ...]:
        """Those by whom the act is known: the doers of what nobody suffers, else those affected."""
        told = self.affected or (self.actors if self.type == "protest" else ())
        return tuple(p for p in told if not p.among) or told
