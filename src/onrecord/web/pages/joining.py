"""Two persons side by side before they are judged one, and one person before it is parted: what would change."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.verbs import linking
from onrecord.web.answering import html
from onrecord.web.api import linked
from onrecord.web.asking import Asked


def join(asked: Asked) -> Response:
    """Both persons, what speaks for and against, and what would be one."""
    ends = (asked.path["id"], asked.query.get("with", ""))
    return html(asked, "join.html", told=linked.joining(asked), ends=ends)


def part(asked: Asked) -> Response:
    """The reports of a person to choose from, and what would be parted by the choice."""
    chosen = frozenset(asked.many.get("apart", ()))
    told = linked.person(asked)
    change = linking.part_preview(asked.records, told.card.id, chosen, as_of=linked.day(asked)) if chosen else None
    return html(asked, "part.html", told=told, chosen=chosen, change=change)
