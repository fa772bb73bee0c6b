"""The routes of the API to their description (OpenAPI 3.1), with the JSON Schema of what goes in and comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.responses import Response

from onrecord import __version__
from onrecord.web.answering import Problem
from onrecord.web.asking import Route

_NAMED = re.compile(r"\{(\w+)\}")
_JSON, _FORM = "application/json", "multipart/form-data"
_FILES = {
    "type": "object",
    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
    "required": ["files"],
}
_SCHEMA = "#/components/schemas/{name}"


def description(routes: Iterable[Route]) -> dict[str, Any]:
    """The document; each route that gives or takes data is in it."""
    told = list(routes)
    types = [one for route in told for one in (route.body, route.gives) if one is not None]
    shown, parts = msgspec.json.schema_components([*types, Problem], ref_template=_SCHEMA)
    schemas = iter(shown[:-1])
    paths: dict[str, dict[str, Any]] = {}
    for route in told:
        body = _FILES if route.files else next(schemas) if route.body is not None else None
        gives = next(schemas) if route.gives is not None else {}
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, body, gives, shown[-1])
    return {
        "openapi": "3.1.0",
        "info": {"title": "Onrecord's desk", "version": __version__},
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": parts, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def page(routes: Iterable[Route]) -> Response:
    """The same as an answer."""
    return Response(msgspec.json.encode(description(routes)), media_type="application/json")


def _operation(route: Route, body: dict[str, Any] | None, gives: dict[str, Any], problem: dict[str, Any]) -> Any:
    named = [_parameter(name, "path") for name in _NAMED.findall(route.path)]
    asked = [_parameter(name, "query") for name in route.query]
    made: dict[str, Any] = {
        "operationId": route.name.replace(" ", "_"),
        "summary": route.tells,
        "parameters": [*named, *asked],
        "responses": {"200": _content(gives, "What was asked for."), "4XX": _content(problem, "Why not.")},
    }
    return made | (
        {"requestBody": {"required": True, **_content(body, "", _FORM if route.files else _JSON)}} if body else {}
    )


def _parameter(name: str, where: str) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": {"type": "string"}}


def _content(schema: dict[str, Any], words: str, kind: str = _JSON) -> dict[str, Any]:
    told = {"content": {kind: {"schema": schema}}}
    return {"description": words, **told} if words else told
