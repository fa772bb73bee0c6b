"""Quotations that only a name beside them gives to somebody: "They shot at us." - Mina Sool, nurse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.coding.attribution.recordings import speech
from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution

_NAME = r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3})"
_ROLE = r"(?:, [^\n:“”\"]{2,60})?"
_SIGNED = re.compile(
    rf"[“\"](?P<words>[^“”\"\n]{{12,}})[”\"] {{0,2}}(?:―|—|–|--|-) {{0,2}}{_NAME}{_ROLE}$", re.MULTILINE
)
_LABELLED = re.compile(rf"^{_NAME}{_ROLE}: [“\"](?P<words>[^“”\"\n]{{12,}})[”\"]$", re.MULTILINE)


def signed(tree: Tree) -> Iterator[Attribution]:
    """One attribution for each quotation that a line ends with a dash and a name, or begins with a name and a colon."""
    for pattern in (_SIGNED, _LABELLED):
        for found in pattern.finditer(tree.parsed.text):
            yield from speech(tree, found.span("name"), found.span("words"), rule="signed")
