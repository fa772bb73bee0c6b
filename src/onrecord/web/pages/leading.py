"""The page that a form stands on, to which its answer leads back."""

from __future__ import annotations

from onrecord.web.asking import Asked


def back(asked: Asked, default: str) -> str:
    """The address in the form's field `back` where it is one of the desk's own; else `default`."""
    told = asked.field("back")
    return told if told.startswith("/") and not told.startswith(("//", "/\\")) else default
