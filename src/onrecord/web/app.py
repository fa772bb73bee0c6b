"""The desk put together: routes, guards and files. One route table serves pages, API and its description."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.routing import Route as Routed
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from onrecord.store.collection import Collection
from onrecord.web.answering import Desk, endpoint
from onrecord.web.asking import Route
from onrecord.web.guarding import Guard
from onrecord.web.jobs import Jobs
from onrecord.web.rendering import Pages
from onrecord.web.routes import ROUTES
from onrecord.web.sessions import Sessions

_STATIC = Path(__file__).parent / "static"


def desk(
    collection: Collection, sessions: Sessions, *, hosts: Sequence[str], raw: str, jobs: Jobs | None = None
) -> ASGIApp:
    """The web app over a collection, answering under `hosts` (with their ports); captured pages are shown at the origin `raw`."""
    shared = Desk(collection, sessions, Pages(title=collection.settings.title), raw, jobs or Jobs())
    routes = [_routed(route, shared) for route in ROUTES]
    app = Starlette(routes=[*routes, Mount("/static", StaticFiles(directory=_STATIC), name="static")])
    return Guard(app, hosts=hosts, raw=raw)


def _routed(route: Route, shared: Desk) -> Routed:
    return Routed(route.path, endpoint(route, shared), methods=[route.method], name=route.name)
