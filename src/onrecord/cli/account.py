"""`onrecord account`: who may sign in at the desk."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.store.accounts import Account
    from onrecord.store.collection import Collection


class Deed(StrEnum):
    """What may be done with accounts."""

    add = "add"
    list = "list"
    role = "role"
    password = "password"  # noqa: S105  # the name of a deed
    off = "off"
    invite = "invite"


def account(
    deed: Annotated[Deed, typer.Argument(metavar="DEED", help="add, list, role, password, off or invite.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose account; not for `list`.")] = "",
    *,
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="data, viewer, coder, reviewer or admin; for `add` and `role`.")
    ] = "",
    group: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help="A group they are in; give it once for each.")
    ] = None,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Say who may sign in at the desk; once somebody has an account, `onrecord serve` asks everybody to sign in.

    `add` and `invite` tell a link by which its owner chooses a password, once, within a week. The first account is an admin's.
    """
    with opened(collection) as records:
        if deed is Deed.list:
            _list(records, json=json)
        else:
            _do(records, deed, name, role, group)


def _list(records: Collection, *, json: bool) -> None:
    from onrecord.verbs import accounts

    told = accounts.accounts(records)
    if json:
        print_json(told)
        return
    for one in told:
        typer.echo(_line(one))
    if not told:
        typer.echo(
            "Nobody has an account: the desk opens by its address alone. `onrecord account add NAME --role admin`"
        )


def _line(one: Account) -> str:
    groups = f" in {', '.join(one.groups)}" if one.groups else ""
    codes = ", with codes" if one.has_codes else ""
    state = f", off since {one.off[:10]}" if one.off else "" if one.has_password else ", has not chosen a password yet"
    return f"{one.name}: {one.role}{groups}{codes}{state}"


def _do(records: Collection, deed: Deed, name: str, role: str, groups: list[str] | None) -> None:
    from onrecord.errors import BadRequest
    from onrecord.verbs import accounts

    if not name:
        raise BadRequest("Say whose account.")
    if deed is Deed.add:
        _tell(name, accounts.add(records, name, role, groups or ()))
    elif deed is Deed.invite:
        _tell(name, accounts.invite(records, name))
    elif deed is Deed.role:
        typer.echo(_line(accounts.set_role(records, name, role or accounts.account(records, name).role, groups)))
    elif deed is Deed.off:
        typer.echo(_line(accounts.turn_off(records, name)))
    else:
        accounts.account(records, name)
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        typer.echo(_line(accounts.set_password(records, name, password)))


def _tell(name: str, link: str) -> None:
    typer.echo(
        f"{name} chooses a password at this address of the desk, once, within a week:\n\n  /invited?link={link}\n"
    )
