"""The reports of the collection, and what was brought and is none yet."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.verbs import browsing, surveying
from onrecord.web import asked_for
from onrecord.web.answering import html
from onrecord.web.asking import Asked

_ON_A_PAGE = 50


def reports(asked: Asked) -> Response:
    """The list of reports."""
    wanted = asked_for.reports(asked)
    return html(
        asked,
        "reports.html",
        narrowed={name: asked.query[name] for name in asked_for.REPORTS if name in asked.query},
        wanted=wanted,
        page=browsing.page(asked.records, wanted, limit=_ON_A_PAGE, after=asked.query.get("after")),
        facets=browsing.facets(asked.records, wanted),
    )


def waiting(asked: Asked) -> Response:
    """What could not be read, and what waits for a network, with the reasons."""
    told = surveying.not_read(asked.records)
    first = asked.number("page", 1, most=1_000_000)
    failed = [one for one in reversed(told) if not one.waits]
    shown = failed[(first - 1) * _ON_A_PAGE : first * _ON_A_PAGE]
    more = first + 1 if len(failed) > first * _ON_A_PAGE else None
    waits = [one for one in told if one.waits]
    return html(asked, "waiting.html", failed=failed, shown=shown, more=more, waits=waits, number=first)
