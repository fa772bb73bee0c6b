"""Forms by which two are judged one or not, that is taken back, a person is parted, or protected; each leads back."""

from __future__ import annotations

from typing import get_args

from starlette.responses import Response

from onrecord.errors import BadRequest
from onrecord.verbs import linking, protecting
from onrecord.web.answering import goes_to
from onrecord.web.api.linked import USUAL, Verdict
from onrecord.web.asking import Asked
from onrecord.web.pages.leading import back


def judge(asked: Asked) -> Response:
    """Keeps what is judged of two."""
    verdict = next((one for one in get_args(Verdict) if one == asked.field("verdict")), None)
    if verdict is None:
        raise BadRequest(f"Say one of {', '.join(get_args(Verdict))}.")
    one, other, because = asked.field("one"), asked.field("other"), asked.field("because") or USUAL
    if verdict == "same" and one.startswith("P-"):
        linking.join(asked.records, one, other, because=because, despite=asked.field("despite") == "yes")
    else:
        linking.judge(asked.records, one, other, verdict, because=because)
    return goes_to(back(asked, "/questions"))


def undo(asked: Asked) -> Response:
    """Takes a judgement back."""
    because = asked.field("because") or "changed my mind"
    linking.undo(asked.records, asked.field("judgement"), because=because)
    return goes_to(back(asked, "/questions"))


def part(asked: Asked) -> Response:
    """Parts those who were chosen from a person."""
    chosen = [name.removeprefix("apart-") for name in asked.form if name.startswith("apart-")]
    linking.part(asked.records, asked.path["id"], chosen, because=asked.field("because") or USUAL)
    return goes_to(f"/people/{asked.path['id']}")


def protect(asked: Asked) -> Response:
    """From now on, only some see who a person is."""
    may_see = [name.strip() for name in asked.field("may_see").split(",") if name.strip()]
    protecting.protect(
        asked.records,
        asked.path["id"],
        reason=asked.field("reason"),
        because=_because(asked),
        may_see=may_see,
        consent=asked.field("consent") or None,
        until=asked.field("until") or None,
    )
    return goes_to(f"/people/{asked.path['id']}#protection")


def lift(asked: Asked) -> Response:
    """Everybody may see again who a person is."""
    protecting.lift(asked.records, asked.field("subject"), because=_because(asked))
    return goes_to(f"/people/{asked.path['id']}#protection")


def _because(asked: Asked) -> str:
    told = asked.field("because")
    if not told:
        raise BadRequest("Say why: who may see somebody is kept with its reason.")
    return told
