"""The desk as a server on this machine: one port for the desk, one for captured pages, both bound before either answers."""

from __future__ import annotations

import logging
import socket

import uvicorn
from msgspec import Struct
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.errors import PortTaken
from onrecord.store.collection import Collection
from onrecord.web.app import desk
from onrecord.web.jobs import Jobs
from onrecord.web.raw import RawPages
from onrecord.web.sessions import Sessions

LOOPBACK = "127.0.0.1"
PORT = 8765
_FREE = 20
"""So many ports behind the usual one are tried where it is taken."""


class Server(Struct, frozen=True):
    """A desk that is bound and ready; `address` lets its first visitor in."""

    address: str
    origin: str
    server: uvicorn.Server
    sockets: tuple[socket.socket, ...]
    jobs: Jobs

    def run(self) -> None:
        """Answers until it is told to stop; the coder is loaded meanwhile."""
        self.jobs.start(warms=True)
        try:
            self.server.run(sockets=list(self.sockets))
        finally:
            self.jobs.stop()


def bind(collection: Collection, *, port: int | None = None) -> Server:
    """A server over the collection at `port`, else at the usual port or the next free one. Raises PortTaken."""
    told, raw = _listening(port), _bound(0)
    own, other = _port(told), _port(raw)
    sessions = Sessions(collection.user, port=own, records=collection)
    jobs = Jobs()
    app = _Both(collection, sessions, jobs, own, other)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none", log_config=None
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    origin = f"http://{LOOPBACK}:{own}"
    return Server(f"{origin}/enter?token={sessions.token}", origin, uvicorn.Server(config), (told, raw), jobs)


class _Both:
    """Requests to the desk's port to the desk, those to the other one to captured pages."""

    def __init__(self, collection: Collection, sessions: Sessions, jobs: Jobs, own: int, other: int) -> None:
        origin, raw = f"http://{LOOPBACK}:{own}", f"http://{LOOPBACK}:{other}"
        hosts = (f"{LOOPBACK}:{own}", f"localhost:{own}")
        self._desk: ASGIApp = desk(collection, sessions, hosts=hosts, raw=raw, jobs=jobs)
        self._raw = RawPages(collection, hosts=frozenset({f"{LOOPBACK}:{other}"}), desk=origin)
        self._other = other

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answers = self._raw if scope["server"][1] == self._other else self._desk
        await answers(scope, receive, send)


def _listening(port: int | None) -> socket.socket:
    if port is not None:
        return _bound(port)
    for one in range(PORT, PORT + _FREE):
        try:
            return _bound(one)
        except PortTaken:
            continue
    return _bound(0)


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((LOOPBACK, port))
    except OSError as error:
        made.close()
        raise PortTaken(f"Port {port} is not free ({error.strerror}); give another one with --port.") from error
    made.listen(128)
    return made


def _port(one: socket.socket) -> int:
    return int(one.getsockname()[1])
