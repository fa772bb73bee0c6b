"""What most needs a person, and the way to the next report of it."""

from __future__ import annotations

from typing import get_args
from urllib.parse import quote

import msgspec
from starlette.responses import Response

from onrecord.codebook import act_types
from onrecord.store.current import Status
from onrecord.verbs import assigning, reviewing
from onrecord.verbs.reviewing import QueueItem
from onrecord.web.answering import goes_to, html
from onrecord.web.api import team
from onrecord.web.asking import Asked
from onrecord.web.pages.leading import back


def queue(asked: Asked) -> Response:
    """The queue, the most urgent first."""
    wanted = team.wanted(asked)
    every = team.wanted(without(asked, "kind"))
    return html(
        asked,
        "queue.html",
        page=team.queue(asked),
        counts=reviewing.counts(asked.records, every),
        narrowed={name: value for name, value in asked.query.items() if name in (*team.QUEUE, "by_report")},
        wanted=wanted,
        types=act_types(),
        statuses=[one for one in get_args(Status) if one != "rejected"],
        leads_to=leads_to,
        is_assignable=is_assignable,
        me=asked.visitor.user,
    )


def following(asked: Asked) -> Response:
    """Leads to the next report of the queue; back to the queue where none is left."""
    found = reviewing.next_report(asked.records, asked.query.get("after"))
    return goes_to(f"/reports/{found}" if found else "/queue?nothing=left")


def assign(asked: Asked) -> Response:
    """Gives an item to somebody, to oneself, or to nobody; leads back."""
    subject, other = asked.field("subject"), asked.field("other") or None
    because = asked.field("because") or team.USUAL
    if asked.field("do") == "back":
        assigning.take_back(asked.records, subject, other=other, because=because)
    else:
        user = asked.field("user") or asked.records.user
        assigning.assign(asked.records, subject, user, other=other, because=because)
    return goes_to(back(asked, "/queue"))


def without(asked: Asked, name: str) -> Asked:
    """The same request without one of its values."""
    return msgspec.structs.replace(asked, query={one: value for one, value in asked.query.items() if one != name})


def leads_to(item: QueueItem) -> str:
    """Where an item is settled."""
    if item.kind in {"unread", "waiting"}:
        return "/waiting"
    first = item.ids[0]
    if item.kind == "protection":
        return f"/people/{first}#protection"
    if item.kind == "rivals":
        return f"/happenings/{first}"
    if item.kind == "double" and first.startswith("P-"):
        return f"/people/{first}/join?with={item.ids[1]}"
    if item.kind in {"double", "copy"}:
        return f"/questions?of={'report' if item.kind == 'copy' else 'person'}"
    return f"/reports/{item.report}#{quote(first)}"


def is_assignable(item: QueueItem) -> bool:
    """Whether it may be given to somebody: a report, or two persons or reports that may be one."""
    is_facilities = item.kind == "double" and not item.ids[0].startswith("P-")
    return item.report is not None and not is_facilities
