"""What is found: acts, reports, what is counted of them, and what begins with some letters."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from onrecord.errors import BadRequest
from onrecord.store.browsing import ReportPage
from onrecord.store.kept import Facet
from onrecord.store.unread import Unread
from onrecord.verbs import browsing, looking, searching, suggesting, surveying
from onrecord.verbs.searching import Page, Reports
from onrecord.verbs.surveying import About, Overview
from onrecord.web import asked_for
from onrecord.web.asking import Asked

_ON_A_PAGE, _MOST = 50, 500


class Suggestions(Struct, frozen=True):
    """Names that begin so."""

    names: tuple[str, ...]


def overview(asked: Asked) -> Overview:
    """What the collection holds."""
    return surveying.overview(asked.records)


def search(asked: Asked) -> Page:
    """Acts that match."""
    limit = asked.number("limit", _ON_A_PAGE, most=_MOST)
    return searching.page(asked.records, asked_for.acts(asked), limit=limit, after=asked.query.get("after"))


def search_reports(asked: Asked) -> Reports:
    """Reports in whose title or text the words stand."""
    limit = asked.number("limit", _ON_A_PAGE, most=_MOST)
    return searching.reports_page(asked.records, asked_for.acts(asked), limit=limit)


def facets(asked: Asked) -> dict[str, list[Facet]]:
    """By field, its values among the acts that match."""
    return looking.facets(asked.records, asked_for.acts(asked))


def reports(asked: Asked) -> ReportPage:
    """Reports, the latest first."""
    limit = asked.number("limit", _ON_A_PAGE, most=_MOST)
    return browsing.page(asked.records, asked_for.reports(asked), limit=limit, after=asked.query.get("after"))


def report_facets(asked: Asked) -> dict[str, list[Facet]]:
    """By field, its values among the reports that match; `acts` of a facet are reports here."""
    return browsing.facets(asked.records, asked_for.reports(asked))


def waiting(asked: Asked) -> list[Unread]:
    """What could not be read, and what waits for a network."""
    return surveying.not_read(asked.records)


def group(asked: Asked) -> About:
    """What is told of a group."""
    return surveying.group(asked.records, _needed(asked, "name"))


def place(asked: Asked) -> About:
    """What is told of a country, or of a place or region in it."""
    return surveying.place(asked.records, _needed(asked, "country"), asked.query.get("name"))


def suggest(asked: Asked) -> Suggestions:
    """Names of persons, places or groups that begin so."""
    what = asked.query.get("what", "person")
    if what not in get_args(suggesting.What):
        raise BadRequest("`what` is person, place or group.")
    return Suggestions(suggesting.suggestions(asked.records, what, asked.query.get("begun", "")))  # type: ignore[arg-type]


def _needed(asked: Asked, name: str) -> str:
    if name not in asked.query:
        raise BadRequest(f"Give `{name}`.")
    return asked.query[name]
