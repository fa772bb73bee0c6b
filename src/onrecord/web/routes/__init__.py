"""Every address of the desk in one table, by area: what it needs, who answers, and, of the API, what goes in and comes out."""

from __future__ import annotations

from onrecord.web.answering import html
from onrecord.web.api import described
from onrecord.web.asking import Route
from onrecord.web.pages import programs
from onrecord.web.routes import accounts, bringing, finding, linked, reports, team

API = (*reports.API, *finding.API, *linked.API, *bringing.API, *team.API, *accounts.API)
PAGES = (*reports.PAGES, *finding.PAGES, *linked.PAGES, *bringing.PAGES, *team.PAGES, *accounts.PAGES)

_ABOUT = (
    Route(method="GET", path="/api/openapi.json", name="description", need="see", answer=lambda _: described.page(API)),
    Route(
        method="GET",
        path="/api",
        name="for programs",
        need="see",
        answer=lambda asked: programs.page(asked, described.description(API)),
    ),
    Route(method="GET", path="/help", name="help", need="see", answer=lambda asked: html(asked, "help.html")),
)

ROUTES = (*PAGES, *API, *_ABOUT)
