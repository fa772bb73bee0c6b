"""Mappings that are proposed, written down, read again and checked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from onrecord.codebook import act_types
from onrecord.errors import InputError
from onrecord.importing import mapping as mappings
from onrecord.importing.crosswalks import crosswalks, general
from onrecord.importing.describing import described
from onrecord.importing.kinds import kind_in
from onrecord.importing.mapping import ActMap, From, Mapping, taken
from onrecord.importing.proposing import keyed, propose
from onrecord.importing.sheets import Sheet, open_sheet


def sheet(folder: Path, text: str, name: str = "list.csv") -> Sheet:
    path = folder / name
    path.write_text(text, "utf-8")
    return open_sheet(path)


def test_columns_are_known_by_their_usual_names(tmp_path: Path) -> None:
    """Whatever their case, marks and brackets; words for acts become codes of act types."""
    text = (
        "Case ID;Name of victim;Type of violation;Date of incident (dd/mm/yyyy);City;Country;Alleged perpetrator;Source;Notes\n"
        "1;Ana Ruiz;Arbitrary detention;31/01/2020;Quito;Ecuador;police;El Faro;Taken at night\n"
        "2;Bo Dahl;Killed;02/03/2021;Aktau;Kazakhstan;;;\n"
    )
    made = propose(sheet(tmp_path, text))
    [act] = made.acts
    assert taken(act.type) == From(
        column="Type of violation", codes={"Arbitrary detention": "arrest", "Killed": "killing"}
    )
    assert (made.key, made.day_first) == (("Case ID",), True)
    assert list(mappings.columns_of(act))[1:] == [
        "Date of incident (dd/mm/yyyy)", "City", "Country", "Alleged perpetrator", "Name of victim", "Source", "Notes",
    ]  # fmt: skip


def test_columns_in_several_languages(tmp_path: Path) -> None:
    """`name__es` is the same as `name__en`, in another language; values stand apart by the bar."""
    made = propose(sheet(tmp_path, "title__es,title__en,country__en\nAna|Bo,Anna|Bob,Chile\n", "killed.csv"))
    [person] = made.acts[0].affected
    assert (mappings.people(person).column, mappings.people(person).others) == ("title__en", ("title__es",))
    assert made.separator == "|"


def test_what_was_done_by_the_name_of_the_file(tmp_path: Path) -> None:
    """Where no column says it, the file's name may, and `type` always does."""
    text = "name,date\nAna,2019\n"
    assert taken(propose(sheet(tmp_path, text, "2024-killed-in-quito.csv")).acts[0].type) == From(value="killing")
    assert taken(propose(sheet(tmp_path, text), type="custody").acts[0].type) == From(value="custody")
    with pytest.raises(InputError, match="--type"):
        propose(sheet(tmp_path, text))


def test_a_key_must_be_unique(tmp_path: Path) -> None:
    """A column of ids that repeat is proposed as no key; any column may be asked for."""
    told = sheet(tmp_path, "id,name,ref\n1,Ana,a\n1,Bo,b\n", "killed.csv")
    made = propose(told)
    assert made.key == ()
    assert keyed(made, told, "REF").key == ("ref",)
    with pytest.raises(InputError, match="no column `x`: it has id, name, ref"):
        keyed(made, told, "x")


@pytest.mark.parametrize("kind", [one for one in crosswalks() if one.mapping], ids=lambda one: one.title)
def test_crosswalks_are_whole(kind: object) -> None:
    """Each names act types only, and comes back from its file as it was written."""
    mapping = kind.mapping  # type: ignore[attr-defined]
    mappings.check(mapping, tuple(mappings.columns_of(mapping)), name="sheet")
    again = msgspec.yaml.decode(mappings.as_yaml(mapping).encode(), type=Mapping)
    assert again == mapping
    assert again.coder == mapping.coder
    assert all(described(mapping))


def test_crosswalks_and_the_codebook_agree() -> None:
    """A CAMEO code that the codebook gives a type is that type in a sheet too, where the sheet has one for it."""
    [gdelt] = [one.mapping for one in crosswalks() if one.mapping and one.mapping.name == "gdelt"]
    codes = taken(gdelt.acts[0].type).codes  # type: ignore[union-attr]
    told = {code: kind_in(type, column="").type for code, type in codes.items() if type}
    by_codebook: dict[str, set[str]] = {}
    for name, kind in act_types().items():
        for code in kind.crosswalk.cameo:
            by_codebook.setdefault(code, set()).add(name)
    assert not {code: type for code, type in told.items() if code in by_codebook and type not in by_codebook[code]}


def test_usual_words_stand_for_one_act_each() -> None:
    """No word is listed under two act types."""
    words = [word for listed in general().types.values() for word in listed]
    assert sorted(words) == sorted(set(words))
    assert set(general().types) <= set(act_types())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name: x\nacts: [{type: what}]\ncolour: red\n", "colour"),
        ("name: x\n", "acts"),
        ("- a\n", "no mapping"),
        ("name: [", "no mapping"),
    ],
)
def test_a_mapping_that_is_none(tmp_path: Path, text: str, reason: str) -> None:
    """The part that is wrong is named."""
    path = tmp_path / "map.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=reason):
        mappings.read(path)


def test_a_mapping_for_another_sheet() -> None:
    """The columns that are not there are named, and so are those that are; so is an act type that is none."""
    mapping = Mapping(name="x", key=("id",), acts=(ActMap(type="what", date="when"),))
    with pytest.raises(InputError, match="no column `id`, `when`, which the mapping x names; it has: what"):
        mappings.check(mapping, ("what",), name="list.csv")
    wrong = Mapping(name="x", acts=(ActMap(type=From(column="what", codes={"a": "arest"})),))
    with pytest.raises(InputError, match="`arest` is no act type: write one of arrest"):
        mappings.check(wrong, ("what",), name="list.csv")
