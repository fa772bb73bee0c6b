"""Mentions of any kind of doing: what their words are to each other, and which of them are one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.codebook.data import read_yaml
from onrecord.linking.mentions import Mention, Telling, dictionary_form, groups, relation
from onrecord.linking.mentions.features import NAMES, Story, features
from onrecord.linking.mentions.grouping import learned
from onrecord.linking.mentions.trust import trust
from onrecord.linking.mentions.vectors import Rarity, cosine


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("Dies", "dies", "die"),
        ("shot", "shot", "shoot"),
        ("Protests", "protests", "protest"),
        ("robbing", "robbing", "rob"),
        ("carrying", "carry", "carry"),
        ("Oz", "Oz", "oz"),
    ],
)
def test_dictionary_forms(word: str, lemma: str, form: str) -> None:
    """A headline's capital letters and irregular verbs lead to the form of the table; other words keep their lemma."""
    assert dictionary_form(word, lemma) == form


@pytest.mark.parametrize(
    ("one", "other", "is_"),
    [
        ("arrest", "arrest", "same"),
        ("blaze", "fire", "related"),
        ("detain", "round_up", "related"),
        ("invest", "investor", "derived"),
        ("arrest", "wedding", "other"),
        ("art", "arm", "other"),
    ],
)
def test_relations(one: str, other: str, is_: str) -> None:
    """Two words are the same, of one line of the table, made from each other, or neither; in both directions."""
    assert relation(one, other) == relation(other, one) == is_


def test_the_tables_fit_each_other() -> None:
    """Every number has its weights, and every line that was learned of stands in the table of words."""
    model = learned()
    assert {len(row) for row in model.rows.values()} == {len(NAMES)}
    lines = set(read_yaml("en", "doings.yaml")["words"])
    assert set(trust().related) | set(trust().same) <= lines
    assert all(0 < share < 1 for share in (*trust().same.values(), *trust().related.values()))


def mention(id_: str, report: str, head: str, *about: str, sentence: int = 0) -> Mention:
    return Mention(
        id=id_,
        report=report,
        sentence=sentence,
        head=head,
        is_verb=True,
        sentence_words=about,
        sentence_names=tuple(word for word in about if word.istitle()),
        arguments=about[:3],
        parties=about[:2],
        beside=about,
    )


REPORTS = {
    "r1": Telling(("gunman", "shoot", "Harbourville", "warehouse", "police", "arrest"), ("harbourville",)),
    "r2": Telling(("gunman", "open", "fire", "Harbourville", "warehouse", "arrest"), ("harbourville",)),
    "r3": Telling(("festival", "open", "Lakeside", "music", "crowd"), ("lakeside",)),
}
MENTIONS = [
    mention("m1", "r1", "shoot", "gunman", "guard", "warehouse", "Harbourville"),
    mention("m2", "r2", "open_fire", "gunman", "guard", "warehouse", "Harbourville"),
    mention("m3", "r1", "arrest", "police", "gunman", "Harbourville", sentence=1),
    mention("m4", "r2", "detain", "police", "gunman", "Harbourville", sentence=1),
    mention("m5", "r3", "open", "festival", "mayor", "Lakeside"),
]


def test_groups() -> None:
    """Two words for one doing, told of the same parties, are one; another doing of the same people is not."""
    found = groups(MENTIONS, REPORTS, [["r1", "r2", "r3"]])
    assert ("m1", "m2") in found
    assert ("m3", "m4") in found
    assert ("m5",) in found


def test_stories_are_kept_apart() -> None:
    """Mentions of reports that tell different events are never one, however alike their words."""
    found = groups(MENTIONS, REPORTS, [["r1"], ["r2"], ["r3"]])
    assert sorted(found) == [(f"m{n}",) for n in range(1, 6)]


def test_order_makes_no_difference() -> None:
    """The groups are the same whatever order mentions and reports come in."""
    assert groups(MENTIONS[::-1], REPORTS, [["r3", "r2", "r1"]]) == groups(MENTIONS, REPORTS, [["r1", "r2", "r3"]])


def test_a_report_is_not_like_itself() -> None:
    """Within one report, or one sentence, the likeness of the whole with itself speaks for nothing."""
    story = Story(REPORTS, Rarity(one.words for one in REPORTS.values()))
    one = story.compared(MENTIONS[0])
    other = story.compared(replace(MENTIONS[2], sentence=0))
    told = dict(zip(NAMES, features(one, other, "other", trust()), strict=True))
    assert (told["reports"], told["sentences"], told["same sentence"]) == (0.0, 0.0, 1.0)


def test_rare_words_weigh_more() -> None:
    """A word that one report has tells more than one that all have; a vector without words is like nothing."""
    rarity = Rarity([["police", "harbour"], ["police", "lake"], ["police", "hill"]])
    assert rarity.of("harbour") > rarity.of("police")
    assert cosine(rarity.vector([]), rarity.vector(["police"])) == 0.0
    assert cosine(rarity.vector(["lake"]), rarity.vector(["lake"])) == pytest.approx(1.0)
