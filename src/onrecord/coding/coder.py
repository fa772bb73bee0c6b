"""The built-in coder: one report in, its line of the contract out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.codebook import VERSION as CODEBOOK
from onrecord.coding.attribution.recordings import turns
from onrecord.coding.cues import lexicon
from onrecord.coding.screening import worth_parsing
from onrecord.coding.sentences import Sentence, split
from onrecord.model import Coded, CoderName

if TYPE_CHECKING:
    from onrecord.model import Report

NAME = "onrecord-en"


def code(report: Report) -> Coded:
    """The acts and persons that a report tells of, by the built-in rules for English.

    A report in another language, or without a word that tells an act, gives a line without acts (the
    flags of the report say why).
    """
    sentences = readable(report)
    if not sentences:
        return _line(report)
    from onrecord.coding.parse import parse_tokens, tokens

    given = [tokens(report.text, sentence) for sentence in sentences]
    wanted = worth_parsing(given, lexicon(), [name[0] for name, _ in turns(report.text)])
    if not wanted:
        return _line(report)
    from onrecord.coding.whole import read_closely

    return read_closely(report, parse_tokens(report.text, wanted), _line(report))


def readable(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a report in English, or in a language that cannot be told; of others none."""
    if report.particulars.language not in {None, "en"}:
        return ()
    return split(report.text, report.passages, dateline=report.dateline_span)


def _line(report: Report) -> Coded:
    return Coded(
        id=report.id,
        text_sha256=report.sha256,
        coder=CoderName(NAME, __version__, CODEBOOK),
        flags=report.flags,
        report=report.particulars,
    )
