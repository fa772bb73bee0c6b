"""What somebody brings at the desk to files that lie in the collection until they are taken in.

A parcel is a folder under `incoming/` with what was brought and a note of what is to be done with it, which is written
last: a parcel without one was never brought whole. It is removed when all of it has been taken in. So where the desk ends in
the middle, what was not reached yet is still there, and whoever brought it is asked what to do.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from onrecord.capture import seal
from onrecord.errors import BadRequest, CollectionError, UnknownItem
from onrecord.reading.paragraphs import joined
from onrecord.store.clock import now
from onrecord.store.collection import Collection
from onrecord.verbs.adding import Nature

FOLDER = "incoming"
_NOTE, _FILES = "parcel.json", "files"
_ID = re.compile(r"[A-Za-z0-9_-]{16}\Z")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\ud800-\udfff]")
_LONGEST_NAME, _DEEPEST = 120, 12
PASTED = "pasted text.jsonl"


class Parcel(Struct, frozen=True, kw_only=True):
    """What one person brought at once: files by their names, and addresses."""

    id: str
    who: str
    at: str
    title: str
    """What it is called on a page."""
    files: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    nature: Nature = Nature()
    waiting: bool = False
    """Whether addresses that wait are to be asked for as well."""
    sheet: bool = False
    """Whether it is a sheet of incidents, to be imported."""


class Pasted(Struct, frozen=True, kw_only=True):
    """A text that somebody pasted, and what they say of it."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


def pack(
    collection: Collection, files: Iterable[tuple[str, BinaryIO]], *, title: str, addresses: Iterable[str] = (),
    nature: Nature = Nature(), waiting: bool = False, sheet: bool = False,
) -> Parcel:  # fmt: skip
    """A parcel, safe on the disk. Raises CollectionError when the disk refuses."""
    id = secrets.token_urlsafe(12)
    place = collection.folder / FOLDER / id
    try:
        (place / _FILES).mkdir(parents=True)
        named = tuple(_laid_down(place / _FILES, name, file) for name, file in files)
        made = Parcel(
            id=id, who=collection.user, at=now(), title=title or ", ".join(named[:1]), files=named,
            addresses=tuple(addresses), nature=nature, waiting=waiting, sheet=sheet,
        )  # fmt: skip
        seal.write_safely(place / _NOTE, msgspec.json.encode(made))
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise CollectionError(
            f"What you brought cannot be written ({error.strerror}): make room, and bring it again."
        ) from error
    return made


def pasted(told: Pasted) -> bytes:
    """A pasted text as a line of a list of reports. Raises BadRequest when there is none."""
    text = joined(told.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")).strip()
    if not text:
        raise BadRequest("There is no text: paste the words of the report.")
    fields = {name: getattr(told, name).strip() or None for name in ("title", "publisher", "published", "url")}
    return msgspec.json.encode({"id": "pasted", **fields, "text": text})


def things(collection: Collection, parcel: Parcel) -> list[str | Path]:
    """The files and addresses of a parcel, to be added."""
    root = folder_of(collection, parcel)
    return [*(root / name for name in parcel.files), *parcel.addresses]


def folder_of(collection: Collection, parcel: Parcel) -> Path:
    """The folder that a parcel's files lie in."""
    return collection.folder / FOLDER / parcel.id / _FILES


def left(collection: Collection, *, sheets: bool = False) -> Iterator[Parcel]:
    """The parcels of the one who asks that are not all taken in, or their sheets; the latest first."""
    found = (_read(note) for note in (collection.folder / FOLDER).glob(f"*/{_NOTE}"))
    mine = [one for one in found if one and one.who == collection.user and one.sheet == sheets]
    yield from sorted(mine, key=lambda one: one.at, reverse=True)


def find(collection: Collection, id: str) -> Parcel:
    """The parcel with this id, of the one who asks. Raises UnknownItem."""
    told = _read(collection.folder / FOLDER / id / _NOTE) if _ID.match(id) else None
    if told is None or told.who != collection.user:
        raise UnknownItem("This is not here any more: it was taken in, or given up.")
    return told


def remove(collection: Collection, parcel: Parcel) -> None:
    """A parcel that was taken in, or is given up, goes."""
    shutil.rmtree(collection.folder / FOLDER / parcel.id, ignore_errors=True)


def remove_all(collection: Collection) -> None:
    """Whatever was brought and not taken in goes, whoever brought it."""
    shutil.rmtree(collection.folder / FOLDER, ignore_errors=True)


def _read(note: Path) -> Parcel | None:
    try:
        return msgspec.json.decode(note.read_bytes(), type=Parcel)
    except (OSError, msgspec.DecodeError):
        return None


def _laid_down(folder: Path, name: str, file: BinaryIO) -> str:
    """The name under which a file lies in the folder: its own, as far as it names no other place and is not taken."""
    plain = name_within(name)
    if any(parent.is_file() for parent in (folder / plain).parents):
        plain = plain.replace("/", "_")
    stem, dot, ending = plain.rpartition(".") if "." in plain.rpartition("/")[2] else (plain, "", "")
    free, number = plain, 1
    while (folder / free).exists():
        number += 1
        free = f"{stem} ({number}){dot}{ending}"
    path = folder / free
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as made:
        shutil.copyfileobj(file, made, 1 << 20)
    seal.flush_file(path)
    return free


def name_within(name: str) -> str:
    """A file's name with its folders, freed of all that would name another place, be hidden, or be too long for a disk."""
    parts = [_NOT_IN_NAMES.sub("_", part).strip(" ").lstrip(".") for part in name.replace("\\", "/").split("/")]
    return "/".join(_short(part) for part in parts[-_DEEPEST:] if part) or "file"


def _short(part: str) -> str:
    """A name of at most so many bytes that keeps its ending."""
    if len(part.encode()) <= _LONGEST_NAME:
        return part
    ending = part[-12:] if "." in part[-12:] else ""
    return part.encode()[: _LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending
