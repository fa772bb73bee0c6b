"""An address to the bytes that stand there, and how they came: the only place that opens a connection.

Nothing is asked for but what was named and where it leads. Where the connection is made, each address is checked by
`guard`, and the connection goes to the very number that was checked; TLS is never relaxed; size, time and the number of
redirects are bounded.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, Self
from urllib.parse import urljoin, urlsplit

import httpcore
from msgspec import Struct

from onrecord import __version__
from onrecord.capture import guard
from onrecord.capture.captured import Exchange, Hop
from onrecord.capture.spelling import normal
from onrecord.errors import AddressRefused, FetchFailed, NoNetwork

AGENT = f"onrecord/{__version__}"
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536


class Limits(Struct, frozen=True, kw_only=True):
    """What one fetch may cost: bytes as sent and as unpacked, seconds for each step and in all, redirects."""

    sent: int = 50_000_000
    unpacked: int = 100_000_000
    step_seconds: float = 20.0
    all_seconds: float = 90.0
    redirects: int = 10


class Fetched(Struct, frozen=True, kw_only=True):
    """The bytes of an answer, unpacked, with its media type and how it came."""

    data: bytes
    media_type: str
    exchange: Exchange

    def header(self, name: str) -> str | None:
        """The value of one of the answer's headers, by its name in small letters."""
        return dict(self.exchange.answered).get(name)


class Resolver(Protocol):
    """A host and port to the numeric addresses it has."""

    def __call__(self, host: str, port: int) -> list[str]: ...


def resolve(host: str, port: int) -> list[str]:
    """The numeric addresses of a host. Raises NoNetwork when no name server answers, FetchFailed when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in {socket.EAI_AGAIN, socket.EAI_FAIL}:
            raise NoNetwork(f"{host} cannot be looked up: there is no network. Try again when there is.") from error
        raise FetchFailed(f"There is no host {host}: see whether the address is spelled right.") from error
    except UnicodeError as error:
        raise FetchFailed(f"{host!r} is no name of a host.") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Guarded(httpcore.NetworkBackend):
    """Connections to checked addresses only; `allowed` are hosts that need no check, which is for tests alone."""

    def __init__(self, resolver: Resolver = resolve, *, allowed: frozenset[str] = frozenset()) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers; its name is looked up once, here."""
        addresses = self._resolver(host, port)
        if host not in self._allowed:
            addresses = guard.check(host, addresses)
        failed: Exception = FetchFailed(f"{host} has no address.")
        for address in addresses:
            try:
                return self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """None: nothing is fetched from this machine. Raises AddressRefused."""
        raise AddressRefused("Nothing is fetched from a socket of this machine.")

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)


