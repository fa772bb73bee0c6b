"""What there is to code a second time; a report coded blind; and, when it is finished, both codings side by side."""

from __future__ import annotations

from typing import get_args

from starlette.responses import Response

from onrecord.errors import BadRequest
from onrecord.verbs import assigning, opening, second, settling
from onrecord.verbs.settling import Take
from onrecord.web.answering import goes_to, html
from onrecord.web.api import second as asked_second
from onrecord.web.asking import Asked
from onrecord.web.pages import report


def tasks(asked: Asked) -> Response:
    """The list."""
    return html(asked, "second_list.html", found=asked_second.tasks(asked), share=asked_second.share(asked))


def one(asked: Asked) -> Response:
    """A report in blind mode while one codes it; else what differs, and the way to begin."""
    id = asked.path["id"]
    if second.own(asked.records, id):
        return report.page(asked, opening.report(asked.records, id), blind=True)
    opened = opening.report(asked.records, id)
    made = second.passes_over(asked.records, id)
    return html(
        asked,
        "second.html",
        opened=opened,
        passes=made,
        why_not=second.why_not(asked.records, id),
        has_finished=any(one.state == "finished" for one in made),
        differences=settling.differences(asked.records, id),
        given=[one for one in assigning.assigned_on(asked.records, id) if one.task == "second"],
    )


def begin(asked: Asked) -> Response:
    """Begins, and leads to the report in blind mode."""
    made = second.begin(asked.records, asked.path["id"])
    return goes_to(f"/second/{made.report}")


def finish(asked: Asked) -> Response:
    """Finishes, and leads to what differs."""
    made = second.finish(asked.records, asked.path["id"])
    return goes_to(f"/second/{made.report}")


def give_up(asked: Asked) -> Response:
    """Gives up, for a reason."""
    because = asked.field("because")
    if not because:
        raise BadRequest("Say why the second coding is given up.")
    made = second.give_up(asked.records, asked.path["id"], because=because)
    return goes_to(f"/second/{made.report}")


def give(asked: Asked) -> Response:
    """Gives a report to a user for a second coding."""
    told = assigning.assign(
        asked.records,
        asked.path["id"],
        asked.field("user") or asked.records.user,
        task="second",
        because=asked.field("because") or "second coding",
    )
    return goes_to(asked.field("back") if asked.field("back").startswith("/second") else f"/second/{told.subject}")


def settle(asked: Asked) -> Response:
    """Makes one side of a difference stand."""
    take = next((one for one in get_args(Take) if one == asked.field("take")), None)
    if take is None:
        raise BadRequest("Say which side is to stand: `first` or `second`.")
    settling.settle(
        asked.records,
        asked.path["id"],
        asked.field("act"),
        asked.field("slot") or None,
        take,
        by=asked.field("by"),
        because=asked.field("because") or asked_second.COMPARED,
    )
    return goes_to(f"/second/{asked.path['id']}")
