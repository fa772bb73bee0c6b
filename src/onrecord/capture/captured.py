"""What was brought, as bytes with all that is known of where they came from."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from msgspec import Struct

from onrecord.model import Snapshot


class Hop(Struct, frozen=True, kw_only=True):
    """A redirect on the way: what the address answered, from which machine, when (ISO 8601, UTC)."""

    address: str
    status: int
    answered: tuple[tuple[str, str], ...]
    ip: str | None = None
    at: str


class Exchange(Struct, frozen=True, kw_only=True):
    """How bytes came over the network: each address on the way, and what was said there."""

    addresses: tuple[str, ...]
    """The one that was asked for, then each that it led to."""
    status: int
    """The HTTP status of the last."""
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the last request."""
    answered: tuple[tuple[str, str], ...] = ()
    """The headers of the last response."""
    ip: str | None = None
    begun: str
    """ISO 8601, UTC; so is `ended`."""
    ended: str
    hops: tuple[Hop, ...] = ()
    """The redirects on the way to the last address, in order, where they were kept."""


class Captured(Struct, frozen=True, kw_only=True):
    """One item that was brought: its bytes and what is known of them; `line` its number in a list of reports."""

    snapshot: Snapshot
    data: bytes
    line: int | None = None
    part: str | None = None
    """Which of several stories in these bytes is meant; None of the only one, or of all."""
    exchange: Exchange | None = None
    """How it came over the network; None of a file."""


def captured(
    data: bytes, *, address: str, media_type: str, line: int | None = None, exchange: Exchange | None = None
) -> Captured:
    """An item of these bytes, captured now."""
    snapshot = Snapshot(
        sha256=sha256(data).hexdigest(),
        size=len(data),
        captured=datetime.now(UTC).isoformat(timespec="seconds"),
        address=address,
        media_type=media_type,
    )
    return Captured(snapshot=snapshot, data=data, line=line, exchange=exchange)


class Gone(Struct, frozen=True):
    """An address that gave no page: what it answered, and why in words."""

    item: Captured
    reason: str


class Unreached(Struct, frozen=True):
    """An address that could not be asked because nothing can be reached at present, in words."""

    address: str
    reason: str


class Unusable(Struct, frozen=True):
    """One thing among several in a folder or an archive that cannot be taken in, and why."""

    address: str
    reason: str
