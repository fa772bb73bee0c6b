"""Signing in, choosing a password by an invitation, one's own account, and everybody's."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import get_args

import segno
from markupsafe import Markup
from starlette.responses import Response

from onrecord.errors import BadRequest, NotAllowed
from onrecord.store.accounts import Account, Role
from onrecord.verbs import accounts
from onrecord.web.answering import goes_to, html, sign_in_page
from onrecord.web.asking import Asked
from onrecord.web.pages.entering import with_session
from onrecord.web.pages.leading import back


def sign_in_form(asked: Asked) -> Response:
    """Where one signs in."""
    return sign_in_page(asked, HTTPStatus.OK)


def sign_in(asked: Asked) -> Response:
    """A session for whoever brings a password and a code."""
    told = (asked.field("name").casefold(), _password(asked), asked.field("code"))
    secret = asked.sessions.sign_in(*told, address=asked.comes_from)
    if secret is None:
        return sign_in_page(asked, HTTPStatus.UNAUTHORIZED, "wrong")
    return with_session(asked, goes_to(back(asked, "/")), secret)


def prove_form(asked: Asked) -> Response:
    """Where one gives the password again."""
    return html(asked, "prove.html", wrong=False, back="/account")


def prove(asked: Asked) -> Response:
    """What is dangerous may be done for some minutes."""
    told = (asked.secret or "", _password(asked), asked.field("code"))
    if asked.sessions.prove(*told, address=asked.comes_from):
        return goes_to(back(asked, "/"))
    answer = html(asked, "prove.html", wrong=True, back=back(asked, "/"))
    answer.status_code = HTTPStatus.FORBIDDEN
    return answer


def invited(asked: Asked) -> Response:
    """Where whoever was invited chooses a password."""
    link = asked.query.get("link", "")
    name = asked.sessions.invited(link)
    answer = html(asked, "invited.html", name=name, link=link, shortest=accounts.SHORTEST, wrong="")
    answer.status_code = HTTPStatus.OK if name else HTTPStatus.NOT_FOUND
    return answer


def accept(asked: Asked) -> Response:
    """The password is chosen; the link leads nowhere any more."""
    link, password = asked.field("link"), _password(asked)
    try:
        asked.sessions.accept(link, _twice(asked, password))
    except (BadRequest, NotAllowed) as error:
        told = {"name": asked.sessions.invited(link), "link": link, "wrong": str(error)}
        answer = html(asked, "invited.html", shortest=accounts.SHORTEST, **told)
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer
    return sign_in_page(asked, HTTPStatus.OK, "chosen")


def own(asked: Asked) -> Response:
    """One's own account."""
    return _own_page(asked)


def password(asked: Asked) -> Response:
    """Another password of one's own; every other session ends."""
    changed = accounts.set_password(asked.records, _mine(asked).name, _twice(asked, _password(asked)))
    asked.sessions.follow(asked.secret or "", changed)
    return goes_to("/account")


def begin_codes(asked: Asked) -> Response:
    """A secret for a device, as a picture and in letters."""
    _mine(asked)
    return _own_page(asked, secret=asked.sessions.begun_codes(asked.secret or "", anew=True))


def confirm_codes(asked: Asked) -> Response:
    """The account asks for codes from now on; the recovery codes are shown this once."""
    mine, secret = _mine(asked), asked.sessions.begun_codes(asked.secret or "", anew=False)
    if secret is None:
        return goes_to("/account")
    made = accounts.confirm_codes(asked.records, mine.name, secret, asked.field("code"))
    asked.sessions.follow(asked.secret or "", accounts.account(asked.records, mine.name))
    return _own_page(asked, recovery=made)


def drop_codes(asked: Asked) -> Response:
    """The account asks for no codes any more."""
    asked.sessions.follow(asked.secret or "", accounts.drop_codes(asked.records, _mine(asked).name))
    return goes_to("/account")


def everybody(asked: Asked) -> Response:
    """All accounts."""
    return _everybody(asked)


def add(asked: Asked) -> Response:
    """A new account and the link by which its owner chooses a password."""
    name = asked.field("name").casefold()
    return _everybody(asked, name, accounts.add(asked.records, name, asked.field("role"), _groups(asked)))


def invite(asked: Asked) -> Response:
    """A new link for an account."""
    name = asked.path["name"]
    return _everybody(asked, name, accounts.invite(asked.records, name))


def change(asked: Asked) -> Response:
    """Another role, and other groups."""
    accounts.set_role(asked.records, asked.path["name"], asked.field("role"), _groups(asked))
    return goes_to("/accounts")


def off(asked: Asked) -> Response:
    """The account lets nobody in any more."""
    accounts.turn_off(asked.records, asked.path["name"])
    return goes_to("/accounts")


def _everybody(asked: Asked, name: str = "", link: str = "") -> Response:
    told = accounts.accounts(asked.records)
    return html(asked, "accounts.html", accounts=told, roles=get_args(Role), name=name, link=link)


def _own_page(asked: Asked, *, secret: str | None = None, recovery: tuple[str, ...] = ()) -> Response:
    mine = accounts.find(asked.records, asked.visitor.user or "") if asked.visitor.has_account else None
    picture = _picture(asked, mine.name, secret) if mine and secret else None
    told = {"mine": mine, "secret": secret, "picture": picture, "recovery": recovery, "shortest": accounts.SHORTEST}
    return html(asked, "account.html", **told)


def _picture(asked: Asked, name: str, secret: str) -> Markup:
    """The secret as a picture that a device reads."""
    file = BytesIO()
    address = accounts.address_of(secret, name, asked.records.settings.title)
    segno.make(address, error="m", micro=False).save(
        file, kind="svg", scale=5, xmldecl=False, svgns=False, light="#fff"
    )
    return Markup(file.getvalue().decode())  # noqa: S704  # drawn by the program: squares alone


def _mine(asked: Asked) -> Account:
    if not asked.visitor.has_account:
        raise NotAllowed("At your own desk there is no account: it opens by its address.")
    return accounts.account(asked.records, asked.visitor.user or "")


def _password(asked: Asked) -> str:
    """As it was typed: blanks at its ends are part of it."""
    told = asked.form.get("password", "")
    return told if isinstance(told, str) else ""


def _twice(asked: Asked, password: str) -> str:
    if asked.form.get("again") != password:
        raise BadRequest("The two passwords are not the same: type it twice.")
    return password


def _groups(asked: Asked) -> list[str]:
    return [one.strip() for one in asked.field("groups").split(",") if one.strip()]
