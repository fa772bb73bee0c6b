"""A name taken apart: its parts, each with its letters and what it is in the name."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.linking.names.scripts import Script

Kind: TypeAlias = Literal["name", "father", "initial", "number"]
"""A given or family name; a father's (or grandfather's) name; one letter of a name; a number in the name of a body."""
Sex: TypeAlias = Literal["m", "f", "?"]


class Part(Struct, frozen=True, kw_only=True):
    """One part of a name. What is compared are its letters, in their own script, without articles, suffixes and marks."""

    text: str
    """As written."""
    letters: str
    script: Script
    kind: Kind = "name"
    sex: Sex = "?"
    """What its ending tells of its bearer: Karimova, Serikuly."""
    weight: float = 1.0
    """How much it tells of who it is: a frequent name tells less."""


class Name(Struct, frozen=True, kw_only=True):
    """A name of a person or a body, in parts."""

    text: str
    of: Literal["person", "body"]
    parts: tuple[Part, ...]
    form: str = ""
    """The class of a company's legal form."""
    sex: Sex = "?"
