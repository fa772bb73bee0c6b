"""Texts to which of them are copies: sent out by one wire, cut, extended, edited, put out again, taken into others."""

from onrecord.linking.copies.changes import Change, ChangeKind
from onrecord.linking.copies.copying import Copying, CopyKind, compare
from onrecord.linking.copies.fingerprints import Fingerprint, fingerprint
from onrecord.linking.copies.origin import likely_original
from onrecord.linking.copies.pairs import candidates, may_copy

__all__ = [
    "Change",
    "ChangeKind",
    "CopyKind",
    "Copying",
    "Fingerprint",
    "candidates",
    "compare",
    "fingerprint",
    "likely_original",
    "may_copy",
]
