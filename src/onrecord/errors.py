"""Every error that Onrecord raises on purpose; the message says what to do.

OnrecordError
├── SettingsError            a setting is unknown or has a wrong value
├── InputError               something a person brought cannot be used as it is
│   ├── UnreadableFile       the bytes are not a text, a page or a list of reports
│   │   └── NoStory          a page shows something else instead of its story (carries what)
│   ├── BadCell              one cell of a sheet cannot be read (carries its column)
│   ├── BadLine              one line of a JSONL file is not a report (carries its number)
│   ├── FetchFailed          an address gave no answer that can be kept
│   │   ├── AddressRefused   it may not be asked: it is none, or not on the public internet
│   │   └── NoNetwork        nothing can be reached at present
│   ├── BadRequest           what a page or a program sent to the desk is not what is asked for
│   └── UnknownItem          no such act, report or person in the collection
├── CollectionError          the folder that holds the records
│   ├── NoCollection         there is none here
│   └── CollectionBusy       another process is writing
├── PortTaken                the desk cannot be served there
├── NotAllowed               somebody may not do this, or must prove first who they are
├── Clash                    somebody else judged the same meanwhile (carries what stands)
├── Contradicted             what is to be one contradicts itself; somebody has to look first
└── CoderError               a coder gave a line that breaks the contract
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal, TypeAlias

NoStoryReason: TypeAlias = Literal["script", "consent", "blocked", "post", "empty"]

__all__ = [
    "AddressRefused",
    "BadCell",
    "BadLine",
    "BadRequest",
    "Clash",
    "CoderError",
    "CollectionBusy",
    "CollectionError",
    "Contradicted",
    "FetchFailed",
    "InputError",
    "NoCollection",
    "NoNetwork",
    "NoStory",
    "NotAllowed",
    "OnrecordError",
    "PortTaken",
    "SettingsError",
    "UnknownItem",
    "UnreadableFile",
]


class OnrecordError(Exception):
    """Root of all errors raised on purpose."""


class SettingsError(OnrecordError):
    """A setting is unknown or has a value that cannot be used."""


class InputError(OnrecordError):
    """Something a person brought cannot be used as it is."""


class UnreadableFile(InputError):
    """The bytes are not a text, a page or a list of reports."""


class NoStory(UnreadableFile):
    """A page shows something else instead of its story: `reason` says what."""

    def __init__(self, message: str, *, reason: NoStoryReason) -> None:
        super().__init__(message)
        self.reason: NoStoryReason = reason


class BadCell(InputError):
    """One cell of a sheet cannot be read."""

    def __init__(self, message: str, *, column: str) -> None:
        super().__init__(message)
        self.column = column


class BadLine(InputError):
    """One line of a JSONL file is not a report."""

    def __init__(self, message: str, *, line: int, id: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.id = id


class FetchFailed(InputError):
    """An address gave no answer that can be kept."""


class AddressRefused(FetchFailed):
    """An address may not be asked: it is none of a page, or not on the public internet."""


class NoNetwork(FetchFailed):
    """Nothing can be reached at present; the item waits."""


class BadRequest(InputError):
    """What was sent to the desk is not what is asked for there."""


class UnknownItem(InputError):
    """No such act, report or person in the collection."""


class CollectionError(OnrecordError):
    """The folder that holds the records cannot be used."""


class NoCollection(CollectionError):
    """There is no collection in the folder named."""


class CollectionBusy(CollectionError):
    """Another process is writing to the collection."""


class PortTaken(OnrecordError):
    """The desk cannot be served at a port that is not free."""


class NotAllowed(OnrecordError):
    """Somebody may not do this, or must first prove who they are."""


class Clash(OnrecordError):
    """Somebody else judged the same meanwhile; `told` is the decision that stands."""

    def __init__(self, message: str, told: object) -> None:
        super().__init__(message)
        self.told = told


class Contradicted(OnrecordError):
    """What is to be one contradicts itself; somebody has to look at it first."""


class CoderError(OnrecordError):
    """A coder gave a line that breaks the contract."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message on a word that is not known: the one that may have been meant, else all there are."""
    words = list(known)
    close = get_close_matches(word, words, n=1, cutoff=0.5)
    return f"did you mean `{close[0]}`?" if close else f"known are: {', '.join(words)}."
