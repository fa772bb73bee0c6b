"""The search: acts by words and values, how they fall into kinds, and reports in whose text the words stand."""

from __future__ import annotations

from http import HTTPStatus
from typing import get_args

import msgspec
from starlette.responses import Response

from onrecord.codebook import act_types
from onrecord.errors import UnknownItem
from onrecord.model import ParticipantKind, Realis
from onrecord.store.current import Status
from onrecord.store.filters import Filter
from onrecord.verbs import looking, searching
from onrecord.verbs.searching import Page, Reports
from onrecord.web import asked_for
from onrecord.web.answering import html
from onrecord.web.asking import Asked

_HITS, _REPORTS = 25, 5
_COUNTED = 50_000
"""Of more acts, kinds are counted only when somebody asks for it: it takes a second or more."""
_CHOICES = {
    "realis": get_args(Realis),
    "status": get_args(Status),
    "word": (*get_args(ParticipantKind), "report"),
}
_NOTHING = Page(hits=(), total=0, next=None)


def search(asked: Asked) -> Response:
    """The search page; what cannot be searched for is told above the form, with all that was typed still in it."""
    try:
        wanted = asked_for.acts(asked)
        page = searching.page(asked.records, wanted, limit=_HITS, after=asked.query.get("after"))
    except UnknownItem as error:
        answer = _page(asked, Filter(), _NOTHING, wrong=str(error))
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer
    return _page(asked, wanted, page)


def _page(asked: Asked, wanted: Filter, page: Page, *, wrong: str | None = None) -> Response:
    narrowed = {name: asked.query[name] for name in asked_for.ACTS if name in asked.query}
    counts = not wrong and (wanted == Filter() or page.total <= _COUNTED or "counts" in asked.query)
    return html(
        asked,
        "search.html",
        narrowed=narrowed,
        wrong=wrong,
        wanted=wanted,
        page=page,
        begins="after" not in asked.query,
        facets=looking.facets(asked.records, wanted) if counts else {},
        uncounted=not counts and not wrong,
        reports=_reports(asked, wanted),
        types=act_types(),
        choices=_CHOICES,
    )


def _reports(asked: Asked, wanted: Filter) -> Reports:
    """Of the first page alone: what stands in texts, whatever else is asked of acts."""
    if not wanted.words or "after" in asked.query:
        return Reports(hits=(), total=0)
    words_alone = msgspec.structs.replace(Filter(), words=wanted.words, report=wanted.report)
    return searching.reports_page(asked.records, words_alone, limit=_REPORTS)
