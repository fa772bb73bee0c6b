"""A document to PDF, with fpdf2 (an extra): Latin, Cyrillic, Greek, Arabic and the other letters that DejaVu Sans has, shaped as they join.

A letter that the font lacks is no small fault: a name without it is another name. Such a document is refused, and HTML advised.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import InputError
from onrecord.publishing.documents.document import EMPTY, Block, Document, Field, Grid, Heading, Items, Words, words_of

if TYPE_CHECKING:
    from fpdf import FPDF

_FONT = "DejaVu"
_INK, _GREY, _RED = (29, 39, 51), (90, 102, 115), (138, 59, 18)
_SIZES = {1: 13, 2: 11}
_SHOWN = 12
_INVISIBLE = {"Cc", "Cf"}
_JOINERS = "\u200c\u200d"
"""They say whether letters join: without them it is another name."""


def write(document: Document, file: BinaryIO) -> None:
    """Writes the pages. Raises InputError where a letter cannot be drawn, or the extra is not installed."""
    try:
        import uharfbuzz  # noqa: F401  # without it letters of Arabic would stand unjoined, which fpdf2 does not say
        from fpdf import FPDF
    except ImportError as error:
        raise InputError("PDF needs the extra `pdf` (pip install 'onrecord[pdf]'); HTML needs nothing.") from error
    pdf = FPDF(format="A4")
    with as_file(files(__package__).joinpath("fonts", "DejaVuSans.ttf")) as path:
        pdf.add_font(_FONT, fname=str(path))
        font: Any = pdf.fonts[_FONT.lower()]
        # The face is read until the end, and left open otherwise.
        with closing(font.ttfont):
            _refuse_what_is_lacking(font.cmap, document)
            _begin(pdf, document)
            for block in document.blocks:
                _draw(pdf, block)
            file.write(bytes(pdf.output()))


def _refuse_what_is_lacking(known: Container[int], document: Document) -> None:
    used = {letter for words in words_of(document) for letter in words}
    lacking = sorted(one for one in used if ord(one) not in known and unicodedata.category(one) not in _INVISIBLE)
    if lacking:
        raise InputError(
            f"The PDF's letters do not have {' '.join(lacking[:_SHOWN])}{' …' if len(lacking) > _SHOWN else ''}: write HTML, and print it to PDF"
            " from a browser, which has more."
        )


def _begin(pdf: FPDF, document: Document) -> None:
    pdf.set_title(document.title)
    pdf.set_creation_date(datetime.fromisoformat(document.day).replace(tzinfo=UTC))
    pdf.set_margin(18)
    pdf.set_auto_page_break(True, margin=18)
    pdf.alias_nb_pages()
    pdf.set_font(_FONT, size=9)
    pdf.set_text_shaping(True)
    _foot(pdf, f"{document.status}, as of {document.day}")
    pdf.add_page()
    _put(pdf, document.title, size=17)
    _put(pdf, f"{document.status}, as of {document.day}", colour=_RED)


def _foot(pdf: FPDF, words: str) -> None:
    """Has the status and the page stand at the foot of every page."""

    def footer() -> None:
        pdf.set_y(-12)
        pdf.set_font(_FONT, size=7)
        pdf.set_text_color(*_GREY)
        pdf.cell(0, 5, f"{words} · {pdf.page_no()} / {{nb}}", align="C")

    pdf.footer = footer  # type: ignore[method-assign]  # a subclass would have to be made where the extra is loaded


def _put(pdf: FPDF, words: str, *, size: float = 9, colour: tuple[int, int, int] = _INK, indent: float = 0) -> None:
    pdf.set_font(_FONT, size=size)
    pdf.set_text_color(*colour)
    pdf.set_x(pdf.l_margin + indent)
    pdf.multi_cell(0, size * 0.5, _plain(words), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(size * 0.12)


def _plain(words: str) -> str:
    """Without invisible controls; line breaks stay."""
    return "".join(one for one in words if one in f"\n{_JOINERS}" or unicodedata.category(one) not in _INVISIBLE)


def _draw(pdf: FPDF, block: Block) -> None:
    match block:
        case Heading(words=words, level=level):
            pdf.ln(3)
            if pdf.will_page_break(22):
                pdf.add_page()
            _put(pdf, words, size=_SIZES.get(level, 10))
        case Words(words=words):
            _put(pdf, words)
        case Items(items=items):
            for one in items:
                _put(pdf, f"•  {one}", indent=3)
        case Grid():
            _grid(pdf, block)
        case Field():
            _field(pdf, block)


def _grid(pdf: FPDF, grid: Grid) -> None:
    pdf.set_font(_FONT, size=7)
    pdf.set_text_color(*_INK)
    pdf.set_draw_color(217, 222, 228)
    options: dict[str, Any] = {
        "col_widths": grid.shares,
        "line_height": 3.6,
        "text_align": "LEFT",
        "padding": 1,
        "markdown": False,
    }
    from fpdf.fonts import FontFace

    with pdf.table(headings_style=FontFace(color=_GREY), **options) as table:
        for row in (grid.columns, *grid.rows):
            cells = table.row()
            for cell in row:
                cells.cell(_plain(cell))
    pdf.ln(2)


def _field(pdf: FPDF, field: Field) -> None:
    _put(pdf, field.label)
    if field.hint:
        _put(pdf, field.hint, size=7, colour=_GREY, indent=4)
    for one in field.values:
        _put(pdf, one.value, indent=4)
        _put(pdf, f"[{one.source}]", size=7, colour=_GREY, indent=4)
    if not field.values:
        _put(pdf, EMPTY, colour=_RED, indent=4)
