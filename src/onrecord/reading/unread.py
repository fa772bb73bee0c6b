"""A page without a readable story to what stands there instead, and what to do about it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import NoStory, NoStoryReason
from onrecord.reading.cues import page_words, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEW = 400
"""Characters of a page up to which it may be a wall, or be built by scripts; a story is longer, and may speak of cookies."""
_NOTHING = 200
"""Characters up to which a page with scripts holds nothing by itself."""
_LONGEST_WALL = 2000
_ENOUGH = 2
"""Different phrases of consent that make some words a wall."""
_WHAT: MappingProxyType[NoStoryReason, str] = MappingProxyType(
    {
        "script": "shows its story only by scripts",
        "consent": "shows a request for consent (cookies) instead of its story",
        "blocked": "shows a check for machines, or a login, instead of its story",
        "post": "is a post on a social network, whose page does not hold its words",
        "empty": "holds no readable story",
    }
)
_DO = (
    "open it in a browser, save it with SingleFile, as WACZ or PDF, or take a screenshot, and add that; "
    "or copy its text into a .txt file; `onrecord attach` keeps a screenshot beside the page"
)


def unread(page: HtmlElement, story: str, *, description: str | None, address: str | None, name: str) -> NoStory | None:
    """Why a page with this story is no story, as an error that says what to do; None where it is one."""
    reason = _reason(page, story, description, address)
    return NoStory(f"{name} {_WHAT[reason]}: {_DO}", reason=reason) if reason else None


def _reason(page: HtmlElement, story: str, description: str | None, address: str | None) -> NoStoryReason | None:
    if _is_post(address) and not _holds(story, description):
        return "post"
    if len(story) > _LONGEST_WALL:
        return None
    walls, words = page_words().walls, plain(story)
    if sum(phrase in words for phrase in walls.consent) >= _ENOUGH:
        return "consent"
    if len(story) > _FEW:
        return None
    if any(phrase in words for phrase in walls.blocked):
        return "blocked"
    return "script" if any(phrase in words for phrase in walls.script) else _of_all(page, story)


def _of_all(page: HtmlElement, story: str) -> NoStoryReason | None:
    """The reason by all the words of a page whose story is short or none."""
    if story.strip():
        return None
    seen = plain(" ".join(page.itertext()))
    walls = page_words().walls
    if sum(phrase in seen for phrase in walls.consent) >= _ENOUGH:
        return "consent"
    if any(phrase in seen for phrase in walls.blocked):
        return "blocked"
    return "script" if _is_built(page) or any(phrase in seen for phrase in walls.script) else "empty"


def _is_built(page: HtmlElement) -> bool:
    """Whether a page has scripts and next to nothing else."""
    scripts = list(page.iter("script"))
    own = sum(len(one.text or "") for one in page.iter("script", "style"))
    return bool(scripts) and len(page.text_content()) - own < _NOTHING


def _is_post(address: str | None) -> bool:
    host = (urlsplit(address).hostname or "") if address else ""
    path = urlsplit(address).path.strip("/") if address else ""
    return bool(path) and any(host == one or host.endswith(f".{one}") for one in page_words().walls.posts)


def _holds(story: str, description: str | None) -> bool:
    """Whether a story has the first words of the page's description of itself, which is the post where there is one."""
    opening = " ".join((description or "").split())[:60].strip('"“”… ')
    return len(opening) > 20 and opening in " ".join(story.split())
