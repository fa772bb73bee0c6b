"""A release harms nobody whom the policy does not name: no name, place, id, search or sum leads to them."""

from __future__ import annotations

import base64
import csv
import gzip
import html
import json
import re
import sqlite3
import urllib.parse
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
from msgspec.structs import replace

from onrecord.errors import InputError
from onrecord.model import Participant
from onrecord.publishing.release import edition
from onrecord.publishing.release.policy import Coarse, Naming, Policy, Small
from onrecord.store.collection import Collection
from onrecord.verbs import protecting, releasing
from onrecord.verbs.purging import purge
from onrecord.verbs.releasing import Outcome
from tests.publishing.release.conftest import AKTAU, HOME, arrest, ids_of, kept, person, somebody

DAY = date(2026, 5, 1)
CANARIES = ("canary", "hiddenfirst", "protectedus", "berta", "zzyzxova", "43.612345", "51.154321", "43.65,", "r21.txt")


def made(records: Collection, policy: Policy, folder: Path) -> Outcome:
    return releasing.release(records, policy, folder / "releases", today=DAY)


def rows(folder: Path, table: str = "incidents") -> list[dict[str, str]]:
    with (folder / "releases" / "current" / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def failed(outcome: Outcome) -> set[str]:
    return {one.name for one in outcome.checks if not one.passes}


# ---------------------------------------------------------------- the canary scan


def found_in(folder: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Which of the words stand in which file, read in every way in which they may be packed; names of files too."""
    return {
        (path.name, word)
        for path in folder.rglob("*")
        for told in ([path.name] if path.is_dir() else [path.name, *readings(path.read_bytes())])
        for word in words
        if word in told.lower()
    }


def readings(data: bytes, depth: int = 2) -> Iterator[str]:
    text = data.decode("utf-8", "ignore")
    yield from (text, html.unescape(text), urllib.parse.unquote(text), data.decode("latin-1").replace("\0", ""))
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda told: chr(int(told[1], 16)), text)
    if depth:
        for packed in packed_in(data, text):
            yield from readings(packed, depth - 1)


def packed_in(data: bytes, text: str) -> Iterator[bytes]:
    for told in re.findall(r"[A-Za-z0-9+/]{12,}={0,2}", text):
        whole = told.rstrip("=")[: len(told.rstrip("=")) // 4 * 4]
        yield base64.b64decode(whole)
    for magic in (b"\x1f\x8b", b"\x78\x9c", b"\x78\xda"):
        for start in (one.start() for one in re.finditer(re.escape(magic), data)):
            try:
                yield (
                    gzip.decompress(data[start:])
                    if magic == b"\x1f\x8b"
                    else zlib.decompressobj().decompress(data[start:])
                )
            except (OSError, EOFError, zlib.error):
                continue


def test_nothing_planted_leaves(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """No name, title, publisher, address, home or point of what stays is in any file, plain or packed, nor any id of the collection."""
    outcome = made(records, policy, tmp_path)
    assert outcome.is_open, failed(outcome)
    folder = tmp_path / "releases"
    assert found_in(folder, CANARIES) == set()
    every = "".join(told for path in folder.rglob("*") if path.is_file() for told in readings(path.read_bytes()))
    assert not re.search(r"\b[APRDSICJTBVF]-[23456789BCDFGHJKMNPQRSTVWXZ]{7}\b", every)
    assert "Ida Lund" in every
    with closing(sqlite3.connect(folder / "current" / "explore" / "release.db")) as database:
        assert database.execute("PRAGMA freelist_count").fetchone() == (0,)


@pytest.mark.parametrize(
    "leak",
    [
        b"Canarysurname3",
        "Canarysurname3".encode("utf-16-le"),
        base64.b64encode(b"it is Canarysurname3 himself"),
        b"Canary&#115;urname3",
        b"%43anarysurname3",
        b"\\u0043anarysurname3",
        b"xx" + gzip.compress(b"Canarysurname3", mtime=0),
        b"yy" + zlib.compress(b"Canarysurname3"),
    ],
)
def test_the_scan_finds_what_is_planted(tmp_path: Path, leak: bytes) -> None:
    """In each of the ways in which it looks."""
    (tmp_path / "leak.bin").write_bytes(b"before " + leak)
    assert found_in(tmp_path, ("canarysurname3",))


def test_the_order_tells_nothing(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Rows stand by their ids, which are drawn at random."""
    made(records, policy, tmp_path)
    for table, key in (("incidents", "incident"), ("changes", "id")):
        ids = [row[key] for row in rows(tmp_path, table)]
        assert ids == sorted(ids)


# ---------------------------------------------------------------- who and how exactly


def test_whoever_is_not_named_is_one_of_many(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Nine arrests of people left out look alike by threes or more; the one by a protected man's home has neither town nor day."""
    outcome = made(records, policy, tmp_path)
    told = [row for row in rows(tmp_path) if row["type"] == "arrest" and not row["origins"]]
    alike: dict[tuple[str, ...], int] = {}
    for row in told:
        key = tuple(value for name, value in row.items() if name != "incident")
        alike[key] = alike.get(key, 0) + 1
    assert told
    assert min(alike.values()) >= 3
    assert {row["date"] for row in told} == {"2024-03"}
    stays = {one.rule: one.number for one in outcome.stays}
    assert stays["too few alike"] == 1
    assert stays["protected"] == 1
    assert {row["actors"] for row in told} == {""}


def test_points_are_the_towns_own(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Whatever reports tell of a town, one point stands for it: nothing is left to be averaged."""
    for n in range(30, 40):
        place = replace(AKTAU, lat=43.6 + n / 1000, lon=51.1 + n / 1000)
        kept(records, n, [], arrest(Participant(name="men", kind="people"), place=place, date="2023-05-05"))
    made(records, policy, tmp_path)
    points = {(row["latitude"], row["longitude"]) for row in rows(tmp_path) if row["place"] == "Aktau"}
    assert len(points) == 1


def test_kin_minors_and_namesakes_need_consent(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """A decision alone does not name the sister of a protected man, a minor, or somebody who shares a protected name, in any script."""
    kept(records, 40, [person("Nils Berg", hint=True)], arrest(somebody("Nils Berg")))
    kept(records, 41, [person("Протектедус Канарыбротер")], arrest(somebody("Протектедус Канарыбротер")))
    names = ("Berta Canarysister", "Nils Berg", "Протектедус Канарыбротер")
    namings = tuple(Naming(id=id, form="named", because="x") for name in names for id in ids_of(records, name))
    assert len(namings) == 3
    outcome = made(records, replace(policy, person=(*policy.person, *namings)), tmp_path)
    stays = {one.rule: one.number for one in outcome.stays}
    assert stays["kin of a protected person, no consent told"] == 1
    assert stays["may need protection, no consent told"] == 1
    assert stays["shares a name with a protected person"] == 1
    assert {row["name"] for row in rows(tmp_path, "persons")} == {"Ida Lund"}


def test_initials_and_pseudonyms(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Who is told of so has a line, and no name in it."""
    forms = (Naming(id=ids_of(records, "Hiddenfirst1 Canarysurname1")[0], form="initials", because="x"),
             Naming(id=ids_of(records, "Hiddenfirst2 Canarysurname2")[0], form="pseudonym", because="x"))  # fmt: skip
    made(records, replace(policy, person=(*policy.person, *forms)), tmp_path)
    assert {(row["form"], row["name"]) for row in rows(tmp_path, "persons")} == {
        ("named", "Ida Lund"), ("initials", "H. C."), ("pseudonym", ""),
    }  # fmt: skip


def test_the_only_witness_is_not_given_away(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """What nobody tells but a protected person has no row."""
    teller = ((somebody("Protectedus Canarybrother"),),)
    men = Participant(name="men", kind="people")
    kept(records, 50, [person("Protectedus Canarybrother")], arrest(men, type="search", source=teller))
    outcome = made(records, policy, tmp_path)
    assert "only a protected person tells it" in {one.rule for one in outcome.stays}
    assert "search" not in {row["type"] for row in rows(tmp_path)}


def test_words_that_name_or_lead_back_stay(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """A charge that names somebody, a body called after somebody, and quotes and addresses of reports with somebody hidden in them."""
    men = Participant(name="men", kind="people")
    kept(records, 60, [], arrest(men, charge="helping Canarysurname4", type="charge", date="2022-01-01"))
    kept(records, 61, [], arrest(men, actor="the Canarysurname5 battalion", type="search", date="2022-01-01"))
    kept(records, 62, [person("Hiddenfirst7 Canarysurname7")], arrest(men, type="dispersal", date="2022-01-01"))
    fields = (*policy.fields, "charge", "quote", "urls")
    outcome = made(records, replace(policy, fields=fields), tmp_path)
    assert outcome.is_open, failed(outcome)
    by_type = {row["type"]: row for row in rows(tmp_path)}
    assert by_type["charge"]["charge"] == ""
    assert by_type["search"]["actors"] == ""
    assert (by_type["dispersal"]["urls"], by_type["dispersal"]["quote"]) == ("", "")
    assert by_type["protest"]["urls"] == "https://canary.example/22"
    assert "canarysurname" not in "".join(told for path in (tmp_path / "releases").rglob("*") if path.is_file() for told in readings(path.read_bytes())).lower()  # fmt: skip


def test_formulas_are_defused(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """A body that is named like one is text."""
    kept(records, 70, [], arrest(Participant(name="men", kind="people"), actor='=HYPERLINK("x")', type="search"))
    assert made(records, policy, tmp_path).is_open
    assert "'=HYPERLINK" in {row["actors"][:11] for row in rows(tmp_path)}


# ---------------------------------------------------------------- the gate


@pytest.mark.parametrize("what", [{"approved_by": ()}, {"licence": ""}, {"embargo": date(2027, 1, 1)}])
def test_the_gate_is_closed_until_approved(
    records: Collection, policy: Policy, tmp_path: Path, what: dict[str, Any]
) -> None:
    """Nothing is written, and nothing is noted."""
    outcome = made(records, replace(policy, **what), tmp_path)
    assert failed(outcome) == {"approved"}
    assert outcome.folder is None
    assert list((tmp_path / "releases").iterdir()) == []
    assert made(records, policy, tmp_path).number == 1


def test_the_gate_is_closed_to_a_protected_name(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """A policy that would name the protected is no policy."""
    [ida] = ids_of(records, "Ida Lund")
    protecting.protect(records, ida, reason="asked for removal", because="she asked")
    assert failed(made(records, policy, tmp_path)) == {"people"}


def test_a_preview_writes_nothing(records: Collection, policy: Policy) -> None:
    """It says what would leave, and leaves no file behind."""
    told = releasing.preview(records, policy, today=DAY)
    assert told.is_open
    assert told.incidents
    assert not [one for one in records.folder.rglob("*") if "part" in one.name or one.suffix == ".csv"]


# ---------------------------------------------------------------- one release after another


def test_lines_keep_their_ids(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """The next release has the same ids, says what is new and changed, and lists what is gone."""
    first = made(records, policy, tmp_path)
    before = {row["incident"]: row for row in rows(tmp_path)}
    kept(records, 80, [], arrest(Participant(name="men", kind="people"), type="search", date="2021-01-01"))
    second = made(records, replace(policy, person=()), tmp_path)
    now = {row["incident"]: row for row in rows(tmp_path)}
    assert (first.number, second.number) == (1, 2)
    assert first.new == first.incidents + first.persons
    assert second.new == 1
    gone = {row["id"] for row in rows(tmp_path, "changes") if row["what"] == "removed"}
    assert gone & before.keys() == before.keys() - now.keys()
    assert all(now[id] == before[id] for id in before.keys() & now.keys())
    assert "Ida Lund" not in (tmp_path / "releases" / "current" / "data" / "persons.csv").read_text("utf-8")
    third = made(records, replace(policy, person=()), tmp_path)
    assert (third.new, third.changed, third.removed) == (0, 0, 0)
    assert gone <= {row["id"] for row in rows(tmp_path, "changes")}


def test_two_releases_together_tell_no_more(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Rows known by their ids in both releases are as many as look alike in both; a policy that grows more exact makes nobody stand out."""
    coarse = replace(policy, coarse=Coarse(date="year", place="country"))
    policies = (coarse, policy, coarse, replace(policy, small=Small(k=4, range=2)))
    told: dict[str, list[tuple[str, ...]]] = {}
    for n, one in enumerate(policies):
        for more in range(2):
            name = f"Laterfirst{n}{more} Latersurname{n}{more}"
            kept(records, 100 + 10 * n + more, [person(name)], arrest(somebody(name), date=f"2024-0{3 + n % 2}-20"))
        outcome = made(records, one, tmp_path)
        assert outcome.is_open, failed(outcome)
        now = {row["incident"]: tuple(list(row.values())[1:]) for row in rows(tmp_path) if not row["origins"]}
        for id in {*told, *now}:
            told.setdefault(id, [()] * n).append(now.get(id, ()))
        alike = Counter(tuple(history) for history in told.values())
        assert min(alike[tuple(told[id])] for id in now) >= one.small.k


def test_a_release_that_kept_no_looks(
    records: Collection, policy: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is not named is told of by the first, and no more by the next: nobody knows that they looked alike."""
    content = edition.content
    with monkeypatch.context() as patch:
        patch.setattr(
            edition, "content", lambda *told: {name: one for name, one in content(*told).items() if name != "looks"}
        )
        made(records, policy, tmp_path)
    assert any(not row["origins"] for row in rows(tmp_path))
    assert not failed(made(records, policy, tmp_path))
    assert rows(tmp_path)
    assert all(row["origins"] for row in rows(tmp_path))


def test_what_is_purged_is_gone(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """From every file of the next release; a tombstone stays."""
    made(records, policy, tmp_path)
    [ida] = rows(tmp_path, "who")
    report = next(one.report for one in releasing_persons(records) if one.person.name == "Ida Lund")
    purge(records, report, ground="asked for")
    outcome = made(records, replace(policy, person=()), tmp_path)
    assert outcome.is_open, failed(outcome)
    assert found_in(tmp_path / "releases" / "release-2", ("lund",)) == set()
    assert ida["incident"] in {row["id"] for row in rows(tmp_path, "changes") if row["what"] == "removed"}


def releasing_persons(records: Collection) -> list[Any]:
    from onrecord.verbs import looking

    return list(looking.persons(records))


def test_a_folder_of_another_collection_is_refused(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Its releases stay as they are."""
    (tmp_path / "releases" / "release-1").mkdir(parents=True)
    with pytest.raises(InputError, match="is there already"):
        made(records, policy, tmp_path)


# ---------------------------------------------------------------- for other programs


def test_the_data_package_is_valid(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """By frictionless: types, keys, references; every column is explained."""
    made(records, policy, tmp_path)
    path = tmp_path / "releases" / "current" / "data" / "datapackage.json"
    report = frictionless.validate(str(path))
    assert report.valid, report.to_summary()
    described = json.loads(path.read_text("utf-8"))
    assert all(one["description"] for each in described["resources"][:-1] for one in each["schema"]["fields"])


def test_a_site_is_never_a_home(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Even where the policy lets sites be told, not those of somebody who is not named."""
    for n in range(90, 96):
        name = f"Otherfirst{n} Othersurname{n}"
        kept(records, n, [person(name)], arrest(somebody(name), place=HOME, type="search"))
    outcome = made(
        records, replace(policy, coarse=Coarse(date="day", place="site"), small=Small(k=2, range=2)), tmp_path
    )
    assert outcome.is_open, failed(outcome)
    assert found_in(tmp_path / "releases", ("zzyzxova", "43.612345")) == set()
