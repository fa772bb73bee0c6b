"""The lines that the coder writes as JSON Schema, made from the nouns; the files beside this one are the printed form."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec

from onrecord.codebook.data import file_at
from onrecord.layers import LAYERS, Layers, NoLayers
from onrecord.model import CONTRACT, Coded, Uncoded

__all__ = ["FILE", "LAYERS_FILE", "contract_schema", "layers_schema", "made_layers_schema", "made_schema", "printed"]

FILE = "coded.schema.json"
LAYERS_FILE = "layers.schema.json"
_SHA256 = "^[0-9a-f]{64}$"
_REF = "#/$defs/{name}"
_LAYERS = ("times", "places", "persons", "attributions")


def made_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of `onrecord code`, made from `onrecord.model`.

    A line is a coded report or an input line that could not be coded. Readers ignore keys they do not know, so
    the schema allows them.
    """
    (coded, uncoded), parts = msgspec.json.schema_components((Coded, Uncoded), ref_template=_REF)
    for name in ("Coded", "Uncoded"):
        parts[name]["properties"]["schema"] = {"const": CONTRACT}
        parts[name]["required"] = ["schema", *parts[name]["required"], "acts", "persons"]
    parts["Coded"]["properties"]["text_sha256"]["pattern"] = _SHA256
    parts["Evidence"]["properties"]["confidence"] |= {"minimum": 0, "maximum": 1}
    return _schema(f"One line of `onrecord code`: {CONTRACT}", [coded, uncoded], parts)


def made_layers_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of `onrecord layers`, made from `onrecord.layers`."""
    (layers, none), parts = msgspec.json.schema_components((Layers, NoLayers), ref_template=_REF)
    for name in ("Layers", "NoLayers"):
        parts[name]["properties"]["schema"] = {"const": LAYERS}
    parts["Layers"]["required"] = ["schema", *parts["Layers"]["required"], *_LAYERS]
    parts["NoLayers"]["required"] = ["schema", *parts["NoLayers"]["required"]]
    parts["Layers"]["properties"]["text_sha256"]["pattern"] = _SHA256
    return _schema(f"One line of `onrecord layers`: {LAYERS}", [layers, none], parts)


def _schema(title: str, lines: list[dict[str, Any]], parts: dict[str, Any]) -> dict[str, Any]:
    for part in parts.values():
        for offset in {"start", "end", "line"} & part["properties"].keys():
            part["properties"][offset]["minimum"] = 0
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "anyOf": lines,
        "$defs": parts,
    }


def printed(schema: dict[str, Any]) -> str:
    """A schema as it lies in the package: indented, with a newline at its end."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def contract_schema() -> dict[str, Any]:
    """The contract as it ships with the package."""
    return _shipped(FILE)


def layers_schema() -> dict[str, Any]:
    """The schema of layers as it ships with the package."""
    return _shipped(LAYERS_FILE)


@cache
def _shipped(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(file_at(name).read_text("utf-8"))
    return schema
