"""What every request must be before anything else looks at it, and what every answer says.

- A page elsewhere may have its name point to this machine (DNS rebinding): a request is answered only under the names
  and the port that the desk was started with.
- A page elsewhere may send forms and scripts' requests here: what changes something must say, in the headers that only
  the browser sets (`Sec-Fetch-Site`, `Origin`), that it comes from the desk itself.
- What is shown was written by strangers: the content policy lets a page load and run the desk's own files only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
    " frame-src {raw}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    # Nothing to elsewhere; with `no-referrer` a browser would not say either where a form of the desk comes from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
LONGEST_BODY = 100 * 1024 * 1024


class Guard:
    """Refuses requests that are not to the desk, or not from it; adds to each answer what browsers must keep to."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], raw: str) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._policy = POLICY.format(raw=raw)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _with_headers(send, self._policy)
        wrong = _refused(scope["method"], Headers(scope=scope), self._hosts)
        if wrong:
            await PlainTextResponse(*wrong)(scope, receive, answer)
            return
        await self._app(scope, _bounded(receive), answer)


def _refused(method: str, told: Headers, hosts: frozenset[str]) -> tuple[str, int] | None:
    """Why a request is not answered, with its status; None of one that is."""
    host = told.get("host", "")
    if host not in hosts:
        return "This desk is not known under that name; use the address that `onrecord serve` told.", 421
    site, origin = told.get("sec-fetch-site"), told.get("origin")
    from_here = site in {None, "same-origin", "none"} and origin in {None, f"http://{host}", f"https://{host}"}
    if method not in _SAFE and not from_here:
        return "This request does not come from the desk itself.", 403
    if method not in _SAFE and site is None and origin is None and "cookie" in told:
        return "Your browser does not say where a request comes from; use a newer one.", 403
    if int(told.get("content-length") or 0) > LONGEST_BODY:
        return f"More than {LONGEST_BODY // 1024 // 1024} MB at once; add larger files with `onrecord add`.", 413
    return None


def _with_headers(send: Send, policy: str) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", policy)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending


def _bounded(receive: Receive) -> Receive:
    """The body of a request, broken off where it is longer than it may be, whatever its header says."""
    left = LONGEST_BODY

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return receiving
