"""The first address with its token to a session, and the way out."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import PlainTextResponse, Response

from onrecord.web.answering import goes_to
from onrecord.web.asking import Asked


def enter(asked: Asked) -> Response:
    """A session for whoever brings the token."""
    secret = asked.sessions.enter(asked.query.get("token", ""))
    if secret is None:
        return _wrong(asked)
    answer = goes_to("/")
    answer.set_cookie(asked.sessions.cookie, secret, httponly=True, samesite="strict", path="/")
    return answer


def leave(asked: Asked) -> Response:
    """The session is over."""
    asked.sessions.leave(asked.secret or "")
    answer = PlainTextResponse("You have left the desk. The address that `onrecord serve` told opens it again.")
    answer.delete_cookie(asked.sessions.cookie, path="/")
    return answer


def _wrong(asked: Asked) -> Response:
    if asked.sessions.is_throttled():
        return PlainTextResponse("Too many wrong addresses; try again in a minute.", HTTPStatus.TOO_MANY_REQUESTS)
    words = "This address is not the one that `onrecord serve` told; copy it whole."
    return PlainTextResponse(words, HTTPStatus.UNAUTHORIZED)
