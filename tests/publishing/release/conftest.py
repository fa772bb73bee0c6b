"""A made-up collection with people who may be named, people who may not, and words planted in all that must stay."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.model import (
    Act,
    Coded,
    CoderName,
    Count,
    Participant,
    Particulars,
    Passage,
    Person,
    PersonRef,
    Place,
    ProtectionHint,
    Relation,
    Report,
    Snapshot,
    Span,
)
from onrecord.model import Evidence as Rests
from onrecord.publishing.release.policy import Coarse, Naming, Policy, Rows, Small
from onrecord.store import keeping
from onrecord.store.collection import Collection, create
from onrecord.verbs import looking, protecting

AKTAU = Place(name="Aktau", country="KZ", lat=43.65, lon=51.16, geonameid=610612, precision="town", text="in Aktau")
HOME = Place(name="Zzyzxova 17", admin1="Mangystau", country="KZ", lat=43.612345, lon=51.154321, precision="site", text="at 17 Zzyzxova Street")  # fmt: skip


def kept(records: Collection, n: int, people: list[Person], *acts: Act, words: str = "") -> None:
    """Keeps one report with these acts."""
    text = f"Report {n} tells of it. {words}"
    digest = sha256(text.encode()).hexdigest()
    particulars = Particulars(title=f"Canarytitle {n}", publisher="Canarypost", published="2024-03-09", language="en")
    report = Report(
        id=f"r{n}",
        text=text,
        sha256=digest,
        particulars=particulars,
        passages=(Passage(0, len(text), "body"),),
        url=f"https://canary.example/{n}",
    )
    coded = Coded(
        id=f"r{n}",
        text_sha256=digest,
        coder=CoderName("stub", "1", "1"),
        report=particulars,
        acts=acts,
        persons=tuple(people),
    )
    snapshot = Snapshot(
        sha256=f"{n:064x}", size=9, captured="2024-03-10T09:00:00Z", address=f"{n}.txt", media_type="text/plain"
    )
    with records.writing() as connection:
        keeping.keep(connection, snapshot, report, coded, who="anna")


def arrest(
    *affected: Participant,
    id: str = "a1",
    date: str | None = "2024-03-08",
    place: Place | None = AKTAU,
    actor: str = "police",
    source: tuple[tuple[Participant, ...], ...] = (),
    count: Count | None = None,
    charge: str | None = None,
    type: str = "arrest",
) -> Act:
    """An arrest."""
    return Act(
        id=id,
        type=type,
        mentions=(Span(0, 6),),
        sentences=(Span(0, 22),),
        date=date,
        place=place,
        actors=(Participant(name=actor, kind="official"),),
        affected=affected,
        source=source,
        count=count,
        charge=charge,
    )


def somebody(name: str, id: str = "p1") -> Participant:
    """A named person in an act."""
    return Participant(name=name, kind="person", person=id)


def person(name: str, id: str = "p1", *, kin: str | None = None, hint: bool = False, role: str = "affected") -> Person:
    """The same as the report tells of them."""
    hints = (ProtectionHint("minor", Rests(0, 6, "age", 0.9)),) if hint else ()
    ties = (Relation("sibling", PersonRef(person=kin)),) if kin else ()
    return Person(id=id, name=name, roles=(role,), relations=ties, protection=hints)  # type: ignore[arg-type]


def ids_of(records: Collection, name: str) -> list[str]:
    """The ids of everybody of that name."""
    return [one.id for one in looking.persons(records) if one.person.name == name]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Collection]:
    """Nine arrests of people who are left out, one of somebody who may be named, one by her protected brother's home."""
    with create(tmp_path / "records", user="anna") as collection:
        for n in range(9):
            name = f"Hiddenfirst{n} Canarysurname{n}"
            kept(collection, n, [person(name)], arrest(somebody(name), date=f"2024-03-{n + 1:02}"), words=name)
        kept(
            collection,
            20,
            [person("Ida Lund")],
            arrest(somebody("Ida Lund"), date="2024-02-02", count=Count(min=1, max=1)),
        )
        people = [person("Protectedus Canarybrother", kin="p2"), person("Berta Canarysister", "p2", role="other")]
        kept(
            collection,
            21,
            people,
            arrest(somebody("Protectedus Canarybrother"), place=HOME),
            words="Protectedus Canarybrother",
        )
        kept(
            collection,
            22,
            [],
            arrest(Participant(name="dozens of people", kind="people"), type="protest", count=Count(min=24)),
        )
        [one] = ids_of(collection, "Protectedus Canarybrother")
        protecting.protect(collection, one, reason="in custody", because="his lawyer asked")
        yield collection


@pytest.fixture
def policy(records: Collection) -> Policy:
    """Names Ida Lund alone."""
    [ida] = ids_of(records, "Ida Lund")
    return Policy(
        title="Arrests in Mangystau",
        licence="CC-BY-4.0",
        contact="records@example.org",
        approved_by=("anna", "ben"),
        rows=Rows(reviewed_only=False),
        coarse=Coarse(date="day", place="town"),
        small=Small(k=3, range=2),
        person=(Naming(id=ida, form="named", because="speaks in public"),),
    )
