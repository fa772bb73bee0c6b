"""What somebody brings (files, a text, addresses), and how far it has been taken in."""

from __future__ import annotations

from typing import get_args

from starlette.responses import Response

from onrecord.model import DerivationKind, ReportKind
from onrecord.verbs import parcels, waiting
from onrecord.web.answering import goes_to, html
from onrecord.web.api import bringing
from onrecord.web.api.bringing import BringAddresses, BringText
from onrecord.web.asking import Asked
from onrecord.web.jobs import Job

_KINDS = get_args(ReportKind)[:-1]
"""Those a person may bring: rows of sheets are imported."""


def page(asked: Asked) -> Response:
    """What can be brought, and what is being taken in."""
    jobs = [one for one in bringing.jobs(asked) if one.kind == "add"]
    known = {one.parcel for one in jobs}
    return html(
        asked,
        "add.html",
        kinds=_KINDS,
        hows=get_args(DerivationKind),
        jobs=jobs,
        left=[one for one in parcels.left(asked.records) if one.id not in known],
        waiting=len(waiting.those_that_wait(asked.records)),
    )


def files(asked: Asked) -> Response:
    """The files of a form, on their way."""
    return _to(bringing.files(asked))


def text(asked: Asked) -> Response:
    """The text of a form, on its way."""
    return _to(bringing.text(asked, bringing.said(asked, BringText)))


def addresses(asked: Asked) -> Response:
    """The addresses of a form, on their way."""
    told = bringing.said(asked, BringAddresses, addresses=tuple(asked.field("addresses").split()))
    return _to(bringing.addresses(asked, told))


def wait_no_longer(asked: Asked) -> Response:
    """The addresses that wait are asked for."""
    return _to(bringing.addresses(asked, BringAddresses(waiting=True)))


def resume(asked: Asked) -> Response:
    """What was broken off goes on."""
    return _to(bringing.resume(asked))


def give_up(asked: Asked) -> Response:
    """What was broken off is given up."""
    bringing.give_up(asked)
    return goes_to("/add")


def job(asked: Asked) -> Response:
    """How far a job is; of one text that is kept, its report."""
    told = bringing.job(asked)
    return goes_to(f"/reports/{told.leads_to}") if told.leads_to else html(asked, "job.html", job=told)


def job_now(asked: Asked) -> Response:
    """The same as a piece of a page, for the page to put in."""
    return html(asked, "job_now.html", job=bringing.job(asked))


def _to(job: Job) -> Response:
    return goes_to(f"/jobs/{job.id}")
