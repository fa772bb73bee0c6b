"""Every setting of a collection, with its default and what it does; read from `onrecord.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import SettingsError, nearest

FILE = "onrecord.toml"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one collection behaves."""

    title: Annotated[str, Meta(min_length=1, description="The collection's name, shown below its tables.")] = (
        "Our records"
    )
    database: Annotated[
        str,
        Meta(
            description="The address of a PostgreSQL database, without its password; empty for a file in this folder."
        ),
    ] = ""
    wait_seconds: Annotated[float, Meta(ge=0, description="How long to wait while another process writes.")] = 30.0
    proxy: Annotated[
        str,
        Meta(
            description="The proxy that addresses are fetched through, such as socks5://127.0.0.1:9050 for Tor; empty for none."
        ),
    ] = ""
    seconds_between: Annotated[float, Meta(ge=0, description="How long to wait between two requests to one site.")] = (
        1.0
    )
    names_collectors: Annotated[
        bool,
        Meta(
            description="Whether captures bear the user's own name in the collection; else a made-up one. Archives that leave bear neither."
        ),
    ] = False
    timestamps: Annotated[
        str,
        Meta(
            description="The address of an authority (RFC 3161) that stamps each capture, and learns its digest alone; empty for none."
        ),
    ] = ""
    timestamp_certificates: Annotated[
        str,
        Meta(
            description="A file (PEM) with its certificates, by which `verify` checks what it signed; empty for none."
        ),
    ] = ""
    longest_text: Annotated[
        int, Meta(ge=1, description="The longest text, in characters, that is coded; a longer one is kept and refused.")
    ] = 10_000_000


class Setting(Struct, frozen=True):
    """One setting as the manual lists it."""

    name: str
    default: object
    help: str


def listing() -> Iterator[Setting]:
    """Each setting with its default and help, in the order of the file."""
    hints = get_type_hints(Settings, include_extras=True)
    for field in msgspec.structs.fields(Settings):
        meta = hints[field.name].__metadata__[0]
        yield Setting(field.name, field.default, meta.description)


def read(path: Path) -> Settings:
    """The settings in the file at `path`; what it leaves out has its default.

    Raises SettingsError, which names the file, the setting and, for an unknown one, the nearest known.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    for name in told:
        _known(name, path)
    try:
        return msgspec.convert(told, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path} has a value that cannot be used: {error}") from error


def as_toml(**chosen: str) -> str:
    """A settings file for a new collection: every setting at its default, commented out, but those `chosen`."""
    lines = ["# Settings of this Onrecord collection. Take away the # to change one.", ""]
    for setting in listing():
        told = chosen.get(setting.name)
        mark, value = ("", told) if told else ("# ", setting.default)
        lines += [f"# {setting.help}", f"{mark}{setting.name} = {_literal(value)}", ""]
    return "\n".join(lines)


def without(path: Path, name: str) -> str:
    """The settings file at `path` without one setting, the rest as it stands there."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith((f"{name} ", f"{name}=")))


def _known(name: str, path: Path) -> None:
    names = [field.name for field in msgspec.structs.fields(Settings)]
    if name in names:
        return
    raise SettingsError(f"{path} has an unknown setting `{name}`: {nearest(name, names)}")


def _literal(value: object) -> str:
    return msgspec.json.encode(value).decode()