class Fetcher:
    """Fetches addresses, one at a time, over connections that are kept for as long as it is open."""

    def __init__(
        self, *, proxy: str | None = None, limits: Limits = Limits(), backend: httpcore.NetworkBackend | None = None
    ) -> None:
        self.limits = limits
        self._pool = _pool(proxy, backend or Guarded())
        self._by_proxy = proxy is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._pool.close()

    def fetch(self, address: str, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """What stands at `address`, over as many redirects as are allowed.

        Raises AddressRefused for an address that may not be asked, FetchFailed when there is no good answer, and
        NoNetwork when nothing can be reached at all.
        """
        begun, end = _now(), time.monotonic() + self.limits.all_seconds
        asked = {"user-agent": AGENT, "accept": "*/*", "accept-encoding": "gzip, deflate", **(headers or {})}
        chain, hops = [normal(address)], list[Hop]()
        while True:
            step = self._one(chain[-1], asked, end)
            leads_to = self._leads_to(step, chain)
            if leads_to is None:
                return self._fetched(step, chain, hops, asked, begun)
            hops.append(_hop(chain[-1], step))
            chain.append(leads_to)

    def send(self, address: str, body: bytes, *, kind: str) -> bytes:
        """The answer to a body of a media type that is sent to an address. Raises as `fetch` does, and FetchFailed for a redirect."""
        asked = {"user-agent": AGENT, "content-type": kind, "content-length": str(len(body))}
        step = self._one(normal(address), asked, time.monotonic() + self.limits.all_seconds, body)
        if step.status != 200:
            raise FetchFailed(f"{address} gave no answer (HTTP status {step.status}). Try again later.")
        return step.data

    def _leads_to(self, step: _Step, chain: list[str]) -> str | None:
        """Where a redirect goes, which is checked as the first address was; None of an answer that is none."""
        location = step.headers.get("location")
        if step.status not in _MOVED or location is None:
            return None
        following = normal(urljoin(chain[-1], location))
        if chain[-1].startswith("https:") and following.startswith("http:"):
            raise FetchFailed(f"{chain[-1]} leads from https to http, which anybody on the way can change.")
        if len(chain) > self.limits.redirects or following in chain:
            raise FetchFailed(f"{chain[0]} leads round and round ({len(chain)} redirects).")
        return following

    def _one(self, address: str, headers: Mapping[str, str], end: float, sent: bytes | None = None) -> _Step:
        if self._by_proxy:
            _check_spelled(address)
        seconds = self.limits.step_seconds
        told = {"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}}
        try:
            how = "GET" if sent is None else "POST"
            with self._pool.stream(
                how, address, headers=list(headers.items()), content=sent, extensions=told
            ) as answer:
                named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                peer = answer.extensions["network_stream"].get_extra_info("server_addr")
                body = b"" if answer.status in _MOVED else self._body(answer.iter_stream(), named, address, end)
                return _Step(answer.status, named, body, peer[0] if peer else None)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise FetchFailed(f"{address} did not answer in time. Try again later.") from error
        except httpcore.ConnectError as error:
            raise _not_connected(address, error) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, ValueError) as error:
            raise FetchFailed(f"{address} broke off or gave no answer that can be read ({error}).") from error

    def _body(self, pieces: Iterable[bytes], headers: Mapping[str, str], address: str, end: float) -> bytes:
        unpack = _unpacker(headers.get("content-encoding", ""), address)
        sent, parts, size = 0, [], 0
        for piece in pieces:
            sent += len(piece)
            for part in unpack(piece, self.limits.unpacked - size + 1):
                parts.append(part)
                size += len(part)
            if sent > self.limits.sent or size > self.limits.unpacked:
                raise FetchFailed(f"{address} sends more than is taken in: save it yourself and add the file.")
            if time.monotonic() > end:
                raise FetchFailed(f"{address} takes longer than {self.limits.all_seconds:g} seconds. Try again later.")
        return b"".join(parts)

    def _fetched(self, step: _Step, chain: list[str], hops: list[Hop], asked: Mapping[str, str], begun: str) -> Fetched:
        exchange = Exchange(
            addresses=tuple(chain),
            status=step.status,
            asked=tuple(asked.items()),
            answered=tuple(step.headers.items()),
            ip=step.ip,
            begun=begun,
            ended=_now(),
            hops=tuple(hops),
        )
        told = step.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(data=step.data, media_type=told, exchange=exchange)


class _Step(Struct, frozen=True):
    status: int
    headers: dict[str, str]
    data: bytes
    ip: str | None


def _hop(address: str, step: _Step) -> Hop:
    return Hop(address=address, status=step.status, answered=tuple(step.headers.items()), ip=step.ip, at=_now())


def _check_spelled(address: str) -> None:
    """Through a proxy the name is looked up elsewhere: what is plainly this machine or its network is refused by name."""
    host = urlsplit(address).hostname or ""
    try:
        told = socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        told = host
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or "." not in host + ":":
        raise AddressRefused(f"{host} is not on the public internet.")
    try:
        guard.check(host, [told])
    except ValueError:
        return


def _pool(proxy: str | None, backend: httpcore.NetworkBackend) -> httpcore.ConnectionPool:
    context = ssl.create_default_context()
    if proxy is None:
        return httpcore.ConnectionPool(ssl_context=context, network_backend=backend)
    kind = httpcore.SOCKSProxy if proxy.startswith("socks5") else httpcore.HTTPProxy
    return kind(proxy_url=proxy.replace("socks5h:", "socks5:"), ssl_context=context)


def _unpacker(encoding: str, address: str) -> Callable[[bytes, int], Iterator[bytes]]:
    """What unpacks a body piece by piece, never more than a number of bytes at once."""
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return lambda piece, _: iter([piece])
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed(f"{address} is packed in a way that is not known ({kind[:20]}): save it and add the file.")
    inflate = zlib.decompressobj(47)

    def unpack(piece: bytes, most: int) -> Iterator[bytes]:
        try:
            while piece and most > 0:
                part = inflate.decompress(piece, min(most, _CHUNK * 16))
                piece = inflate.unconsumed_tail
                most -= len(part)
                yield part
        except zlib.error as error:
            raise FetchFailed(f"{address} is packed wrongly: save it yourself and add the file.") from error

    return unpack


def _not_connected(address: str, error: httpcore.ConnectError) -> FetchFailed | NoNetwork:
    words = str(error)
    if "CERTIFICATE" in words or "SSL" in words:
        return FetchFailed(f"{address} cannot prove that it is itself ({words}): it is not read.")
    if "unreachable" in words:
        return NoNetwork(f"{address} cannot be reached: there is no network. Try again when there is.")
    return FetchFailed(f"{address} cannot be reached ({words}). Try again later.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
