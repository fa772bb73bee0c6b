"""An address to what was captured there."""

from __future__ import annotations

from onrecord.capture.captured import Captured, Gone, captured
from onrecord.capture.kinds import HEAD, PAGE, media_type
from onrecord.capture.manners import Polite
from onrecord.errors import FetchFailed

_SCHEMES = ("http://", "https://")
_REASONS = {
    401: "asks for a password",
    402: "is to be paid for",
    403: "is closed to programs",
    404: "is not there",
    410: "is there no longer",
    451: "is blocked by law where you are",
}


def is_address(told: str) -> bool:
    """Whether what was brought is an address and not the name of a file."""
    return told.lower().startswith(_SCHEMES)


def capture_address(address: str, net: Polite, *, obeys: bool) -> Captured:
    """The page that stands at an address. Raises FetchFailed, with what to do, when there is none; UnreadableFile for other kinds."""
    found = ask_address(address, net, obeys=obeys)
    if isinstance(found, Gone):
        raise FetchFailed(found.reason)
    return found


def ask_address(address: str, net: Polite, *, obeys: bool) -> Captured | Gone:
    """The page that stands at an address, or what it answered instead of one. Raises FetchFailed when there is no answer at all."""
    got = net.fetch(address, obeys=obeys)
    if got.exchange.status != 200:
        reason = f"{address} {reason_of(got.exchange.status)}: save the page in a browser and add the file."
        return Gone(
            captured(got.data, address=address, media_type=got.media_type or PAGE, exchange=got.exchange), reason
        )
    kind = media_type(got.data[:HEAD], name=got.exchange.addresses[-1])
    return captured(got.data, address=address, media_type=kind, exchange=got.exchange)


def reason_of(status: int) -> str:
    """Why there is no page, in words, by the HTTP status."""
    return _REASONS.get(status, f"gives no page (HTTP status {status})")
