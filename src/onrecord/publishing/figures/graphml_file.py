"""A network to GraphML (graphml.graphdrawing.org), with the kind and the number of each tie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from onrecord.analysis.figure import Figure
from onrecord.analysis.network import Network
from onrecord.errors import InputError
from onrecord.publishing.cells import printable
from onrecord.publishing.rows import STATUS

_KEYS = {
    "node": {"name": "string", "kind": "string", "happenings": "int"},
    "edge": {"tie": "string", "number": "int", "directed": "boolean"},
    "graph": {"status": "string", "title": "string"},
}


def write(figure: Figure, file: BinaryIO) -> None:
    """Writes one graph. Raises InputError where the figure is no network."""
    if not isinstance(figure.data, Network):
        raise InputError("Only `onrecord network` is written as .graphml.")
    file.write("".join(_graph(figure.data, figure.title)).encode())


def _graph(told: Network, title: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for of, keys in _KEYS.items():
        for name, type in keys.items():
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{type}"/>\n'
    yield '<graph edgedefault="directed">\n'
    yield _data("graph", status=STATUS, title=title) + "\n"
    for node in told.nodes:
        data = _data("node", name=node.name, kind=node.kind, happenings=node.happenings)
        yield f"<node id={quoteattr(node.id)}>{data}</node>\n"
    for number, tie in enumerate(told.ties):
        ends = f"source={quoteattr(tie.source)} target={quoteattr(tie.target)}"
        # Readers of mixed graphs are few: all are directed, and a datum says which hold either way.
        data = _data("edge", tie=tie.kind, number=tie.number, directed="true" if tie.directed else "false")
        yield f'<edge id="e{number}" {ends}>{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(of: str, **told: str | int) -> str:
    return "".join(f'<data key="{of}-{name}">{escape(printable(str(value)))}</data>' for name, value in told.items())
