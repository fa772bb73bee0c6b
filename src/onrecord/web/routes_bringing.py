"""The addresses of what is brought: added, imported, and how far it is."""

from __future__ import annotations

from onrecord.web.api import bringing
from onrecord.web.api.bringing import BringAddresses, BringText
from onrecord.web.asking import Route
from onrecord.web.jobs import Job
from onrecord.web.pages import adding

PAGES = (
    Route(method="GET", path="/add", name="add", need="bring", answer=adding.page),
    Route(method="POST", path="/add/files", name="add files", need="bring", answer=adding.files),
    Route(method="POST", path="/add/text", name="add text", need="bring", answer=adding.text),
    Route(method="POST", path="/add/addresses", name="add addresses", need="bring", answer=adding.addresses),
    Route(method="POST", path="/add/waiting", name="add waiting", need="bring", answer=adding.wait_no_longer),
    Route(method="POST", path="/add/{id}/resume", name="go on adding", need="bring", answer=adding.resume),
    Route(method="POST", path="/add/{id}/give-up", name="give up adding", need="bring", answer=adding.give_up),
    Route(method="GET", path="/jobs/{id}", name="job", need="bring", answer=adding.job),
    Route(method="GET", path="/jobs/{id}/now", name="job now", need="bring", answer=adding.job_now),
)

API = (
    Route(
        method="GET",
        path="/api/jobs",
        name="list jobs",
        need="bring",
        answer=bringing.jobs,
        gives=tuple[Job, ...],
        tells="Your own jobs since the desk was opened, the latest first.",
    ),
    Route(
        method="GET",
        path="/api/jobs/{id}",
        name="get job",
        need="bring",
        answer=bringing.job,
        gives=Job,
        tells="How far one of your jobs is: what became of how many items, and of each.",
    ),
    Route(
        method="POST",
        path="/api/jobs/files",
        name="bring files",
        need="bring",
        answer=bringing.files,
        files=True,
        gives=Job,
        tells="Takes in files of any kind that the program reads.",
    ),
    Route(
        method="POST",
        path="/api/jobs/text",
        name="bring text",
        need="bring",
        answer=bringing.text,
        body=BringText,
        gives=Job,
        tells="Takes in one text, with what is known of it.",
    ),
    Route(
        method="POST",
        path="/api/jobs/addresses",
        name="bring addresses",
        need="bring",
        answer=bringing.addresses,
        body=BringAddresses,
        gives=Job,
        tells="Fetches pages and feeds from the network, and takes them in; without one they wait.",
    ),
    Route(
        method="POST",
        path="/api/parcels/{id}/resume",
        name="resume parcel",
        need="bring",
        answer=bringing.resume,
        gives=Job,
        tells="Goes on with what was broken off; what is kept already is told as such.",
    ),
)
