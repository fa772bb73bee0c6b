"""The list of persons, one person with all that is told of them, and their case."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.verbs.protecting import REASONS
from onrecord.web.access import allows
from onrecord.web.answering import html
from onrecord.web.api import linked
from onrecord.web.asking import Asked


def every(asked: Asked) -> Response:
    """A page of persons, all or those with a name."""
    return html(asked, "people.html", found=linked.people(asked))


def one(asked: Asked) -> Response:
    """A person as all reports tell of them."""
    told = linked.person(asked)
    may = allows(asked.visitor, "govern")
    names = {each.id: each.person.name for each in told.card.persons}
    return html(asked, "person.html", told=told, reasons=REASONS, may_protect=may, names=names)


def case(asked: Asked) -> Response:
    """What happened to a person, in order, as of a day."""
    return html(asked, "case.html", card=linked.case(asked), day=linked.day(asked))
