"""What is brought to the desk, and how far it has been taken in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from onrecord.capture.web import is_address
from onrecord.errors import BadRequest, OnrecordError
from onrecord.model import Derivation, DerivationKind, ReportKind
from onrecord.store.collection import Collection
from onrecord.verbs import adding, bringing, linking, parcels
from onrecord.verbs.adding import Nature
from onrecord.verbs.parcels import Parcel, Pasted
from onrecord.web.asking import Asked
from onrecord.web.jobs import Item, Job, Joined, Task

_MOST_ADDRESSES = 1000


class Said(Struct, frozen=True, kw_only=True):
    """What somebody says of the reports they bring."""

    kind: ReportKind | None = None
    derived_from: str | None = None
    """The report (its id) that they were made from."""
    how: DerivationKind | None = None
    """How they were made from it."""


Told = TypeVar("Told", bound=Said)


class BringText(Said, frozen=True, kw_only=True):
    """A text, with what is known of it."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


class BringAddresses(Said, frozen=True, kw_only=True):
    """Addresses of pages or feeds; `waiting` asks also for those that wait since a time without a network."""

    addresses: tuple[str, ...] = ()
    waiting: bool = False


def files(asked: Asked) -> Job:
    """Takes in files of any kind; beside them the form may say what they are."""
    if not asked.files:
        raise BadRequest("There is no file: choose some.")
    nature = _nature(asked.records, said(asked, Said))
    title = f"{PurePosixPath(asked.files[0].filename or 'file').name[:80]}"
    named = [(one.filename or "file", one.file) for one in asked.files]
    more = f" + {len(named) - 1}" if len(named) > 1 else ""
    return begin(asked, parcels.pack(asked.records, named, title=title + more, nature=nature))


def text(asked: Asked, told: BringText | None = None) -> Job:
    """Takes in one text."""
    given = told or asked.told(BringText)
    nature = _nature(asked.records, given)
    pasted = Pasted(
        text=given.text, title=given.title, publisher=given.publisher, published=given.published, url=given.url
    )
    line = io.BytesIO(parcels.pasted(pasted))
    title = given.title.strip() or " ".join(given.text.split()[:8])
    packed = parcels.pack(asked.records, [(parcels.PASTED, line)], title=title[:80], nature=nature)
    return begin(asked, packed)


def addresses(asked: Asked, told: BringAddresses | None = None) -> Job:
    """Fetches pages and feeds, and takes them in."""
    given = told or asked.told(BringAddresses)
    wanted = [one.strip() for one in given.addresses if one.strip()]
    for one in wanted:
        if not is_address(one) or any(c.isspace() for c in one):
            raise BadRequest(f"`{one[:80]}` is no address of a page: it begins with http:// or https://")
    if not wanted and not given.waiting:
        raise BadRequest("There is no address: write one that begins with http:// or https://")
    if len(wanted) > _MOST_ADDRESSES:
        raise BadRequest(f"These are more than {_MOST_ADDRESSES} addresses: bring a list of links as a file.")
    title = (wanted[0] + (f" + {len(wanted) - 1}" if len(wanted) > 1 else "")) if wanted else "addresses that wait"
    nature = _nature(asked.records, given)
    packed = parcels.pack(asked.records, [], title=title, addresses=wanted, nature=nature, waiting=given.waiting)
    return begin(asked, packed)


def resume(asked: Asked) -> Job:
    """Goes on with what was broken off."""
    parcel = parcels.find(asked.records, asked.path["id"])
    return asked.jobs.at_work_on(parcel.id, who=asked.records.user) or begin(asked, parcel)


def give_up(asked: Asked) -> tuple[Job, ...]:
    """What was broken off is given up: its files, which were not taken in, go."""
    parcel = parcels.find(asked.records, asked.path["id"])
    if asked.jobs.at_work_on(parcel.id, who=asked.records.user):
        raise BadRequest("This is being taken in at the moment.")
    parcels.remove(asked.records, parcel)
    return jobs(asked)


def jobs(asked: Asked) -> tuple[Job, ...]:
    """Your own jobs since the desk was opened, the latest first."""
    return asked.jobs.of(asked.records.user)


def job(asked: Asked) -> Job:
    """How far one of your jobs is."""
    return asked.jobs.find(asked.path["id"], who=asked.records.user)


def begin(asked: Asked, parcel: Parcel) -> Job:
    """The job that takes a parcel in."""
    records, things = asked.records, parcels.things(asked.records, parcel)
    begun = Job(
        kind="add", title=parcel.title, parcel=parcel.id, expected=bringing.expected(things),
        alone=len(things) == 1, pasted=parcel.files == (parcels.PASTED,),
    )  # fmt: skip
    return asked.jobs.put(Task(lambda: _taken_in(records, parcel), begun, who=parcel.who))


def said(asked: Asked, type: type[Told], **more: Any) -> Told:
    """What stands in a form's fields, those that are empty left out. Raises BadRequest."""
    fields = {name: asked.field(name) for name in type.__struct_fields__ if asked.field(name)}
    try:
        return msgspec.convert({**fields, **more}, type)
    except msgspec.ValidationError as error:
        raise BadRequest(f"This cannot be used: {error}") from error


def _taken_in(records: Collection, parcel: Parcel) -> Iterator[Item | Joined]:
    root = parcels.folder_of(records, parcel)
    things = parcels.things(records, parcel)
    outcomes = adding.add(records, things, nature=parcel.nature, waiting=parcel.waiting, root=root)
    kept = set()
    for item in _items(outcomes):
        kept |= {item.report} if item.report and item.status == "kept" else set()
        yield item
    parcels.remove(records, parcel)
    if kept:
        yield _joined(records, kept)


def _joined(records: Collection, reports: set[str]) -> Joined:
    """What some reports share with others; what is kept stays so, whatever comes of it."""
    try:
        done = linking.link_added(records, reports)
    except OnrecordError as error:
        return Joined(problem=str(error))
    if done is None:
        return Joined(problem="Another version linked before, and all must be linked again, by `onrecord link`.")
    return Joined(numbers={kind: len(joins) for kind, joins in done.joins.items() if joins})


def _items(outcomes: Iterable[adding.Outcome]) -> Iterator[Item]:
    for one in outcomes:
        name = "pasted text" if one.address.startswith(parcels.PASTED) else one.address
        yield Item(name=name, status=one.status, report=one.report, acts=one.acts, note=one.note)


def _nature(records: Collection, told: Said) -> Nature:
    source = (told.derived_from or "").strip().upper()
    if source and told.how is None:
        raise BadRequest("Say also how it was made from that report: a translation, for instance.")
    made = Nature(kind=told.kind, derived_from=Derivation(how=told.how, report=source or None) if told.how else None)
    adding.check_source(records, made)
    return made
