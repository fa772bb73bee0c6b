"""The coder's contract as JSON Schema, made from the nouns; the file beside this one is its printed form."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from onrecord.model import CONTRACT, Coded, Uncoded

__all__ = ["FILE", "contract_schema", "made_schema", "printed"]

FILE = "coded.schema.json"
_SHA256 = "^[0-9a-f]{64}$"


def made_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of `onrecord code`, made from `onrecord.model`.

    A line is a coded report or an input line that could not be coded. Readers ignore keys they do not know, so
    the schema allows them.
    """
    (coded, uncoded), parts = msgspec.json.schema_components((Coded, Uncoded), ref_template="#/$defs/{name}")
    for name in ("Coded", "Uncoded"):
        parts[name]["properties"]["schema"] = {"const": CONTRACT}
        parts[name]["required"] = ["schema", *parts[name]["required"], "acts", "persons"]
    parts["Coded"]["properties"]["text_sha256"]["pattern"] = _SHA256
    for name in ("Span", "Evidence", "Uncoded"):
        for offset in {"start", "end", "line"} & parts[name]["properties"].keys():
            parts[name]["properties"][offset]["minimum"] = 0
    parts["Evidence"]["properties"]["confidence"] |= {"minimum": 0, "maximum": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"One line of `onrecord code`: {CONTRACT}",
        "anyOf": [coded, uncoded],
        "$defs": parts,
    }


def printed(schema: dict[str, Any]) -> str:
    """A schema as it lies in the package: indented, with a newline at its end."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@cache
def contract_schema() -> dict[str, Any]:
    """The contract as it ships with the package."""
    shipped: dict[str, Any] = json.loads(files("onrecord.codebook").joinpath(FILE).read_text("utf-8"))
    return shipped
