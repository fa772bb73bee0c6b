"""The nouns of the field as frozen, typed values; what crosses between stages is made of these.

Offsets are 0-based, half-open, in code points of the report's text exactly as given. Dates are EDTF
(ISO 8601-2), countries ISO 3166-1 alpha-2, money ISO 4217, durations ISO 8601. The structs from
`Coded` downwards are the coder's contract: their JSON is what `onrecord code` writes, and
`onrecord/codebook/coded.schema.json` is made from them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

CONTRACT = "onrecord.coded/1"

Realis: TypeAlias = Literal["actual", "negated", "planned", "demanded", "threatened", "attempted", "hypothetical"]
DateKind: TypeAlias = Literal["within", "throughout", "since"]
PassageKind: TypeAlias = Literal["body", "headline", "standfirst", "caption", "byline", "boilerplate"]
ReportKind: TypeAlias = Literal["news", "statement", "interview note", "court paper", "post", "sheet row"]
DerivationKind: TypeAlias = Literal["translation", "OCR", "transcript"]
ParticipantKind: TypeAlias = Literal["person", "people", "official", "organisation", "outlet", "state", "other"]
LinkKind: TypeAlias = Literal["part_of", "denies", "changes", "ends", "demanded_in", "rival_of"]
PlacePrecision: TypeAlias = Literal["site", "town", "region", "country"]
ProtectionReason: TypeAlias = Literal["minor", "sexual violence", "relative", "unnamed source", "in custody"]
Role: TypeAlias = Literal["affected", "actor", "source", "relative", "other"]


class Span(Struct, frozen=True, order=True):
    """A stretch of a report's text."""

    start: int
    end: int


class Evidence(Struct, frozen=True):
    """The words a value rests on, the rule that took it, and how sure that rule is (0..1, three places)."""

    start: int
    end: int
    rule: str
    confidence: float


# ---------------------------------------------------------------- capture


class Snapshot(Struct, frozen=True, kw_only=True):
    """Bytes as captured: what was there, when, where from."""

    sha256: str
    size: int
    captured: str
    """ISO 8601, UTC."""
    address: str
    """Where the bytes came from: a file path, a line of a file, an address."""
    media_type: str


# ---------------------------------------------------------------- reading


class Dateline(Struct, frozen=True):
    """Where and when a wire story says it was written: `place` in its own words, `date` as EDTF."""

    place: str | None = None
    date: str | None = None


class Particulars(Struct, frozen=True, kw_only=True):
    """What a report says of itself."""

    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    """The wire service credited ("ANI"), where it is not the publisher's own story."""
    byline: str | None = None
    published: str | None = None
    """ISO 8601 date, or date and time with its zone, as precise as told."""
    updated: str | None = None
    dateline: Dateline = Dateline()
    relays: tuple[str, ...] = ()
    """Outlets and organisations whose reporting it passes on (filled by the coder)."""
    language: str | None = None
    """ISO 639-1."""


class Passage(Struct, frozen=True):
    """A stretch of the text that is one paragraph, and what it is; only `body` is coded."""

    start: int
    end: int
    kind: PassageKind


class Derivation(Struct, frozen=True, kw_only=True):
    """That a text was made from something else, how, and from which report (its id), where that is kept."""

    how: DerivationKind
    report: str | None = None


class Report(Struct, frozen=True, kw_only=True):
    """One readable text with its particulars, named by the SHA-256 of its text (UTF-8)."""

    id: str
    """The name its bringer gave it; permanent ids are the store's."""
    text: str
    sha256: str
    particulars: Particulars
    passages: tuple[Passage, ...]
    dateline_span: Span | None = None
    """Where the words of the dateline stand in the text; what is told begins behind them."""
    url: str | None = None
    kind: ReportKind = "news"
    derived_from: Derivation | None = None
    """None of a text that stands as it was published."""
    flags: tuple[str, ...] = ()
    """What is odd about it, in words a user can read ("not coded: language is Russian")."""


