"""A line of a JSONL file of reports to a Report; the text stays exactly as it is given."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from onrecord.errors import BadLine
from onrecord.model import Derivation, Report, ReportKind
from onrecord.reading.report import made

FIELDS = ("id", "url", "publisher", "title", "published", "language", "text")
_EXAMPLE = '{"id": "...", "text": "..."}'


def read_line(data: bytes, *, line: int) -> Report:
    """The report in one line of JSON; `line` is its number, for messages.

    The line is an object with the strings `id` and `text`, and, where known, `url`, `publisher`, `title`, `published`
    and `language`; `byline`, `updated`, `kind` and `derived_from` as `onrecord read` writes them; other keys are ignored. Raises BadLine, which says what is wrong with which field.
    """
    fields = _decoded(data, line)
    id = fields.get("id")
    known = id if isinstance(id, str) and id.strip() else None
    for name in FIELDS:
        _check(fields, name, line, known)
    given: dict[str, str | None] = {name: (fields.get(name) or "").strip() or None for name in FIELDS[1:-1]}
    return made(
        id=fields["id"],
        text=fields["text"],
        url=given["url"],
        title=given["title"],
        publisher=given["publisher"],
        published=given["published"],
        language=given["language"],
        **_beside(fields),
    )


def _beside(fields: dict[str, Any]) -> dict[str, Any]:
    """What else a line tells, where it is what `onrecord read` writes; anything else under these names says nothing."""
    told: dict[str, Any] = {name: fields[name] for name in ("byline", "updated") if _is_words(fields.get(name))}
    if fields.get("kind") in get_args(ReportKind):
        told["kind"] = fields["kind"]
    try:
        told["derived_from"] = msgspec.convert(fields.get("derived_from"), Derivation | None)
    except msgspec.ValidationError:
        return told
    return told


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not any("\ud800" <= c <= "\udfff" for c in value)


def _decoded(data: bytes, line: int) -> dict[str, Any]:
    data = data.removeprefix(b"\xef\xbb\xbf") if line == 1 else data
    if not data.strip():
        raise BadLine(f"line {line} is empty: each line must be one report such as {_EXAMPLE}", line=line)
    try:
        fields = msgspec.json.decode(data)
    except UnicodeDecodeError as error:
        raise BadLine(
            f"line {line} is not UTF-8 at byte {_broken_at(data)}: save the file as UTF-8", line=line
        ) from error
    except RecursionError as error:
        raise BadLine(
            f"line {line} is nested too deeply: a report is one flat object such as {_EXAMPLE}", line=line
        ) from error
    except msgspec.DecodeError as error:
        raise BadLine(
            f"line {line} is not valid JSON ({_reason(error)}): each line must be one report such as {_EXAMPLE}",
            line=line,
        ) from error
    if not isinstance(fields, dict):
        raise BadLine(f"line {line} is JSON, but no object: each line must be one report such as {_EXAMPLE}", line=line)
    return fields


def _broken_at(data: bytes) -> int:
    """The number of the first byte that is no UTF-8, counted from one; the decoder of JSON counts within a string."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start + 1
    return len(data)


def _reason(error: msgspec.DecodeError) -> str:
    told = str(error)
    return "the line breaks off" if "truncated" in told else told.removeprefix("JSON is malformed: ")


def _check(fields: dict[str, Any], name: str, line: int, id: str | None) -> None:
    where = f"line {line}" + (f", report {id}" if id else "")
    value = fields.get(name)
    if value is None:
        if name in {"id", "text"}:
            raise BadLine(f"{where}: `{name}` is missing; a report needs at least `id` and `text`", line=line, id=id)
        return
    if not isinstance(value, str):
        raise BadLine(f"{where}: `{name}` must be a string in double quotes, not {_json_name(value)}", line=line, id=id)
    if name == "id" and not value.strip():
        raise BadLine(f"{where}: `id` is empty; give each report a name of its own", line=line, id=id)
    if any("\ud800" <= c <= "\udfff" for c in value) if not value.isascii() else False:
        raise BadLine(
            f"{where}: `{name}` holds half a character (a lone surrogate such as \\ud83d): write whole characters",
            line=line,
            id=id,
        )


def _json_name(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names[type(value)]
