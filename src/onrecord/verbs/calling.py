"""Items of a folder that is only a stop on the way to items that are called by their place in it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from onrecord.capture.captured import Captured, Unusable
from onrecord.verbs.bringing import Item


def called(item: Item, root: Path | None) -> Item:
    """The item under its place in the folder `root`; as it is, where there is none."""
    if root is None or not isinstance(item, Captured | Unusable):
        return item
    if isinstance(item, Unusable):
        return Unusable(without(item.address, root), without(item.reason, root))
    address = without(item.snapshot.address, root)
    return msgspec.structs.replace(item, snapshot=msgspec.structs.replace(item.snapshot, address=address))


def without(told: str, root: Path | None) -> str:
    """Words that name files by their place in `root` alone."""
    return told if root is None else told.replace(f"{root}/", "")