# ---------------------------------------------------------------- the coder's contract


class Place(Struct, frozen=True, kw_only=True):
    """Where, as far as it is told: `name` the town, region or site; `country` ISO 3166-1 alpha-2."""

    name: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: PlacePrecision = "country"
    text: str = ""
    """The words it was taken from."""


class Participant(Struct, frozen=True, kw_only=True):
    """Somebody in a role of an act; `person` is the local id of a named person, or null."""

    name: str
    kind: ParticipantKind
    person: str | None = None


class Count(Struct, frozen=True, kw_only=True):
    """How many were affected (of a protest: took part); an open end is null."""

    min: int | None = None
    max: int | None = None
    text: str = ""
    basis: Literal["told", "convention"] = "told"
    """`convention` where a word such as "dozens" stands for a number by agreement."""


class Penalty(Struct, frozen=True, kw_only=True):
    """What was imposed: `term` an ISO 8601 duration, `amount` with its ISO 4217 `currency`."""

    kind: str | None = None
    """prison, fine, suspended, life, death, or null where only a term is told."""
    term: str | None = None
    amount: float | None = None
    currency: str | None = None
    suspended: bool = False


class Link(Struct, frozen=True):
    """What an act is to another one of the same report."""

    kind: LinkKind
    act: str


class Act(Struct, frozen=True, kw_only=True):
    """One doing of a codebook type as one report tells it."""

    id: str
    type: str
    subtype: str | None = None
    mentions: tuple[Span, ...]
    sentences: tuple[Span, ...]
    date: str | None = None
    date_kind: DateKind | None = None
    date_text: str | None = None
    place: Place | None = None
    actors: tuple[Participant, ...] = ()
    affected: tuple[Participant, ...] = ()
    count: Count | None = None
    charge: str | None = None
    penalties: tuple[Penalty, ...] = ()
    realis: Realis = "actual"
    source: tuple[tuple[Participant, ...], ...] = ()
    """Steps from the outlet relayed down to the speaker; joint speakers side by side; empty = the outlet's own word."""
    links: tuple[Link, ...] = ()
    flags: tuple[str, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = {}
    """By slot name (`type`, `date`, `place`, `actors`, ...)."""


class PersonRef(Struct, frozen=True, omit_defaults=True):
    """The other side of a relation: a person of the same line, or a name."""

    person: str | None = None
    name: str | None = None


KIN = frozenset({"spouse", "parent", "child", "sibling", "relative"})
BELONGING = frozenset({"member", "leader", "employee"})
"""To an organisation."""


class Relation(Struct, frozen=True):
    """This person is the KIND of OF (spouse, parent, child, sibling, relative, lawyer, colleague, member, leader, employee)."""

    kind: str
    of: PersonRef


class ProtectionHint(Struct, frozen=True):
    """A reason, told in the text, why a person may need protection; whether they do, a person decides."""

    reason: ProtectionReason
    evidence: Evidence


class Person(Struct, frozen=True, kw_only=True):
    """A named person as one report tells of them."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    description: str | None = None
    relations: tuple[Relation, ...] = ()
    mentions: tuple[Span, ...] = ()
    protection: tuple[ProtectionHint, ...] = ()


class CoderName(Struct, frozen=True):
    """Who coded: name and version of the coder, and the codebook's version."""

    name: str
    version: str
    codebook: str


class Coded(Struct, frozen=True, kw_only=True):
    """One report's line of the contract."""

    schema: str = CONTRACT
    id: str
    text_sha256: str
    coder: CoderName
    flags: tuple[str, ...] = ()
    report: Particulars
    acts: tuple[Act, ...] = ()
    persons: tuple[Person, ...] = ()


class Uncoded(Struct, frozen=True, kw_only=True):
    """The line written for an input line that is not a report."""

    schema: str = CONTRACT
    id: str | None
    line: int
    error: str
    acts: tuple[Act, ...] = ()
    persons: tuple[Person, ...] = ()
