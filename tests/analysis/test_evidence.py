"""Slots with the words they rest on."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.analysis.evidence import in_plain_words, protection, quote, slots
from onrecord.model import Coded, Evidence, Passage, ProtectionHint, Report


def test_words_are_marked_in_their_sentence(report: Report, coded: Coded) -> None:
    """Each piece of evidence comes with its whole sentence and the place of the words in it."""
    [date] = [slot for slot in slots(coded.acts[0], report) if slot.name == "date"]
    assert date.value == "16 March 2023 (“on Thursday”)"
    [quoted] = date.quoted
    assert quoted.sentence.startswith("Police arrested")
    assert [quoted.sentence[mark.start : mark.end] for mark in quoted.marks] == ["on Thursday"]


def test_a_sentence_is_shown_once(report: Report, coded: Coded) -> None:
    """Several words of one sentence are marked together, in the order of the text."""
    shown = (Evidence(41, 49, "b", 0.7), Evidence(0, 6, "a", 0.8), Evidence(134, 140, "c", 0.6))
    act = msgspec.structs.replace(coded.acts[0], evidence={"affected": shown})
    [affected] = [slot for slot in slots(act, report) if slot.quoted]
    assert [[mark.rule for mark in quoted.marks] for quoted in affected.quoted] == [["a", "b"], ["c"]]


def test_every_slot_is_listed(report: Report, coded: Coded) -> None:
    """A slot that the report does not fill says so."""
    told = {slot.name: slot.value for slot in slots(coded.acts[3], report)}
    assert told["place"] == told["charge"] == told["actors"] == "not told"
    assert told["realis"] == "demanded"


def test_words_outside_a_sentence_are_shown_with_their_line(report: Report, coded: Coded) -> None:
    """A dateline stands in no sentence of the body; its line is shown, cut when it is long."""
    text = "OSLO, March 18 (CWS): " + "x" * 1000 + "\nPolice arrested her."
    odd = msgspec.structs.replace(report, text=text, passages=(Passage(1023, len(text), "body"),))
    act = msgspec.structs.replace(coded.acts[3], evidence={"place": (Evidence(0, 4, "dateline", 0.8),)})
    [place] = [slot for slot in slots(act, odd) if slot.quoted]
    assert place.quoted[0].sentence.startswith("OSLO, March")
    assert len(place.quoted[0].sentence) < 200


def test_a_slot_of_a_newer_coder_is_shown(report: Report, coded: Coded) -> None:
    """Evidence for a slot that this version does not know is not hidden."""
    act = msgspec.structs.replace(coded.acts[3], evidence={"held_at": (Evidence(0, 6, "x", 0.8),)})
    assert "held_at" in [slot.name for slot in slots(act, report)]


def test_protection_is_told_of_those_in_the_act(report: Report, coded: Coded) -> None:
    """A hint comes with its words where its person is in the act, and not elsewhere."""
    hint = ProtectionHint("relative", Evidence(33, 40, "kin of somebody affected", 0.85))
    speaker = msgspec.structs.replace(coded.persons[1], protection=(hint,))
    [slot] = protection(coded.acts[0], [coded.persons[0], speaker], report)
    assert slot.value == "Ole Lünd: relative"
    assert [quoted.sentence[mark.start : mark.end] for quoted in slot.quoted for mark in quoted.marks] == ["brother"]
    assert protection(coded.acts[1], [speaker], report) == ()


def test_quotes_are_the_reports_own_sentences(report: Report, coded: Coded) -> None:
    """The quote of an act is copied; without sentences it is the words that tell it."""
    assert quote(coded.acts[1], report.text) == "Officials denied that she had been beaten."
    assert quote(coded.acts[2], report.text) == "fined"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("no such rule; another", "no such rule; another"),
        ("cue “held”", "“held” is a word for this type of act"),
        ("earlier, counted from 2021-07-01", "some time before the act it is told with, counted from 1 July 2021"),
        ("by whom; the pair", "named after “by”; two people named before, taken together"),
        ("subject of “have”", "whoever does what “have” says"),
        ("odd “have”", "odd “have”"),
    ],
)
def test_rules_read_as_words(rule: str, words: str) -> None:
    """A listed rule is explained with what it worked with; one that is not listed is shown as it is, never hidden."""
    assert in_plain_words(rule) == words
