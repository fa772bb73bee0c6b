"""What several reports tell of, side by side, and the incident it belongs to."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.analysis import wording
from onrecord.analysis.evidence import in_words
from onrecord.codebook import act_types
from onrecord.linking.happenings.rivals import Values
from onrecord.store.kept import KeptAct
from onrecord.verbs import linking
from onrecord.verbs.linking import HappeningCard
from onrecord.web.answering import html
from onrecord.web.api import linked
from onrecord.web.asking import Asked

SLOTS = {
    "type": "type",
    "realis": "realis",
    "date": "date",
    "place": "place",
    "people": "affected",
    "count": "count",
    "charge": "charge",
    "penalty": "penalties",
}
"""The slots in which accounts are compared, as they are called on the page."""


def every(asked: Asked) -> Response:
    """A page of happenings."""
    return html(asked, "happenings.html", found=linked.happenings(asked), types=act_types())


def one(asked: Asked) -> Response:
    """The accounts of one happening side by side."""
    card = linked.happening(asked)
    return html(
        asked,
        "happening.html",
        card=card,
        asked_act=next((act for act in card.acts if act.id == asked.path["act"]), card.acts[0]),
        told=_told(card),
        side=_sides(card.values),
        slots=("type", "realis", "date", "place", "affected", "actors", "count", "charge", "penalties", "source"),
        open_now=linking.doubts(asked.records, "act", item=card.id).doubts,
    )


def incident(asked: Asked) -> Response:
    """The whole and its parts."""
    return html(asked, "incident.html", card=linked.incident(asked), words=wording)


def _told(card: HappeningCard) -> dict[str, dict[str, str]]:
    """By act, each slot in words."""
    return {one.id: in_words(one.act, _outlet(card, one)) for one in card.acts}


def _outlet(card: HappeningCard, act: KeptAct) -> str | None:
    return wording.outlet(card.reports[act.report].particulars)


def _sides(values: tuple[Values, ...]) -> dict[tuple[str, str], int]:
    """By slot and act, which of several rival values it tells: 1, 2, ..."""
    return {
        (SLOTS[slot.slot], act): number
        for slot in values
        if slot.are_rival
        for number, one in enumerate(slot.values, 1)
        for act in one.acts
    }
