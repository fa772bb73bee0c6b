"""Accounts of one happening to their origins: who is the root of each, and how many roots are independent of each other.

The root of an account is the last step of its chain: who was there, who spoke. Where a report tells in its own voice, the
root is the agency it credits, else the outlet; reports that are copies of one text have one voice. Where it is not plain
that two are two they count as one: "police" and "Almaty police", "a witness" here and "a witness" there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from onrecord.coding.kinds import GiverKind, same_outlet, word_giver_kind
from onrecord.letters import plain
from onrecord.linking.happenings.doing import Doing
from onrecord.linking.silence import OFFICIAL, Silence, Silent
from onrecord.model import Participant

Official: TypeAlias = Literal["tells", "denies", "tells and denies", "declined to comment", "gave no answer", "silent"]
_SAYS: dict[Silence, Official] = {"declined": "declined to comment", "unanswered": "gave no answer", "silent": "silent"}
_BODIES: frozenset[GiverKind] = frozenset({"outlet", "organisation", "rights group", "official", "state"})
_LITTLE = frozenset({"the", "a", "an", "of", "in", "s", "his", "her", "their", "several", "some", "local", "one"})
TWO = 2
"""The rule of two independent sources."""


class Account(Struct, frozen=True, kw_only=True):
    """One act as one report tells it, and what the report is made from."""

    doing: Doing
    publisher: str | None = None
    agency: str | None = None
    text: str
    """The text it stands in; reports that are copies of each other give the same."""


class Origin(Struct, frozen=True):
    """An independent root of accounts."""

    name: str
    kind: GiverKind
    acts: tuple[str, ...] = ()
    """Acts that rest on it."""


class Corroboration(Struct, frozen=True):
    """On whose word a happening or one of its values rests."""

    told_by: tuple[Origin, ...]
    denied_by: tuple[Origin, ...]
    official: Official
    """What officials and states say of it, or that a report says they were asked; `silent` where no report tells either."""
    told_otherwise_by: tuple[Origin, ...] = ()
    """Who tells it as planned, demanded, threatened or attempted: they are no witness that it was done."""

    by_kind: dict[str, int] = {}
    """How many independent origins of each kind tell it."""
    said_nothing: tuple[Silent, ...] = ()
    """Where reports say that officials, asked about it, told nothing."""

    def has(self, least: int = TWO) -> bool:
        """Whether at least so many independent origins tell it."""
        return len(self.told_by) >= least


def corroboration(accounts: Iterable[Account], said_nothing: Iterable[Silent] = ()) -> Corroboration:
    """Who tells it, who denies it, and who tells it otherwise; a side that does several stands on each."""
    every = sorted(accounts, key=lambda one: one.doing.act)
    voices = _voices(every)
    by_realis: dict[str, list[Account]] = defaultdict(list)
    for one in every:
        by_realis[one.doing.realis if one.doing.realis in {"actual", "negated"} else "otherwise"].append(one)
    told, denied, otherwise = (
        _independent(_roots(by_realis[realis], voices)) for realis in ("actual", "negated", "otherwise")
    )
    silent = tuple(said_nothing)
    return Corroboration(
        told_by=told,
        denied_by=denied,
        official=_official(told, denied, silent),
        told_otherwise_by=otherwise,
        by_kind=dict(sorted(Counter(one.kind for one in told).items())),
        said_nothing=silent,
    )


def most(accounts: Iterable[Account]) -> int:
    """So many independent origins can tell it at most, as the words for them go; it takes no time to say."""
    return sum(len(one.doing.source[-1]) if one.doing.source else 1 for one in accounts if one.doing.realis == "actual")


def _official(told: Sequence[Origin], denied: Sequence[Origin], silent: Sequence[Silent]) -> Official:
    tells, denies = (any(one.kind in OFFICIAL for one in side) for side in (told, denied))
    if tells:
        return "tells and denies" if denies else "tells"
    if denies:
        return "denies"
    said = {one.how for one in silent}
    return next((words for how, words in _SAYS.items() if how in said), "silent")


def root(account: Account, *, voice: Origin | None = None) -> tuple[Origin, ...]:
    """The root of one account, joint speakers side by side; `voice` is that of the text, where copies of it tell more."""
    acts = (account.doing.act,)
    if account.doing.source:
        return tuple(Origin(one.name, _kind(one), acts) for one in account.doing.source[-1])
    own = voice or _voice(account)
    return (replace(own, acts=acts),)


def _kind(giver: Participant) -> GiverKind:
    return word_giver_kind(giver.name, is_person=giver.person is not None)


def _voice(account: Account) -> Origin:
    return Origin(account.agency or account.publisher or f"text {account.text[:12]}", "outlet")


def _voices(accounts: Sequence[Account]) -> dict[str, Origin]:
    """The voice of each text: the agency that any copy credits, else the outlet of the first one."""
    credited = sorted(accounts, key=lambda one: one.agency is None)
    return {one.text: _voice(one) for one in reversed(credited)}


def _roots(accounts: Sequence[Account], voices: Mapping[str, Origin]) -> Iterator[Origin]:
    for account in accounts:
        yield from root(account, voice=voices[account.text])


def _independent(roots: Iterable[Origin]) -> tuple[Origin, ...]:
    """Each root once, under its fullest name, with all the acts that rest on it."""
    found: list[Origin] = []
    for one in sorted(roots, key=lambda one: (-len(_words(one)), one.name, one.acts)):
        same = next((n for n, other in enumerate(found) if _may_be_one(one, other)), None)
        if same is None:
            found.append(one)
        else:
            acts = tuple(sorted({*found[same].acts, *one.acts}))
            found[same] = replace(found[same], acts=acts)
    return tuple(sorted(found, key=lambda one: (one.acts, one.name)))


def _may_be_one(one: Origin, other: Origin) -> bool:
    if one.kind == other.kind == "outlet":
        return same_outlet(one.name, other.name) or _words(one) == _words(other)
    if _is_nameless(one) or _is_nameless(other):
        return one.kind == other.kind
    return _words(one) <= _words(other) and (one.kind == other.kind or "person" in {one.kind, other.kind})


def _is_nameless(origin: Origin) -> bool:
    """Whether the words are such as any report may use of anybody: "a witness", "residents"."""
    return origin.kind not in _BODIES and origin.name == origin.name.lower()


def _words(origin: Origin) -> frozenset[str]:
    return frozenset(plain(origin.name).replace("'", " ").replace("’", " ").split()) - _LITTLE
