"""A document to one HTML page that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from onrecord.publishing.documents.document import EMPTY, Block, Document, Field, Grid, Heading, Items, Words

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;color:#1d2733;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "h1{font-size:1.5rem;margin-bottom:0}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #d9dee4}h3{font-size:1rem;margin-bottom:.3rem}"
    ".status{color:#8a3b12}table{border-collapse:collapse;width:100%;font-size:.85rem;table-layout:fixed}"
    "th,td{text-align:start;vertical-align:top;border:1px solid #d9dee4;padding:.25rem .4rem;overflow-wrap:anywhere}"
    "dt{font-weight:bold;margin-top:.7rem}.source,.hint{color:#5a6673;font-size:.85rem}.empty{color:#8a3b12}"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}h2,h3{break-after:avoid}}"
)


def write(document: Document, file: BinaryIO) -> None:
    """Writes the page."""
    file.write("".join(_page(document)).encode())


def _page(document: Document) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield f'<meta name="referrer" content="no-referrer"><title>{escape(document.title)}</title><style>{_STYLE}</style></head><body>'
    yield f'<h1><bdi>{escape(document.title)}</bdi></h1><p class="status">{escape(document.status)}, as of {document.day}</p>'
    yield from map(_block, document.blocks)
    yield "</body></html>\n"


def _block(block: Block) -> str:
    match block:
        case Heading(words=words, level=level):
            return f"<h{level + 1}><bdi>{escape(words)}</bdi></h{level + 1}>"
        case Words(words=words):
            return f"<p>{escape(words)}</p>"
        case Items(items=items):
            return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in items) + "</ul>"
        case Grid():
            return _grid(block)
        case Field():
            return _field(block)


def _grid(grid: Grid) -> str:
    total = sum(grid.shares)
    columns = "".join(f'<col style="width:{100 * share / total:.1f}%">' for share in grid.shares)
    head = "".join(f"<th>{escape(one)}</th>" for one in grid.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in row) + "</tr>" for row in grid.rows
    )
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _field(field: Field) -> str:
    hint = f' <span class="hint">{escape(field.hint)}</span>' if field.hint else ""
    told = "".join(
        f'<dd><bdi>{escape(one.value)}</bdi> <span class="source">[{escape(one.source)}]</span></dd>'
        for one in field.values
    )
    empty = f'<dd class="empty">{EMPTY}</dd>'
    return f"<dl><dt>{escape(field.label)}{hint}</dt>{told or empty}</dl>"
