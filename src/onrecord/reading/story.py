"""One story as an agency's format tells it, before it becomes a Report."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from onrecord.errors import UnreadableFile
from onrecord.model import Dateline, Derivation, Report, ReportKind
from onrecord.reading import dateline as datelines
from onrecord.reading.cues import agency_of
from onrecord.reading.paragraphs import joined
from onrecord.reading.published import when
from onrecord.reading.report import made

_LONGEST_NOTE = 400
_ACCOUNTS = {"admin", "administrator", "editor", "root", "user", "webmaster"}
"""Bylines that name an account, not a person."""


class Story(Struct, frozen=True, kw_only=True):
    """The text of a story, a paragraph a line, and what its format says of it; None is what it does not say."""

    text: str = ""
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    """Where and when it was written, in the words of the format: "OSH, March 7 (XYZ) -" or only "Osh"."""
    located: str | None = None
    """Where it was filed, which goes behind what the text itself says."""
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    slug: str | None = None
    embargo: str | None = None
    """Until when, or in which words, it was not to be published."""
    note: str | None = None
    """What was meant for editors only."""
    status: str | None = None
    """Anything but usable: canceled, withheld, draft."""
    kind: ReportKind = "news"
    derived_from: Derivation | None = None
    flags: tuple[str, ...] = ()

    def over(self, inner: Story) -> Story:
        """This story with what it does not say taken from `inner`, which it wraps."""
        told = {name: getattr(self, name) or getattr(inner, name) for name in self.__struct_fields__ if name != "kind"}
        return msgspec.structs.replace(self, **{**told, "flags": (*self.flags, *inner.flags)})


def report_of(story: Story, *, id: str, name: str) -> Report:
    """The report that a story makes. Raises UnreadableFile when it has no text."""
    if not story.text.strip():
        raise UnreadableFile(f"{name} holds no text of a story{_of_what(story)}")
    published, updated = _times(story)
    return made(
        id=id,
        text=joined(story.text).strip(),
        title=story.title,
        publisher=_publisher(story.publisher),
        agency=agency_of(story.agency) if story.agency else None,
        byline=_byline(story.byline),
        dateline=_dateline(story.dateline),
        located=story.located,
        published=published,
        updated=updated,
        language=story.language,
        url=story.url,
        kind=story.kind,
        derived_from=story.derived_from,
        flags=(*story.flags, *_flags(story)),
    )


def _publisher(told: str | None) -> str | None:
    """A publisher by its usual name where it is a known wire service, told by name or by its address."""
    return (agency_of(told) or agency_of(told.partition(".")[0]) or told) if told else None


def _of_what(story: Story) -> str:
    return f" ({story.title[:100]!r}): only its particulars" if story.title else ""


def _flags(story: Story) -> list[str]:
    told = [("embargo", story.embargo), ("note to editors", story.note), ("status", story.status), ("slug", story.slug)]
    return [f"{what}: {' '.join(words.split())[:_LONGEST_NOTE]}" for what, words in told if words and words.strip()]


def _times(story: Story) -> tuple[str | None, str | None]:
    """When it was published, and when updated, if that is later."""
    published, updated = (when(told.strip()) if told else None for told in (story.published, story.updated))
    if not published or not updated:
        return published or updated or (story.published or None), None
    return published, updated if _later(updated, published) else None


def _later(one: str, other: str) -> bool:
    try:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return one > other


def _byline(told: str | None) -> str | None:
    name = (told or "").strip(" .*_=-")
    name = name[3:].strip() if name.lower().startswith("by ") else name
    return None if name.lower() in _ACCOUNTS else name or None


def _dateline(told: str | None) -> Dateline | None:
    """Place and day of a dateline's own words, which may be only a place."""
    words = (told or "").strip().rstrip("-–—:_ ")
    if not words:
        return None
    found = datelines.find(f"{words} - ")
    if found is None or not found.place:
        return Dateline(place=words[:70]) if not any(c.isdigit() for c in words) else None
    year = found.day.on(None) if found.day else None
    return Dateline(place=found.place, date=year.isoformat() if year else None)
