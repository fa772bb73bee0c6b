"""An answer to the same without who works on a case, for those who may see what is recorded and not by whom."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

SOMEBODY = "somebody"
_FIELDS = frozenset({"who", "user", "collector", "coders", "may_see", "assigned"})
"""Fields that name users, wherever they stand."""
Told = TypeVar("Told")


def without_people(told: Told) -> Told:
    """The same with every user's name in it taken away, and nothing else; what is no data is left as it is."""
    changed: Told = _within(told)
    return changed


def _within(told: Any) -> Any:
    if isinstance(told, Struct):
        values = {name: _told(name, getattr(told, name)) for name in told.__struct_fields__}
        changed = {name: value for name, value in values.items() if value is not getattr(told, name)}
        return msgspec.structs.replace(told, **changed) if changed else told
    if isinstance(told, dict):
        return {name: _told(name, value) for name, value in told.items()}
    if type(told) in {list, tuple}:
        return type(told)(_within(one) for one in told)
    return told


def _told(name: object, value: Any) -> Any:
    if name not in _FIELDS:
        return _within(value)
    if isinstance(value, str):
        return SOMEBODY
    return type(value)() if type(value) in {list, tuple} else value
