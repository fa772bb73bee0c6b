"""The first address with its token to a session, and the way out."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from onrecord.web.answering import goes_to, sign_in_page, welcome
from onrecord.web.asking import Asked

_BEFORE_TOKEN = "token="  # noqa: S105  # how an address says it


def enter(asked: Asked) -> Response:
    """A session for whoever brings the token, by itself or within the whole address."""
    told = asked.query.get("token", "").strip()
    if asked.sessions.asks_to_sign_in():
        return sign_in_page(asked, HTTPStatus.OK)
    secret = asked.sessions.enter(told.rpartition(_BEFORE_TOKEN)[2])
    if secret is None:
        return _wrong(asked)
    return with_session(asked, goes_to("/"), secret)


def with_session(asked: Asked, answer: Response, secret: str) -> Response:
    """The answer, with the cookie that a browser is known by from then on."""
    secure = asked.sessions.secure
    answer.set_cookie(asked.sessions.cookie, secret, httponly=True, samesite="strict", path="/", secure=secure)
    return answer


def leave(asked: Asked) -> Response:
    """The session is over."""
    asked.sessions.leave(asked.secret or "")
    page = sign_in_page if asked.sessions.asks_to_sign_in() else welcome
    answer = page(asked, HTTPStatus.OK, "left")
    answer.delete_cookie(asked.sessions.cookie, path="/", secure=asked.sessions.secure)
    return answer


def _wrong(asked: Asked) -> Response:
    if asked.sessions.is_throttled():
        return welcome(asked, HTTPStatus.TOO_MANY_REQUESTS, "too many")
    return welcome(asked, HTTPStatus.UNAUTHORIZED, "wrong")
