"""A capture's WARC file to a timestamp of an authority (RFC 3161), which learns the file's digest alone; checked offline.

A timestamp shows that the file was there at a time, on the word of somebody else. It is asked for only where the settings
name an authority: asking tells it that, and from where, something was captured.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.capture.fetch import Fetcher
from onrecord.errors import CollectionError, FetchFailed, SettingsError

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

QUERY = "application/timestamp-query"
_INSTALL = "Timestamps need another library: `pip install 'onrecord[timestamps]'`, or leave `timestamps` empty in onrecord.toml."


class Stamp(Struct, frozen=True):
    """When an authority saw a file (ISO 8601, UTC), and whether its signature was checked against a certificate."""

    at: str
    checked: bool


def is_readable() -> bool:
    """Whether the library is there that reads timestamps."""
    try:
        _library()
    except SettingsError:
        return False
    return True


def stamp_of(record: bytes, authority: str, net: Fetcher) -> bytes:
    """The answer of an authority about a WARC file. Raises FetchFailed when it gives none that is about this very file."""
    library = _library()
    asked = library.TimestampRequestBuilder().data(record).hash_algorithm(library.HashAlgorithm.SHA256).build()
    got = net.send(authority, asked.as_bytes(), kind=QUERY)
    try:
        answer = _decoded(got, record)
    except CollectionError as error:
        raise FetchFailed(f"{authority} gave no timestamp that can be used: {error}") from error
    if answer.tst_info.nonce != asked.nonce:
        raise FetchFailed(f"{authority} answered another question: its timestamp is not used.")
    return got


def check(stamp: bytes, record: bytes, certificates: bytes | None = None) -> Stamp:
    """When a WARC file was stamped; the signature too is checked where certificates (PEM) of the authority are given.

    Raises CollectionError when the timestamp cannot be read, is about another file, or is not signed by that authority.
    """
    answer = _decoded(stamp, record)
    if certificates is not None:
        _check_signature(answer, record, certificates)
    return Stamp(at=answer.tst_info.gen_time.isoformat(timespec="seconds"), checked=certificates is not None)


def _decoded(stamp: bytes, record: bytes) -> TimeStampResponse:
    library = _library()
    try:
        answer: TimeStampResponse = library.decode_timestamp_response(stamp)
        granted = answer.status in {library.PKIStatus.GRANTED, library.PKIStatus.GRANTED_WITH_MODS}
        digest = answer.tst_info.message_imprint.message if granted else b""
    except ValueError as error:
        raise CollectionError(f"a timestamp that cannot be read ({error})") from error
    if not granted:
        raise CollectionError("the authority refused")
    if digest != sha256(record).digest():
        raise CollectionError("it is about another file")
    return answer


def _check_signature(answer: TimeStampResponse, record: bytes, certificates: bytes) -> None:
    from cryptography.x509 import load_pem_x509_certificates

    library = _library()
    builder = library.VerifierBuilder()
    try:
        for one in load_pem_x509_certificates(certificates):
            own = one.issuer == one.subject
            builder = builder.add_root_certificate(one) if own else builder.add_intermediate_certificate(one)
        builder.build().verify_message(answer, record)
    except (library.VerificationError, ValueError) as error:
        raise CollectionError(f"it is not signed by the authority whose certificate is given ({error})") from error


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise SettingsError(_INSTALL) from error
    return rfc3161_client
