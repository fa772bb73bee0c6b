"""A request as pages and the API see it: who asks, of which collection, with which values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from starlette.datastructures import UploadFile

from onrecord.errors import BadRequest
from onrecord.store.collection import Collection
from onrecord.web.access import Need, Visitor
from onrecord.web.jobs import Jobs
from onrecord.web.sessions import Sessions

Body = TypeVar("Body")


class Asked(Struct, frozen=True, kw_only=True):
    """One request. `records` is the collection as the visitor may see it; nobody has none."""

    visitor: Visitor
    sessions: Sessions
    path: Mapping[str, str]
    query: Mapping[str, str]
    """The values behind the `?`, empty ones left out."""
    many: Mapping[str, tuple[str, ...]]
    """The same, of those that may be given several times."""
    body: bytes
    form: Mapping[str, str | UploadFile]
    files: tuple[UploadFile, ...]
    """Every file of a form."""
    jobs: Jobs
    language: str
    comes_from: str
    """The network address that it came from."""
    address: str
    """The path and what stands behind it, as asked for."""
    collection: Collection | None
    secret: str | None
    raw: str
    """Where captured pages are shown: an origin of its own."""
    page: Callable[[str, Mapping[str, Any]], str]
    """A template's name and its values to HTML."""

    @property
    def records(self) -> Collection:
        """The collection, of one who is let in."""
        assert self.collection is not None, "routes that need nothing have no collection"
        return self.collection

    def field(self, name: str) -> str:
        """What stands in a field of the form; empty where it has none of that name."""
        told = self.form.get(name, "")
        return told.strip() if isinstance(told, str) else ""

    def told(self, type: type[Body]) -> Body:
        """The body of the request, decoded. Raises BadRequest."""
        try:
            return msgspec.json.decode(self.body, type=type)
        except msgspec.MsgspecError as error:
            raise BadRequest(f"This cannot be used: {error}") from error

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number behind the `?`, between 1 and `most`. Raises BadRequest."""
        told = self.query.get(name, str(default))
        if not told.isdecimal() or not 1 <= int(told) <= most:
            raise BadRequest(f"`{name}` is a number from 1 to {most}, not `{told}`.")
        return int(told)


class Route(Struct, frozen=True, kw_only=True):
    """One address of the desk: what it needs, who answers, and, of the API, what goes in and comes out."""

    method: str
    path: str
    name: str
    need: Need
    is_dangerous: bool = False
    """Whether somebody must have proved who they are within the last minutes."""
    answer: Callable[[Asked], Any]
    tells: str = ""
    """What it answers, in words, for the description of the API."""
    body: Any = None
    gives: Any = None
    """The type of what the API gives; None of a page, whose `answer` makes the whole response."""
    query: tuple[str, ...] = ()
    files: bool = False
    """Whether files are sent to it, as a form does (multipart/form-data)."""
