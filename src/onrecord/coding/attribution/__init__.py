"""A parsed report to its attributions: on whose word each thing is told.

`attribute` finds who is given the word by verbs ("said", "denied", "demanded"), phrases ("according to"), nouns
("their claim that") and quotation marks, and `Attributions.source_at` answers for one token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.attribution.anaphora import taken_up
from onrecord.coding.attribution.carried import Attributions, carried
from onrecord.coding.attribution.citing import citing_attributions
from onrecord.coding.attribution.phrases import phrase_attributions
from onrecord.coding.attribution.quotes import with_quotes
from onrecord.coding.attribution.recordings import recorded
from onrecord.coding.attribution.signed import signed
from onrecord.coding.attribution.speakers import Outlets
from onrecord.coding.attribution.transcripts import transcribed
from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution, Speaker, Stance, Step
from onrecord.coding.attribution.verbs import verb_attributions

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

__all__ = ["Attribution", "Attributions", "Speaker", "Stance", "Step", "attribute"]


def attribute(parsed: Parsed, *, publisher: str | None = None, agency: str | None = None) -> Attributions:
    """Who says what in the parsed sentences of a report.

    `publisher` and `agency` are the outlet's own word: they make no step. Quotations that go on need the sentences
    of a passage parsed together; what is not parsed is not seen.
    """
    tree = Tree(parsed)
    outlets = Outlets(publisher, agency)
    found = [
        *verb_attributions(tree, outlets),
        *citing_attributions(tree, outlets),
        *phrase_attributions(tree, outlets),
    ]
    items = [item for item in with_quotes(tree, found) if item.content or _told_outright(item)]
    items += [*recorded(tree), *transcribed(tree), *signed(tree)]
    resolved = taken_up(tree, items)
    return Attributions(resolved, carried(tree, resolved))


def _told_outright(item: Attribution) -> bool:
    """Whether an attribution without any content found is worth keeping: that somebody spoke."""
    return item.stance == "says" and item.rule != "quotation only"
