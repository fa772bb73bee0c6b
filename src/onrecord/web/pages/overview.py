"""The collection at a glance, and what is told of one group or place."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from starlette.responses import Response

from onrecord.analysis import map as land_map
from onrecord.analysis import timeline
from onrecord.analysis.map import Dot
from onrecord.analysis.timeline import Timeline
from onrecord.analysis.wording import country_name
from onrecord.verbs import looking, reviewing, searching, surveying
from onrecord.verbs.surveying import About, At
from onrecord.web.answering import html
from onrecord.web.asking import Asked
from onrecord.web.rendering import place_path, with_query

_ACTS = 20


def overview(asked: Asked) -> Response:
    """The first page."""
    told = surveying.overview(asked.records)
    return html(
        asked,
        "overview.html",
        told=told,
        questions=sum(reviewing.counts(asked.records).values()),
        timeline=_picture(told.timeline, {}),
        map=_map(told.places),
        narrowed={},
    )


def group(asked: Asked) -> Response:
    """What an organisation or outlet did, what was done to it, and what stands on its word."""
    name = asked.path["name"]
    return _about(asked, surveying.group(asked.records, name), {"group": name})


def place(asked: Asked) -> Response:
    """What was done in a country, or at a place or in a region of it."""
    country, name = asked.path["country"].upper(), asked.path.get("name")
    about = surveying.place(asked.records, country, name)
    return _about(asked, about, {"at": f"{country}/{name}"} if name else {"place": country})


def _about(asked: Asked, about: About, narrowed: dict[str, str]) -> Response:
    wanted = looking.wanted(**narrowed)
    return html(
        asked,
        "about.html",
        about=about,
        narrowed=narrowed,
        page=searching.page(asked.records, wanted, limit=_ACTS),
        timeline=_picture(about.timeline, narrowed),
        map=_map(about.places),
    )


def _picture(told: Timeline, narrowed: dict[str, str]) -> Markup:
    link = with_query("/search", narrowed)
    link += f"{'&' if narrowed else '?'}date="
    return Markup(timeline.drawn(told, link=link))  # noqa: S704  # made by us, with every value escaped


def _map(places: Iterable[At]) -> Markup:
    dots = [
        Dot(
            name=_name(one),
            lat=one.lat,
            lon=one.lon,
            precision=one.precision,
            acts=one.acts,
            link=place_path(one.country, one.name),
        )
        for one in places
        if one.lat is not None and one.lon is not None
    ]
    return Markup(land_map.drawn(dots) if dots else "")  # noqa: S704  # made by us, with every value escaped


def _name(one: At) -> str:
    return ", ".join(part for part in (one.name, country_name(one.country) if one.country else None) if part)
