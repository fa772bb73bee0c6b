"""What programs may ask of the desk, for people to read: each operation with a line that tries it."""

from __future__ import annotations

import re
import shlex
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct
from starlette.responses import Response

from onrecord.web.answering import html
from onrecord.web.asking import Asked

_NAMED = re.compile(r"\{(\w+)\}")
_DEEPEST = 4
_JSON = "application/json"


class Operation(Struct, frozen=True, kw_only=True):
    """One thing a program may ask."""

    method: str
    path: str
    tells: str
    query: tuple[str, ...]
    curl: str


def page(asked: Asked, description: dict[str, Any]) -> Response:
    """Every operation of the API's description, those of one noun together."""
    found = [
        _operation(method.upper(), path, told, description["components"]["schemas"])
        for path, methods in description["paths"].items()
        for method, told in methods.items()
    ]
    found.sort(key=lambda one: _noun(one.path))
    groups = [(noun, tuple(those)) for noun, those in groupby(found, key=lambda one: _noun(one.path))]
    return html(asked, "programs.html", groups=groups)


def _noun(path: str) -> str:
    return path.split("/")[2]


def _operation(method: str, path: str, told: dict[str, Any], parts: dict[str, Any]) -> Operation:
    query = tuple(one["name"] for one in told["parameters"] if one["in"] == "query")
    return Operation(
        method=method, path=path, tells=told["summary"], query=query, curl=_curl(method, path, told, parts)
    )


def _curl(method: str, path: str, told: dict[str, Any], parts: dict[str, Any]) -> str:
    """A line for a shell; `$DESK` and `$TOKEN` are told above all of them."""
    words = ['curl -H "Authorization: Bearer $TOKEN"']
    content = told.get("requestBody", {}).get("content", {})
    if _JSON in content:
        sent = msgspec.json.encode(example(content[_JSON]["schema"], parts)).decode()
        words.append(f"-H 'Content-Type: application/json' -d {shlex.quote(sent)}")
    elif content:
        words.append("-F files=@FILE")
    elif method == "POST":
        words.append("-X POST")
    return " ".join([*words, f'"$DESK{_NAMED.sub(lambda found: found[1].upper(), path)}"'])


def example(schema: dict[str, Any], parts: dict[str, Any], deep: int = _DEEPEST) -> Any:
    """Something that a schema allows: what must be there, and a word for each string."""
    if "$ref" in schema:
        return example(parts[schema["$ref"].rpartition("/")[2]], parts, deep - 1) if deep else {}
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], parts, deep)
    if "default" in schema:
        return schema["default"]
    return _plain(schema, parts, deep)


def _plain(schema: dict[str, Any], parts: dict[str, Any], deep: int) -> Any:
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {})
        wanted = schema.get("required") or list(properties)[:2]
        return {name: example(properties[name], parts, deep) for name in wanted if name in properties}
    if kind == "array":
        items = schema.get("items")
        return [example(items, parts, deep)] if isinstance(items, dict) else []
    return {"integer": 0, "number": 0, "boolean": False, "null": None}.get(str(kind), "...")
