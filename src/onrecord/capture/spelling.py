"""An address as people write it to the one that is asked for."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from onrecord.errors import AddressRefused

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}\Z")


def normal(address: str) -> str:
    """The address as it is asked for: http or https, a host, no user, no fragment. Raises AddressRefused for any other."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"`{address[:200]}` is no address ({error}).") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise AddressRefused(f"`{address[:200]}` is no address of a page: it begins with http:// or https://.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(f"The address of {parts.hostname} holds a user: leave it out.")
    host = _host(parts.hostname)
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, _quoted(parts.path) or "/", _quoted(parts.query), ""))


def _host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        plain = (host if host.isascii() else host.encode("idna").decode()).rstrip(".")
    except UnicodeError:
        plain = ""
    if not _HOST.match(plain):
        raise AddressRefused(f"`{host[:100]}` is no name of a host.")
    return plain


def _quoted(part: str) -> str:
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]")
