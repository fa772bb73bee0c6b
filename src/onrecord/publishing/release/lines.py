"""What leaves, as lines: happenings, the people whom the policy lets be told of, and who took which part."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

Rule: TypeAlias = Literal[
    "not of the rows asked for", "not reviewed", "too few origins", "only a protected person tells it", "too few alike",
    "protected", "may need protection, no consent told", "kin of a protected person, no consent told", "shares a name with a protected person",
    "no decision", "left out by decision", "names somebody who is left out", "leads back to somebody who is left out",
    "made coarser: somebody in it is not named",
]  # fmt: skip
"""Why something stays, or leaves less exact."""


class IncidentLine(Struct, frozen=True, kw_only=True):
    """A happening as it leaves; what is not told, or may not be, is None."""

    incident: str
    type: str | None = None
    subtype: str | None = None
    told_as: str | None = None
    date: str | None = None
    place: str | None = None
    region: str | None = None
    country: str | None = None
    place_precision: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    actors: str | None = None
    count_min: int | None = None
    count_max: int | None = None
    charge: str | None = None
    penalties: str | None = None
    is_denied: bool | None = None
    origins: int | None = None
    publishers: str | None = None
    urls: str | None = None
    quote: str | None = None


class PersonLine(Struct, frozen=True, kw_only=True):
    """A person as the policy lets them be told of."""

    person: str
    name: str
    form: str


class WhoLine(Struct, frozen=True, kw_only=True):
    """That a person was in a happening: something was done to them, or they did it."""

    incident: str
    person: str
    role: str


def digest(line: Struct) -> str:
    """By which a line is seen to have changed since the last release."""
    return sha256(msgspec.json.encode(line)).hexdigest()[:16]
