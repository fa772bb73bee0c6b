"""The addresses of what is looked for and looked over: the first page, the search, reports, groups and places."""

from __future__ import annotations

from onrecord.store.browsing import ReportPage
from onrecord.store.kept import Facet
from onrecord.store.unread import Unread
from onrecord.verbs.searching import Page, Reports
from onrecord.verbs.surveying import About, Overview
from onrecord.web import asked_for
from onrecord.web.api import finding
from onrecord.web.asking import Route
from onrecord.web.pages import overview, reports, search

PAGES = (
    Route(method="GET", path="/", name="overview", need="see", answer=overview.overview),
    Route(method="GET", path="/search", name="search", need="see", answer=search.search),
    Route(method="GET", path="/reports", name="reports", need="see", answer=reports.reports),
    Route(method="GET", path="/waiting", name="waiting", need="see", answer=reports.waiting),
    Route(method="GET", path="/groups/{name:path}", name="group", need="see", answer=overview.group),
    Route(method="GET", path="/places/{country}", name="country", need="see", answer=overview.place),
    Route(method="GET", path="/places/{country}/{name:path}", name="place", need="see", answer=overview.place),
)
_PAGING = ("limit", "after")

API = (
    Route(
        method="GET",
        path="/api/overview",
        name="get overview",
        need="see",
        answer=finding.overview,
        gives=Overview,
        tells="What the collection holds: sizes, acts by month, places, groups, kinds, and the latest reports.",
    ),
    Route(
        method="GET",
        path="/api/search",
        name="search acts",
        need="see",
        answer=finding.search,
        gives=Page,
        query=(*asked_for.ACTS, *_PAGING),
        tells="Acts that match, in the order in which they were kept and told, with the words that tell them.",
    ),
    Route(
        method="GET",
        path="/api/search/reports",
        name="search reports",
        need="see",
        answer=finding.search_reports,
        gives=Reports,
        query=("words", "report", "limit"),
        tells="Reports in whose title or text the words stand.",
    ),
    Route(
        method="GET",
        path="/api/facets",
        name="get facets",
        need="see",
        answer=finding.facets,
        gives=dict[str, list[Facet]],
        query=asked_for.ACTS,
        tells="By type, realis, status, country, year and kind of word-giver, how many acts match.",
    ),
    Route(
        method="GET",
        path="/api/reports",
        name="list reports",
        need="see",
        answer=finding.reports,
        gives=ReportPage,
        query=(*asked_for.REPORTS, *_PAGING),
        tells="Reports that match, the latest first.",
    ),
    Route(
        method="GET",
        path="/api/facets/reports",
        name="get facets of reports",
        need="see",
        answer=finding.report_facets,
        gives=dict[str, list[Facet]],
        query=asked_for.REPORTS,
        tells="By kind, publisher, site and language, how many reports match; these stand in `acts`.",
    ),
    Route(
        method="GET",
        path="/api/waiting",
        name="list what is not read",
        need="see",
        answer=finding.waiting,
        gives=list[Unread],
        tells="What was brought and could not be read, with why, and what waits for a network.",
    ),
    Route(
        method="GET",
        path="/api/groups",
        name="get group",
        need="see",
        answer=finding.group,
        gives=About,
        query=("name",),
        tells="What an organisation or outlet did, what was done to it, and what stands on its word.",
    ),
    Route(
        method="GET",
        path="/api/places",
        name="get place",
        need="see",
        answer=finding.place,
        gives=About,
        query=("country", "name"),
        tells="What was done in a country, or at a place or in a region of it.",
    ),
    Route(
        method="GET",
        path="/api/suggest",
        name="suggest",
        need="see",
        answer=finding.suggest,
        gives=finding.Suggestions,
        query=("what", "begun"),
        tells="Names of persons, places or groups (`what`) with words that begin so (`begun`).",
    ),
)
