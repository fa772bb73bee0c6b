"""How a team stands: what waits, who has what, how far coders agree, where the coder errs, and what was done lately."""

from __future__ import annotations

import msgspec
import yaml
from starlette.responses import Response

from onrecord.analysis.evidence import in_plain_words
from onrecord.errors import BadRequest
from onrecord.verbs import agreeing, assigning, erring, remembering, reviewing
from onrecord.web.answering import goes_to, html
from onrecord.web.api import team as asked_team
from onrecord.web.asking import Asked

_LATELY, _ROWS = 30, 200


def overview(asked: Asked) -> Response:
    """The team at a glance."""
    given = assigning.assigned(asked.records)
    return html(
        asked,
        "team.html",
        counts=reviewing.counts(asked.records),
        users={user: [one for one in given if one.user == user] for user in sorted({one.user or "" for one in given})},
        agreement=agreeing.agreement(asked.records),
        lately=remembering.lately(asked.records, limit=_LATELY),
    )


def errs(asked: Asked) -> Response:
    """Where the coder errs, by slot, type and rule."""
    told = erring.errs(asked.records)
    return html(asked, "errs.html", rows=told[:_ROWS], total=len(told), in_plain_words=in_plain_words)


def cases(asked: Asked) -> Response:
    """What the coder got wrong, as a file of cases; what is protected from anybody is in none."""
    made = erring.cases(asked.records)
    told = yaml.safe_dump(msgspec.to_builtins(made.examples), allow_unicode=True, sort_keys=False, width=120)
    named = {"content-disposition": 'attachment; filename="cases.yaml"'}
    return Response(erring.HEAD + told, media_type="application/yaml", headers=named)


def history(asked: Asked) -> Response:
    """All that was done with a report, an act or a person, the latest first."""
    told = remembering.history(asked.records, asked.path["id"])[::-1]
    return html(asked, "history.html", id=asked.path["id"], entries=told, may_be_undone=asked_team.may_be_undone)


def undo(asked: Asked) -> Response:
    """Takes back what stands, and leads back to the history."""
    if not asked.field("entry"):
        raise BadRequest("Say what is to be taken back.")
    asked_team.take_back(asked, asked.field("entry"), asked.field("because") or "changed my mind")
    return goes_to(f"/history/{asked.path['id']}")
