"""A route to the function that Starlette calls: who asks is made out, decided on and answered, on a thread of its own."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import Clash, CollectionBusy, InputError, NotAllowed, OnrecordError, UnknownItem
from onrecord.store.collection import Collection
from onrecord.web.access import NOBODY, Visitor, allows
from onrecord.web.asking import Asked, Route
from onrecord.web.jobs import Jobs
from onrecord.web.nameless import without_people
from onrecord.web.rendering import Pages, language_of
from onrecord.web.sessions import Sessions

_LONGEST_FIELD = 20 * 1024 * 1024
"""Bytes of the longest field of a form, such as a pasted text."""
_SHORT = 16 * 1024
"""Bytes of what somebody may send who is not let in yet."""
_LOG = logging.getLogger("onrecord.web")


class Problem(Struct, frozen=True):
    """Why a request was not answered, in words; `number` finds it in the log of the desk."""

    error: str
    number: str | None = None


class Desk(Struct, frozen=True):
    """What all answers share."""

    collection: Collection
    sessions: Sessions
    pages: Pages
    raw: str
    jobs: Jobs


def endpoint(route: Route, desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """What answers the requests of one route."""

    async def answer(request: Request) -> Response:
        try:
            asked = await _asked(request, route, desk)
        except (ClientDisconnect, MultiPartException):
            return _problem(route, None, desk, HTTPStatus.BAD_REQUEST, "What was sent is broken off or too long.")
        try:
            return await run_in_threadpool(_answered, route, asked, desk)
        finally:
            await request.close()

    return answer


def _answered(route: Route, asked: Asked, desk: Desk) -> Response:
    if not allows(asked.visitor, route.need):
        return _not_allowed(route, asked, desk)
    if route.is_dangerous and not asked.visitor.is_fresh:
        return _prove_first(route, asked, desk)
    try:
        told = route.answer(asked)
    except Exception as error:  # noqa: BLE001  # the one seam of requests: whatever goes wrong costs this one alone
        return _failed(route, asked, desk, error)
    if isinstance(told, Response):
        return told
    return _json(told if allows(asked.visitor, "team") else without_people(told))


def _not_allowed(route: Route, asked: Asked, desk: Desk) -> Response:
    if asked.visitor.user is None:
        words = "This desk opens by the address that `onrecord serve` told; ask who started it."
        if route.gives is None and desk.sessions.asks_to_sign_in():
            return sign_in_page(asked, HTTPStatus.UNAUTHORIZED)
        if route.gives is None:
            return welcome(asked, HTTPStatus.UNAUTHORIZED)
        return _problem(route, asked, desk, HTTPStatus.UNAUTHORIZED, words)
    return _problem(route, asked, desk, HTTPStatus.FORBIDDEN, "You may not do this here.")


def _prove_first(route: Route, asked: Asked, desk: Desk) -> Response:
    """What is dangerous waits until somebody proves who they are; nothing of it was done."""
    if route.gives is not None:
        return _problem(route, asked, desk, HTTPStatus.FORBIDDEN, "Give your password again first: /prove")
    answer = html(asked, "prove.html", wrong=False, back=asked.address if route.method == "GET" else "/account")
    answer.status_code = HTTPStatus.FORBIDDEN
    return answer


def _failed(route: Route, asked: Asked, desk: Desk, error: Exception) -> Response:
    """An error on purpose in its own words; any other as a number, whose trace is in the desk's log alone."""
    if isinstance(error, Clash):
        return _json({"error": str(error), "told": error.told}, HTTPStatus.CONFLICT)
    for kind, status in _STATUSES.items():
        if isinstance(error, kind):
            return _problem(route, asked, desk, status, str(error))
    number = secrets.token_hex(4)
    _LOG.error("request %s of %s failed", number, route.name, exc_info=error)
    words = "Something went wrong here. Nothing was changed."
    return _problem(route, asked, desk, HTTPStatus.INTERNAL_SERVER_ERROR, words, number)


