"""A capture to its bytes as they came, for who may see all of it."""

from __future__ import annotations

from msgspec import Struct

from onrecord.capture import seal
from onrecord.errors import UnknownItem
from onrecord.store import keeping, veil
from onrecord.store.collection import Collection


class Bytes(Struct, frozen=True):
    """What was captured, and as what."""

    data: bytes
    media_type: str


def may_be_shown(collection: Collection) -> bool:
    """Whether nothing is kept from the user: bytes cannot be masked, so they are shown to nobody else."""
    with collection.reading() as connection:
        return veil.veil(connection, collection.user) == veil.Veil()


def snapshot(collection: Collection, digest: str) -> Bytes:
    """The bytes with this digest. Raises UnknownItem, also for who may not see them; CollectionError when they were changed."""
    with collection.reading() as connection:
        hidden = veil.veil(connection, collection.user) != veil.Veil()
        kept = None if hidden else keeping.media_type(connection, digest)
    if kept is None:
        raise UnknownItem(f"There is no capture {digest[:12]} here that you may see as it came.")
    return Bytes(seal.unseal(collection.folder, digest), kept)
