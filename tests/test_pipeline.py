"""One report through coding, and the check of what a coder says."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.errors import CoderError
from onrecord.model import Coded, Evidence, ProtectionHint, Report, Span, Uncoded
from onrecord.pipeline import attempt, check


def test_a_sound_coding_passes(report: Report, coded: Coded) -> None:
    """Words that stand in the text are accepted."""
    check(coded, report)


@pytest.mark.parametrize(
    "changed",
    [
        {"mentions": ()},
        {"mentions": (Span(5, 5),)},
        {"mentions": (Span(5, 100_000),)},
        {"sentences": (Span(-1, 5),)},
        {"evidence": {"date": (Evidence(7, 100_000, "x", 0.5),)}},
    ],
    ids=["no words", "empty words", "beyond the text", "before the text", "evidence beyond the text"],
)
def test_words_that_do_not_stand_in_the_text_are_refused(report: Report, coded: Coded, changed: object) -> None:
    """A coder that cites what is not there is told so, whichever coder it is."""
    act = msgspec.structs.replace(coded.acts[0], **changed)  # type: ignore[arg-type]
    with pytest.raises(CoderError, match="r1, act a1"):
        check(msgspec.structs.replace(coded, acts=(act,)), report)


def test_a_hint_beyond_the_text_is_refused(report: Report, coded: Coded) -> None:
    """A reason to protect somebody has its words too."""
    hint = ProtectionHint("minor", Evidence(7, 100_000, "x", 0.5))
    person = msgspec.structs.replace(coded.persons[0], protection=(hint,))
    with pytest.raises(CoderError, match="r1, person p1"):
        check(msgspec.structs.replace(coded, persons=(person,)), report)


def test_an_answer_for_another_text_is_refused(report: Report, coded: Coded) -> None:
    """The digest of the text ties the answer to the question."""
    with pytest.raises(CoderError, match="another text"):
        check(msgspec.structs.replace(coded, text_sha256="0" * 64), report)


def test_a_fault_becomes_a_line(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the coder raises is kept with the report that caused it."""

    def broken(_: Report) -> Coded:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("onrecord.pipeline.code_report", broken)
    told = attempt(report, line=3)
    assert isinstance(told, Uncoded)
    assert (told.id, told.line) == ("r1", 3)
    assert "ZeroDivisionError: by zero" in told.error


@pytest.mark.parametrize(
    "fault",
    [ModuleNotFoundError("No module named 'spacy'"), OSError("[E050] Can't find model 'spacy'")],
    ids=["a library", "the pipeline's files"],
)
def test_a_coder_that_is_not_whole_ends_the_run(
    report: Report, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """A part that is not installed would fail on every report: it is told once."""

    def missing(_: Report) -> Coded:
        raise fault

    monkeypatch.setattr("onrecord.pipeline.code_report", missing)
    with pytest.raises(CoderError, match=r"spacy.*install Onrecord again"):
        attempt(report)


def test_a_text_over_the_limit_is_told(report: Report) -> None:
    """The limit holds wherever a report is coded, and the words say what to do."""
    told = attempt(report, longest=10)
    assert isinstance(told, Uncoded)
    assert "more than 10: split it, or raise `longest_text`" in told.error