_STATUSES: dict[type[Exception], HTTPStatus] = {
    UnknownItem: HTTPStatus.NOT_FOUND,
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAllowed: HTTPStatus.FORBIDDEN,
    CollectionBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    OnrecordError: HTTPStatus.CONFLICT,
}
"""The first that fits."""


def _problem(
    route: Route, asked: Asked | None, desk: Desk, status: HTTPStatus, words: str, number: str | None = None
) -> Response:
    if route.gives is not None or asked is None:
        return _json(Problem(words, number), status)
    told = {"asked": asked, "words": words, "number": number, "status": status}
    page = desk.pages.render("problem.html", told, language=asked.language)
    return Response(page, status, media_type="text/html")


def _json(told: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(msgspec.json.encode(told), status, media_type="application/json")


async def _asked(request: Request, route: Route, desk: Desk) -> Asked:
    secret = request.cookies.get(desk.sessions.cookie)
    # Who it is, the collection is asked: on a thread, so that nobody else waits for it.
    visitor = await run_in_threadpool(_visitor, request, secret, desk)
    language = language_of(request.headers.get("accept-language", ""))
    is_read = visitor.user is not None or (route.need == "nothing" and _is_short(request))
    body, form = await _sent(request) if is_read else (b"", FormData())
    query = request.query_params
    return Asked(
        visitor=visitor,
        sessions=desk.sessions,
        path=dict(request.path_params),
        query={name: value for name, value in query.items() if value.strip()},
        many={name: tuple(query.getlist(name)) for name in query},
        body=body,
        form=dict(form.items()),
        files=tuple(one for _, one in form.multi_items() if isinstance(one, UploadFile) and one.filename),
        jobs=desk.jobs,
        language=language,
        comes_from=request.client.host if request.client else "",
        address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        collection=desk.collection.seen_by(visitor.user) if visitor.user else None,
        secret=secret,
        raw=desk.raw,
        page=lambda name, told: desk.pages.render(name, told, language=language),
    )


def _visitor(request: Request, secret: str | None, desk: Desk) -> Visitor:
    """Who asks: a program by its token, whatever cookie comes with it, or who has the session."""
    token = _bearer(request)
    return desk.sessions.program(token) if token is not None else desk.sessions.visitor(secret)


def _is_short(request: Request) -> bool:
    """Whether somebody who is not let in sends a short form."""
    told, kind = request.headers.get("content-length", ""), request.headers.get("content-type", "")
    return kind.startswith("application/x-www-form-urlencoded") and told.isdecimal() and int(told) <= _SHORT


def _bearer(request: Request) -> str | None:
    """The token that a program brings (RFC 6750); a browser sends none by itself, so that no page elsewhere can use it."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


async def _sent(request: Request) -> tuple[bytes, FormData]:
    """The body of a request of somebody who is let in: a form's fields, or the bytes."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return b"", await request.form(max_files=1000, max_fields=2000, max_part_size=_LONGEST_FIELD)
    return await request.body(), FormData()


def html(asked: Asked, template: str, /, **told: Any) -> Response:
    """A page made of a template and values."""
    if not allows(asked.visitor, "team"):
        told = without_people(told)
    return Response(asked.page(template, {"asked": asked, **told}), media_type="text/html")


def welcome(asked: Asked, status: HTTPStatus, why: str = "") -> Response:
    """The page for whoever has no session: how the desk is opened; `why` is `left`, `wrong` or `too many`."""
    nobody = msgspec.structs.replace(asked, visitor=NOBODY)
    answer = html(nobody, "welcome.html", why=why)
    answer.status_code = status
    return answer


def sign_in_page(asked: Asked, status: HTTPStatus, why: str = "") -> Response:
    """The page where one signs in; `why` is `wrong`, `left` or `chosen`."""
    nobody = msgspec.structs.replace(asked, visitor=NOBODY)
    answer = html(nobody, "sign_in.html", why=why)
    answer.status_code = status
    return answer


def goes_to(path: str) -> Response:
    """An answer that sends the browser on to another page of the desk."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)
