"""A report out of the collection for good, by the decision of two people where more than one works with it."""

from __future__ import annotations

from msgspec import Struct

from onrecord.capture import seal
from onrecord.store import purging
from onrecord.store.collection import Collection
from onrecord.verbs import parcels


class Purge(Struct, frozen=True, kw_only=True):
    """What became of a purge: done, or asked for and waiting for a second person."""

    report: str
    done: bool
    rows: int = 0
    files: int = 0


def purge(collection: Collection, report: str, *, ground: str) -> Purge:
    """Takes a report, and all that was made of it, out of every file of the collection. Raises UnknownItem.

    Where more than one person has worked with the collection, the first who asks is noted, and the second does it.
    A purge that was broken off is ended by the same call. What was brought at the desk and not taken in goes too: it may
    hold the same.
    """
    user = collection.user
    with collection.writing() as connection:
        if purging.is_purged(connection, report):
            made = None
        elif purging.people(connection) - {user} and not purging.asked_by(connection, report) - {user}:
            purging.ask(connection, report, who=user)
            return Purge(report=report, done=False)
        else:
            made = purging.purge(connection, report, ground=ground, who=user)
        files = purging.files_to_remove(connection)
        for stray in purging.strays(connection, collection.folder):
            seal.remove(collection.folder, stray)
    for name in files:
        seal.remove(collection.folder, name)
    with collection.writing() as connection:
        purging.forget_files(connection, files)
    parcels.remove_all(collection)
    collection.compact()
    return Purge(report=report, done=True, rows=made.rows if made else 0, files=len(files))
