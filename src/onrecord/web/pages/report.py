"""A report with the words of every act marked, and the acts beside it, to be judged."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.codebook import act_types
from onrecord.store.current import SLOTS
from onrecord.verbs import assigning, opening, second
from onrecord.verbs.opening import Opened
from onrecord.web import marking, raw
from onrecord.web.answering import goes_to, html
from onrecord.web.asking import Asked

_GUIDE = {
    "date": "2021-07-01, 2021-07, 2021-07-01/2021-07-09, 2018-07/",
    "place": "Almaty, KZ",
    "actors": "Almaty police; a judge",
    "affected": "two students; Ida Lund",
    "count": "5, 27-33, 5- (at least), -200 (at most)",
    "penalties": "P7Y; suspended P2Y; 500 EUR",
    "source": "RFE/RL > Ida Lund & Ole Lund",
    "realis": "actual, negated, planned, demanded, threatened, attempted, hypothetical",
}


def report(asked: Asked) -> Response:
    """The report page; whoever codes the report a second time is led to where they see nothing of what others decided."""
    opened = opening.report(asked.records, asked.path["id"])
    if second.own(asked.records, opened.report.id):
        return goes_to(f"/second/{opened.report.id}")
    return page(asked, opened, blind=False)


def page(asked: Asked, opened: Opened, *, blind: bool) -> Response:
    """A report with its acts to be judged; `blind` in a second coding."""
    given = () if blind else assigning.assigned_on(asked.records, opened.report.id)
    told = opened.report.report
    shown = marking.blocks(told.text, told.passages, marking.marks(opened.acts))
    return html(
        asked,
        "report.html",
        opened=opened,
        blocks=shown,
        types=act_types(),
        slots=SLOTS,
        guide=_GUIDE,
        pages=raw.addresses(asked, opened),
        blind=blind,
        assigned=[one.user for one in given if one.task == "review"],
    )


def act(asked: Asked) -> Response:
    """One act of a report as it stands beside the text, for the page to put in."""
    told = opening.act(asked.records, asked.path["id"])
    blind = second.own(asked.records, told.kept.report) is not None
    return html(asked, "act.html", act=told, guide=_GUIDE, active=True, blind=blind)


def to_report(asked: Asked) -> Response:
    """The stable address of an act leads to its place in the report."""
    found = opening.act(asked.records, asked.path["id"])
    return goes_to(f"/reports/{found.kept.report}#{found.kept.id}")
