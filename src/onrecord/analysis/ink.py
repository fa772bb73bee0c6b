"""Parts that every picture is drawn of: a frame that can stand alone, words, bars; colours that are told apart without colour too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

INK, GREY, PALE, FILL, OTHER = "#1d2733", "#6b7785", "#d9dee4", "#2f5d8a", "#b5622b"
_STYLE = (
    f"text{{font:12px 'DejaVu Sans','Noto Sans',Arial,sans-serif;fill:{INK}}}"
    f".small{{font-size:10px;fill:{GREY}}}.title{{font-size:14px;font-weight:bold}}"
    f".told{{fill:{FILL}}}.may{{fill:url(#may);stroke:{FILL}}}.published{{fill:#9aa7b5}}"
    f".axis{{stroke:{GREY}}}.tick{{stroke:{PALE}}}"
    f".land{{fill:#e8ebee;stroke:#c3cad2;stroke-width:.6}}circle{{fill:{FILL};fill-opacity:.55;stroke:{FILL}}}"
    f"circle.region,circle.country{{fill:none;stroke:{OTHER};stroke-width:1.6}}"
)
_HATCH = (
    '<pattern id="may" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="#fff"/><rect width="2" height="5" fill="{FILL}"/></pattern>'
)


def picture(parts: Iterable[str], *, wide: float, high: float, title: str) -> str:
    """An SVG that stands alone: its own style, a white ground, and its title above."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" viewBox="0 0 {wide:.0f} {high:.0f}" role="img">'
        f"<title>{escape(title)}</title><defs><style>{_STYLE}</style>{_HATCH}</defs>"
        f'<rect width="100%" height="100%" fill="#fff"/>{words(title, 12, 20, css="title")}{"".join(parts)}</svg>'
    )


def words(told: str, x: float, y: float, *, css: str = "", anchor: str = "start", most: int = 0) -> str:
    """A line of text, cut to `most` letters."""
    shown = f"{told[: most - 1]}…" if most and len(told) > most else told
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(shown)}</text>'


def rect(css: str, x: float, y: float, wide: float, high: float, *, tip: str = "") -> str:
    """A box; `tip` is shown where it is pointed at."""
    shape = f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{max(0, wide):.1f}" height="{max(0, high):.1f}"'
    return f"{shape}><title>{escape(tip)}</title></rect>" if tip else f"{shape}/>"


def line(css: str, x: float, y: float, to_x: float, to_y: float, **more: str) -> str:
    """A line."""
    told = attributes(more)
    return f'<line class="{css}" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"{told}/>'


def attributes(told: Mapping[str, str]) -> str:
    """Attributes of an element; `_` stands for the hyphen."""
    return "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in told.items())
