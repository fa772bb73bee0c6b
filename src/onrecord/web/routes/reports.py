"""Addresses of reports with their acts, and of the way in and out."""

from __future__ import annotations

from onrecord.store.current import Decision
from onrecord.verbs.opening import OpenAct, Opened
from onrecord.web.api import acts
from onrecord.web.asking import Route
from onrecord.web.pages import entering, report

PAGES = (
    Route(method="GET", path="/enter", name="enter", need="nothing", answer=entering.enter),
    Route(method="POST", path="/leave", name="leave", need="see", answer=entering.leave),
    Route(method="GET", path="/reports/{id}", name="report", need="see", answer=report.report),
    Route(method="GET", path="/acts/{id}", name="act", need="see", answer=report.to_report),
    Route(method="GET", path="/acts/{id}/beside", name="act beside", need="see", answer=report.act),
)

API = (
    Route(
        method="GET",
        path="/api/reports/{id}",
        name="get report",
        need="see",
        answer=acts.report,
        gives=Opened,
        tells="A report with its acts, slot by slot, and its persons.",
    ),
    Route(
        method="GET",
        path="/api/reports/{id}/state",
        name="get state of report",
        need="see",
        answer=acts.state,
        gives=acts.State,
        tells="The number of the last decision over a report.",
    ),
    Route(
        method="POST",
        path="/api/reports/{id}/pointed",
        name="read words",
        need="see",
        answer=acts.point,
        body=acts.Pointing,
        gives=acts.Proposal,
        tells="What one would type in a slot for words of a report.",
    ),
    Route(
        method="GET",
        path="/api/acts/{id}",
        name="get act",
        need="see",
        answer=acts.act,
        gives=OpenAct,
        tells="One act as it stands.",
    ),
    Route(
        method="GET",
        path="/api/acts/{id}/history",
        name="get history of act",
        need="see",
        answer=acts.history,
        gives=tuple[Decision, ...],
        tells="Every decision on an act, those undone and superseded too, the first one first.",
    ),
    Route(
        method="POST",
        path="/api/acts",
        name="add act",
        need="judge",
        answer=acts.add,
        body=acts.Adding,
        gives=Decision,
        tells="Adds an act that nobody found, at the words that tell it.",
    ),
    Route(
        method="POST",
        path="/api/decisions",
        name="decide",
        need="judge",
        answer=acts.decide,
        body=acts.Judging,
        gives=Decision,
        tells="Accepts, corrects or rejects an act or a slot of it, or says that one cannot tell; 409 when somebody"
        " else judged the same meanwhile.",
    ),
    Route(
        method="POST",
        path="/api/decisions/undo",
        name="undo decision",
        need="judge",
        answer=acts.undo,
        body=acts.Undoing,
        gives=Decision,
        tells="Takes a decision back; what stood before it stands again.",
    ),
)
