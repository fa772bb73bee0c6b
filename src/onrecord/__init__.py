"""Onrecord: who did what to whom, and on whose word.

The public verbs, in the order of the flow: bytes are captured, read and coded; what is coded is added to a
collection, looked up, explained and exported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.bulk.local import code_lines, layer_lines
    from onrecord.pipeline import code_report
    from onrecord.reading import read_line, read_page, read_text
    from onrecord.store.collection import open_collection, open_or_create
    from onrecord.verbs.adding import add
    from onrecord.verbs.agreeing import agreement
    from onrecord.verbs.archiving import archive
    from onrecord.verbs.assigning import assign
    from onrecord.verbs.changing import changed, changes
    from onrecord.verbs.deciding import accept, add_act, correct, reject, undo, unsure
    from onrecord.verbs.erring import errs
    from onrecord.verbs.exporting import export
    from onrecord.verbs.importing import bring, plan, rehearse, take_back
    from onrecord.verbs.looking import acts, facets, persons, reports, wanted, why
    from onrecord.verbs.protecting import lift, protect
    from onrecord.verbs.purging import purge
    from onrecord.verbs.recoding import recode
    from onrecord.verbs.remembering import history
    from onrecord.verbs.reviewing import queue
    from onrecord.verbs.searching import page
    from onrecord.verbs.watching import watch

__version__ = "0.1.0"

__all__ = [  # noqa: RUF022  # in the order of the flow, not of the alphabet
    "read_text",
    "read_page",
    "read_line",
    "code_report",
    "code_lines",
    "layer_lines",
    "open_collection",
    "open_or_create",
    "add",
    "watch",
    "plan",
    "rehearse",
    "bring",
    "take_back",
    "wanted",
    "page",
    "facets",
    "acts",
    "persons",
    "reports",
    "why",
    "changed",
    "changes",
    "queue",
    "assign",
    "accept",
    "correct",
    "reject",
    "add_act",
    "unsure",
    "undo",
    "history",
    "agreement",
    "errs",
    "recode",
    "protect",
    "lift",
    "purge",
    "export",
    "archive",
]

# Loaded when first asked for: the parser and the database are heavy, and `onrecord --help` needs neither.
_HOME = {
    "read_text": "reading",
    "read_page": "reading",
    "read_line": "reading",
    "code_report": "pipeline",
    "code_lines": "bulk.local",
    "layer_lines": "bulk.local",
    "open_collection": "store.collection",
    "open_or_create": "store.collection",
    "add": "verbs.adding",
    "agreement": "verbs.agreeing",
    "assign": "verbs.assigning",
    "errs": "verbs.erring",
    "history": "verbs.remembering",
    "queue": "verbs.reviewing",
    "archive": "verbs.archiving",
    **dict.fromkeys(("changed", "changes"), "verbs.changing"),
    "watch": "verbs.watching",
    "export": "verbs.exporting",
    **dict.fromkeys(("plan", "rehearse", "bring", "take_back"), "verbs.importing"),
    "page": "verbs.searching",
    **dict.fromkeys(("accept", "correct", "reject", "add_act", "undo", "unsure"), "verbs.deciding"),
    "recode": "verbs.recoding",
    "protect": "verbs.protecting",
    "lift": "verbs.protecting",
    "purge": "verbs.purging",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME.get(name, 'verbs.looking')}"), name)
