"""Addresses where one signs in, and of accounts."""

from __future__ import annotations

from onrecord.store.accounts import Account
from onrecord.verbs import accounts
from onrecord.web.asking import Route
from onrecord.web.pages import accounts as pages

PAGES = (
    Route(method="GET", path="/sign-in", name="sign in", need="nothing", answer=pages.sign_in_form),
    Route(method="POST", path="/sign-in", name="send password", need="nothing", answer=pages.sign_in),
    Route(method="GET", path="/invited", name="invited", need="nothing", answer=pages.invited),
    Route(method="POST", path="/invited", name="accept invitation", need="nothing", answer=pages.accept),
    Route(method="GET", path="/prove", name="prove", need="see", answer=pages.prove_form),
    Route(method="POST", path="/prove", name="send proof", need="see", answer=pages.prove),
    Route(method="GET", path="/account", name="account", need="see", answer=pages.own),
    Route(
        method="POST",
        path="/account/password",
        name="change password",
        need="see",
        is_dangerous=True,
        answer=pages.password,
    ),
    Route(
        method="POST",
        path="/account/codes/begin",
        name="begin codes",
        need="see",
        is_dangerous=True,
        answer=pages.begin_codes,
    ),
    Route(
        method="POST",
        path="/account/codes",
        name="confirm codes",
        need="see",
        is_dangerous=True,
        answer=pages.confirm_codes,
    ),
    Route(
        method="POST",
        path="/account/codes/off",
        name="drop codes",
        need="see",
        is_dangerous=True,
        answer=pages.drop_codes,
    ),
    Route(method="GET", path="/accounts", name="accounts", need="admin", answer=pages.everybody),
    Route(method="POST", path="/accounts", name="add account", need="admin", is_dangerous=True, answer=pages.add),
    Route(
        method="POST",
        path="/accounts/{name}",
        name="change account",
        need="admin",
        is_dangerous=True,
        answer=pages.change,
    ),
    Route(
        method="POST",
        path="/accounts/{name}/invite",
        name="invite",
        need="admin",
        is_dangerous=True,
        answer=pages.invite,
    ),
    Route(
        method="POST",
        path="/accounts/{name}/off",
        name="turn account off",
        need="admin",
        is_dangerous=True,
        answer=pages.off,
    ),
)

API = (
    Route(
        method="GET",
        path="/api/accounts",
        name="list accounts",
        need="admin",
        answer=lambda asked: accounts.accounts(asked.records),
        gives=list[Account],
        tells="Who may sign in, with their roles and groups; nothing of what they prove it with.",
    ),
)
