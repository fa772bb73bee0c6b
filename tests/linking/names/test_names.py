"""Two names to whether they are one."""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.names import f1, judgements, turkic
from onrecord.linking.names import compare, compare_parsed, keys, parse
from onrecord.linking.names.letterwise import likeness as by_letters
from onrecord.linking.names.likeness import likeness
from onrecord.linking.names.pinyin import syllables
from onrecord.linking.names.scripts import script_of, spelling_of

CASES = msgspec.yaml.decode((Path(__file__).parents[2] / "cases" / "names.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_judgements(case: dict[str, Any]) -> None:
    """Names are judged as a careful reader would, and the other way round alike."""
    found = compare(case["one"], case["other"])
    assert found.verdict == case["verdict"], found
    assert compare(case["other"], case["one"]).verdict == found.verdict


def test_turkic_pairs() -> None:
    """The rules of romanisation hold on pairs made from them, and no two names are ever told as the same."""
    told = judgements(turkic())
    assert told["f1"] >= 0.92
    assert told["same_wrong"] == 0
    assert told["share_a_key"] >= 0.95


def test_brothers_are_never_the_same() -> None:
    """With one father's name and one family name, another given name is enough to keep two people apart."""
    given_names = ("Nurlan", "Nurzhan", "Nurbol", "Yerlan", "Serik", "Berik", "Askar", "Askhat", "Aidos", "Aidar")
    for one, other in product(given_names, repeat=2):
        found = compare(f"{one} Maratuly Omarov", f"{other} Maratuly Omarov")
        assert (found.verdict == "same") == (one == other), (one, other, found)


def test_reasons_name_the_parts() -> None:
    """Each reason names the parts as they are written, and what they are to each other."""
    found = compare("Oleg Petrovich Verbin", "Олег Иванович Вербин")
    assert "Oleg = Олег: spellings of one name" in found.speaks_for
    assert "Petrovich / Иванович: fathers' names that differ" in found.speaks_against


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Айдос Бектенұлы", ["name", "father"]),
        ("Bekten uulu Aidos", ["father", "name"]),
        ("Oleg Petrovich Verbin", ["name", "father", "name"]),
        ("Roman Abramovich", ["name", "name"]),
        ("Yusuf ibn Ahmad", ["name", "father"]),
        ("Sheikh Yusuf", ["name"]),
        ("Y. Lund", ["initial", "name"]),
        ("Abu Bakr al-Karami", ["name", "name"]),
    ],
)
def test_parts(name: str, kinds: list[str]) -> None:
    """A name falls into its parts: fathers' names by their endings and small words, titles and articles set apart."""
    assert [part.kind for part in parse(name).parts] == kinds


@pytest.mark.parametrize(
    ("word", "script", "spelling"),
    [
        ("lund", "latin", "latin"),
        ("тоқтар", "cyrillic", "cyrillic"),
        ("сергій", "cyrillic", "ukrainian"),
        ("ئەركىن", "arabic", "uyghur"),
        ("كريم", "arabic", "arabic"),
        ("文远", "han", "han"),
        ("", "other", "other"),
    ],
)
def test_scripts(word: str, script: str, spelling: str) -> None:
    """The letters of a word tell its script, and sometimes its language."""
    assert (script_of(word), spelling_of(word)) == (script, spelling)


@pytest.mark.parametrize(
    ("one", "other", "third"),
    [
        ("қасым", "kassym", "kassen"),
        ("maimaiti", "memet", "ehmet"),
        ("كريم", "karim", "kamil"),
        ("юрий", "yuri", "yuliy"),
        ("khodzhaev", "xojayev", "khodos"),
        ("伊力", "ilyas", "omar"),
    ],
)
def test_a_spelling_is_nearer_than_another_name(one: str, other: str, third: str) -> None:
    """A spelling of a name is more like it than a name that is merely near."""
    assert likeness(one, other) > likeness(one, third)


def test_letters_tell_more_than_chance() -> None:
    """The learned tables put the right Latin word over one with the same consonants."""
    assert by_letters("كريم", "karim", "arabic", 0.6) > 0.8 > by_letters("كريم", "zaman", "arabic", 0.6)


def test_syllables() -> None:
    """A word is cut into pinyin syllables only where all of it can be."""
    assert syllables("maimaiti") == ("mai", "mai", "ti")
    assert syllables("lundstrom") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Айдос Бектенұлы", "BEKTENULY Aidos"),
        ("Abd al-Karim Hasani", "عبد الكريم الحسني"),
        ("Ida Maria Lund", "Ida Lund"),
        ("I. Lund", "Ida Lund"),
        ("IdaLund", "Ida Lund"),
        ("Sasha Verbin", "Aleksandr Verbin"),
        ("Lund", "Lund"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    """Ways of writing one name meet under at least one key."""
    assert keys(one) & keys(other)


def test_keys_keep_others_apart() -> None:
    """Most names share no key with most others, so that few pairs need a look."""
    names = [pair.one for pair in turkic()]
    pairs = [(a, b) for a, b in product(names, repeat=2) if a < b]
    sharing = sum(any("." not in key for key in keys(a) & keys(b)) for a, b in pairs)
    assert sharing / len(pairs) < 0.01


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_judged(one: str, other: str) -> None:
    """Whatever stands in a sheet's column of names, a judgement comes out, the same both ways, and a score within bounds."""
    found = compare(one, other)
    assert 0.0 <= found.score <= 1.0
    assert compare(other, one).score == pytest.approx(found.score, abs=1e-6)
    assert found.verdict != "same" or found.score >= 0.85
    assert len(keys(one)) < 400


def test_long_names_take_no_long_time() -> None:
    """A name of thousands of words, pasted by mistake, is judged in seconds at most."""
    began = time.process_time()
    compare("Ida Lund " * 400, "Lund, Ida " * 400)
    compare("x" * 5000, "y" * 5000)
    assert time.process_time() - began < 10


def test_reasons_can_be_left_out() -> None:
    """Without reasons the judgement is the same."""
    mine, its = parse("Ida Lund"), parse("Ида Лунд")
    with_reasons = compare_parsed(mine, its)
    without = compare_parsed(mine, its, reasons=False)
    assert (without.verdict, without.score) == (with_reasons.verdict, with_reasons.score)
    assert without.speaks_for == ()


def test_f1() -> None:
    """F1 counts right yeses twice over all that was said or true."""
    assert f1([(True, True), (True, False), (False, True), (False, False)]) == pytest.approx(0.5)
    assert f1([]) == 0


def test_pairs_each_have_a_rule() -> None:
    """The pairs of Turkic names each name the rule they rest on, and matches and others are about as many."""
    told = turkic()
    assert all(pair.note for pair in told)
    assert len(told) == len({(pair.one, pair.other) for pair in told}) == 150
    assert abs(sum(pair.match for pair in told) - 75) <= 5


def test_the_lists_name_their_source() -> None:
    """Every table of names says in its first line what it holds."""
    folder = Path(__file__).parents[3] / "src" / "onrecord" / "codebook" / "names"
    assert all(path.read_text("utf-8").startswith("# ") for path in folder.glob("*.*") if path.suffix != ".py")
