"""What attribution gives: who speaks, by which words, about what."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.coding.kinds import GiverKind
from onrecord.model import ParticipantKind

Stance: TypeAlias = Literal[
    "says",
    "denies",
    "confirms",
    "doubts",
    "demands",
    "asks",
    "threatens",
    "warns",
    "fears",
    "believes",
    "plans",
    "accuses",
    "cites",
    "judges",
    "rules",
]
"""What the cue does to the standing of its content.

`judges` (criticised, praised) takes it as given, and what a court `rules` is its own act: neither makes it theirs to tell.
"""

Tokens: TypeAlias = tuple[int, int]
"""First and last token, both included."""


class Speaker(Struct, frozen=True, kw_only=True):
    """One word-giver: `first` to `last` are the tokens of the name or description, `head` the one that names it.

    `told` are the tokens that stand for it in its clause: the whole noun phrase, or "who" of a relative clause.
    """

    first: int
    last: int
    head: int
    told: Tokens
    name: str
    kind: ParticipantKind
    giver: GiverKind
    pronoun: bool = False
    owner: int | None = None
    """The token of "his", "her" or "their" that opens the description ("his lawyer")."""
    stands_for: Speaker | None = None
    """The word-giver that "he", "the source" or "the group" takes up, by this part's own lights (no persons joined)."""

    @property
    def resolved(self) -> Speaker:
        """Whom it stands for, else itself."""
        return self.stands_for or self


Step: TypeAlias = tuple[Speaker, ...]
"""Joint speakers, side by side."""


class Attribution(Struct, frozen=True, kw_only=True):
    """Words put into somebody's mouth.

    `steps` runs from the outlet relayed down to the speaker; it is empty where nobody is named ("allegedly") and
    where the publisher itself speaks. `content` are token ranges, `cue` the tokens of the word that attributes.
    """

    steps: tuple[Step, ...]
    cue: Tokens
    content: tuple[Tokens, ...]
    rule: str
    """How it was found.

    `own deed` is what they vow or threaten to do themselves, which they are the doers of and not the word-givers;
    `taken as given` what they only wrote about.
    """
    confidence: float
    stance: Stance
    quoted: bool = False
    own: bool = False
    """Whether the speaker is the publishing outlet (or its agency) itself."""
    source: Tokens | None = None
    """The tokens of the word-giver as told, the outlet's own included."""

    def covers(self, token: int) -> bool:
        """Whether a token lies in the content."""
        return any(first <= token <= last for first, last in self.content)

    @property
    def size(self) -> int:
        """How many tokens the content has."""
        return sum(last - first + 1 for first, last in self.content)
