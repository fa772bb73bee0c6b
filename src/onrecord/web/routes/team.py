"""Addresses of what people do together: the queue, who has what, second codings, agreement, history."""

from __future__ import annotations

from onrecord.review.erring import Erring
from onrecord.review.units import Agreement
from onrecord.store.assigning import Assignment
from onrecord.store.current import Decision
from onrecord.store.questions import QuestionKind
from onrecord.store.second import SecondCoding
from onrecord.verbs.erring import Cases
from onrecord.verbs.opening import Opened
from onrecord.verbs.remembering import Entry
from onrecord.verbs.reviewing import QueuePage
from onrecord.verbs.second_tasks import SecondTasks
from onrecord.verbs.settling import Difference
from onrecord.web.api import acts, team
from onrecord.web.api import second as blind
from onrecord.web.asking import Route
from onrecord.web.pages import queue, second
from onrecord.web.pages import team as pages

PAGES = (
    Route(method="GET", path="/queue", name="queue", need="team", answer=queue.queue),
    Route(method="GET", path="/queue/next", name="next of queue", need="team", answer=queue.following),
    Route(method="POST", path="/queue/assign", name="assign", need="judge", answer=queue.assign),
    Route(method="GET", path="/second", name="second list", need="team", answer=second.tasks),
    Route(method="GET", path="/second/{id}", name="second", need="team", answer=second.one),
    Route(method="POST", path="/second/{id}/begin", name="begin second", need="judge", answer=second.begin),
    Route(method="POST", path="/second/{id}/finish", name="finish second", need="judge", answer=second.finish),
    Route(method="POST", path="/second/{id}/give-up", name="give up second", need="judge", answer=second.give_up),
    Route(method="POST", path="/second/{id}/give", name="give for second", need="judge", answer=second.give),
    Route(method="POST", path="/second/{id}/settle", name="settle", need="judge", answer=second.settle),
    Route(method="GET", path="/team", name="team", need="team", answer=pages.overview),
    Route(method="GET", path="/errs", name="errs", need="team", answer=pages.errs),
    Route(method="GET", path="/errs/cases.yaml", name="cases", need="team", answer=pages.cases),
    Route(method="GET", path="/history/{id}", name="history", need="team", answer=pages.history),
    Route(method="POST", path="/history/{id}/undo", name="undo of history", need="judge", answer=pages.undo),
)

_QUEUE = (
    Route(
        method="GET",
        path="/api/queue",
        name="get queue",
        need="team",
        answer=team.queue,
        gives=QueuePage,
        query=(*team.QUEUE, "by_report", "limit", "after"),
        tells="What most needs a person, the most urgent first, with why; `assigned` is a user, `me` or `nobody`.",
    ),
    Route(
        method="GET",
        path="/api/queue/counts",
        name="count queue",
        need="team",
        answer=team.counts,
        gives=dict[QuestionKind, int],
        query=(*team.QUEUE, "by_report"),
        tells="By kind, how much needs a person.",
    ),
    Route(
        method="GET",
        path="/api/queue/next",
        name="get next of queue",
        need="team",
        answer=team.following,
        gives=team.Next,
        query=("after",),
        tells="The report behind `after` in the queue that nobody else is to look at.",
    ),
    Route(
        method="GET",
        path="/api/assignments",
        name="list assignments",
        need="team",
        answer=team.assignments,
        gives=list[Assignment],
        query=("user",),
        tells="Who is to look at what.",
    ),
    Route(
        method="POST",
        path="/api/assignments",
        name="assign item",
        need="judge",
        answer=team.assign,
        body=team.Assigning,
        gives=Assignment,
        tells="Gives a report, or a question on two persons, acts or reports, to a user; to oneself without `user`.",
    ),
    Route(
        method="POST",
        path="/api/assignments/back",
        name="give back item",
        need="judge",
        answer=team.give_back,
        body=team.GivingBack,
        gives=Assignment,
        tells="What was assigned is nobody's again.",
    ),
)

