"""Captured pages as they came, shown where they can do no harm: at an origin of their own, without scripts or the network.

The desk gives out tickets, each for one capture and a short while; the other origin knows nothing but them, so that a
captured page, even one that runs, is far from the desk's session. Nothing of it is shown to somebody from whom any name
is kept, since a page cannot be masked.
"""

from __future__ import annotations

import hmac
import secrets
import time
from hashlib import sha256

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from onrecord.errors import OnrecordError
from onrecord.store.collection import Collection
from onrecord.verbs import attaching, unsealing
from onrecord.verbs.opening import Opened
from onrecord.web.asking import Asked

_SECRET = secrets.token_bytes(32)
_HOLDS = 3600
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_SHOWN = frozenset({"text/html", "application/xhtml+xml", "text/plain", "image/png", "image/jpeg", "image/gif"})


class RawPage(Struct, frozen=True):
    """A capture of a report and where it can be looked at."""

    snapshot: str
    address: str
    is_picture: bool = False
    """Whether it is a picture that somebody attached to the capture."""


def addresses(asked: Asked, opened: Opened) -> tuple[RawPage, ...]:
    """Where the captures that a report was read from are shown; none for whom something is kept from."""
    if not unsealing.may_be_shown(asked.records):
        return ()
    beside = [one.picture for one in attaching.attached(asked.records, opened.report.id)]
    told = [*((one, False) for one in opened.report.snapshots), *((one, True) for one in beside)]
    return tuple(RawPage(one, f"{asked.raw}/{ticket(one)}", is_picture) for one, is_picture in told)


def ticket(digest: str, *, now: float | None = None) -> str:
    """What shows one capture, for an hour."""
    until = int((time.time() if now is None else now) + _HOLDS)
    return f"{digest}/{until}/{_signed(digest, until)}"


def _signed(digest: str, until: int) -> str:
    return hmac.new(_SECRET, f"{digest}/{until}".encode(), sha256).hexdigest()


class RawPages:
    """The app of the other origin."""

    def __init__(self, collection: Collection, *, hosts: frozenset[str], desk: str) -> None:
        self._collection = collection
        self._hosts = hosts
        self._policy = f"{_SANDBOX}; frame-ancestors {desk}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        answer = await run_in_threadpool(self._answer, request)
        answer.headers["content-security-policy"] = self._policy
        answer.headers["x-content-type-options"] = "nosniff"
        answer.headers["referrer-policy"] = "no-referrer"
        answer.headers["cache-control"] = "no-store"
        await answer(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        digest, until, signed = _parts(request.url.path)
        good = request.headers.get("host") in self._hosts and request.method == "GET"
        if not good or not hmac.compare_digest(_signed(digest, until), signed) or until < time.time():
            return PlainTextResponse("There is nothing here; open the page from the desk again.", 404)
        try:
            kept = unsealing.snapshot(self._collection, digest)
        except (OnrecordError, OSError) as error:
            return PlainTextResponse(f"This capture cannot be shown: {error}", 404)
        if kept.media_type in _SHOWN:
            return Response(kept.data, media_type=kept.media_type)
        named = {"content-disposition": f'attachment; filename="{digest[:16]}"'}
        return Response(kept.data, media_type="application/octet-stream", headers=named)


def _parts(path: str) -> tuple[str, int, str]:
    parts = path.strip("/").split("/")
    if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdecimal():  # the three of `ticket`
        return "", 0, ""
    return parts[0], int(parts[1]), parts[2]
