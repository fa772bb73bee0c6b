"""Captured pages as they came, shown where they can do no harm: at an origin of their own, without scripts or the network.

The desk gives out tickets, each for one user, one capture and a short while; the other origin knows nothing but them, so
that a captured page, even one that runs, is far from the desk's session. Nothing of it is shown to somebody from whom any
name is kept, since a page cannot be masked; that is asked when it is shown, and not only when the ticket is given out.
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
    user = asked.records.user
    return tuple(RawPage(one, f"{asked.raw}/{ticket(one, user)}", is_picture) for one, is_picture in told)


def ticket(digest: str, user: str, *, now: float | None = None) -> str:
    """What shows one capture to one user, for an hour."""
    until = str(int((time.time() if now is None else now) + _HOLDS))
    return "/".join((digest, until, user.encode().hex(), _signed(digest, until, user)))


def _signed(digest: str, until: str, user: str) -> str:
    return hmac.new(_SECRET, f"{digest}/{until}/{user}".encode(), sha256).hexdigest()


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
        good = request.headers.get("host") in self._hosts and request.method == "GET"
        told = _admitted(request.url.path) if good else None
        if told is None:
            return PlainTextResponse("There is nothing here; open the page from the desk again.", 404)
        digest, user = told
        try:
            kept = unsealing.snapshot(self._collection.seen_by(user), digest)
        except (OnrecordError, OSError) as error:
            return PlainTextResponse(f"This capture cannot be shown: {error}", 404)
        if kept.media_type in _SHOWN:
            return Response(kept.data, media_type=kept.media_type)
        named = {"content-disposition": f'attachment; filename="{digest[:16]}"'}
        return Response(kept.data, media_type="application/octet-stream", headers=named)


def _admitted(path: str) -> tuple[str, str] | None:
    """The capture and the user that a ticket is for; None of one that was not given out, or is over."""
    try:
        digest, until, user, signed = path.strip("/").split("/")
        name = bytes.fromhex(user).decode()
    except ValueError:
        return None
    # What is signed was made here, so that the time is a number.
    is_ours = hmac.compare_digest(_signed(digest, until, name).encode(), signed.encode())
    return (digest, name) if is_ours and int(until) >= time.time() else None
