"""A network to a picture: who has ties stands near, and the same network is always drawn the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from math import cos, sin, sqrt
from typing import TYPE_CHECKING, Any

from onrecord.analysis.ink import GREY, PALE, picture, words
from onrecord.analysis.network import TELLS, WITH, Network, Node, neighbours

if TYPE_CHECKING:
    import numpy as np

_MOST, _ROUNDS = 70, 260
_WIDE, _HIGH, _EDGE = 960, 660, 70
_FILLS = {
    "person": "#2f5d8a",
    "official": "#b5622b",
    "state": "#b5622b",
    "organisation": "#4d7a4a",
    "outlet": "#7a5b94",
}
_DASHES = {TELLS: "2 3", WITH: "6 3"}


def drawn(told: Network, *, title: str) -> str:
    """The picture as SVG, of those with the most ties."""
    degrees = {id: len(others) for id, others in neighbours(told)}
    shown = sorted(told.nodes, key=lambda one: (-degrees[one.id], one.id))[:_MOST]
    at = _places(told, [one.id for one in shown])
    parts = [*_ties(told, at), *(_node(one, at[one.id], degrees[one.id]) for one in shown), *_legend()]
    if len(told.nodes) > len(shown):
        parts.append(
            words(
                f"{len(told.nodes) - len(shown)} with fewer ties are not drawn.",
                _WIDE - 12,
                20,
                css="small",
                anchor="end",
            )
        )
    return picture(parts, wide=_WIDE, high=_HIGH + 20, title=title)


def _places(told: Network, ids: list[str]) -> dict[str, tuple[float, float]]:
    """Where each stands: ties pull, all push each other away (Fruchterman and Reingold, 1991), from a fixed start."""
    import numpy as np

    if not ids:
        return {}
    number = len(ids)
    index = {id: n for n, id in enumerate(ids)}
    start = [(sqrt((n + 0.5) / number) * cos(n * 2.4), sqrt((n + 0.5) / number) * sin(n * 2.4)) for n in range(number)]
    at = np.array(start)
    pull = np.zeros((number, number))
    for tie in told.ties:
        if tie.source in index and tie.target in index:
            pull[index[tie.source], index[tie.target]] = pull[index[tie.target], index[tie.source]] = 1
    apart = 1.6 / sqrt(number)
    for step in range(_ROUNDS):
        at += _moved(at, pull, apart) * 0.12 * (1 - step / _ROUNDS)
    low, high = at.min(axis=0), at.max(axis=0)
    scaled = (at - low) / np.maximum(high - low, 1e-9)
    if number == 1:
        scaled[:] = 0.5
    room = (_WIDE - 2 * _EDGE, _HIGH - 2 * _EDGE)
    return {
        id: (_EDGE + float(scaled[n, 0]) * room[0], _EDGE + float(scaled[n, 1]) * room[1]) for id, n in index.items()
    }


def _moved(at: np.ndarray[Any, Any], pull: np.ndarray[Any, Any], apart: float) -> Any:
    import numpy as np

    between = at[:, None, :] - at[None, :, :]
    far = np.sqrt((between**2).sum(axis=2)) + 1e-6
    force = apart**2 / far**2 - pull * far / apart - 0.02
    moved = (between * force[:, :, None]).sum(axis=1)
    length = np.sqrt((moved**2).sum(axis=1, keepdims=True)) + 1e-9
    return moved / length * np.minimum(length, 1)


def _ties(told: Network, at: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    for tie in told.ties:
        if tie.source not in at or tie.target not in at:
            continue
        (x, y), (to_x, to_y) = at[tie.source], at[tie.target]
        dashes = f' stroke-dasharray="{_DASHES[tie.kind]}"' if tie.kind in _DASHES else ""
        yield (
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{GREY}" stroke-opacity=".55"'
            f' stroke-width="{min(5.0, 0.8 + 0.6 * tie.number):.1f}"{dashes}><title>{escape(tie.kind)}: {tie.number}</title></line>'
        )
        if tie.directed:
            yield _head(x, y, to_x, to_y)


def _head(x: float, y: float, to_x: float, to_y: float) -> str:
    """An arrow's head two thirds of the way along."""
    length = sqrt((to_x - x) ** 2 + (to_y - y) ** 2) or 1
    ux, uy = (to_x - x) / length, (to_y - y) / length
    tip = x + (to_x - x) * 0.66, y + (to_y - y) * 0.66
    left = tip[0] - 8 * ux - 4 * uy, tip[1] - 8 * uy + 4 * ux
    right = tip[0] - 8 * ux + 4 * uy, tip[1] - 8 * uy - 4 * ux
    points = "L".join(f"{a:.1f} {b:.1f}" for a, b in (tip, left, right))
    return f'<path d="M{points}Z" fill="{GREY}"/>'


def _node(one: Node, at: tuple[float, float], degree: int) -> str:
    x, y = at
    radius = 5 + min(9.0, sqrt(degree) * 2)
    shape = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" style="fill:{_FILLS[one.kind]};fill-opacity:1;stroke:#fff">'
        f"<title>{escape(one.name)} ({one.kind}): happenings {one.happenings}</title></circle>"
    )
    outline = f'<g style="paint-order:stroke;stroke:#fff;stroke-width:3px">{words(one.name, x, y - radius - 4, anchor="middle", most=26)}</g>'
    return shape + outline


def _legend() -> Iterator[str]:
    x = 16.0
    for kind, fill in (("person", _FILLS["person"]), ("official, state", _FILLS["state"]), ("organisation", _FILLS["organisation"]), ("outlet", _FILLS["outlet"])):  # fmt: skip
        yield f'<rect x="{x}" y="{_HIGH - 2}" width="10" height="10" rx="5" fill="{fill}"/>'
        yield words(kind, x + 15, _HIGH + 8, css="small")
        x += 30 + 6.5 * len(kind)
    for name, dash in (("did to; kin", ""), (TELLS, _DASHES[TELLS]), (WITH, _DASHES[WITH])):
        yield f'<line x1="{x}" x2="{x + 26}" y1="{_HIGH + 4}" y2="{_HIGH + 4}" stroke="{GREY}" stroke-dasharray="{dash}" stroke-width="1.6"/>'
        yield words(name, x + 31, _HIGH + 8, css="small")
        x += 46 + 6 * len(name)
    yield f'<line x1="0" x2="{_WIDE}" y1="{_HIGH - 14}" y2="{_HIGH - 14}" stroke="{PALE}"/>'