_SECOND = (
    Route(
        method="GET",
        path="/api/second",
        name="list second codings",
        need="team",
        answer=blind.tasks,
        gives=SecondTasks,
        query=("share",),
        tells="What there is to code a second time: one's own, what a `share` (0.1) draws, what others have.",
    ),
    Route(
        method="GET",
        path="/api/second/{report}",
        name="get second coding",
        need="team",
        answer=blind.opened,
        gives=Opened,
        tells="A report as its second coder sees it: as coded, with their own judgements alone.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/begin",
        name="begin second coding",
        need="judge",
        answer=blind.begin,
        gives=SecondCoding,
        tells="Begins a second coding; until it is finished, nothing that others decided on the report is shown.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/finish",
        name="finish second coding",
        need="judge",
        answer=blind.finish,
        body=blind.Ending,
        gives=SecondCoding,
        tells="Ends a second coding in which each act was judged.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/give-up",
        name="give up second coding",
        need="judge",
        answer=blind.give_up,
        body=blind.Ending,
        gives=SecondCoding,
        tells="Ends a second coding, which is then compared with nothing.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/decisions",
        name="decide in second coding",
        need="judge",
        answer=blind.decide,
        body=acts.Judging,
        gives=Decision,
        tells="Accepts, corrects or rejects an act or a slot of it in the second coding; nothing that is shown changes.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/decisions/undo",
        name="undo in second coding",
        need="judge",
        answer=blind.undo,
        body=acts.Undoing,
        gives=Decision,
        tells="Takes a judgement of the second coding back.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/acts",
        name="add act in second coding",
        need="judge",
        answer=blind.add,
        body=acts.Adding,
        gives=Decision,
        tells="Adds an act that was missed, in the second coding.",
    ),
    Route(
        method="GET",
        path="/api/second/{report}/differences",
        name="get differences",
        need="team",
        answer=blind.differences,
        gives=list[Difference],
        tells="Where finished second codings of a report differ from what stands.",
    ),
    Route(
        method="POST",
        path="/api/second/{report}/settle",
        name="settle difference",
        need="judge",
        answer=blind.settle,
        body=blind.Settling,
        gives=Decision,
        tells="Makes one side of a difference a decision that stands.",
    ),
)

_KNOWN = (
    Route(
        method="GET",
        path="/api/agreement",
        name="get agreement",
        need="team",
        answer=team.agreement,
        gives=list[Agreement],
        tells="How far coders agree who judged the same acts blind to each other, by slot and for every two.",
    ),
    Route(
        method="GET",
        path="/api/errs",
        name="get errors",
        need="team",
        answer=team.errs,
        gives=list[Erring],
        tells="Where the coder errs, by slot, act type and rule, as people judged it.",
    ),
    Route(
        method="GET",
        path="/api/errs/cases",
        name="get cases",
        need="team",
        answer=team.cases,
        gives=Cases,
        tells="What the coder got wrong, as cases; nothing that is protected from anybody is in them.",
    ),
    Route(
        method="GET",
        path="/api/lately",
        name="get what was done lately",
        need="team",
        answer=team.lately,
        gives=list[Entry],
        query=("limit",),
        tells="What people decided, judged and assigned last, the latest first.",
    ),
    Route(
        method="GET",
        path="/api/history/{id}",
        name="get history",
        need="team",
        answer=team.history,
        gives=list[Entry],
        tells="All that was done with a report, an act or a person: who, when, why, and whether it stands.",
    ),
    Route(
        method="POST",
        path="/api/history/{id}/undo",
        name="undo entry",
        need="judge",
        answer=team.undo,
        body=team.Undoing,
        gives=list[Entry],
        tells="Takes back a decision or a judgement that stands in a history; gives the history as it is then.",
    ),
)

API = (*_QUEUE, *_SECOND, *_KNOWN)
