"""A figure to one page that needs nothing else: the picture, what lies behind it as a table and as CSV, and how to read it.

The page loads nothing and its script may reach nothing (its own Content-Security-Policy says so). Without scripts the table is whole.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import BinaryIO

from onrecord.analysis.figure import Figure, Value
from onrecord.publishing.figures.csv_file import printed
from onrecord.publishing.rows import STATUS


def write(figure: Figure, file: BinaryIO) -> None:
    """Writes the page."""
    file.write("".join(_page(figure)).encode())


def _page(figure: Figure) -> Iterator[str]:
    style, script = (files(__package__).joinpath(f"page.{ending}").read_text("utf-8") for ending in ("css", "js"))
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{_digest(script)}'; img-src data:"
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(figure.title)}</title><style>{style}</style></head><body>"
    yield f'<h1>{escape(figure.title)}</h1><p class="status">{STATUS}</p>'
    yield f'<div class="picture">{figure.svg}</div>' if figure.svg else ""
    yield "<ul>" + "".join(f"<li>{escape(note)}</li>" for note in figure.notes) + "</ul>"
    data = base64.b64encode(b"\xef\xbb\xbf" + printed(figure).encode()).decode()
    yield f'<p><a download="data.csv" href="data:text/csv;charset=utf-8;base64,{data}">The data behind it (CSV)</a></p>'
    yield '<p hidden><label>Only rows with <input type="search"></label> <output></output></p>'
    yield "<table><thead><tr>" + "".join(f"<th>{escape(head)}</th>" for head in figure.columns) + "</tr></thead><tbody>"
    yield from (f"<tr>{''.join(map(_cell, row))}</tr>" for row in figure.rows)
    yield f"</tbody></table><script>{script}</script></body></html>\n"


def _cell(value: Value) -> str:
    if isinstance(value, int | float):
        return f'<td class="number" data-value="{value}">{value:,}</td>'
    return f"<td>{escape(value or '')}</td>"


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
