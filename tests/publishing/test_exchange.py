"""Other people's forms: their own programs read them, nothing is made up, and what they cannot hold is said."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any, get_args

import frictionless
import msgspec
import pytest
from followthemoney import model
from jsonschema import Draft4Validator
from lxml import etree

from onrecord.analysis.counted import Sides, happening
from onrecord.analysis.estimate import of_csv, of_people
from onrecord.analysis.listed import listed
from onrecord.codebook import act_types
from onrecord.linking.origins import Origin
from onrecord.model import Act, Coded, Participant, Report, Snapshot
from onrecord.publishing import lists
from onrecord.publishing.exchange import table
from onrecord.publishing.rows import Row
from onrecord.store import keeping
from onrecord.store.collection import Collection, open_or_create
from onrecord.store.kept import KeptAct
from onrecord.store.veil import WITHHELD
from onrecord.verbs import handing, protecting
from onrecord.verbs.handing import Target

FORMS: list[Target] = list(get_args(Target))
TABLES: list[Any] = ["acled", "cameo", "huridocs", "plover"]


def given(records: Collection, to: Target) -> bytes:
    file = io.BytesIO()
    handing.hand_over(records, file, to=to)
    return file.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_geojson(records: Collection) -> None:
    """As RFC 7946 has it, by a schema of others; a point only where a town or site is told."""
    told = json.loads(given(records, "geojson"))
    profile = Path(frictionless.__file__).parent / "assets" / "profiles" / "geojson.json"
    Draft4Validator(json.loads(profile.read_text("utf-8"))).validate(told)
    assert len(told["features"]) == 4
    for one in told["features"]:
        exact = one["properties"]["place_precision"] in {"town", "site"}
        assert (one["geometry"] is not None) == exact
        if exact:
            assert one["geometry"]["coordinates"] == [51.16, 43.65]


def test_kml(records: Collection) -> None:
    """Well-formed, a placemark a happening, no beginning where none is told."""
    root = etree.fromstring(given(records, "kml"))
    names = {"k": "http://www.opengis.net/kml/2.2"}
    marks = root.findall(".//k:Placemark", names)
    assert len(marks) == 4
    assert [one.find("k:TimeSpan/k:begin", names) is None for one in marks] == [False, True, False, True]


@pytest.mark.parametrize("form", TABLES)
def test_tables_hold_what_has_a_code(records: Collection, form: Any) -> None:
    """A row a happening with the nearest code; what has none, or is told otherwise, is counted among the losses."""
    file = io.BytesIO()
    made = handing.hand_over(records, file, to=form)
    told = rows(file.getvalue())
    spec = table.spec(form)
    assert list(told[0]) == list(spec.columns)
    assert len(told) == made.number
    left_out = sum(int(one.split()[0]) for one in made.losses if " left out: " in one)
    assert made.number + left_out == 4
    assert set(spec.losses) <= set(made.losses)
    assert {one["status"] for one in told} == {"internal, unchecked"}


@pytest.mark.parametrize("form", TABLES)
def test_every_column_is_known(form: Any) -> None:
    """What a file of the codebook asks for can be written, for every type that has a code there."""
    spec = table.spec(form)
    assert spec.scheme in {"acled", "cameo", "huridocs", "plover"}
    known = {*Row.__struct_fields__, *table._MADE}
    assert {one for one in spec.columns.values() if not one.startswith("=")} <= known
    assert any(getattr(one.crosswalk, spec.scheme) for one in act_types().values())


def test_a_date_that_is_no_day_is_left_empty(records: Collection) -> None:
    """And said in the row, with the place and the count that the table has no room for."""
    told = {one["event_mode"]: one for one in rows(given(records, "plover"))}
    assert told["arrest"]["event_date"] == "2023-03-16"
    assert told["convict"]["event_date"] == ""
    assert "date: 2023-03-06/2023-03-12" in told["convict"]["lost"]


def test_entities_are_followthemoney(records: Collection) -> None:
    """Each is of a schema that FollowTheMoney has, keeps every value when it is cleaned, and refers to what is there."""
    entities = [json.loads(line) for line in given(records, "ftm").splitlines()]
    ids = {one["id"] for one in entities}
    assert {one["schema"] for one in entities} >= {"Event", "Person", "Article"}
    for one in entities:
        proxy = model.get_proxy(one, cleaned=False)
        clean = model.make_entity(one["schema"])
        clean.id = one["id"]
        for prop, value in proxy.itervalues():
            clean.add(prop, value, cleaned=False)
            assert prop.type.name != "entity" or value in ids
        assert {p: len(v) for p, v in clean.properties.items()} == {p: len(v) for p, v in one["properties"].items()}


def test_the_data_package_is_valid(records: Collection, tmp_path: Path) -> None:
    """By frictionless: types, keys, and every reference from acts to reports and to the codebook."""
    (tmp_path / "package.zip").write_bytes(given(records, "datapackage"))
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        package.extractall(tmp_path)
        described = json.loads(package.read("datapackage.json"))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert [one["name"] for one in described["resources"][0]["schema"]["fields"]] == list(Row.__struct_fields__)
    assert all(one["description"] for one in described["resources"][0]["schema"]["fields"])
    assert given(records, "datapackage") == given(records, "datapackage")


@pytest.mark.parametrize("to", FORMS)
def test_formulas_are_defused_in_every_table(
    tmp_path: Path, report: Report, coded: Coded, snapshot: Snapshot, to: Target
) -> None:
    """A name that begins like a formula is text in whatever is opened by a spreadsheet."""
    name = '=HYPERLINK("x")'
    acts = tuple(msgspec.structs.replace(act, actors=(Participant(name=name, kind="official"),)) for act in coded.acts)
    particulars = msgspec.structs.replace(report.particulars, publisher="@cmd")
    with open_or_create(tmp_path / "c", user="anna") as collection:
        with collection.writing() as connection:
            bad = msgspec.structs.replace(report, particulars=particulars)
            keeping.keep(connection, snapshot, bad, msgspec.structs.replace(coded, acts=acts), who="anna")
        data = given(collection, to)
    if to == "datapackage":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = package.read("acts.csv")
    if to in {"ftm", "geojson", "kml"}:
        return
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


@pytest.mark.parametrize("to", FORMS)
def test_nobody_withheld_leaves(records: Collection, to: Target) -> None:
    """Who is protected from one who exports is in no form that they write, neither by name nor as an entity."""
    [ida] = [one.id for one in _persons(records) if one.person.name == "Ida Lund"]
    assert b"Lund" in _plain(given(records, to), to)
    protecting.protect(records, ida, reason="other", because="asked", may_see=())
    with open_or_create(records.folder, user="omar") as theirs:
        data = _plain(given(theirs, to), to)
    assert b"Lund" not in data
    assert to not in {"ftm", "people"} or ida.encode() not in data


def _plain(data: bytes, to: Target) -> bytes:
    if to != "datapackage":
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def _persons(records: Collection) -> Any:
    from onrecord.verbs import looking

    return list(looking.persons(records))


# ---------------------------------------------------------------- a row a person


def told(id: str, *names: str, origins: tuple[Origin, ...] = ()) -> Any:
    who = tuple(Participant(name=name, kind="person", person=name) for name in names)
    acts = [
        KeptAct(
            id=f"{id}{n}", report="R", act=Act(id=f"{id}{n}", type="arrest", mentions=(), sentences=(), affected=some)
        )
        for n, some in enumerate((who, who[:1]))
    ]
    return happening(id, acts, Sides(told_by=origins))


def test_an_origin_lists_only_those_whom_it_names() -> None:
    """Who tells of two arrests and names one of them has not listed the other."""
    both = told(
        "a",
        "Ida Lund",
        "Omar Sall",
        origins=(Origin("CWS", "outlet", ("a0",)), Origin("her mother", "family", ("a1",))),
    )
    found = {one.id: one for one in listed([both], {})}
    assert found["Ida Lund"].origins == {"CWS", "her mother"}
    assert found["Omar Sall"].origins == {"CWS"}
    file = io.BytesIO()
    lists.write([both], {}, file)
    assert [(row["person"], row["in_CWS"], row["in_her mother"]) for row in rows(file.getvalue())] == [
        ("Ida Lund", "1", "1"), ("Omar Sall", "1", "0"),
    ]  # fmt: skip


def test_withheld_persons_have_no_row_and_are_said() -> None:
    """They would all be one."""
    file = io.BytesIO()
    made = lists.write([told("a", WITHHELD, origins=(Origin("CWS", "outlet", ("a0", "a1")),))], {}, file)
    assert made.number == 0
    assert "in 1 happenings" in made.losses[0]


def test_a_row_a_person_is_read_back_exactly() -> None:
    """By what estimates from such a table: the same people on the same lists, whatever an origin is called."""
    some = [
        told(f"a{n}", f"P{n}", origins=(Origin("=CWS" if n % 2 else "her mother", "outlet", (f"a{n}0",)),))
        for n in range(9)
    ]
    file = io.BytesIO()
    lists.write(some, {}, file)
    assert of_csv(file.getvalue()).counts == of_people(listed(some, {}), by="origin").counts
