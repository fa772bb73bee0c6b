"""A sheet of incidents: its columns looked over, tried, imported, and taken back."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from onrecord.codebook import act_types
from onrecord.errors import InputError, UnknownItem
from onrecord.importing.slots import SLOTS
from onrecord.verbs import drafting, parcels
from onrecord.web.answering import goes_to, html
from onrecord.web.api import sheets
from onrecord.web.asking import Asked

_MANY_CODES = 200


def page(asked: Asked) -> Response:
    """A sheet to be brought, those that lie at the desk, and the imports that stand."""
    at_desk = list(parcels.left(asked.records, sheets=True))
    jobs = [one for one in asked.jobs.of(asked.records.user) if one.kind == "import"]
    told = {"at_desk": at_desk, "imports": drafting.standing(asked.records), "types": act_types(), "jobs": jobs}
    return html(asked, "import.html", **told)


def bring(asked: Asked) -> Response:
    """The sheet of a form, to be looked over."""
    return goes_to(f"/import/{sheets.brought(asked).id}")


def sheet(asked: Asked, wrong: str = "", written: str | None = None) -> Response:
    """How a sheet would be read; where nothing says what its rows tell, the question."""
    parcel = sheets.sheet(asked)
    try:
        told, needs = drafting.draft(asked.records, parcel), ""
    except UnknownItem:
        raise
    except InputError as error:
        told, needs = None, str(error)
    answer = html(
        asked, "sheet.html", parcel=parcel, draft=told, needs=needs, wrong=wrong, types=act_types(), slots=SLOTS,
        written=written, most=_MANY_CODES,
    )  # fmt: skip
    answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return answer


def choose(asked: Asked) -> Response:
    """What the form says is kept, and done: looked at again, tried, or imported."""
    try:
        sheets.choose(asked)
    except UnknownItem:
        raise
    except InputError as error:
        return sheet(asked, str(error))
    if asked.field("do") == "try":
        return goes_to(f"/jobs/{sheets.rehearse(asked).id}")
    if asked.field("do") == "import":
        return goes_to(f"/jobs/{sheets.import_(asked).id}")
    return goes_to(f"/import/{asked.path['id']}")


def say_type(asked: Asked) -> Response:
    """What every row tells, where no column says it."""
    drafting.say_type(asked.records, sheets.sheet(asked), asked.field("type"))
    return goes_to(f"/import/{asked.path['id']}")


def rewrite(asked: Asked) -> Response:
    """A mapping as somebody wrote it."""
    written = asked.field("mapping")
    try:
        drafting.rewrite(asked.records, sheets.sheet(asked), written)
    except UnknownItem:
        raise
    except InputError as error:
        return sheet(asked, str(error), written)
    return goes_to(f"/import/{asked.path['id']}")


def give_up(asked: Asked) -> Response:
    """A sheet at the desk goes; nothing of it was kept."""
    parcels.remove(asked.records, sheets.sheet(asked))
    return goes_to("/import")


def take_back(asked: Asked) -> Response:
    """An import is undone, and what it took along is told."""
    return html(asked, "undone.html", told=sheets.take_back(asked))
