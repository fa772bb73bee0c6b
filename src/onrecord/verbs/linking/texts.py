"""A collection's reports to those that are compared as texts: which are copies of one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
from msgspec import Struct

from onrecord.linking import copies
from onrecord.linking.copies import Copying, Fingerprint
from onrecord.linking.judgement import Judgement, Reason
from onrecord.model import Report
from onrecord.store import finding
from onrecord.store.collection import Reading
from onrecord.store.kept import Told
from onrecord.store.linked import Item, Kind
from onrecord.verbs.linking.joining import unless_too_many

__all__ = ["Texts", "compared", "items"]

_ONE_STORY = frozenset({"same text", "edited", "cut", "extended"})
"""What makes two reports copies of one story; one that takes in others is a story of its own."""
_TEXTS_AT_HAND = 200


class Printed(Struct, frozen=True):
    """A report's fingerprint."""

    report: str
    fingerprint: Fingerprint


class Texts:
    """How reports are compared: by their fingerprints, and word by word where these have something in common."""

    kind: Kind = "report"

    def __init__(self, connection: Reading) -> None:
        self._decoder = msgspec.json.Decoder(Printed)
        self._told = lru_cache(_TEXTS_AT_HAND)(lambda report: finding.told_of(connection, [report])[report])

    def decode(self, data: str) -> Printed:
        """A report from the data of an item."""
        return self._decoder.decode(data)

    def judge(self, one: Printed, other: Printed) -> Judgement:
        """Whether two are copies of one story."""
        if not copies.may_copy(one.fingerprint, other.fingerprint):
            return Judgement("none", 0.0)
        found = compared(self._told(one.report), self._told(other.report))
        if found is None:
            return Judgement("none", 0.0)
        share = round(max(found.a_share, found.b_share), 3)
        words = (
            f"{found.kind}; {found.a_share:.0%} of the one stand in the other, {found.b_share:.0%} of that in the one"
        )
        reasons = (Reason("for", "words", share, words),)
        return Judgement("same" if found.kind in _ONE_STORY else "unsure", share, reasons)

    def compared(self, _key: str, items: list[str], _told: object) -> Iterable[list[str]]:
        """Whatever shares a key."""
        return unless_too_many(items)

    def apart(self, items: Mapping[str, Printed]) -> Iterable[tuple[str, str]]:  # noqa: ARG002  # as the others have it
        """Copies of copies are copies: none of some are kept apart."""
        return ()


def compared(one: Told | Report, other: Told | Report) -> Copying | None:
    """How two reports copy each other."""
    titles = {"a_title": one.particulars.title, "b_title": other.particulars.title}
    return copies.compare(one.text, other.text, **titles)


def items(told: Mapping[str, Told]) -> list[Item]:
    """Some reports as they are compared."""
    found = []
    for report, whole in told.items():
        printed = Printed(report, copies.fingerprint(whole.text, whole.particulars.title))
        keys = (printed.fingerprint.digest, *printed.fingerprint.keys)
        found.append(Item(report, report, msgspec.json.encode(printed).decode(), keys))
    return found
