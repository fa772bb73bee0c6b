"""What is left open: persons, acts and reports that may be one, to be settled by a key each."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.verbs import linking
from onrecord.web.answering import html
from onrecord.web.api import linked
from onrecord.web.asking import Asked

_LATELY = 20


def questions(asked: Asked) -> Response:
    """A page of questions, and what was judged lately."""
    made = linking.judgements(asked.records)
    taken_back = {one.supersedes for one in made}
    standing = [one for one in made if one.verdict != "undo" and one.id not in taken_back]
    lately = standing[: -_LATELY - 1 : -1]
    return html(asked, "questions.html", found=linked.doubles(asked), kind=linked.kind(asked), lately=lately)
